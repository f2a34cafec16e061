"""The five steps for one caller: receipts, repeats, refusals that change nothing."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import StaffActor
from arende.domain.ids import AssignmentId, CaseId, ReasonId
from arende.domain.refusals import Unclear
from arende.engine.entrance import Request
from arende.engine.verifying import verify
from arende.ports.records import AccessEntry, Record, Shard

from .clinic import COLLEAGUE, FOLLOW_UP, HERE, NURSE, OPERATOR, PEOPLE, STRANGER, Clinic, days, identifier
from .snapshot import everything


def test_a_receipt_names_what_was_made_and_where_its_stream_stands(clinic: Clinic) -> None:
    receipt = clinic.do(c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Hej"), NURSE)
    case = receipt.ids["case"]
    assert (receipt.stream, receipt.version, receipt.repeated) == (f"SE1/case/{case.partition('.')[2]}", 2, False)
    assert clinic.say(CaseId(case), "En rad till").version == 3


@pytest.mark.spec("S9")
def test_a_repeated_command_gives_the_first_receipt_and_changes_nothing(clinic: Clinic) -> None:
    command = c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Hej")
    first = clinic.do(command, NURSE, "slutfor-1")
    before = everything(clinic.engine.storage)
    again = clinic.do(command, NURSE, "slutfor-1")
    assert (again.stream, again.version, again.ids, again.repeated) == (first.stream, 2, first.ids, True)
    assert everything(clinic.engine.storage) == before


def test_another_actor_or_another_content_under_the_same_id_is_refused(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.do(c.SendMessage(case=case, text="Hej"), NURSE, "m1")
    before = everything(clinic.engine.storage)
    assert clinic.refused(c.SendMessage(case=case, text="Hej då"), NURSE, "m1") == "command.reused"
    assert clinic.refused(c.SendMessage(case=case, text="Hej"), clinic.rep("anton"), "m1") == "command.reused"
    # Also where the other would have been refused, and where it makes no event.
    assert clinic.refused(c.SendMessage(case=case, text=""), NURSE, "m1") == "command.reused"
    assert clinic.refused(c.NotePhaseEnd(case=case), NURSE, "m1") == "command.reused"
    assert clinic.refused(c.RegisterProvider(provider=HERE, name="Vården SE1", sender="Kliniken"), OPERATOR, "m1") == (
        "command.reused"
    )
    assert everything(clinic.engine.storage) == before


def test_an_id_is_free_again_after_a_refusal(clinic: Clinic) -> None:
    case = clinic.open_case()
    assert clinic.refused(c.SendMessage(case=case, text="  "), NURSE, "m1") == "text.missing"
    assert not clinic.do(c.SendMessage(case=case, text="Hej"), NURSE, "m1").repeated


def test_a_refusal_is_decided_anew(clinic: Clinic) -> None:
    command = c.CreateCase(patient=clinic.persons["anton"], reason=ReasonId("SE1.ny"))
    assert clinic.refused(command, NURSE, "k1") == "not_found"
    clinic.do(c.RegisterReason(reason=ReasonId("SE1.ny"), title="Ny sökorsak"))
    assert not clinic.do(command, NURSE, "k1").repeated


def test_what_was_sent_in_time_is_repeated_after_the_end(clinic: Clinic) -> None:
    case = clinic.open_case(days=1)
    message = c.SendMessage(case=case, text="Hej")
    first = clinic.do(message, NURSE, "m1")
    clinic.clock.advance(days(5))
    assert clinic.refused(c.SendMessage(case=case, text="Hej"), NURSE) == "case.phase_ended"
    again = clinic.do(message, NURSE, "m1")
    assert (again.version, again.repeated) == (first.version, True)


def test_a_command_that_changes_nothing_is_repeatable_too(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.say(case, "Hej")
    rep = clinic.rep("anton")
    clinic.do(c.MarkRead(case=case, up_to=1), rep)
    first = clinic.do(c.MarkRead(case=case, up_to=1), rep, "r1")
    before = everything(clinic.engine.storage)
    again = clinic.do(c.MarkRead(case=case, up_to=1), rep, "r1")
    assert (first.stream, first.version, first.ids, first.repeated) == (again.stream, again.version, again.ids, False)
    assert again.repeated
    assert everything(clinic.engine.storage) == before
    assert clinic.refused(c.MarkRead(case=case, up_to=1), NURSE, "r1") == "command.reused"
    carrier = clinic.engine.storage.find(Shard(HERE), "r1")
    assert isinstance(carrier, AccessEntry)
    assert (carrier.who, carrier.action) == (f"rep:{rep.person}", "unchanged")


def test_the_first_record_tells_who_why_and_from_which_assignment(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.do(c.SendMessage(case=case, text="Hej"), NURSE, "m1")
    clinic.do(c.SendMessage(case=case, text="Tack"), clinic.rep("anton"), "m2")
    first, second = (clinic.engine.storage.find(Shard(HERE), id) for id in ("m1", "m2"))
    assert isinstance(first, Record) and first.first is not None
    assert isinstance(second, Record) and second.first is not None
    assert (first.first.actor, first.first.assignment) == (f"staff:{NURSE.assignment}", NURSE.assignment)
    assert first.first.purpose == "vård och behandling"
    assert (second.first.actor, second.first.assignment) == (f"rep:{clinic.persons['anton']}", None)
    assert second.first.purpose == "egen åtkomst"


@pytest.mark.spec("S2")
def test_adding_a_person_who_exists_leads_to_that_person(clinic: Clinic) -> None:
    told = c.RegisterPerson(provider=HERE, identifier=identifier("anton"), name="Felstavad Testberg")
    receipt = clinic.do(told, NURSE)
    assert receipt.ids["person"] == clinic.persons["anton"]
    row = clinic.engine.queries.person(NURSE, clinic.persons["anton"]).unwrap()
    assert row.name == PEOPLE["anton"][1]


def test_nothing_is_done_in_an_unknown_assignment_or_at_another_provider(clinic: Clinic) -> None:
    case = clinic.open_case()
    before = everything(clinic.engine.storage)
    nobody = StaffActor(AssignmentId("SE1.finns-inte"))
    assert clinic.refused(c.SendMessage(case=case, text="Hej"), nobody) == "access.denied"
    assert clinic.refused(c.SendMessage(case=case, text="Hej"), STRANGER) == "access.denied"
    assert clinic.refused(c.SendMessage(case=case, text="Hej"), COLLEAGUE) == "access.denied"
    assert clinic.refused(c.SendMessage(case=CaseId("SE1.finns-inte"), text="Hej"), COLLEAGUE) == "access.denied"
    assert clinic.refused(c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP), STRANGER) == "not_found"
    assert clinic.refused(c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP)) == (
        "access.assignment_needed"
    )
    assert everything(clinic.engine.storage) == before


@pytest.mark.spec("B1")
def test_case_message_and_one_sms_are_one_append(clinic: Clinic) -> None:
    clinic.do(c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Hej"), NURSE)
    kinds = [item.kind for item in clinic.engine.storage.outbox(Shard(HERE), None, 10)]
    assert sorted(kinds) == ["sms", "timer"]


def test_storage_stands_as_its_records_say_after_a_day_at_the_clinic(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin")
    clinic.say(case, "Hej")
    clinic.say(case, "Tack", clinic.rep("karin"))
    clinic.do(c.MarkHandled(case=case), NURSE)
    clinic.work()
    clinic.clock.advance(timedelta(days=9))
    clinic.work()
    found = verify(clinic.engine.storage)
    assert found.faults == ()
    assert found.records > 40


@pytest.mark.spec("S9")
def test_one_commands_unexpected_fault_leaves_the_others_carried_out(clinic: Clinic) -> None:
    case, other = clinic.open_case(), clinic.open_case("stina")
    broken = c.SendMessage(case=case, text="")
    object.__setattr__(broken, "text", None)  # what no face sends and no type checker lets by
    before, after = (c.SendMessage(case=other, text=text, despite_no_sms=True) for text in ("Före", "Efter"))
    lot = [before, broken, after]
    first, fault, last = clinic.engine.handle_many(Request(command=one, actor=NURSE) for one in lot)
    assert (first.unwrap().version, last.unwrap().version) == (4, 6)  # each with a line that no SMS went
    assert fault.failure() == Unclear("Ett oväntat fel (AttributeError).")
    assert clinic.engine.queries.case(NURSE, case).unwrap().messages == 0
    with pytest.raises(AttributeError):
        clinic.engine.handle(broken, actor=NURSE)
