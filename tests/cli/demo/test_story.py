"""The story against the guide (S19): what the demo says it did is what the clinic that it left behind holds."""

import json
from collections import Counter
from pathlib import Path

import pytest
from arende.domain.actor import Operator, RepresentativeActor, StaffActor
from arende.domain.case.reply import Side
from arende.domain.commands import SendMessage
from arende.domain.ids import AssignmentId, CaseId, PersonId, TicketId
from arende.engine import Engine
from arende.views.thread import MessageLine

from .conftest import Played

ME = Operator("test")
NURSE = "SE-DEMO.haris-ssk"
CHILDRENS_NURSE = "SE-DEMO.haris-bssk"


def test_it_ends_well(first: Played) -> None:
    assert first.code == 0


def test_one_document_with_where_things_are(first: Played) -> None:
    assert first.id("id")
    assert first.fact("database") == first.database
    assert Path(first.id("sms_folder")).parent == first.folder
    assert Path(first.id("journal_folder")).parent == first.folder


def test_a_thousand_persons_came_in(first: Played, engine: Engine) -> None:
    persons = first.fact("clinic", "persons")
    assert isinstance(persons, int)
    assert persons >= 1000
    assert first.fact("clinic", "changed") == first.fact("clinic", "lines")


@pytest.mark.spec("S2", "S19")
def test_found_by_number_in_every_form_and_by_name_and_never_by_a_part(first: Played) -> None:
    anton = first.fact("search", "by_identifier")
    assert anton == first.fact("search", "by_ten_digits") == first.fact("search", "by_name")
    assert anton == [first.fact("cases", 0, "patient")]
    assert first.fact("search", "by_part") == []


@pytest.mark.spec("S2", "S19")
def test_one_person_is_not_found_and_added_first(first: Played, engine: Engine) -> None:
    person = PersonId(first.id("added", "person"))
    assert first.fact("added", "found_before") == []
    assert first.fact("added", "found_after") == [person]
    assert engine.queries.person(ME, person).unwrap().id == person


@pytest.mark.spec("S1", "S19")
def test_a_case_from_each_of_the_four_entries_and_from_a_ticket(first: Played) -> None:
    cases = first.many("cases")
    assert {case["entry"] for case in cases} == {"search", "profile", "ongoing_visit", "ended_visit", "ticket"}
    assert all((case["visit"] is not None) == str(case["entry"]).endswith("_visit") for case in cases)


@pytest.mark.spec("S8", "S14", "S19")
def test_three_days_are_shown_as_four_and_every_length_as_one_more(first: Played) -> None:
    assert (first.fact("cases", 0, "days_asked"), first.fact("cases", 0, "days_left_at_start")) == (3, 4)
    assert all(case["days_left_at_start"] == days + 1 for case in first.many("cases") if (days := asked(case)))
    assert first.fact("cases", 0, "refused_length", "codes") == ["phase.length_invalid"]


def asked(case: dict[str, object]) -> int | None:
    days = case["days_asked"]
    assert days is None or isinstance(days, int)
    return days


@pytest.mark.spec("S9", "S19")
def test_slutfor_twice_makes_one_case(first: Played, engine: Engine) -> None:
    assert first.fact("cases", 0, "pressed_twice_made_one") is True
    anton = PersonId(first.id("cases", 0, "patient"))
    assert len(engine.queries.cases_of_patient(ME, anton).unwrap().items) == 1


@pytest.mark.spec("S10", "S12", "S19")
def test_an_sms_at_slutfor_and_at_each_message_from_staff_and_at_nothing_else(first: Played, engine: Engine) -> None:
    sent = Counter(str(sms["case"]) for sms in first.many("sms"))
    for case in first.many("cases"):
        thread = engine.queries.thread(ME, CaseId(str(case["id"]))).unwrap().items
        by_staff = [line for line in thread if isinstance(line, MessageLine) and line.side is Side.STAFF]
        reminders = 1 if case["id"] == first.fact("contact", "case") else 0
        at_once = 1 if case["id"] == first.fact("burst", "case") else len(by_staff)
        assert sent[str(case["id"])] == 1 + at_once + reminders
    assert len(list((first.folder / "arende-demo-sms").glob("*.json"))) >= sum(sent.values())


@pytest.mark.spec("S5", "S10")
def test_every_sms_went_to_the_representatives_own_number(first: Played) -> None:
    representative = {case["id"]: case["representative"] for case in first.many("cases")}
    assert all(sms["person"] == representative[sms["case"]] for sms in first.many("sms"))


@pytest.mark.spec("B3")
def test_no_sms_says_more_than_that_something_has_come(first: Played) -> None:
    texts = {str(sms["text"]) for sms in first.many("sms")}
    assert len(texts) == 2
    assert {sms["sender"] for sms in first.many("sms")} == {"Bjorkbacken"}


@pytest.mark.spec("B4")
def test_who_wants_no_sms_is_told_of_before_slutfor(first: Played, engine: Engine) -> None:
    refused = first.fact("consent", "refused", "messages")
    assert first.fact("consent", "refused", "codes") == ["sms.hindered"]
    assert isinstance(refused, list) and "vill inte ha SMS" in refused[0]
    person = engine.queries.person(ME, PersonId(first.id("consent", "person"))).unwrap()
    assert person.hindrances == ()


@pytest.mark.spec("S6", "S12", "S19")
def test_the_answer_stands_with_that_role_and_not_with_the_same_person_in_another(first: Played) -> None:
    assert first.fact("answer", "in_inbox_of") == {NURSE: True, CHILDRENS_NURSE: False}
    assert first.fact("answer", "waits_after") == []
    assert first.fact("answer", "unread_before") == 1


@pytest.mark.spec("S4", "S5", "S19")
def test_the_childs_other_guardian_sees_nothing(first: Played, engine: Engine) -> None:
    other, case = PersonId(first.id("child", "other")), CaseId(first.id("child", "case"))
    assert first.fact("child", "without_representative", "codes") == ["representative.required"]
    assert first.fact("child", "other_sees") == 0
    assert first.fact("child", "other_refused", "codes") == ["access.denied"]
    assert engine.queries.cases_of_patient(RepresentativeActor(other), other).unwrap().items == ()
    refused = engine.handle(SendMessage(case=case, text="Hej"), actor=RepresentativeActor(other)).failure()
    assert refused.code == "access.denied"


@pytest.mark.spec("S4")
def test_a_youth_needs_the_assessment_and_stands_alone(first: Played) -> None:
    assert first.fact("youth", "without_assessment", "codes") == ["representative.maturity_required"]
    guardians = first.fact("youth", "guardians_see")
    assert isinstance(guardians, dict)
    assert set(guardians.values()) == {0}


@pytest.mark.spec("S13", "S14", "B12", "S19")
def test_the_days_count_down_to_read_only(first: Played, engine: Engine) -> None:
    box = first.many("days", "box")
    assert [day["left"] for day in box] == [4, 3, 2, 1, 0]
    assert [day["open"] for day in box] == [True, True, True, True, False]
    row = engine.queries.case(ME, CaseId(first.id("days", "case"))).unwrap()
    assert (row.open, row.days_left) == (False, 0)


@pytest.mark.spec("B12", "B14")
def test_what_ran_out_unanswered_is_refused_to_both_and_stays_in_the_inbox(first: Played, engine: Engine) -> None:
    case = CaseId(first.id("runs_out", "case"))
    assert first.fact("runs_out", "refused", "codes") == ["case.phase_ended", "case.phase_ended"]
    assert first.fact("runs_out", "can_reply") == first.fact("runs_out", "refused", "codes")
    assert first.fact("runs_out", "noted") is True
    attention = first.fact("runs_out", "attention")
    assert isinstance(attention, list)
    assert attention == ["expired", "unanswered"]
    assert engine.queries.case(ME, case).unwrap().attention[0] == "expired"


@pytest.mark.spec("B12", "B13", "B14")
def test_extended_closed_reopened_and_shortened_in_the_same_thread(first: Played, engine: Engine) -> None:
    whats = ["phase_extended", "closed", "reopened", "phase_shortened"]
    staff, patient = first.fact("end_moves", "moves", "staff"), first.fact("end_moves", "moves", "patient")
    assert isinstance(staff, list)
    assert [what for what, reason in staff if reason] == whats
    assert patient == [[what, ""] for what in whats]
    assert first.fact("end_moves", "refused", "codes") == ["case.closed"]
    days_left = first.fact("end_moves", "days_left")
    assert isinstance(days_left, list)
    assert days_left[1:] == [days_left[0] + 7, 0, 15, 12]
    row = engine.queries.case(ME, CaseId(first.id("end_moves", "case"))).unwrap()
    assert (row.open, row.closed) == (True, None)


@pytest.mark.spec("B13")
def test_a_follow_up_names_the_ended_case(first: Played, engine: Engine) -> None:
    row = engine.queries.case(ME, CaseId(first.id("follow_up", "case"))).unwrap()
    assert row.follows == first.fact("follow_up", "follows") == first.fact("runs_out", "case")


@pytest.mark.spec("S17")
def test_the_ended_case_is_in_the_record(first: Played) -> None:
    files = first.fact("record", "files")
    assert isinstance(files, list)
    entries = [json.loads(Path(str(file)).read_text(encoding="utf-8")) for file in files]
    assert [entry["id"] for entry in entries] == [first.fact("record", "case")]
    assert len(entries[0]["messages"]) == 7
    assert len(entries[0]["notes"]) == 1
    assert first.fact("record", "exported") is True
    assert first.fact("record", "at_the_end") == 1


def test_the_clinic_is_left_alive(first: Played, engine: Engine) -> None:
    nurse = StaffActor(AssignmentId(NURSE))
    reasons = {reason for row in engine.queries.inbox(nurse).unwrap().items for reason in row.attention}
    assert {"empty", "unanswered"} <= reasons
    assert "expired" in {reason for row in engine.queries.pool(nurse).unwrap().items for reason in row.attention}
    assert engine.queries.ledger(nurse).unwrap().items
    childrens = engine.queries.inbox(StaffActor(AssignmentId(CHILDRENS_NURSE))).unwrap().items
    assert first.fact("child", "case") in [row.id for row in childrens if row.open]


def test_what_is_kept_is_what_the_events_say(first: Played) -> None:
    assert first.fact("verified", "faults") == 0


@pytest.mark.spec("B17", "B11")
def test_who_asked_for_contact_has_a_case_and_was_reminded_once(first: Played, engine: Engine) -> None:
    (case,) = (one for one in first.many("cases") if one["entry"] == "ticket")
    assert case["attention_at_start"] == ["unanswered"]
    ticket = engine.queries.ticket(ME, TicketId(str(case["ticket"]))).unwrap()
    assert (ticket.became, ticket.by_patient_side) == (case["id"], True)
    told = case["second_taker"]
    assert isinstance(told, dict)
    assert told["codes"] == ["ticket.taken"]
    assert (first.fact("contact", "case"), first.fact("contact", "reminders")) == (case["id"], 1)
    assert first.fact("contact", "at_night") == 0
