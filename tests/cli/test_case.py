"""`case`, `inbox`, `export`: the same work as in a browser, with the same answers and refusals."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from arende.cli import shown
from arende.cli.context import Session
from arende.domain.actor import StaffActor
from arende.domain.ids import AssignmentId, CaseId
from arende.engine import Engine, Settings
from arende.testing.clock import FakeClock

from .conftest import ANTON, NURSE, Cli


@pytest.mark.spec("S10", "S14")
def test_a_case_from_creation_to_answer(clinic: Cli, anton: str, case: str) -> None:
    inbox = clinic("inbox", "--as", NURSE)
    assert "Saknar meddelande" in inbox.out and case in inbox.out and "4 dagar kvar" in inbox.out
    assert "Meddelandet är inte skrivet än." in clinic("case", "show", case, "--as", f"rep:{anton}").out
    assert "Inget meddelande än." in clinic("case", "show", case, "--as", NURSE).out
    clinic.made("case", "send", case, "--as", NURSE, "--text", "Hej Anton")
    assert clinic("inbox", "--as", NURSE).out.startswith("Inga ärenden.\n")
    clinic.made("case", "send", case, "-", "--as", f"rep:{anton}", stdin="Hej [red]du\x1b[31m\n")
    assert "Väntar på svar" in clinic("inbox", "--as", NURSE).out
    clinic.made("case", "read", case, "--as", f"rep:{anton}")
    thread = clinic("case", "show", case, "--as", NURSE).out
    assert "4 dagar kvar" in thread and "Öppet till och med" in thread
    assert "Haris Testgren, Sjuksköterska  läst" in thread
    assert "Hej [red]du\ufffd[31m" in thread and "\x1b" not in thread
    assert thread.index("Ärendet skapades") < thread.index("Hej Anton") < thread.index("Hej [red]du")
    assert "Ärendet skapades" not in clinic("case", "show", case, "--as", f"rep:{anton}").out


@pytest.mark.spec("B12", "S14")
def test_the_box_on_the_last_day_and_after(
    clinic: Cli, case: str, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = FakeClock(datetime.now(UTC))
    with Engine.open(Settings(storage=f"sqlite:///{empty}/arende.db"), clock=clock) as engine:
        for days, sv in ((3, "Sista dagen"), (4, "Var öppet till och med")):
            clock.set(datetime.now(UTC) + timedelta(days=days))
            row = engine.queries.case(StaffActor(AssignmentId("SE1.a1")), CaseId(case)).unwrap()
            shown.case(Session(), row, (), clock.now(), staff_side=True)
            out = capsys.readouterr().out
            assert sv in out
            assert ("Perioden har gått ut" in out) is (days == 4)


def test_case_as_json(clinic: Cli, anton: str, case: str) -> None:
    clinic.made("case", "send", case, "--as", NURSE, "--text", "Hej å")
    document = clinic("case", "show", case, "--as", NURSE, "--json").json
    assert (document["id"], document["days_left"], document["messages"]) == (case, 4, 1)
    reply, thread = document["can_reply"], document["thread"]
    assert isinstance(reply, dict) and reply["may"] is True
    assert isinstance(thread, dict) and thread["next"] is None
    assert [line["kind"] for line in thread["items"]] == ["happening", "message"]
    assert thread["items"][1] | {"id": "message:1", "number": 1, "side": "staff", "text": "Hej å"} == thread["items"][1]
    assert len({line["id"] for line in thread["items"]}) == 2


def test_lists(clinic: Cli, anton: str, case: str) -> None:
    for line in (
        ("inbox", "--as", NURSE),
        ("inbox", "--assignment", "SE1.a1"),
        ("case", "list", "--as", NURSE),
        ("case", "list", "--as", NURSE, "--list", "to_do"),
        ("case", "list", "--unit", "SE1.vc"),
        ("case", "list", "--as", NURSE, "--patient", ANTON),
        ("case", "list", "--as", f"rep:{anton}"),
        ("case", "list", "--assignment", "SE1.a1"),
    ):
        document = clinic(*line, "--json").json
        items = document["items"]
        assert isinstance(items, list) and [one["id"] for one in items] == [case], line
        assert document["next"] is None
        assert case in clinic(*line).out
    assert clinic("case", "list", "--as", NURSE, "--list", "ended", "--json").json["items"] == []


@pytest.mark.spec("B18", "B5")
def test_every_list_is_counted(clinic: Cli, anton: str, case: str) -> None:
    counts = {"to_do": 1, "their_turn": 0, "ongoing": 1, "closing_soon": 0, "ended": 0, "all": 1}
    own = clinic("inbox", "--as", NURSE, "--json").json
    assert (own["counts"], own["unread"]) == (counts, 0)
    whose: list[tuple[str, ...]] = [("--as", NURSE), ("--unit", "SE1.vc"), ("--assignment", "SE1.a1")]
    for line in whose:
        assert clinic("case", "list", *line, "--list", "ended", "--json").json["counts"] == counts
    nothing = dict.fromkeys(counts, 0)
    pools: list[tuple[str, ...]] = [
        ("inbox", "--pool"),
        ("case", "list", "--pool"),
        ("inbox", "--pool", "--unit", "SE1.vc"),
    ]
    for line in pools:
        pool = clinic(*line, "--as", NURSE, "--json").json
        assert (pool["items"], pool["counts"], "unread" in pool) == ([], nothing, False)
    clinic("case", "handover", case, "--pool", "--as", NURSE)
    assert clinic("case", "list", "--pool", "--as", NURSE, "--json").json["counts"] == counts
    swedish = "Att hantera 1 · Väntar på patientens sida 0 · Pågående 1 · Stängs snart 0 · Avslutade 0 · Alla 1"
    assert clinic("inbox", "--pool", "--as", NURSE).out.endswith(f"\n{swedish}\n")
    assert " · Alla 0 · Olästa 0" in clinic("inbox", "--as", NURSE).out
    assert clinic("case", "list", "--pool", "--assignment", "SE1.a1", "--as", NURSE).code == 2
    assert clinic("case", "list", "--pool", "--patient", ANTON, "--as", NURSE).code == 2


@pytest.mark.spec("S15", "B18")
def test_a_patients_list_is_the_one_that_is_asked_for(clinic: Cli, anton: str, case: str) -> None:
    whose: list[tuple[str, ...]] = [("--as", f"rep:{anton}"), ("--as", NURSE, "--patient", anton)]
    for line in whose:
        for which, expected in (("ongoing", [case]), ("ended", []), ("all", [case])):
            items = clinic("case", "list", *line, "--list", which, "--json").json["items"]
            assert isinstance(items, list) and [one["id"] for one in items] == expected
    code, _ = clinic.error("case", "list", "--as", f"rep:{anton}", "--list", "to_do")
    assert code == "list.of_staff"


def test_pages_go_on_where_they_ended(clinic: Cli, anton: str) -> None:
    made = {clinic.made("case", "create", "--as", NURSE, "--patient", anton) for _ in range(3)}
    seen: list[str] = []
    more: tuple[str, ...] = ()
    while True:
        answer = clinic("inbox", "--as", NURSE, "--limit", "2", *more, "--json").json
        items = answer["items"]
        assert isinstance(items, list)
        seen += [one["id"] for one in items]
        if answer["next"] is None:
            break
        more = ("--after", str(answer["next"]))
    assert len(seen) == 3 and set(seen) == made
    assert "--after" in clinic("inbox", "--as", NURSE, "--limit", "2").out
    assert clinic.error("inbox", "--as", NURSE, "--after", "zz") == (
        "input.invalid",
        {"after": "Fel i after: markören är inte en av våra. Börja om från listans början."},
    )


@pytest.mark.spec("S9")
def test_a_repeated_command_does_nothing_new(clinic: Cli, anton: str) -> None:
    line = ("case", "create", "--as", NURSE, "--patient", anton, "--command-id", "k1")
    first, second = clinic(*line, "--json").json, clinic(*line, "--json").json
    assert first | {"repeated": True} == second and first["repeated"] is False
    assert clinic.error(*line, "--days", "7")[0] == "command.reused"
    assert clinic(*line, "--command-id", " ").code == 2
    case = str(first["id"])
    for _ in range(2):
        clinic.made("case", "send", case, "--as", NURSE, "--text", "Hej", "--command-id", "m1")
    assert clinic("case", "show", case, "--as", NURSE, "--json").json["messages"] == 1
    assert "(redan gjort)" in clinic(*line).out


@pytest.mark.spec("S7")
def test_reason_by_title_by_id_or_preset(clinic: Cli, anton: str) -> None:
    base = ("case", "create", "--as", NURSE, "--patient", anton)
    for more, title in (
        ((), "Uppföljningsbesök"),
        (("--reason", "hosta"), "Hosta"),
        (("--reason", "SE1.hosta"), "Hosta"),
    ):
        case = clinic.made(*base, *more)
        assert clinic("case", "show", case, "--as", NURSE, "--json").json["title"] == title
    code, fields = clinic.error(*base, "--reason", "Ont")
    assert code == "input.invalid" and "Hosta" in fields["reason"]
    assert clinic.error(*base, "--reason", "SE1.no")[0] == "not_found"
    clinic("import", "-", stdin='{"type": "reason", "id": "SE1.upp", "title": "Uppföljning", "preset": false}')
    assert clinic(*base).code == 2


@pytest.mark.spec("S8")
@pytest.mark.parametrize("days", ["0", "3651", "-1", "1.5", "true", "NaN", "", "3 65"])
def test_days_that_will_not_do(clinic: Cli, anton: str, days: str) -> None:
    code, fields = clinic.error("case", "create", "--as", NURSE, "--patient", anton, "--days", days)
    assert code == "phase.length_invalid" and set(fields) == {"days"}


@pytest.mark.spec("S8")
def test_days_with_grouping_space(clinic: Cli, anton: str) -> None:
    case = clinic.made("case", "create", "--as", NURSE, "--patient", anton, "--days", "3 650")
    assert clinic("case", "show", case, "--as", NURSE, "--json").json["days_left"] == 3651


def test_patient_and_message_from_standard_input(clinic: Cli) -> None:
    case = clinic.made(
        "case", "create", "--as", NURSE, "--patient", "-", "--message", "-", stdin=f"{ANTON}\nHej\nAnton\n"
    )
    thread = clinic("case", "show", case, "--as", NURSE, "--json").json["thread"]
    assert isinstance(thread, dict) and thread["items"][1]["text"] == "Hej\nAnton"


def test_a_message_from_a_file(clinic: Cli, case: str, empty: Path) -> None:
    (empty / "svar.txt").write_bytes("\ufeffHej å\r\n".encode())
    clinic.made("case", "send", case, "--as", NURSE, "--file", "svar.txt")
    assert "Hej å" in clinic("case", "show", case, "--as", NURSE).out
    assert clinic.error("case", "send", case, "--as", NURSE, "--file", "nope.txt")[0] == "system"
    assert clinic.error("case", "send", case, "--as", NURSE, "-", stdin=b"\xff\xfe")[0] == "text.unreadable"


@pytest.mark.spec("S5", "S6")
def test_who_may_not_is_refused(clinic: Cli, anton: str, case: str) -> None:
    show = ("case", "show", case)
    assert clinic.error(*show, "--as", "staff:SE1.a2")[0] == "access.denied"
    assert clinic.error(*show, "--as", "rep:SE1.nobody")[0] == "access.denied"
    assert clinic.error("case", "send", case, "--text", "Hej")[0] == "access.assignment_needed"
    assert clinic.error("case", "create", "--patient", anton)[0] == "access.assignment_needed"
    assert clinic.error("inbox") == ("access.assignment_needed", {})
    assert clinic.error("case", "read", case, "--as", NURSE)[0] == "access.denied"
    assert clinic(*show).code == 0, "the operator may look, and it is logged"


REFUSED = [
    (("case", "show", "SE1.nope"), "not_found", "case"),
    (("case", "show", "no id"), "id.invalid", "case"),
    (("case", "show", "SE1.k\udcff"), "id.invalid", "case"),
    (("inbox", "--as", "staff:x y"), "id.invalid", "as"),
    (("case", "create", "--as", NURSE, "--patient", "19800107-2382"), "identifier.invalid", "identifier"),
    (("case", "create", "--as", NURSE, "--patient", "anton"), "identifier.invalid", "identifier"),
    (("case", "create", "--as", NURSE, "--patient", "193112316710"), "not_found", "patient"),
    (("case", "create", "--as", NURSE, "--patient", "SE1.nobody"), "not_found", "patient"),
    (("case", "create", "--as", NURSE, "--patient", ANTON, "--entry", "ongoing_visit"), "visit.needed", "visit"),
    (
        ("case", "create", "--as", NURSE, "--patient", ANTON, "--representative", ANTON, "--message", " "),
        "text.missing",
        "message",
    ),
]


@pytest.mark.parametrize(("line", "code", "field"), REFUSED, ids=[f"{r[1]}-{n}" for n, r in enumerate(REFUSED)])
def test_refusals_name_code_and_field(clinic: Cli, line: tuple[str, ...], code: str, field: str) -> None:
    found, fields = clinic.error(*line)
    assert (found, set(fields)) == (code, {field})
    told = clinic(*line)
    assert (told.code, told.out) == (1, "")
    assert told.err.count("\n") == 1
    assert "8010" not in told.err and "anton" not in told.err


@pytest.mark.spec("B21")
def test_handled(clinic: Cli, anton: str, case: str) -> None:
    assert clinic.error("case", "handled", case, "--as", "staff:SE1.a2")[0] == "access.denied"
    clinic.made("case", "send", case, "--as", NURSE, "--text", "Hej")
    clinic.made("case", "send", case, "--as", f"rep:{anton}", "--text", "Tack")
    assert clinic.error("case", "handled", case, "--as", NURSE)[0] == "case.patient_side_wrote", "nobody has read it"
    assert "Tack" in clinic("case", "show", case, "--as", NURSE).out
    assert "Markerat som hanterat" in clinic("case", "handled", case, "--as", NURSE).out
    assert clinic("inbox", "--as", NURSE, "--json").json["items"] == []


def test_read_up_to(clinic: Cli, anton: str, case: str) -> None:
    clinic.made("case", "send", case, "--as", NURSE, "--text", "Hej")
    assert clinic.error("case", "read", case, "--as", f"rep:{anton}", "--up-to", "7")[0] == "case.no_such_message"
    clinic.made("case", "read", case, "--as", f"rep:{anton}", "--up-to", "1")
    assert clinic("case", "show", case, "--as", NURSE, "--json").json["read_by_patient_side"] == 1


def test_export_as_json(clinic: Cli, case: str, empty: Path) -> None:
    clinic.made("case", "send", case, "--as", NURSE, "--text", "Hej å")
    printed = clinic("export", case).out
    entry = json.loads(printed)
    assert (entry["id"], entry["format"], entry["messages"][0]["text"]) == (case, "arende.journal/2", "Hej å")
    told = clinic("export", case, "--as", NURSE, "-o", "out.json", "--json")
    assert told.json == {"id": case, "format": "json", "file": "out.json"} and told.err == ""
    assert (empty / "out.json").read_text(encoding="utf-8") == printed
    assert (empty / "out.json").stat().st_mode & 0o777 == 0o600
    assert clinic.error("export", case, "-o", "no/such/folder")[0] == "system"
    assert clinic.error("export", "SE1.nope")[0] == "not_found"
    assert clinic.error("export", case, "--format", "odt")[0] == "export.format_missing"
    assert "odt" in clinic("export", case, "--format", "odt").err
    assert clinic("export", case, "--format", "fhir").json["resourceType"] == "Bundle"
    assert not [p for p in empty.iterdir() if p.suffix == ".tmp"]


def test_english(clinic: Cli, case: str) -> None:
    shown_to = clinic("case", "show", case, "--lang", "en").out
    assert "4 days left" in shown_to and "Open through" in shown_to and "No message yet" in shown_to
    assert clinic("--lang", "en", "case", "show", "SE1.nope").err.startswith("Error: There is no such case.")
