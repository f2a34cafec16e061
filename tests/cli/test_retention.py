"""`arende record`: removing by order, holds and what may go, from the command line."""

import pytest

from .conftest import NURSE, Cli

ORDER = ("--by", "IVO, dnr 8.2-17", "--reason", "Journalförstöring")


@pytest.mark.spec("B26")
def test_a_text_is_found_held_released_and_removed(clinic: Cli, case: str, anton: str) -> None:
    clinic.made("case", "send", case, "--text", "Hemlig text", "--as", NURSE)
    shown = clinic("record", "texts", case)
    assert shown.code == 0 and "meddelande" in shown.out and "Hemlig" not in shown.out
    (text,) = rows(clinic, "record", "texts", case)
    place = str(text["id"])
    assert (text["message"], text["gone"]) == (1, False)
    assert clinic("record", "hold", case, *ORDER).code == 0
    assert clinic.error("record", "redact", case, place, *ORDER)[0] == "case.on_hold"
    assert clinic("record", "release", case, *ORDER).code == 0
    assert clinic.error("record", "release", case, *ORDER)[0] == "case.not_on_hold"
    assert clinic.error("record", "redact", case, "1", *ORDER)[0] == "record.no_text"
    assert clinic("record", "redact", case, place).code == 2
    assert clinic.error("record", "redact", case, place, *ORDER, "--as", NURSE)[0] == "access.denied"
    removed = clinic("record", "redact", case, place, *ORDER)
    assert (removed.code, "Texten är borttagen ur" in removed.out) == (0, True)
    assert rows(clinic, "record", "texts", case)[0]["gone"] is True
    for who in (NURSE, f"rep:{anton}"):
        thread = clinic("case", "show", case, "--as", who).out
        assert "Borttaget enligt beslut av IVO, dnr 8.2-17" in thread and "Hemlig" not in thread
    assert "Removed by order of IVO" in clinic("--lang", "en", "case", "show", case, "--as", f"rep:{anton}").out
    assert "Borttaget enligt beslut" in clinic("export", case).out
    assert clinic("verify").code == 0


def rows(clinic: Cli, *line: str) -> list[dict[str, object]]:
    items = clinic(*line, "--json").json["items"]
    assert isinstance(items, list)
    return items


@pytest.mark.spec("B26")
def test_nothing_is_due_before_ten_years(clinic: Cli, case: str) -> None:
    assert "Inget kan gallras" in clinic("record", "due").out
    assert rows(clinic, "record", "due") == []
    assert clinic("record", "due", "--years", "9").code == 2
    assert case


@pytest.mark.spec("B26")
def test_all_cases_of_a_patient_are_held_and_released(clinic: Cli, case: str, anton: str) -> None:
    other = clinic.made("case", "create", "--as", NURSE, "--patient", anton, "--days", "3")
    assert clinic("record", "hold", other, *ORDER).code == 0
    assert [row["id"] for row in rows(clinic, "record", "hold", "--patient", anton, *ORDER)] == [case]
    for one in (case, other):
        assert clinic.error("record", "hold", one, *ORDER)[0] == "case.on_hold"
    assert "2 ärenden" in clinic("record", "release", "--patient", anton, *ORDER).out
    assert clinic.error("record", "release", case, *ORDER)[0] == "case.not_on_hold"
    assert clinic("record", "hold", *ORDER).code == 2
    assert clinic("record", "hold", case, "--patient", anton, *ORDER).code == 2
    denied = clinic.error("record", "hold", "--patient", anton, *ORDER, "--as", NURSE)
    assert denied[0] == "access.denied"
