"""Daily work in the story: hand-over and cover, two at once, corrections, notes, lists, what is not documented."""

import pytest
from arende.domain.actor import Operator, RepresentativeActor, StaffActor
from arende.domain.ids import AssignmentId, CaseId, PersonId, TicketId, VisitId
from arende.engine import Engine
from arende.views.thread import HandoverLine, Happening, HappeningLine, MessageLine, ThreadLine

from .conftest import Played

ME = Operator("test")
NURSE, COLLEAGUE, UNIT_READER = (AssignmentId(f"SE-DEMO.{name}") for name in ("haris-ssk", "ylva-ssk", "britt-ssk"))
TEMP = AssignmentId("SE-DEMO.vikarie-ssk")


def thread(engine: Engine, case: str) -> tuple[ThreadLine, ...]:
    return engine.queries.thread(ME, CaseId(case)).unwrap().items


@pytest.mark.spec("B5", "B18", "B21")
def test_thanks_are_read_marked_unread_read_again_and_dealt_with(first: Played, engine: Engine) -> None:
    assert first.fact("thanks", "unread") == [True, False, True, False]
    assert first.fact("thanks", "waits_after") == []
    happened = [line.what for line in thread(engine, first.id("thanks", "case")) if isinstance(line, HappeningLine)]
    assert Happening.HANDLED in happened


@pytest.mark.spec("B18", "B15")
def test_every_list_is_counted_and_what_closes_soon_stands_there(first: Played) -> None:
    counts = {"to_do": 0, "their_turn": 2, "ongoing": 3, "closing_soon": 1, "ended": 0, "all": 3}
    assert first.fact("lists", "counts") == counts
    assert first.fact("lists", "soon") == [first.fact("runs_out", "case")]
    unit = first.fact("unit", "counts")
    assert isinstance(unit, dict)
    assert unit["ongoing"] + unit["ended"] == unit["all"] == 6


@pytest.mark.spec("B19")
def test_handed_over_with_a_note_and_the_units_in_the_moment_the_temp_leaves(first: Played, engine: Engine) -> None:
    told = first.fact("hand_over")
    assert isinstance(told, dict)
    assert told["patient_side_sees"] == TEMP
    assert (told["notes_at_patient_side"], told["draft_kept"], told["draft_seen_by_receiver"]) == (0, True, False)
    assert told["in_pool_at_once"] is True
    assert told["second_taker"]["codes"] == ["case.taken"]
    assert told["owner"] == COLLEAGUE
    moves = [line for line in thread(engine, told["case"]) if isinstance(line, HandoverLine)]
    assert [(line.by, line.to, bool(line.note)) for line in moves] == [
        ("Haris Testgren", "Vera Lindhed", True),
        ("", "Ylva Norrsten", False),
    ]


@pytest.mark.spec("B10", "B14", "B19", "B20")
def test_who_covers_answers_who_is_late_is_told_and_the_cover_ends_by_itself(first: Played, engine: Engine) -> None:
    assert first.fact("cover", "in_inbox_of") == {NURSE: True, COLLEAGUE: True}
    assert first.fact("cover", "stale", "codes") == ["case.colleague_wrote"]
    assert (first.fact("cover", "draft_kept"), first.fact("cover", "owner")) == (True, NURSE)
    assert (first.fact("cover", "ends_with_cover"), first.fact("cover", "reaches_after")) == (True, False)
    case = CaseId(first.id("cover", "case"))
    assert engine.queries.case(StaffActor(COLLEAGUE), case).failure().code == "access.denied"
    last = [line for line in thread(engine, case) if isinstance(line, MessageLine)][-1]
    assert last.author == "Ylva Norrsten"


@pytest.mark.spec("B19", "B12")
def test_what_nobody_touched_is_in_the_units_pool(first: Played, engine: Engine) -> None:
    case = first.id("untouched", "case")
    assert (first.fact("untouched", "in_inbox"), first.fact("untouched", "in_pool")) == (False, True)
    assert case in [row.id for row in engine.queries.pool(StaffActor(COLLEAGUE)).unwrap().items]
    assert case in [str(id) for id in first.fact_list("unit", "pool")]


@pytest.mark.spec("B7", "B10", "B20")
def test_a_template_is_filled_two_write_at_once_and_a_draft_outlives_the_period(first: Played, engine: Engine) -> None:
    assert first.fact("at_once", "unfilled", "codes") == ["template.unfilled"]
    assert first.fact("at_once", "asked", "codes") == ["case.patient_side_wrote"]
    assert first.fact("at_once", "writing") == ["Haris Testgren"]
    assert first.fact("runs_out", "draft_after_the_end") is True
    draft = engine.queries.draft(StaffActor(NURSE), CaseId(first.id("runs_out", "case"))).unwrap()
    assert draft is not None and draft.text


@pytest.mark.spec("B9")
def test_a_correction_refers_and_a_retraction_hides_from_the_patients_side_only(first: Played, engine: Engine) -> None:
    wrong, referred = first.fact_list("put_right", "corrects")
    assert wrong == referred
    assert first.fact("put_right", "hidden_from_patient_side") is True
    assert first.fact("put_right", "kept_for_staff") is True
    case = CaseId(first.id("put_right", "case"))
    anton = PersonId(first.id("cases", 0, "representative"))
    theirs = {
        line.number: line
        for line in engine.queries.thread(RepresentativeActor(anton), case).unwrap().items
        if isinstance(line, MessageLine)
    }
    whole = {line.number: line for line in thread(engine, case) if isinstance(line, MessageLine)}
    number = first.fact("put_right", "retracted")
    assert isinstance(number, int)
    assert (theirs[number].text, theirs[number].retracted) == ("", True)
    assert whole[number].text


@pytest.mark.spec("S17")
def test_what_is_not_documented_is_listed_until_marked_also_after_the_end(first: Played, engine: Engine) -> None:
    assert first.fact("documented", "undocumented") == [7, 2]
    assert first.fact("documented", "mine") == first.fact("documented", "units") == 5
    assert first.fact("record", "undocumented") == [2, 0]
    assert first.fact("record", "listed_after_the_end") is True
    left = engine.queries.undocumented(StaffActor(UNIT_READER), assignment=None).unwrap().items
    assert first.fact("record", "case") not in [row.id for row in left]


@pytest.mark.spec("B17")
def test_a_ticket_becomes_a_visit(first: Played, engine: Engine) -> None:
    ticket = engine.queries.ticket(ME, TicketId(first.id("visit", "ticket"))).unwrap()
    assert (ticket.became, ticket.by_patient_side) == (first.fact("visit", "visit"), False)
    assert (first.fact("visit", "in_ledger"), first.fact("visit", "status")) == (False, "turned")
    assert engine.queries.visit(ME, VisitId(first.id("visit", "visit"))).unwrap().scheduled is not None


@pytest.mark.spec("B14")
def test_both_sides_may_write_while_it_is_open(first: Played) -> None:
    assert first.fact("answer", "may_write") == {"staff": "staff", "patient": "patient"}


@pytest.mark.spec("B11", "B15")
def test_a_burst_has_one_sms_and_what_lies_unread_on_the_last_day_is_told_to_each(first: Played) -> None:
    assert (first.fact("burst", "messages"), first.fact("burst", "sms")) == (3, 2)
    assert first.fact("unread", "attention") == ["unread"]
    assert first.fact("unread", "after_reading") == []
    assert first.fact("unread", "closing_soon") is True


@pytest.mark.spec("B13")
def test_what_is_over_for_too_long_is_followed_and_not_reopened(first: Played, engine: Engine) -> None:
    assert first.fact("too_late", "refused", "codes") == ["case.reopen_too_late"]
    row = engine.queries.case(ME, CaseId(first.id("too_late", "case"))).unwrap()
    assert row.follows == first.fact("too_late", "follows") == first.fact("burst", "case")
