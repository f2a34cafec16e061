"""Many at once: threads on one engine, and two engines on one database. What is acknowledged is there, and once."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor, StaffActor
from arende.domain.person import Identifier, parse
from arende.domain.refusals import NoSuchMessage, Refusal
from arende.engine import Engine, Receipt
from arende.engine.entrance import Request, entrance
from arende.engine.verifying import verify
from arende.ports.records import Shard
from attrs import evolve
from returns.pipeline import is_successful
from returns.result import Result

from .clinic import COLLEAGUE, FOLLOW_UP, HERE, NOW, NURSE, OPERATOR, Clinic
from .conftest import Opener
from .vendor import Cut, Vendor

Answer = Result[Receipt, Refusal]
T = TypeVar("T")


def at_once(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Every job in a thread of its own, let go at the same moment; what each gave, in order."""
    gate = threading.Barrier(len(jobs))
    given: dict[int, T] = {}

    def run(place: int, job: Callable[[], T]) -> None:
        gate.wait(30)
        given[place] = job()

    threads = [threading.Thread(target=run, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(given) == len(jobs), "a thread gave no answer"
    return [given[place] for place in range(len(jobs))]


def press(engine: Engine, command: c.Command, actor: StaffActor, command_id: str | None = None) -> Callable[[], Answer]:
    return lambda: engine.handle(command, actor=actor, command_id=command_id)


@pytest.mark.spec("S9")
def test_slutfor_pressed_by_many_threads_makes_one_case(pair: tuple[Clinic, Clinic]) -> None:
    command = c.CreateCase(patient=pair[0].persons["anton"], reason=FOLLOW_UP)
    answers = at_once([press(pair[n % 2].engine, command, NURSE, "slutfor") for n in range(12)])
    codes = [answer.failure().code for answer in answers if not is_successful(answer)]
    assert codes == []
    receipts = [answer.unwrap() for answer in answers]
    assert len({(one.stream, one.version, one.ids["case"]) for one in receipts}) == 1
    assert sum(not one.repeated for one in receipts) == 1
    assert len(pair[0].engine.queries.inbox(NURSE).unwrap().items) == 1
    assert len(pair[0].engine.storage.outbox(Shard(HERE), None, 99)) == 2
    assert verify(pair[1].engine.storage).faults == ()


def test_a_group_that_holds_a_command_twice_answers_both_with_one_receipt(clinic: Clinic) -> None:
    command = c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP)
    twice = [Request(command=command, actor=NURSE, command_id="slutfor")] * 3
    receipts = [answer.unwrap() for answer in clinic.engine.handle_many(twice)]
    assert [one.repeated for one in receipts] == [False, True, True]
    assert len({one.ids["case"] for one in receipts}) == 1


def test_many_messages_at_once_in_one_case_are_numbered_without_gaps(pair: tuple[Clinic, Clinic]) -> None:
    case = pair[0].open_case()
    command = [c.SendMessage(case=case, text=f"Rad {n}") for n in range(16)]
    answers = at_once([press(pair[n % 2].engine, command[n], NURSE, f"m{n}") for n in range(16)])
    codes = [answer.failure().code for answer in answers if not is_successful(answer)]
    assert codes == []
    assert sorted(answer.unwrap().version for answer in answers) == list(range(2, 18))
    assert pair[0].engine.queries.case(NURSE, case).unwrap().messages == 16
    assert verify(pair[1].engine.storage).faults == ()


def test_who_decided_on_old_ground_loads_and_decides_again(pair: tuple[Clinic, Clinic]) -> None:
    """Both engines open a thread of messages in turn: each decides over what the other has written meanwhile."""
    first, second = pair
    case = first.open_case()
    for n in range(4):
        assert (first, second)[n % 2].say(case, "Hej").version == n + 2


def test_a_refusal_in_a_group_rests_on_what_was_kept(clinic: Clinic) -> None:
    """The first of the group was here before, so what it would do now does not come to pass, and refuses nothing."""
    case = clinic.open_case(days=1)
    first = Request(command=c.SendMessage(case=case, text="Hej"), actor=NURSE, command_id="m1")
    clinic.engine.handle_many([first])
    read = Request(command=c.MarkRead(case=case, up_to=2), actor=clinic.rep("anton"), command_id="r1")
    far = Request(command=c.MarkRead(case=case, up_to=3), actor=clinic.rep("anton"), command_id="r2")
    answers = clinic.engine.handle_many([first, read, far])
    assert answers[0].unwrap().repeated
    assert [answer.failure() for answer in answers[1:]] == [NoSuchMessage(1), NoSuchMessage(1)]


@pytest.mark.spec("S3")
def test_one_taker_of_a_ticket(pair: tuple[Clinic, Clinic]) -> None:
    visit = pair[0].open_visit()
    takers = (NURSE, COLLEAGUE)
    jobs = [press(pair[n % 2].engine, c.StartVisit(visit=visit), takers[n % 2]) for n in range(8)]
    answers = at_once(jobs)
    accepted = {takers[n % 2] for n, answer in enumerate(answers) if is_successful(answer)}
    assert len(accepted) == 1
    assert {answer.failure().code for answer in answers if not is_successful(answer)} == {"visit.taken"}


@pytest.mark.spec("S2")
def test_one_person_per_identifier_however_many_add_it(pair: tuple[Clinic, Clinic]) -> None:
    number = parse("19350714-7498", NOW.date())
    assert isinstance(number, Identifier)
    told = c.RegisterPerson(provider=HERE, identifier=number, name="Nykomling Prov")
    answers = at_once([press(pair[n % 2].engine, told, NURSE) for n in range(8)])
    assert len({answer.unwrap().ids["person"] for answer in answers}) == 1
    assert verify(pair[0].engine.storage).faults == ()


def through(cut: Cut, clinic: Clinic, command: c.Command, actor: Actor) -> Callable[[], Answer]:
    """The command by another engine, as it were, on the storage behind."""
    other = entrance(evolve(clinic.engine.handler, storage=cut.inner))
    return lambda: other.handle(command, actor=actor)


@pytest.mark.spec("B16")
def test_custody_that_ends_meanwhile_opens_no_case(opener: Opener) -> None:
    """The right goes between the moment when it was looked up and that when the case would have been written."""
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    (cut,) = vendor.opened
    child, guardian = clinic.persons["elsa"], clinic.persons["erik"]
    end = c.EndGuardianship(child=child, guardian=guardian, ended=clinic.clock.now().date())
    cut.meanwhile.append(through(cut, clinic, end, OPERATOR))
    create = c.CreateCase(patient=child, reason=FOLLOW_UP, representative=guardian)
    assert clinic.refused(create, NURSE) == "representative.not_guardian"
    assert cut.meanwhile == []


def test_a_message_that_came_meanwhile_is_counted(opener: Opener) -> None:
    """A conflict: loaded and decided again, so that the second message is number two and answers the first."""
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    (cut,) = vendor.opened
    case = clinic.open_case()
    cut.meanwhile.append(through(cut, clinic, c.SendMessage(case=case, text="Hej"), clinic.rep("anton")))
    assert clinic.say(case, "Svar").version == 3
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert (row.messages, row.waiting_since) == (2, None)


def test_a_storage_that_always_conflicts_is_told_of_and_not_waited_for_for_ever(opener: Opener) -> None:
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    (cut,) = vendor.opened
    case = clinic.open_case()
    cut.meanwhile += [through(cut, clinic, c.SendMessage(case=case, text="Hej"), clinic.rep("anton"))] * 50
    assert clinic.refused(c.SendMessage(case=case, text="Svar"), NURSE) == "unavailable"
    tries = 50 - len(cut.meanwhile)
    cut.meanwhile.clear()
    assert clinic.engine.queries.case(NURSE, case).unwrap().messages == tries == 10
