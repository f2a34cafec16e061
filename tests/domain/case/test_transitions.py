"""The table of legal transitions: every command in every stage, held against what `decide` does."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise, product
from typing import Final

import pytest
from arende.domain import commands as c
from arende.domain.access import may_command
from arende.domain.actor import Actor, Operator
from arende.domain.case.commands import CaseCommand
from arende.domain.case.decide import decide
from arende.domain.case.model import Case
from arende.domain.case.transitions import BY_CLOCK, OF_A_TICKET, TABLE, Bar, Stage, barrier, stage_of
from arende.domain.events import (
    CaseClosed,
    CaseHandled,
    CaseReopened,
    Event,
    HoldPlaced,
    MessageRetracted,
    PhaseEnded,
    RepresentativeLost,
    SmsTroubled,
)
from arende.domain.ids import Kind, Ref
from arende.domain.model import Nothing
from arende.domain.notice.model import NoticeState
from arende.domain.phase import begin, cut
from arende.domain.policy import Policy
from arende.testing import build as b
from arende.testing.given import Outcome, given
from attrs import evolve as changed
from attrs import fields_dict

from tests.domain.access_world import ELSE, ON_CASE, without_karin
from tests.domain.notice.samples import BEGUN, notice_of
from tests.domain.notice.samples import FAILED as NOT_TAKEN
from tests.domain.samples import CASE, END, LATER, NOTICE, SYSTEM, asks, case_of, for_elsa, from_patient, from_staff
from tests.domain.unions import members

ZONE: Final = "Europe/Stockholm"
OPENED: Final = for_elsa()
LONG: Final = changed(OPENED, phase=begin(b.NOW, 2000, ZONE))
ASKED: Final = from_patient(2, person=b.KARIN)
TROUBLE: Final = SmsTroubled(at=b.NOW, notice=NOTICE, state=NoticeState.FAILED)
LOST: Final = RepresentativeLost(at=b.NOW)
CLOSED: Final = CaseClosed(at=LATER, assignment=b.NURSE, phase=cut(OPENED.phase, LATER), reason="Klart")
AGAIN: Final = CaseReopened(at=LATER, assignment=b.NURSE, phase=begin(LATER, 3, ZONE), reason="Ny fråga")
ENDED: Final = PhaseEnded(at=END, unanswered=False)
BACK: Final = MessageRetracted(at=b.NOW, number=2, assignment=b.NURSE, reason="Fel")
HANDLED: Final = CaseHandled(at=END, assignment=b.NURSE)
DAY: Final = timedelta(days=1)
LATE: Final = END + timedelta(days=31)
AT_13: Final = datetime(2031, 2, 13, 23, 0, tzinfo=b.NOW.tzinfo)

Lived = tuple[datetime, tuple[Event, ...]]
"""When it is looked at, and what has happened."""

SAMPLES: Final[Mapping[Stage, tuple[Lived, ...]]] = {
    Stage.NONE: ((LATER, ()),),
    Stage.EMPTY: (
        (LATER, (OPENED,)),
        (LATER, (OPENED, TROUBLE)),
        (LATER, (OPENED, CLOSED, AGAIN)),
    ),
    Stage.STAFF: (
        (LATER, (OPENED, from_staff(1), ASKED)),
        (LATER, (OPENED, from_patient(1, person=b.KARIN), TROUBLE)),
        (LATER, (OPENED, from_staff(1), ASKED, CLOSED, AGAIN)),
        (LATER, (OPENED, from_patient(1, person=b.KARIN), from_staff(2), BACK)),
    ),
    Stage.PATIENT_SIDE: (
        (LATER, (OPENED, from_staff(1))),
        (LATER, (OPENED, from_staff(1), TROUBLE)),
        (END - timedelta(seconds=1), (OPENED, from_staff(1), ASKED, from_staff(3))),
    ),
    Stage.NOBODY: (
        (LATER, (OPENED, LOST)),
        (LATER, (OPENED, from_staff(1), LOST, TROUBLE)),
        (LATER, (OPENED, from_staff(1), LOST)),
        (LATER, (OPENED, from_staff(1), ASKED, LOST)),
        (AT_13, (LONG, from_staff(1), ASKED)),
        (AT_13, (LONG, from_staff(1))),
    ),
    Stage.EXPIRED: (
        (END, (OPENED, from_staff(1), ASKED)),
        (LATE, (OPENED, from_staff(1), ASKED, ENDED)),
        (END, (OPENED, from_staff(1), ASKED, LOST)),
    ),
    Stage.ENDED: (
        (END, (OPENED,)),
        (END, (OPENED, from_staff(1))),
        (LATE, (OPENED, from_staff(1), TROUBLE)),
        (END, (OPENED, from_staff(1), ASKED, from_staff(3))),
        (END, (OPENED, from_staff(1), LOST, ENDED)),
        (END + DAY, (OPENED, LOST, HANDLED)),
    ),
    Stage.CLOSED_UNANSWERED: (
        (LATER, (OPENED, from_staff(1), ASKED, CLOSED)),
        (LATE, (OPENED, from_staff(1), ASKED, CLOSED)),
        (LATER, (OPENED, from_staff(1), ASKED, LOST, CLOSED)),
    ),
    Stage.CLOSED: (
        (LATER, (OPENED, CLOSED)),
        (LATER, (OPENED, from_staff(1), CLOSED, TROUBLE)),
        (LATER, (OPENED, from_staff(1), ASKED, from_staff(3), CLOSED)),
        (LATE, (OPENED, from_staff(1), CLOSED)),
        (END + DAY, (OPENED, from_staff(1), LOST, CLOSED)),
    ),
}
"""Lives of a case that stand in each stage, so various that every word of the table comes true."""

CREATE: Final = c.CreateCase(patient=b.ANTON, reason=b.RENEWAL)
GIVEN: Final[tuple[CaseCommand, ...]] = (
    *(command for command in (*ON_CASE, *ELSE) if isinstance(command, CaseCommand)),
    changed(CREATE, message="Hej!"),
    c.ChangeRepresentative(case=CASE, representative=b.ELSA, maturity=c.Maturity.MATURE),
    *(c.CorrectMessage(case=CASE, number=number, text="Rättat.") for number in (1, 2)),
    *(c.RetractMessage(case=CASE, number=number, reason="Fel patient") for number in (2, 3)),
)
"""A command of each kind, with input that can be right."""
ACTORS: Final[tuple[Actor, ...]] = (b.AS_NURSE, b.AS_KARIN, SYSTEM, Operator("drift"))
FAILED: Final = {Ref(Kind.NOTICE, NOTICE): notice_of(changed(BEGUN, recipient=b.KARIN), NOT_TAKEN)}
DIRECTORIES: Final = ({**b.clinic(), **FAILED}, {**b.clinic(without_karin()), **FAILED})
"""The clinic; and when Karin's custody has ended, which nobody has noted."""


def fitted(command: CaseCommand, state: Case | Nothing) -> CaseCommand:
    """The command with the day after the last one, or the one before it."""
    if isinstance(state, Nothing) or not isinstance(command, c.ExtendPhase | c.ShortenPhase):
        return command
    step = DAY if isinstance(command, c.ExtendPhase) else -DAY
    return changed(command, last_day=state.phase.last_day + step)


def lives(stage: Stage) -> Iterator[Lived]:
    """The samples, and one of them on hold, which changes no stage (B26)."""
    yield from SAMPLES[stage]
    now, events = SAMPLES[stage][0]
    if events:
        yield now, (*events, HoldPlaced(at=now, by="Chefsjuristen", reason="Tvist"))


def tried(stage: Stage, kind: type) -> Iterator[tuple[Outcome, datetime, CaseCommand]]:
    """Every such command, by everyone who has the right to it, in every life that stands in the stage."""
    for (now, events), found in product(lives(stage), DIRECTORIES):
        before = given(*events, found=found, policy=Policy(exporters=("fil",)))
        state = before.state
        assert isinstance(state, Case | Nothing)
        assert stage_of(state, now) is stage
        for command, actor in product((fitted(one, state) for one in GIVEN if type(one) is kind), ACTORS):
            facts = changed(asks(actor, now, found), policy=before.policy)
            # Of a case that does not exist nobody but the worker is told so much: the machine itself is asked.
            if not isinstance(state, Case) and not isinstance(command, c.CreateCase):
                refusal = decide(state, command, facts).failure()
                yield Outcome(decision=None, refusal=refusal, state=state), now, command
            elif may_command(command, b.PROVIDER, state, facts) is None:
                yield before.when(command, actor=actor, now=now), now, command


@pytest.mark.spec("B12", "B13", "B14", "S13")
@pytest.mark.parametrize(("stage", "kind"), list(product(Stage, members(CaseCommand))))
def test_every_command_in_every_stage(stage: Stage, kind: type[CaseCommand]) -> None:
    """What the table says is what comes to pass: nothing else, and nothing less."""
    cell = TABLE[kind][stage]
    assert cell.to or len(cell.unless) == 1
    led: set[Stage] = set()
    codes: set[str] = set()
    for outcome, now, command in tried(stage, kind):
        if outcome.refusal is None:
            assert isinstance(outcome.state, Case)
            led.add(stage_of(outcome.state, now))
        elif not cell.to or outcome.refusal.field not in fields_dict(type(command)):
            codes.add(outcome.refusal.code)
    assert led == cell.to
    assert codes == set(cell.unless)


def test_the_table_is_whole() -> None:
    """A command without a row, a stage without a cell, or a kind of command that nobody tries, would be seen."""
    assert set(TABLE) == set(members(CaseCommand)) == {type(command) for command in GIVEN}
    assert all(set(row) == set(Stage) for row in TABLE.values())
    assert {bar for row in TABLE.values() for cell in row.values() for bar in cell.unless} == set(Bar)
    assert set(SAMPLES) == set(Stage)


def test_what_a_stage_bars_is_refused_by_its_code() -> None:
    for stage, kind in product(set(Stage) - {Stage.NONE}, members(CaseCommand)):
        now, events = SAMPLES[stage][0]
        command = next(one for one in GIVEN if type(one) is kind)
        refused, cell = barrier(case_of(*events), command, now), TABLE[kind][stage]
        assert (refused and refused.code) == (None if cell.to else cell.unless[0])


@pytest.mark.spec("B12", "B16", "S13")
def test_where_time_alone_leads() -> None:
    led: dict[Stage, set[Stage]] = {stage: set() for stage in Stage}
    talks: tuple[tuple[Event, ...], ...] = ((), (from_staff(1),), (from_staff(1), ASKED), (from_staff(1), LOST))
    for opening, talk in product((OPENED, LONG), (*talks, (from_staff(1), ASKED, LOST))):
        case = case_of(opening, *talk)
        stages = [stage_of(case, now) for now in (LATER, END, AT_13, LONG.phase.until, LONG.phase.until + 999 * DAY)]
        for before, after in pairwise(stages):
            if after is not before:
                led[before].add(after)
    assert {stage: to for stage, to in led.items() if to} == {stage: cell.to for stage, cell in BY_CLOCK.items()}


@pytest.mark.spec("B17", "S10", "S12")
def test_where_a_ticket_leads() -> None:
    asked = b.ticket("t1", b.ANTON, taken_by=b.NURSE)
    led: set[Stage] = set()
    for ticket, message in product((asked, changed(asked, created_by=b.COLLEAGUE)), (None, "Hej!")):
        found = {**b.clinic(), Ref(Kind.TICKET, ticket.id): ticket}
        turned = given(found=found).when(c.TurnIntoCase(ticket=ticket.id, message=message), actor=b.AS_NURSE, now=LATER)
        assert isinstance(turned.state, Case)
        led.add(stage_of(turned.state, LATER))
    assert led == OF_A_TICKET[Stage.NONE].to
