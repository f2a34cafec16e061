"""Templates from the command line: kept, listed, filled, sent, retired."""

import pytest

from .conftest import NURSE, Cli


@pytest.mark.spec("B7")
def test_a_template_is_filled_and_sent(clinic: Cli, case: str) -> None:
    clinic.made("template", "add", "SE1.prov", "--title", "Provsvar", "--text", "Svar: {svar}.", "--as", NURSE)
    clinic.made("template", "add", "SE1.hej", "-", "--title", "Hej", "--unit", "SE1.vc", stdin="Hej!")
    items = clinic("template", "list", "--as", NURSE, "--json").json["items"]
    assert isinstance(items, list)
    assert [(one["id"], one["placeholders"], one["unit"]) for one in items] == [
        ("SE1.prov", ["svar"], None),
        ("SE1.hej", [], "SE1.vc"),
    ]
    assert "Svar: {svar}." in clinic("template", "list", "--as", NURSE).out
    send = ("case", "send", case, "--template", "SE1.prov", "--as", NURSE)
    assert clinic.error(*send) == ("template.unfilled", {"text": "Fyll i {svar} innan meddelandet skickas."})
    assert clinic.error(*send, "--fill", "svaret=12")[0] == "template.placeholder_unknown"
    assert clinic(*send, "--fill", "svar").code == 2
    assert clinic.error(*send, "--text", "Svar: {svar}.")[0] == "template.unfilled"
    assert clinic(*send, "--fill", "svar=12 = bra").code == 0
    assert "Svar: 12 = bra." in clinic("case", "show", case, "--as", NURSE).out
    clinic.made("template", "retire", "SE1.prov", "--as", NURSE)
    assert clinic.error(*send, "--fill", "svar=12")[0] == "not_found"


@pytest.mark.spec("B7")
def test_who_may_not_is_told(clinic: Cli) -> None:
    line = ("template", "add", "SE1.x", "--title", "X", "--text", "Hej!")
    assert clinic.error(*line, "--unit", "SE1.vc", "--as", "staff:SE1.a2")[0] == "access.denied"
    assert clinic.error(*line, "--shared", "--as", NURSE)[0] == "access.denied"
    clinic.made(*line, "--shared")
    assert clinic.error("template", "list")[0] == "not_found"
