"""`patient`, `visit`, `ledger`: persons by number or name, visits and tickets."""

from pathlib import Path

import pytest

from .conftest import ANTON, NURSE, Cli

CHILD = "201611072388"
MOTHER = "198401052397"


@pytest.mark.spec("S2")
def test_search_by_number_and_name(clinic: Cli, anton: str) -> None:
    for text in ("anton", "test ant", ANTON, "198001072381", "800107-2381"):
        for answer in (
            clinic("patient", "search", text, "--json"),
            clinic("patient", "search", "-", "--json", stdin=text),
        ):
            items = answer.json["items"]
            assert isinstance(items, list) and [one["id"] for one in items] == [anton], text
    assert "Anton Testberg" in clinic("patient", "search", "anton", "--as", NURSE).out
    assert "arende patient add" in clinic("patient", "search", "8001").out
    assert clinic.error("patient", "search", "anton", "--as", f"rep:{anton}")[0] == "access.denied"


def test_search_asks_which_provider(clinic: Cli) -> None:
    clinic("import", "-", stdin='{"type": "provider", "id": "SE2", "name": "Andra", "sender": "Andra"}')
    assert clinic.error("patient", "search", "anton")[1].keys() == {"provider"}
    assert clinic("patient", "search", "anton", "--provider", "SE1", "--json").json["items"]


@pytest.mark.spec("S2")
def test_add_and_show(clinic: Cli) -> None:
    added = clinic(
        "patient", "add", "-", "--phone", "070-174 06 07", "--as", NURSE, "--json", stdin="193301289264\nÅsa Öst\n"
    )
    person = added.id
    row = clinic("patient", "show", person, "--as", NURSE, "--json").json
    assert (row["name"], row["identifier"], row["phone"]) == ("Åsa Öst", "19330128-9264", "+46701740607")
    assert clinic("patient", "show", "193301289264", "--json").id == person
    again = clinic("patient", "add", "193301289264", "--name", "Annan", "--as", NURSE, "--json")
    assert again.id == person
    row = clinic("patient", "show", person, "--json").json
    assert row["name"] == "Åsa Öst", "it is opened, not changed"
    assert "Åsa Öst" in clinic("patient", "show", person).out


ADD_REFUSED = [
    (("193301289264", "--name", "Å", "--phone", "08"), "phone.invalid", "phone"),
    (("193301289265", "--name", "Å"), "identifier.invalid", "identifier"),
    (("193301289264", "--name", " "), "text.missing", "name"),
    (("193301289264", "--name", "Å", "--born", "2001-01-01"), "person.birth_date_contradicts", "born"),
    (("193301289264", "--name", "Å", "--born", "igår"), "input.invalid", "born"),
    (("193301289264", "--name", "Å", "--provider", "SE9"), "not_found", "provider"),
]


@pytest.mark.parametrize(("line", "code", "field"), ADD_REFUSED, ids=[" ".join(r[0]) for r in ADD_REFUSED])
def test_add_refused(clinic: Cli, line: tuple[str, ...], code: str, field: str) -> None:
    found, fields = clinic.error("patient", "add", *line)
    assert (found, set(fields)) == (code, {field})


def test_add_without_name(clinic: Cli) -> None:
    assert "--name" in clinic("patient", "add", "193301289264").err


@pytest.mark.spec("S4")
def test_a_child_has_a_guardian_as_representative(clinic: Cli, empty: Path) -> None:
    lines = (
        f'{{"type": "person", "provider": "SE1", "identifier": "{CHILD}", "name": "Elsa Prov"}}\n'
        f'{{"type": "person", "provider": "SE1", "identifier": "{MOTHER}", "name": "Karin Prov", '
        '"phone": "0701740606"}\n'
        f'{{"type": "guardianship", "provider": "SE1", "child": "{CHILD}", "guardian": "{MOTHER}", "source": "x", '
        '"verified": "2026-01-31"}\n'
    )
    assert clinic("import", "-", stdin=lines).code == 0
    assert "Karin Prov" in clinic("patient", "show", CHILD).out
    base = ("case", "create", "--as", NURSE, "--patient", CHILD)
    assert clinic.error(*base)[0] in ("representative.required", "representative.guardian_required")
    assert clinic.error(*base, "--representative", ANTON)[0] == "representative.not_guardian"
    mother = clinic("patient", "show", MOTHER, "--json").id
    for line in (base, (*base, "--representative", ANTON)):
        said = clinic(*line).err
        assert f"--representative {mother}; arende patient show ID" in said and "Karin" not in said
        assert f"Guardians: --representative {mother};" in clinic("--lang", "en", *line).err
    assert mother in clinic.error(*base)[1]["representative"]
    case = clinic.made(*base, "--representative", "-", stdin=f"{MOTHER}\n")
    assert "Ombud: Karin Prov" in clinic("case", "show", case, "--as", NURSE).out


@pytest.mark.spec("S4")
@pytest.mark.parametrize(("born", "own"), [("20110103-2397", True), (CHILD, False)])
def test_a_child_without_guardians_is_told_how_one_is_recorded(clinic: Cli, born: str, own: bool) -> None:
    """A youth may be the representative, too, by an assessment."""
    child = clinic.made("patient", "add", born, "--name", "Nils Prov")
    said = clinic("case", "create", "--as", NURSE, "--patient", child).err
    assert f"Ingen vårdnadshavare är registrerad: arende patient guardian {child} ID." in said
    assert (f"--representative {child} --maturity mature" in said) is own


@pytest.mark.spec("B25")
def test_of_a_protected_child_no_guardian_is_told(clinic: Cli) -> None:
    line = f'{{"type": "person", "provider": "SE1", "identifier": "{CHILD}", "name": "Elsa", "protected": true}}\n'
    assert clinic("import", "-", stdin=line).code == 0
    said = clinic("case", "create", "--as", NURSE, "--patient", CHILD).err
    assert said == "Fel: Välj ombud: vem ska läsa och skriva på patientens sida?\n"


@pytest.mark.spec("S3", "S16")
def test_visits_and_the_ledger(clinic: Cli, anton: str) -> None:
    base = ("visit", "create", "--as", NURSE, "--patient", ANTON)
    booked = clinic.made(*base, "--at", "2026-12-01 09:30", "--reason", "Hosta")
    assert clinic("visit", "show", booked, "--json").json["scheduled"] == "2026-12-01T08:30:00+00:00"
    assert clinic("ledger", "--as", NURSE).out == "Ingen väntar i patientliggaren.\n"
    free = clinic.made(*base, "--command-id", "b1")
    assert clinic.made(*base, "--command-id", "b1") == free
    for line in (("--as", NURSE), ("--unit", "SE1.vc")):
        items = clinic("ledger", *line, "--json").json["items"]
        assert isinstance(items, list) and [one["id"] for one in items] == [free]
    assert free in clinic("ledger", "--as", NURSE).out.replace("\n", "")
    assert clinic.error("visit", "end", free, "--as", NURSE)[0] in ("visit.not_started", "access.denied")
    clinic.made("visit", "start", free, "--as", NURSE)
    assert clinic.error("visit", "start", free, "--as", "staff:SE1.a2")[0] == "visit.taken"
    during = ("case", "create", "--as", NURSE, "--patient", anton, "--entry", "ongoing_visit", "--visit", free)
    clinic.made(*during)
    clinic.made("visit", "end", free, "--as", NURSE)
    assert "Avslutat" in clinic("visit", "show", free, "--as", NURSE).out
    assert clinic.error(*during)[0] in ("visit.not_started", "visit.over")


def test_visit_refusals(clinic: Cli) -> None:
    base = ("visit", "create", "--as", NURSE, "--patient", ANTON)
    for at in ("imorgon", "2026-12-01", "2026-13-01 10:00"):
        assert clinic.error(*base, "--at", at) == clinic.error(*base, "--at", at)
        assert clinic.error(*base, "--at", at)[1].keys() == {"scheduled"}
    assert clinic.error("visit", "show", "SE1.nope")[0] == "not_found"
    assert clinic.error("visit", "start", "SE1.nope")[0] == "access.assignment_needed"
    assert clinic.error("ledger")[0] == "not_found"
    assert clinic.error("ledger", "--unit", "SE1.nope", "--as", NURSE)[0] == "access.denied"
