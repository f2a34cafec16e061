"""«Ombud saknas»: noted once by timer or recheck when the right does not stand, and shown until it is mended (B16)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.case.attention import LABELS, Attention, attention, since, waiting_since
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.case.reply import MayReply, can_reply
from arende.domain.commands import (
    CreateCase,
    MarkHandled,
    Maturity,
    NoteRepresentativeLost,
    SendMessage,
)
from arende.domain.directory.model import Person
from arende.domain.effects import SetTimer
from arende.domain.events import Event, PhaseEnded, RepresentativeLost
from arende.domain.refusals import RepresentationEnded
from arende.testing.build import ANTON, AS_KARIN, AS_NURSE, ELSA, KARIN, NILS, NOW, RENEWAL, clinic
from arende.testing.given import Given, given
from attrs import evolve as changed

from tests.domain.access_world import BIRTHDAY_13, BIRTHDAY_18, ELSAS, INSTANT, NILSES, one, without_karin
from tests.domain.samples import (
    CASE,
    END,
    LATER,
    OPENED,
    OPERATOR,
    SYSTEM,
    asks,
    case_of,
    for_elsa,
    from_patient,
    from_staff,
)

LOST = NoteRepresentativeLost(case=CASE)
NOTED = RepresentativeLost(at=LATER)
DEAD = date(2026, 11, 20)


def elsas(*events: Event, people: tuple[Person, ...] = ()) -> Given:
    return given(ELSAS, *events, found=clinic(*people))


GONE: list[tuple[str, Person]] = [
    ("custody has ended", without_karin()),
    ("the child is protected", changed(one(ELSA), protected=True)),
    ("the guardian is protected", changed(one(KARIN), protected=True)),
    ("the guardian is dead", changed(one(KARIN), deceased=DEAD)),
    ("the child is dead", changed(one(ELSA), deceased=DEAD)),
    ("custody is not known any more", changed(one(ELSA), guardians=())),
]


@pytest.mark.spec("B16")
@pytest.mark.parametrize(("why", "person"), GONE, ids=[why for why, _ in GONE])
def test_it_is_noted_once_and_shown_since_then(why: str, person: Person) -> None:
    noted = elsas(from_staff(1), people=(person,)).when(LOST, actor=SYSTEM, now=LATER).then(NOTED).effects().also()
    state = noted.state
    assert isinstance(state, Case)
    assert attention(state, LATER) == (Attention.REPRESENTATIVE,)
    assert LABELS[Attention.REPRESENTATIVE][0] == "Ombud saknas"
    assert waiting_since(state) == LATER
    given(since=state, found=clinic(person)).when(LOST, actor=SYSTEM, now=LATER).nothing()


@pytest.mark.spec("B16")
def test_while_the_right_stands_nothing_is_noted() -> None:
    elsas(from_staff(1)).when(LOST, actor=SYSTEM, now=LATER).nothing()
    given(OPENED, found=clinic()).when(LOST, actor=SYSTEM, now=LATER).nothing()


@pytest.mark.spec("B16")
def test_only_the_worker_asks_and_only_of_a_case() -> None:
    elsas().when(LOST, actor=AS_NURSE, now=LATER).refused("access.denied")
    elsas().when(LOST, actor=AS_KARIN, now=LATER).refused("access.denied")
    elsas().when(LOST, actor=OPERATOR, now=LATER).refused("access.denied")
    given(found=clinic()).when(LOST, actor=SYSTEM, now=LATER).refused("not_found")


@pytest.mark.spec("B16")
def test_an_adult_who_has_died_is_missed_too() -> None:
    dead = clinic(changed(one(ANTON), deceased=DEAD))
    given(OPENED, found=dead).when(LOST, actor=SYSTEM, now=LATER).then(NOTED)


@pytest.mark.spec("B16")
def test_by_the_birthdays_not_an_instant_before() -> None:
    elsas().when(LOST, actor=SYSTEM, now=BIRTHDAY_13 - INSTANT).nothing()
    elsas().when(LOST, actor=SYSTEM, now=BIRTHDAY_13).then(RepresentativeLost(at=BIRTHDAY_13))
    nilses = given(NILSES, found=clinic())
    nilses.when(LOST, actor=SYSTEM, now=BIRTHDAY_18 - INSTANT).nothing()
    nilses.when(LOST, actor=SYSTEM, now=BIRTHDAY_18).then(RepresentativeLost(at=BIRTHDAY_18))


@pytest.mark.spec("B16")
def test_a_case_that_is_over_is_left_as_it_is() -> None:
    short = given(for_elsa(), found=clinic(without_karin()))
    short.when(LOST, actor=SYSTEM, now=END - INSTANT).then(RepresentativeLost(at=END - INSTANT))
    short.when(LOST, actor=SYSTEM, now=END).nothing()


def opened(command: CreateCase, now: datetime) -> tuple[SetTimer, ...]:
    """The timers that a case is opened with."""
    outcome = given(found=clinic()).when(command, actor=AS_NURSE, now=now)
    assert outcome.decision is not None
    return tuple(effect for effect in outcome.decision.effects if isinstance(effect, SetTimer))


@pytest.mark.spec("B16")
@pytest.mark.parametrize(
    ("command", "birthday"),
    [
        (CreateCase(patient=ELSA, reason=RENEWAL, representative=KARIN), BIRTHDAY_13),
        (
            CreateCase(patient=NILS, reason=RENEWAL, representative=KARIN, maturity=Maturity.NOT_MATURE),
            BIRTHDAY_18,
        ),
    ],
)
def test_a_timer_is_set_for_a_birthday_within_the_phase(command: CreateCase, birthday: datetime) -> None:
    days = (birthday - NOW).days + 1  # the last day is the birthday itself
    timers = opened(changed(command, days=days), NOW)
    assert timers[1:] == (SetTimer(at=birthday, command=NoteRepresentativeLost(case=CASE)),)
    assert len(opened(changed(command, days=days - 1), NOW)) == 1  # the phase ends as the right does
    assert len(opened(CreateCase(patient=ANTON, reason=RENEWAL, days=3650), NOW)) == 1


@pytest.mark.spec("B16", "B14")
def test_nobody_writes_where_nobody_reads() -> None:
    lost = elsas(from_staff(1), NOTED)
    send = SendMessage(case=CASE, text="Hej!")
    lost.when(send, actor=AS_NURSE, now=LATER).refused("access.representation_ended")
    state = case_of(ELSAS, from_staff(1), NOTED)
    assert can_reply(state, asks(AS_NURSE, LATER)) == RepresentationEnded()
    assert isinstance(can_reply(case_of(ELSAS, from_staff(1)), asks(AS_NURSE, LATER)), MayReply)


@pytest.mark.spec("B16", "B21")
def test_handling_does_not_mend_it() -> None:
    handle = MarkHandled(case=CASE)
    elsas(from_staff(1), NOTED).when(handle, actor=AS_NURSE, now=LATER).refused("case.nothing_to_handle")
    waiting = elsas(from_staff(1), from_patient(2, person=KARIN), NOTED).when(handle, actor=AS_NURSE, now=LATER)
    assert isinstance(waiting.state, Case)
    assert set(since(waiting.state)) == {Attention.REPRESENTATIVE}


@pytest.mark.spec("B16", "B12")
def test_an_unanswered_message_stays_to_be_dealt_with_beside_it() -> None:
    state = case_of(for_elsa(), from_staff(1), from_patient(2, person=KARIN), NOTED)
    assert set(attention(state, LATER)) == {Attention.UNANSWERED, Attention.REPRESENTATIVE}
    ended = case_of(
        for_elsa(), from_staff(1), from_patient(2, person=KARIN), NOTED, PhaseEnded(at=END, unanswered=True)
    )
    assert Attention.EXPIRED in attention(ended, END)


@pytest.mark.spec("B16")
def test_in_a_zone_of_its_own_the_day_is_the_cases() -> None:
    by_karin = Representative(person=KARIN, by=Representation.GUARDIAN, until=date(2031, 2, 14))
    tokyo = changed(ELSAS, representative=by_karin, phase=changed(ELSAS.phase, zone="Asia/Tokyo"))
    midnight = datetime(2031, 2, 13, 15, 0, tzinfo=UTC)
    given(tokyo, found=clinic()).when(LOST, actor=SYSTEM, now=midnight - timedelta(seconds=1)).nothing()
    given(tokyo, found=clinic()).when(LOST, actor=SYSTEM, now=midnight).then(RepresentativeLost(at=midnight))
