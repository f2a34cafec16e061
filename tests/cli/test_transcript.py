"""`arende export --format pdf` by the command line, and the checksum as the document says that it is had."""

import hashlib
from pathlib import Path

import pytest
from arende.cli.commands.export import form_of
from arende.cli.faults import Told
from arende.ports.registry import FormRegistry

from tests.transcript.reading import text

from .conftest import NURSE, Cli


@pytest.mark.spec("B22", "B8")
def test_a_case_is_written_as_pdf_and_its_sum_is_that_of_the_json(
    clinic: Cli, case: str, anton: str, tmp_path: Path
) -> None:
    clinic.made("case", "send", case, "--text", "Hej på dig, åäö", "--as", NURSE)
    clinic.made("case", "note", case, "-", "--as", NURSE, stdin="Ringde apoteket.")
    out = tmp_path / "ärende.pdf"
    done = clinic("export", case, "--format", "pdf", "-o", str(out), "--as", NURSE)
    assert (done.code, str(out) in done.out + done.err) == (0, True)
    told = text(out.read_bytes())
    assert "Hej på dig, åäö" in told
    assert "apoteket" not in told
    plain = clinic("export", case, "--format", "json", "--as", NURSE).out.encode()
    assert hashlib.sha256(plain).hexdigest() in told

    asked = ("export", case, "--disclosure", "court", "--as", NURSE)
    clinic(*asked, "--format", "pdf", "-o", str(out), "--lang", "en")
    told = text(out.read_bytes())
    assert "Ground: To a court." in told
    assert "Ringde apoteket." in told
    assert hashlib.sha256(clinic(*asked).out.encode()).hexdigest() in told


@pytest.mark.spec("B22")
def test_the_patients_side_has_no_file(clinic: Cli, case: str, anton: str, tmp_path: Path) -> None:
    out = tmp_path / "mitt.pdf"
    line = ("export", case, "--format", "pdf", "-o", str(out), "--as", f"rep:{anton}")
    assert clinic.error(*line)[0] == "access.denied"
    assert clinic.error(*line, "--disclosure", "patient")[0] == "access.denied"
    assert not out.exists()


def test_without_the_extra_it_is_told_how_to_install_it() -> None:
    with pytest.raises(Told) as told:
        form_of("pdf", FormRegistry())
    assert told.value.code == "export.format_missing"
    assert all("pip install 'arende[transcript]'" in sentence for sentence in told.value.pair)
