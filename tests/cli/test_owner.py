"""Who answers for a case, from the command line: handed over, taken, covered; and staff's own read marks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from arende.domain.actor import Operator
from arende.domain.commands import EndAssignment
from arende.domain.ids import AssignmentId
from arende.engine import Engine, Settings
from returns.pipeline import is_successful

from .conftest import NURSE, Cli

OTHER = "staff:SE1.a2"


def inbox(cli: Cli, who: str, *more: str) -> list[object]:
    items = cli("inbox", *more, "--as", who, "--json").json["items"]
    assert isinstance(items, list)
    return [row["id"] for row in items]


@pytest.mark.spec("B19")
def test_a_case_goes_to_the_pool_and_is_taken_once(clinic: Cli, case: str) -> None:
    assert inbox(clinic, NURSE) == [case]
    told = clinic("case", "handover", case, "--pool", "--note", "Jag slutar för i dag", "--as", NURSE)
    assert (told.code, told.out) == (0, f"Överlämnat: {case}\n")
    assert (inbox(clinic, NURSE), inbox(clinic, OTHER, "--pool"), inbox(clinic, OTHER)) == ([], [case], [])
    assert inbox(clinic, OTHER, "--pool", "--unit", "SE1.vc") == [case]
    assert clinic("case", "take", case, "--as", OTHER).out == f"Taget: {case}\n"
    assert (inbox(clinic, OTHER, "--pool"), inbox(clinic, OTHER)) == ([], [case])
    code, message = clinic.error("case", "take", case, "--as", NURSE)[:2]
    assert code == "case.taken"
    assert ("SE1.a2" in str(message), "Någon annan på enheten (" in str(message)) == (False, True)
    assert "Jag slutar för i dag" in clinic("case", "show", case, "--as", OTHER).out


@pytest.mark.spec("B19")
def test_the_note_is_not_for_the_patients_side(clinic: Cli, anton: str, case: str) -> None:
    clinic.made("case", "handover", case, "--to", "SE1.a2", "--note", "-", "--as", NURSE, stdin="Svår fråga\n")
    assert "Svår fråga" in clinic("case", "show", case, "--as", OTHER).out
    assert "Svår fråga" not in clinic("case", "show", case, "--as", f"rep:{anton}").out


@pytest.mark.spec("B19")
def test_a_colleague_covers_until_a_day_or_until_told_otherwise(clinic: Cli, case: str) -> None:
    until = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    assert inbox(clinic, OTHER) == []
    clinic.made("assignment", "cover", "SE1.a1", "--by", "SE1.a2", "--until", until, "--as", NURSE)
    assert (inbox(clinic, OTHER), inbox(clinic, NURSE)) == ([case], [case])
    assert clinic("case", "send", case, "--text", "Hej!", "--as", OTHER).code == 0
    clinic.made("assignment", "uncover", "SE1.a1", "--as", NURSE)
    assert clinic.error("case", "send", case, "--text", "Hej igen!", "--as", OTHER)[0] == "access.denied"


@pytest.mark.spec("B5")
def test_staff_move_their_own_read_mark(clinic: Cli, anton: str, case: str) -> None:
    clinic.made("case", "send", case, "--text", "Jag undrar", "--as", f"rep:{anton}")

    def unread() -> object:
        return clinic("case", "show", case, "--as", NURSE, "--json").json["unread"]

    assert unread() is True
    assert clinic("case", "seen", case, "1", "--as", NURSE).code == 0
    assert unread() is False
    clinic.made("case", "seen", case, "0", "--as", NURSE)
    assert unread() is True


@pytest.mark.parametrize(
    "line",
    [
        ("case", "handover", "SE1.a"),
        ("case", "handover", "SE1.a", "--to", "SE1.b", "--pool"),
        ("inbox", "--unit", "SE1.vc"),
        ("inbox", "--assignment", "SE1.a1", "--pool"),
    ],
)
def test_what_does_not_go_together_is_misuse(clinic: Cli, line: tuple[str, ...]) -> None:
    assert clinic(*line, "--as", NURSE).code == 2


@pytest.mark.spec("B19")
def test_doctor_names_a_unit_where_nobody_is_left(clinic: Cli, case: str, empty: Path) -> None:
    assert "inget uppdrag kvar" not in clinic("doctor").out
    with Engine.open(Settings(storage=f"sqlite:///{empty}/arende.db")) as engine:
        for assignment in ("SE1.a1", "SE1.a2"):
            ended = EndAssignment(assignment=AssignmentId(assignment))
            assert is_successful(engine.handle(ended, actor=Operator("prov")))
    told = clinic("doctor").out.replace("\n", " ")
    assert "Vårdcentralen har inget uppdrag kvar (väntande: 1)" in told


@pytest.mark.spec("B19")
def test_who_leaves_leaves_the_cases_to_the_unit(clinic: Cli, case: str) -> None:
    assert clinic("assignment", "end", "SE1.a1").out == "Uppdraget är avslutat: SE1.a1\n"
    assert inbox(clinic, OTHER, "--pool") == [case]
    assert clinic.error("assignment", "end", "SE1.a2", "--as", OTHER)[0] == "access.denied"
