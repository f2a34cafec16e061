"""Access from the command line: another representative, emergency, block, guardians; and what each is refused."""

from datetime import UTC, datetime

import pytest

from .conftest import ANTON, NURSE, Cli

KARIN = "198401052397"
COLLEAGUE = "staff:SE1.a2"
ELSEWHERE = "staff:SE1.a3"
OTHER_UNIT = """\
{"type": "unit", "id": "SE1.akut", "name": "Akuten"}
{"type": "assignment", "id": "SE1.a3", "staff": "SE1.haris", "role": "SE1.ssk", "unit": "SE1.akut"}
"""


def aged(years: int) -> str:
    """The number of someone who turned so many this year, on the first of January."""
    digits = f"{datetime.now(UTC).year - years:04}0101238"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits[2:]))
    return f"{digits}{-sum(n // 10 + n % 10 for n in doubled) % 10}"


def added(cli: Cli, number: str, name: str) -> str:
    return cli.made("patient", "add", number, "--name", name, "--phone", "070-174 06 06")


@pytest.fixture
def child(clinic: Cli, anton: str) -> str:
    """A child of eight with two guardians, recorded on the command line."""
    child = added(clinic, aged(8), "Elsa Prov")
    added(clinic, KARIN, "Karin Prov")
    for guardian in (KARIN, anton):
        line = ("patient", "guardian", child, guardian, "--source", "Folkbokföringen", "--verified", "2026-01-31")
        assert clinic.made(*line) == child
    return child


@pytest.fixture
def of_child(clinic: Cli, child: str) -> str:
    return clinic.made(
        "case", "create", "--as", NURSE, "--patient", child, "--representative", KARIN, "--message", "Hej Karin"
    )


def representative_of(cli: Cli, case: str) -> object:
    row = cli("case", "show", case, "--as", NURSE, "--json").json["representative"]
    assert isinstance(row, dict)
    return row["name"]


def texts_for(cli: Cli, case: str, person: str) -> list[str]:
    thread = cli("case", "show", case, "--as", f"rep:{person}", "--json").json["thread"]
    assert isinstance(thread, dict)
    return [line["text"] for line in thread["items"]]


@pytest.mark.spec("B16", "S5")
def test_another_guardian_takes_over_and_sees_what_comes_from_now_on(clinic: Cli, anton: str, of_child: str) -> None:
    change = ("case", "representative", of_child)
    told = clinic(*change, "-", "--as", NURSE, stdin=f"{ANTON}\n")
    assert (told.code, told.out) == (0, f"Ombudet är bytt i {of_child}\n")
    assert representative_of(clinic, of_child) == "Anton Testberg"
    clinic.made("case", "send", of_child, "--as", NURSE, "--text", "Hej Anton")
    assert texts_for(clinic, of_child, anton) == ["Hej Anton"]
    karin = clinic("patient", "show", KARIN, "--json").id
    assert clinic.error("case", "show", of_child, "--as", f"rep:{karin}")[0] == "access.denied"
    assert clinic.error(*change, ANTON, "--as", NURSE)[0] == "representative.same"


@pytest.mark.spec("B16")
def test_all_of_the_thread_if_staff_say_so(clinic: Cli, anton: str, of_child: str) -> None:
    line = ("case", "representative", of_child, anton, "--history", "all", "--as", NURSE, "--command-id", "r1")
    assert clinic(*line, "--json").json["repeated"] is False
    assert clinic(*line, "--json").json["repeated"] is True
    assert texts_for(clinic, of_child, anton) == ["Hej Karin"]


@pytest.mark.spec("B16", "S4")
def test_at_thirteen_to_seventeen_the_assessment_is_recorded(clinic: Cli) -> None:
    young = added(clinic, aged(15), "Ung Prov")
    added(clinic, KARIN, "Karin Prov")
    clinic.made("patient", "guardian", young, KARIN, "--source", "x", "--verified", "2026-01-31")
    create = ("case", "create", "--as", NURSE, "--patient", young, "--representative", KARIN)
    case = clinic.made(*create, "--maturity", "not_mature")
    change = ("case", "representative", case, young, "--as", NURSE)
    assert clinic.error(*change) == clinic.error(*change)
    assert clinic.error(*change)[0] == "representative.maturity_required"
    assert clinic.error(*change, "--maturity", "not_mature")[0] == "representative.not_mature"
    clinic.made(*change, "--maturity", "mature")
    assert representative_of(clinic, case) == "Ung Prov"


@pytest.mark.spec("B16")
def test_who_may_not_change_the_representative(clinic: Cli, anton: str, case: str, of_child: str) -> None:
    change = ("case", "representative", of_child, anton)
    assert clinic.error(*change, "--as", COLLEAGUE)[0] == "access.denied"
    assert clinic.error(*change)[0] == "access.assignment_needed"
    stranger = added(clinic, aged(40), "Sven Främling")
    assert clinic.error(*change[:3], stranger, "--as", NURSE)[0] == "representative.not_guardian"
    assert clinic.error("case", "representative", case, stranger, "--as", NURSE)[0] == "representative.not_offered"
    assert clinic("case", "representative", of_child, anton, "--history", "some", "--as", NURSE).code == 2


@pytest.mark.spec("B24", "B23")
def test_an_emergency_opens_the_patients_cases_and_is_logged_as_one(clinic: Cli, anton: str, case: str) -> None:
    assert clinic("import", "-", stdin=OTHER_UNIT).code == 0
    assert clinic.error("case", "show", case, "--as", ELSEWHERE)[0] == "access.denied"
    opened = clinic("patient", "emergency", ANTON, "--reason", "-", "--as", ELSEWHERE, stdin="Medvetslös\n")
    assert (opened.code, opened.out) == (0, f"Nödöppnat: {anton}\n")
    assert "60 minuter" in opened.err and "Medvetslös" not in opened.out + opened.err
    assert clinic("case", "show", case, "--as", ELSEWHERE).code == 0
    report = clinic("audit", "report", ANTON)
    assert report.code == 0 and "nödöppning" in report.out.lower()


@pytest.mark.spec("B24")
@pytest.mark.parametrize(
    ("more", "code", "fields"),
    [
        (("--reason", " ", "--as", NURSE), "text.missing", {"reason"}),
        (("--reason", "x" * 501, "--as", NURSE), "text.too_long", {"reason"}),
        (("--reason", "x"), "access.assignment_needed", set()),
    ],
)
def test_emergency_refused(clinic: Cli, anton: str, more: tuple[str, ...], code: str, fields: set[str]) -> None:
    found, named = clinic.error("patient", "emergency", anton, *more)
    assert (found, set(named)) == (code, fields)


def test_emergency_refused_for_the_patients_side_and_without_a_reason(clinic: Cli, anton: str) -> None:
    assert clinic.error("patient", "emergency", anton, "--reason", "x", "--as", f"rep:{anton}")[0] == "access.denied"
    assert clinic.error("patient", "emergency", "SE1.no", "--reason", "x", "--as", NURSE)[0] == "not_found"
    assert clinic("patient", "emergency", anton, "--as", NURSE).code == 2


@pytest.mark.spec("B24")
def test_a_block_stands_until_it_is_lifted(clinic: Cli, anton: str) -> None:
    line = (ANTON, "--unit", "SE1.vc", "--as", NURSE)
    assert clinic("patient", "block", *line).out == f"Spärren gäller för {anton}\n"
    first = clinic("patient", "block", *line, "--json").json
    assert clinic("patient", "block", *line, "--json").json == first, "it stands already: nothing happens"
    assert clinic("--lang", "en", "patient", "unblock", *line).out == f"The block is lifted for {anton}\n"


@pytest.mark.spec("B24")
def test_block_refused(clinic: Cli, anton: str, child: str) -> None:
    unit = ("--unit", "SE1.vc")
    for name in ("block", "unblock"):
        assert clinic.error("patient", name, anton, "--unit", "SE1.no", "--as", NURSE)[0] == "not_found"
        assert clinic.error("patient", name, anton, *unit, "--as", f"rep:{anton}")[0] == "access.denied"
        assert clinic.error("patient", name, "SE1.no", *unit, "--as", NURSE)[0] == "not_found"
        assert clinic("patient", name, anton, "--as", NURSE).code == 2
    assert clinic.error("patient", "block", child, *unit, "--as", NURSE)[0] == "person.block_by_adult"


@pytest.mark.spec("B16")
def test_a_custody_that_ends_leaves_the_case_without_representative(clinic: Cli, child: str, of_child: str) -> None:
    told = clinic("patient", "guardian-end", child, KARIN)
    assert (told.code, told.out) == (0, f"Vårdnaden är avslutad för {child}\n")
    assert clinic("worker", "--once").code == 0
    assert "Ombud saknas" in clinic("inbox", "--as", NURSE).out
    shown = clinic("patient", "show", child, "--json").json["guardians"]
    assert isinstance(shown, list) and [one["name"] for one in shown] == ["Anton Testberg"]


@pytest.mark.spec("B16")
def test_guardianship_refused(clinic: Cli, anton: str, child: str) -> None:
    more = ("--source", "x", "--verified", "2026-01-31")
    assert clinic.error("patient", "guardian", child, anton, *more, "--as", NURSE)[0] == "access.denied"
    assert clinic.error("patient", "guardian", child, child, *more)[0] == "guardianship.same_person"
    assert clinic.error("patient", "guardian", child, "SE1.no", *more)[1].keys() == {"guardian"}
    wrong = ("patient", "guardian", child, anton, "--source", "x", "--verified", "igår")
    assert clinic.error(*wrong)[1].keys() == {"verified"}
    stranger = added(clinic, aged(40), "Sven Främling")
    assert clinic.error("patient", "guardian-end", child, stranger)[0] == "representative.not_guardian"
    assert clinic.error("patient", "guardian-end", child, anton, "--as", NURSE)[0] == "access.denied"
