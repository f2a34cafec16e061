"""What stands in the log: the unit, the purpose, emergencies and refusals; and no answer where it cannot be written."""

import sqlite3
import threading
import time
from collections.abc import Sequence
from contextlib import closing

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor, Choice, Purpose, StaffActor
from arende.domain.ids import AssignmentId, CaseId, PersonId, ReasonId
from arende.domain.refusals import Unavailable
from arende.engine import Request
from arende.engine.log_writer import log_writer
from arende.ports.records import Append, Outcome, Shard
from arende_storage.memory.storage import MemoryStorage
from returns.pipeline import is_successful

from .clinic import AT_CHILDREN, CENTRE, CHILDREN, COLLEAGUE, HERE, NURSE, OPERATOR, SHARD, STRANGER, Clinic, identifier
from .log import START, entry_at


@pytest.mark.spec("B23")
def test_an_entry_tells_assignment_unit_and_purpose(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    clinic.engine.queries.case(NURSE, case).unwrap()
    clinic.engine.queries.case(clinic.rep("anton"), case).unwrap()
    by_staff, by_patient = clinic.log()[-2:]
    assert (by_staff.assignment, by_staff.unit, by_staff.purpose) == (NURSE.assignment, CENTRE, "vård och behandling")
    assert (by_patient.assignment, by_patient.unit, by_patient.purpose) == (None, None, "egen åtkomst")


@pytest.mark.spec("B24")
def test_an_emergency_is_logged_as_such_and_only_where_it_was_what_let_them_in(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    queries = clinic.engine.queries
    clinic.do(c.OpenEmergencyAccess(patient=clinic.persons["anton"], reason="medvetslös"), COLLEAGUE)
    clinic.do(c.OpenEmergencyAccess(patient=clinic.persons["anton"], reason="medvetslös"), NURSE)
    for ask in (queries.case, queries.thread, queries.journal_entry):
        ask(COLLEAGUE, case).unwrap()
        assert clinic.log()[-1].purpose == "nödöppning"
        ask(NURSE, case).unwrap()
        assert clinic.log()[-1].purpose == "vård och behandling"
    assert len(queries.cases_of_patient(COLLEAGUE, clinic.persons["anton"]).unwrap().items) == 1
    assert clinic.log()[-1].purpose == "nödöppning"


@pytest.mark.spec("B23", "B24")
def test_opening_in_an_emergency_is_an_emergency_carried_out_or_refused(clinic: Clinic) -> None:
    opening = c.OpenEmergencyAccess(patient=clinic.persons["anton"], reason="medvetslös")
    clinic.do(opening, COLLEAGUE)
    (opened,) = clinic.engine.storage.records(SHARD, f"emergency/{clinic.persons['anton'].partition('.')[2]}", 0, 9)
    assert opened.first is not None
    assert (opened.first.actor, opened.first.purpose) == (f"staff:{COLLEAGUE.assignment}", "nödöppning")
    clinic.do(c.EndAssignment(assignment=NURSE.assignment))
    for actor, purpose in ((NURSE, "nödöppning"), (clinic.rep("anton"), "egen åtkomst")):
        assert not is_successful(clinic.engine.handle(opening, actor=actor))
        assert (clinic.log()[-1].action, clinic.log()[-1].purpose) == ("refused:open_emergency_access", purpose)
    clinic.do(c.RegisterPerson(provider=HERE, identifier=identifier("anton"), name="Anton Ny"), COLLEAGUE)
    assert clinic.log()[-1].purpose == "vård och behandling"


@pytest.mark.spec("B24")
def test_a_chosen_unit_is_logged_with_its_purpose_and_without_what_is_blocked(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    clinic.open_case("elsa", rep="karin")
    chooser = StaffActor(AT_CHILDREN.assignment, Choice(CENTRE, Purpose.QUALITY))
    queries = clinic.engine.queries
    assert len(queries.cases_of_unit(chooser, CENTRE).unwrap().items) == 2
    assert clinic.log()[-1].purpose == "kvalitetssäkring"
    queries.case(chooser, case).unwrap()
    assert clinic.log()[-1].purpose == "kvalitetssäkring"
    clinic.do(c.BlockUnit(person=clinic.persons["anton"], unit=CENTRE))
    assert len(queries.cases_of_unit(chooser, CENTRE).unwrap().items) == 1
    assert clinic.log()[-1].subjects == (clinic.persons["elsa"],)
    assert not is_successful(queries.case(chooser, case))


@pytest.mark.spec("B23")
def test_a_refused_question_is_logged_with_its_patient(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    assert not is_successful(clinic.engine.queries.thread(COLLEAGUE, case))
    entry = clinic.log()[-1]
    assert (entry.action, entry.ref) == ("refused:thread", f"access.denied {case}")
    assert entry.subjects == (clinic.persons["anton"],)
    assert (entry.assignment, entry.unit) == (COLLEAGUE.assignment, CENTRE)
    assert not is_successful(clinic.engine.queries.case(clinic.rep("erik"), case))
    assert clinic.log()[-1].who == f"rep:{clinic.persons['erik']}"


@pytest.mark.spec("B23")
def test_a_refused_command_is_logged_with_its_patient(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    refused = clinic.engine.handle(c.SendMessage(case=case, text="hemligt"), actor=COLLEAGUE)
    assert refused.failure().code == "access.denied"
    entry = clinic.log()[-1]
    assert (entry.action, entry.ref) == ("refused:send_message", f"access.denied {case}")
    assert (entry.subjects, entry.unit) == ((clinic.persons["anton"],), CENTRE)
    command = c.CreateCase(patient=clinic.persons["elsa"], reason=ReasonId("SE1.upp"), days=3)
    assert clinic.engine.handle(command, actor=OPERATOR).failure().code == "access.assignment_needed"
    assert clinic.log()[-1].subjects == (clinic.persons["elsa"],)
    count = len(clinic.log())
    assert not is_successful(clinic.engine.handle(c.SendMessage(case=case, text=""), actor=NURSE))
    assert len(clinic.log()) == count, "what was no question of access is no entry"


def test_a_case_that_only_stands_in_no_list_is_no_refusal(clinic: Clinic) -> None:
    clinic.open_case("anton")
    clinic.engine.queries.cases_of_patient(COLLEAGUE, clinic.persons["anton"]).unwrap()
    assert [entry.action for entry in clinic.log() if entry.action != "unchanged"] == ["read:cases_of_patient"]


@pytest.mark.spec("B24")
def test_another_providers_attempt_is_in_the_log_of_what_it_was_at(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    assert not is_successful(clinic.engine.queries.case(STRANGER, case))
    assert clinic.log()[-1].who == f"staff:{STRANGER.assignment}"
    assert clinic.log()[-1].unit == "SE2.vc"


UNKNOWN: tuple[Actor, ...] = (
    NURSE,
    StaffActor(AssignmentId("XX9.a")),
    StaffActor(AssignmentId("")),
    OPERATOR,
)


@pytest.mark.parametrize("actor", UNKNOWN)
def test_what_does_not_exist_makes_no_provider_and_no_text_of_the_askers(clinic: Clinic, actor: Actor) -> None:
    before = clinic.engine.storage.shards()
    for id in ("XX9.Kanariefågel", "Kanariefågel", "SE1.Kanariefågel", ""):
        assert not is_successful(clinic.engine.queries.case(actor, CaseId(id)))
        clinic.engine.queries.person(actor, PersonId(id))
        clinic.engine.handle(c.MarkHandled(case=CaseId(id)), actor=actor)
    assert clinic.engine.storage.shards() == before
    assert "Kanariefågel" not in repr([clinic.log(shard) for shard in before])


@pytest.mark.spec("B23")
def test_no_log_no_answer(on_sqlite: Clinic) -> None:
    clinic = on_sqlite
    case = clinic.open_case("anton")
    queries = clinic.engine.queries
    with closing(sqlite3.connect(clinic.folder / "clinic.db")) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON arende_access BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )
        other.commit()
        for answer in (
            queries.thread(NURSE, case),
            queries.case(COLLEAGUE, case),
            queries.search_patients(NURSE, "ant"),
            queries.inbox(NURSE),
            clinic.engine.audit.report(OPERATOR, clinic.persons["anton"]),
            clinic.engine.handle(c.MarkHandled(case=case), actor=COLLEAGUE),
        ):
            assert not is_successful(answer)
            assert isinstance(answer.failure(), Unavailable)
        done = clinic.engine.handle_many(
            [request(case, "Hej", NURSE), request(case, "Hej", COLLEAGUE), request(case, "Hej igen", NURSE)]
        )
        assert [is_successful(one) for one in done] == [True, False, True], "what was carried out is not taken back"
        other.execute("DROP TRIGGER full")
        other.commit()
    assert is_successful(queries.thread(NURSE, case))


def request(case: CaseId, text: str, actor: Actor) -> Request:
    return Request(command=c.SendMessage(case=case, text=text), actor=actor)


class Slow(MemoryStorage):
    """A storage whose commits take a while, as a disk's do; it counts them."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []
        self.may = threading.Event()

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        self.may.wait(5)
        self.sizes.append(len(group))
        return super().commit(group)


@pytest.mark.spec("B23")
def test_readers_who_come_at_once_share_a_transaction() -> None:
    storage = Slow()
    log = log_writer(storage)
    threads = [threading.Thread(target=log.write, args=(SHARD, entry_at(n, START + n))) for n in range(20)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 5
    while sum(len(queue.waiting) for queue in log.groups.queues.values()) < 19 and time.monotonic() < until:
        time.sleep(0.001)
    storage.may.set()
    for thread in threads:
        thread.join()
    assert storage.sizes == [1, 19], "the first wrote its own, and the second all that had come meanwhile"
    assert len(storage.access(SHARD, None, 99)) == 20


def test_one_entry_an_answer_with_a_row_a_patient(clinic: Clinic) -> None:
    clinic.open_case("anton")
    clinic.open_case("elsa", rep="karin")
    clinic.engine.queries.cases_of_unit(OPERATOR, CENTRE).unwrap()
    (entry,) = [one for one in clinic.log() if one.action != "unchanged"]
    assert set(entry.subjects) == {clinic.persons["anton"], clinic.persons["elsa"]}
    found = clinic.engine.storage.access_of(Shard(HERE), clinic.persons["elsa"], None, 9)
    assert list(found) == [entry]
    clinic.engine.queries.cases_of_unit(OPERATOR, CHILDREN).unwrap()
    assert clinic.log()[-1].subjects == ()
