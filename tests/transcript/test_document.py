"""What the document says, as another's reader reads it, and what it is: tagged PDF/A, whole, the same each time."""

import hashlib
from pathlib import Path

import pytest
from arende.domain.disclosure import LABELS, Ground
from arende.ports.disclosure import Disclosure
from arende.ports.export import JournalForm
from arende.ports.journal import JournalEntry
from arende.ports.registry import ExportRegistry
from arende.wire.disclosure import disclosure_json
from arende.wire.journal import entry_json
from arende_transcript import arende_register_export, form
from arende_transcript.words import EN, SV
from attrs import evolve
from pypdf.generic import DictionaryObject, StreamObject

from .entries import CASE, DISCLOSED, ELSA, HIDDEN, KARIN, SAID, adult, of
from .reading import made, opened, pages, tags, text

GOLDEN = Path(__file__).with_name("golden")


def test_the_door_registers_the_form() -> None:
    registry = ExportRegistry()
    arende_register_export(registry)
    given: JournalForm | None = registry.forms.get("pdf")
    assert registry.forms.faults == []
    assert given is not None
    assert (given.media_type(), given.suffix()) == ("application/pdf", ".pdf")


def test_without_the_extra_nobody_is_offered_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "NEEDED", (*form.NEEDED, "a_package_that_is_not_installed"))
    registry = ExportRegistry()
    arende_register_export(registry)
    assert registry.forms.get("pdf") is None


@pytest.mark.spec("B22")
@pytest.mark.parametrize(
    ("name", "language", "disclosure"),
    [("case.sv", "sv", None), ("case.en", "en", None), ("court.sv", "sv", DISCLOSED)],
)
def test_the_text_is_the_golden_one(name: str, language: str, disclosure: Disclosure | None) -> None:
    """Names, roles, days, times in the zone, read marks, corrections, retractions, notes by version, page numbers."""
    assert text(made(CASE, language, disclosure)) + "\n" == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.spec("B22")
def test_the_sum_is_that_of_the_json_that_is_exported() -> None:
    digest = hashlib.sha256(entry_json(CASE)).hexdigest()
    told = text(made(CASE))
    assert digest in told
    assert f"arende export {CASE.id} --format json | sha256sum" in told
    assert digest not in text(made(evolve(CASE, title="Astma")))
    disclosed = text(made(CASE, "sv", DISCLOSED))
    assert digest in disclosed
    assert hashlib.sha256(disclosure_json(DISCLOSED)).hexdigest() in disclosed


@pytest.mark.spec("B22")
@pytest.mark.parametrize("disclosure", [None, DISCLOSED])
def test_the_same_entry_is_the_same_bytes(disclosure: Disclosure | None) -> None:
    assert made(CASE, "sv", disclosure) == made(CASE, "sv", disclosure)
    assert made(CASE, "sv", disclosure) != made(CASE, "en", disclosure)


@pytest.mark.spec("B22")
@pytest.mark.parametrize(("language", "told"), [("sv", "sv"), ("en", "en")])
def test_it_is_tagged_and_says_that_it_is_pdf_a_and_pdf_ua(language: str, told: str) -> None:
    document = made(CASE, language)
    reader = opened(document)
    root = reader.trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    assert repr(plain(root, "/MarkInfo")["/Marked"]) == "True"
    assert str(root["/Lang"]).startswith(told)
    assert repr(plain(root, "/ViewerPreferences")["/DisplayDocTitle"]) == "True"
    stream = root["/Metadata"].get_object()
    assert isinstance(stream, StreamObject)
    packet = stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "/OutputIntents" in root
    kinds = list(tags(document))
    assert [kind for kind in kinds if kind.startswith("/H")] == [
        *("/H1", "/H2", "/H2", "/H2"),  # messages, by day
        *("/H1", "/H2", "/H2"),  # notes
        "/H1",
    ]
    assert kinds.count("/P") > 20


def test_fonts_are_within_it_and_nothing_runs_or_lies_hidden_in_it() -> None:
    reader = opened(made(CASE, "sv", DISCLOSED))
    root = reader.trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    assert not {"/OpenAction", "/AA", "/AcroForm", "/AF"} & set(root)
    assert reader.attachments == {}
    assert all(name.startswith("/") and "+" in name for page in reader.pages for name in fonts_of(page))


def fonts_of(page: DictionaryObject) -> list[str]:
    found = plain(plain(page, "/Resources"), "/Font")
    return [str(plain(found, key)["/BaseFont"]) for key in found]


def plain(holder: DictionaryObject, key: str) -> DictionaryObject:
    found = holder[key].get_object()
    assert isinstance(found, DictionaryObject)
    return found


@pytest.mark.spec("B22")
def test_every_page_says_whose_it_is_and_which_of_how_many() -> None:
    long = of(*["Rad\n" * 60] * 8)
    told = pages(made(long))
    assert len(told) > 8
    for number, page in enumerate(told, 1):
        assert "20150101-2383 · Elsa Provdotter · Ärende SE1.c1" in page
        assert f"Sida {number} av {len(told)}" in page


@pytest.mark.spec("B25")
def test_who_is_protected_is_masked_as_in_the_entry() -> None:
    patient = evolve(ELSA, name="Skyddade personuppgifter", protected=True)
    hidden = evolve(CASE, patient=patient, representative=HIDDEN, messages=(SAID,), notes=())
    told = text(made(hidden))
    assert "20150101-2383 · Skyddade personuppgifter · Ärende SE1.c1" in told
    assert "Ombud Skyddade personuppgifter\n" in told
    assert [name for name in ("Elsa Prov", "Karin", "19800107") if name in told] == []
    assert "protected personal data" in text(made(hidden, "en"))


@pytest.mark.spec("B22")
def test_who_reads_is_the_patient_the_representative_or_one_of_several() -> None:
    assert "Läst av patienten 2 mars 2026 kl. 11:30." in text(made(adult()))
    assert "Ombud" not in text(made(adult()))
    several = evolve(CASE, former=(evolve(KARIN, id="SE1.p9", name="Kaj Provdotter"),))
    assert "Läst av patientens sida 2 mars 2026 kl. 11:30." in text(made(several))
    assert "Tidigare ombud Kaj Provdotter" in text(made(several))


def test_an_hour_that_comes_twice_says_which() -> None:
    first = 1_792_888_200_000_000  # 2026-10-25 00:30 UTC: 02:30 in summer time
    both = evolve(
        CASE,
        notes=(),
        messages=(evolve(SAID, at=first), evolve(SAID, number=2, at=first + 3_600_000_000)),
    )
    told = text(made(both))
    assert "kl. 02:30 (UTC+02:00) · meddelande 1" in told
    assert "kl. 02:30 (UTC+01:00) · meddelande 2" in told


def test_an_empty_case_is_a_document_too() -> None:
    assert "Inga meddelanden har skrivits i ärendet." in text(made(evolve(CASE, messages=(), notes=())))
    bare = Disclosure(ground="patient", entry=CASE, notes=(), handovers=(), moves=(), retractions=())
    assert text(made(CASE, "sv", bare)).count("Inga.") == 4


@pytest.mark.parametrize(
    "entry",
    [
        evolve(CASE, zone="Europe/Nowhere"),
        evolve(CASE, zone="../secret"),
        evolve(CASE, opened=2**62),
        of("ett \ud800 halvt tecken"),
    ],
)
def test_what_cannot_be_told_is_a_value_error(entry: JournalEntry) -> None:
    with pytest.raises(ValueError):
        made(entry)


def test_the_last_instants_can_be_told() -> None:
    assert "31 december 9999" in text(made(evolve(CASE, zone="UTC", until=253_402_300_799_000_000)))
    assert "1 januari 1" in text(made(evolve(CASE, zone="UTC", opened=-62_135_596_800_000_000, messages=())))


@pytest.mark.spec("B8")
def test_every_ground_has_its_words_and_every_word_both_languages() -> None:
    for ground in Ground:
        assert (SV[f"{ground}_ground"], EN[f"{ground}_ground"]) == LABELS[ground]
    assert list(SV) == list(EN)
