"""The end of the phase from the command line: extend, shorten, close, reopen, follow; and what both sides are shown."""

from datetime import UTC, datetime, timedelta

import pytest
from arende.cli.commands import case_period
from arende.cli.context import Session
from arende.cli.usage import Misuse

from .conftest import ANTON, NURSE, Cli

WHY = ("--reason", "Väntar på provsvar", "--as", NURSE)


def day(ahead: int) -> str:
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def shown(cli: Cli, case: str, who: str = NURSE) -> dict[str, object]:
    return cli("case", "show", case, "--as", who, "--json").json


def happened(cli: Cli, case: str, who: str = NURSE) -> list[tuple[str, str]]:
    thread = shown(cli, case, who)["thread"]
    assert isinstance(thread, dict)
    return [(line["what"], line["reason"]) for line in thread["items"] if line["kind"] == "happening"]


@pytest.mark.spec("B12", "B13")
def test_extended_and_shortened_and_both_sides_see_it_and_staff_why(clinic: Cli, anton: str, case: str) -> None:
    told = clinic("case", "extend", case, "--last-day", day(9), *WHY)
    assert (told.code, told.out) == (0, f"Perioden är förlängd i {case}\n")
    assert shown(clinic, case)["last_day"] == day(9)
    clinic.made("case", "shorten", case, "--last-day", day(1), "--reason", "-", "--as", NURSE, stdin="Klart snart\n")
    assert shown(clinic, case)["last_day"] == day(1)
    moves = [("phase_extended", "Väntar på provsvar"), ("phase_shortened", "Klart snart")]
    assert happened(clinic, case)[-2:] == moves
    assert happened(clinic, case, f"rep:{anton}") == [(what, "") for what, _ in moves]
    staff, patient = (clinic("case", "show", case, "--as", who).out for who in (NURSE, f"rep:{anton}"))
    for text in (staff, patient):
        assert "Perioden förlängdes, öppet till och med" in text
    assert "Väntar på provsvar" in staff
    assert "Väntar på provsvar" not in patient
    assert "Stängs snart" in staff
    assert "Stängs snart" not in patient
    soon = clinic("case", "list", "--list", "closing_soon", "--as", NURSE, "--json").json["items"]
    assert isinstance(soon, list)
    assert [row["id"] for row in soon] == [case]


@pytest.mark.spec("B13", "S18")
def test_closed_only_when_it_is_confirmed(clinic: Cli, anton: str, case: str) -> None:
    assert clinic("case", "close", case, *WHY).code == 2
    assert shown(clinic, case)["open"] is True
    told = clinic("case", "close", case, "--yes", *WHY)
    assert (told.code, told.out) == (0, f"Ärendet är avslutat: {case}\n")
    row = shown(clinic, case)
    assert (row["open"], row["closed"] is None) == (False, False)
    assert clinic.error("case", "send", case, "--text", "Hej", "--as", f"rep:{anton}")[0] == "case.closed"
    text = clinic("case", "show", case, "--as", f"rep:{anton}").out
    assert "Avslutades" in text
    assert "Personalen kan öppna det igen" in text
    assert clinic.error("case", "extend", case, "--last-day", day(9), *WHY)[0] == "case.closed"


@pytest.mark.spec("S18")
def test_whoever_can_be_asked_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([True, False])
    asked: list[str] = []

    def answered(text: str, *, err: bool) -> bool:
        asked.append(text)
        assert err
        return next(answers)

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("click.confirm", answered)
    case_period.confirm(Session())
    with pytest.raises(Misuse):
        case_period.confirm(Session())
    assert asked == ["Avsluta ärendet nu, för båda sidor?"] * 2


class Terminal:
    """Where someone sits."""

    def isatty(self) -> bool:
        return True


@pytest.mark.spec("B13")
def test_reopened_and_followed(clinic: Cli, anton: str, case: str) -> None:
    assert clinic.error("case", "reopen", case, "--days", "3", *WHY)[0] == "case.open"
    follow = ("case", "create", "--as", NURSE, "--patient", ANTON, "--follows", case)
    assert clinic.error(*follow)[0] == "case.follows_open"
    clinic.made("case", "close", case, "--yes", *WHY)
    new = clinic.made(*follow)
    assert shown(clinic, new)["follows"] == case
    assert f"Följer på: {case}" in clinic("case", "show", new, "--as", NURSE).out
    assert shown(clinic, new, f"rep:{anton}")["follows"] is None
    told = clinic("case", "reopen", case, "--days", "3", *WHY)
    assert (told.code, told.out) == (0, f"Ärendet är öppnat igen: {case}\n")
    assert (shown(clinic, case)["days_left"], shown(clinic, case)["closed"]) == (4, None)
    assert clinic.error("case", "reopen", case, "--days", "tre", *WHY)[0] == "phase.length_invalid"


@pytest.mark.spec("B13", "B24")
def test_what_is_not_a_case_cannot_be_followed_or_moved(clinic: Cli, anton: str) -> None:
    assert clinic.error("case", "create", "--as", NURSE, "--patient", ANTON, "--follows", "SE1.nej")[0] == "not_found"
    assert clinic.error("case", "extend", "SE1.nej", "--last-day", day(9), *WHY)[0] == "access.denied"
    assert clinic.error("case", "extend", "SE1.nej", "--last-day", "i morgon", *WHY)[0] == "input.invalid"


@pytest.mark.spec("S17")
def test_closing_warns_of_what_is_not_documented(clinic: Cli, case: str) -> None:
    clinic.made("case", "send", case, "--text", "Hej!", "--as", NURSE)
    told = clinic("case", "close", case, "--yes", *WHY)
    assert (told.code, "1 meddelande är inte i journalen än" in told.err) == (0, True)
    clinic.made("case", "reopen", case, "--days", "3", *WHY)
    clinic.made("case", "documented", case, "--up-to", "1", "--as", NURSE)
    assert clinic("case", "close", case, "--yes", *WHY).err == ""
