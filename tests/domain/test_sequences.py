"""Any sequence of commands by anyone: nothing is raised, a refusal changes nothing, and only one person is told."""

from datetime import date, timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor, Operator, RepresentativeActor, StaffActor, System
from arende.domain.case.model import Case
from arende.domain.ids import CaseId, Kind, NoticeId, ProviderId, Ref, TicketId, VisitId
from arende.domain.person import Identifier, IdSystem
from arende.domain.phone import NumberSource
from arende.domain.policy import Policy
from arende.domain.refusal_texts import sentence
from arende.testing import build as b
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.invariants import button_and_refusal_agree, invariants, told_rightly
from tests.domain.notice.drawn import notice_commands
from tests.domain.record_strategies import record_commands
from tests.domain.retold import kept
from tests.domain.world import World

LOCALS = [f"n{n}" for n in range(1, 8)]
OPEN = st.sampled_from([CaseId(b.local("n1")), CaseId(b.local("n2"))])
CASES = st.sampled_from([CaseId(b.local(name)) for name in LOCALS])
VISITS = st.sampled_from([VisitId(b.local(name)) for name in LOCALS])
TICKETS = st.sampled_from([TicketId(b.local(name)) for name in LOCALS])
PERSONS = st.sampled_from([b.ANTON, b.ELSA, b.NILS, b.KARIN, b.ERIK, b.STINA, b.UNDATED])
REASONS = st.sampled_from([b.RENEWAL, b.FOLLOW_UP, b.CHILD_REASON])
UNITS = st.sampled_from([b.OAK, b.CHILDREN])
SENDERS = [b.NURSE, b.NURSE_AS_DOCTOR, b.NURSE_ELSEWHERE, b.COLLEAGUE, b.HEAD, b.ENDED]
ASKERS: list[Actor] = [
    *(StaffActor(one) for one in (b.NURSE, b.COLLEAGUE, b.HEAD)),
    b.AS_ANTON,
    b.AS_KARIN,
    Operator("drift"),
]
"""Whose, who may stand in, who reads all of the unit; both sides; nobody at all."""
TEXTS = st.sampled_from(["Hej!", "", " ", "å" * 8001, "a\0", "Tack."]) | st.text(max_size=12)
DATES = st.dates(date(2005, 1, 1), date(2040, 1, 1))
NEAR = st.dates(date(2026, 11, 22), date(2026, 12, 24))
MATURITY = st.none() | st.sampled_from(c.Maturity)

ACTORS: st.SearchStrategy[Actor] = st.one_of(
    st.sampled_from(SENDERS).map(StaffActor),
    PERSONS.map(RepresentativeActor),
    st.just(Operator("drift")),
    st.just(System()),
)

NOTICES = st.sampled_from([NoticeId(b.local(name)) for name in LOCALS])

COMMANDS: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(
        c.CreateCase,
        patient=PERSONS,
        reason=REASONS,
        representative=st.none() | PERSONS,
        maturity=MATURITY,
        days=st.none() | st.integers(-1, 3652),
        entry=st.sampled_from(c.Entry),
        visit=st.none() | VISITS,
        follows=st.none() | CASES,
        message=st.none() | TEXTS,
        despite_no_sms=st.booleans(),
    ),
    st.builds(
        c.SendMessage,
        case=CASES,
        text=TEXTS,
        seen=st.none() | st.integers(-1, 5),
        despite_new=st.booleans(),
        despite_no_sms=st.booleans(),
    ),
    st.builds(c.CorrectMessage, case=CASES, number=st.integers(-1, 5), text=TEXTS, seen=st.none() | st.integers(-1, 5)),
    st.builds(c.RetractMessage, case=CASES, number=st.integers(-1, 5), reason=TEXTS),
    st.builds(c.AddNote, case=CASES, text=TEXTS),
    record_commands(CASES, TEXTS),
    st.builds(c.SaveDraft, case=CASES, text=TEXTS),
    st.builds(c.DiscardDraft, case=CASES),
    st.builds(c.MarkRead, case=CASES, up_to=st.integers(-1, 5)),
    st.builds(c.HandOver, case=CASES, to=st.sampled_from([None, b.NURSE, b.COLLEAGUE, b.HEAD]), note=TEXTS),
    st.builds(c.TakeCase, case=CASES),
    st.builds(c.ReturnCase, case=CASES),
    st.builds(
        c.CoverAssignment,
        assignment=st.sampled_from([b.NURSE, b.COLLEAGUE]),
        by=st.sampled_from([b.COLLEAGUE, b.HEAD, b.NURSE]),
        last_day=st.dates(b.NOW.date(), b.NOW.date() + timedelta(days=4)),
    ),
    st.builds(c.EndCover, assignment=st.sampled_from([b.NURSE, b.COLLEAGUE])),
    st.builds(c.MarkSeen, case=CASES, up_to=st.integers(-1, 5)),
    st.builds(c.MarkHandled, case=CASES, seen=st.none() | st.integers(-1, 5)),
    st.builds(c.NotePhaseEnd, case=CASES),
    st.builds(c.ExtendPhase, case=CASES, last_day=DATES, reason=TEXTS),
    st.builds(c.ShortenPhase, case=CASES, last_day=DATES, reason=TEXTS),
    st.builds(c.CloseCase, case=CASES, reason=TEXTS),
    st.builds(c.ReopenCase, case=CASES, days=st.integers(-1, 3652), reason=TEXTS),
    notice_commands(NOTICES, CASES, PERSONS),
    st.builds(c.RetrySms, case=CASES, notice=NOTICES),
    st.builds(
        c.CreateVisit,
        patient=PERSONS,
        reason=REASONS,
        representative=st.none() | PERSONS,
        maturity=MATURITY,
        scheduled=st.sampled_from([None, b.NOW + timedelta(days=1)]),
    ),
    st.builds(c.StartVisit, visit=VISITS),
    st.builds(c.EndVisit, visit=VISITS),
    st.builds(c.AskForContact, patient=PERSONS, unit=UNITS, reason=REASONS, message=TEXTS),
    st.builds(
        c.CreateTicket,
        patient=PERSONS,
        reason=REASONS,
        message=TEXTS,
        representative=st.none() | PERSONS,
        maturity=MATURITY,
    ),
    st.builds(c.TakeTicket, ticket=TICKETS),
    st.builds(c.ReturnTicket, ticket=TICKETS),
    st.builds(c.TurnIntoCase, ticket=TICKETS, maturity=MATURITY, message=st.none() | TEXTS),
    st.builds(c.TurnIntoVisit, ticket=TICKETS, maturity=MATURITY),
    st.builds(c.CancelTicket, ticket=TICKETS, reason=st.none() | TEXTS),
    st.builds(
        c.RegisterPerson,
        provider=st.just(b.PROVIDER),
        identifier=st.builds(
            Identifier,
            st.sampled_from(IdSystem),
            st.sampled_from(["198001072381", "197602292380", "192304602390", "990101KB12", "1", ""]),
        ),
        name=TEXTS,
        phone=st.sampled_from([None, "+46701740605", "070"]),
        born=st.none() | DATES,
        protected=st.booleans(),
        deceased=st.none() | DATES,
    ),
    st.builds(
        c.RecordGuardianship, child=PERSONS, guardian=PERSONS, source=TEXTS, verified=DATES, until=st.none() | DATES
    ),
    st.builds(c.EndGuardianship, child=PERSONS, guardian=PERSONS, ended=DATES | st.dates()),
    st.builds(
        c.ChangeRepresentative,
        case=CASES,
        representative=PERSONS,
        maturity=MATURITY,
        history=st.none() | st.sampled_from(c.History),
    ),
    st.builds(c.NoteRepresentativeLost, case=CASES),
    st.builds(c.NoteSmsReply, case=CASES, provider=st.just("spool")),
    st.builds(
        c.RecordPhone,
        person=PERSONS,
        phone=st.sampled_from([None, "+46701740605", "+4684650040", "070"]),
        source=st.none() | st.sampled_from(NumberSource),
    ),
    st.builds(c.RecordSmsConsent, person=PERSONS, source=TEXTS, day=st.none() | DATES),
    st.builds(c.WithdrawSmsConsent, person=PERSONS, source=TEXTS, day=st.none() | DATES),
    st.builds(c.BlockUnit, person=PERSONS, unit=UNITS),
    st.builds(c.LiftBlock, person=PERSONS, unit=UNITS),
    st.builds(c.OpenEmergencyAccess, patient=PERSONS, reason=TEXTS),
    st.builds(c.EndAssignment, assignment=st.sampled_from(SENDERS)),
    st.builds(
        c.RegisterAssignment,
        assignment=st.sampled_from(SENDERS),
        staff=st.just(b.SARA),
        role=st.just(b.SSK),
        unit=UNITS,
        sees_unit=st.booleans(),
    ),
    st.builds(
        c.RegisterUnit,
        unit=UNITS,
        name=TEXTS,
        zone=st.sampled_from(["Europe/Stockholm", "Nowhere", "Asia/Tokyo"]),
        days=st.none() | st.integers(-1, 4000),
    ),
    st.builds(
        c.RegisterReason,
        reason=REASONS,
        title=TEXTS,
        unit=st.none() | UNITS,
        days=st.none() | st.integers(-1, 4000),
        preset=st.booleans(),
    ),
    st.builds(
        c.RegisterProvider,
        provider=st.sampled_from([b.PROVIDER, ProviderId("SE0000000009-0009")]),
        name=TEXTS,
        sender=st.sampled_from(["Exempel", "1"]),
    ),
)

FITTING: st.SearchStrategy[tuple[c.Command, Actor]] = st.one_of(
    st.tuples(
        st.one_of(
            st.builds(c.SendMessage, case=OPEN, text=st.just("Hej!"), despite_no_sms=st.booleans()),
            st.builds(c.CorrectMessage, case=OPEN, number=st.integers(1, 4), text=st.just("Rättat.")),
            st.builds(c.RetractMessage, case=OPEN, number=st.integers(1, 4), reason=st.just("Fel")),
            st.builds(c.AddNote, case=OPEN, text=st.just("Internt.")),
            st.builds(c.SignJournalNote, case=OPEN, title=st.just("Uppföljning"), text=st.just("Bättre.")),
            st.builds(c.MarkDocumented, case=OPEN, up_to=st.integers(1, 4)),
            st.builds(c.MarkHandled, case=OPEN),
            st.builds(c.ExtendPhase, case=OPEN, last_day=NEAR, reason=st.just("Prov")),
            st.builds(c.ShortenPhase, case=OPEN, last_day=NEAR, reason=st.just("Klart")),
            st.builds(c.CloseCase, case=OPEN, reason=st.just("Klart")),
            st.builds(c.ReopenCase, case=OPEN, days=st.integers(1, 9), reason=st.just("Fråga")),
            st.builds(c.ExportCase, case=OPEN, exporter=st.just("fil")),
            st.builds(c.RetrySms, case=OPEN, notice=NOTICES),
            st.builds(
                c.ChangeRepresentative,
                case=OPEN,
                representative=st.sampled_from([b.KARIN, b.ERIK]),
                history=st.none() | st.sampled_from(c.History),
                despite_no_sms=st.booleans(),
            ),
            st.builds(c.StartVisit, visit=st.just(VisitId(b.local("n3")))),
            st.builds(c.EndVisit, visit=st.just(VisitId(b.local("n3")))),
            st.builds(c.TakeTicket, ticket=st.just(TicketId(b.local("n4")))),
            st.builds(c.ReturnTicket, ticket=st.just(TicketId(b.local("n4")))),
            st.builds(c.TurnIntoCase, ticket=st.just(TicketId(b.local("n4")))),
        ),
        st.just(b.AS_NURSE),
    ),
    st.tuples(
        st.builds(c.SendMessage, case=OPEN, text=st.just("Tack."))
        | st.builds(c.CorrectMessage, case=OPEN, number=st.integers(1, 4), text=st.just("Rättat."))
        | st.builds(c.MarkRead, case=OPEN, up_to=st.integers(1, 4)),
        st.sampled_from([b.AS_ANTON, b.AS_KARIN, RepresentativeActor(b.ERIK)]),
    ),
    st.tuples(
        st.one_of(
            st.builds(c.NotePhaseEnd, case=OPEN),
            st.builds(c.NoteRepresentativeLost, case=OPEN),
            st.builds(
                c.RecordExport,
                case=OPEN,
                exporter=st.just("fil"),
                version=st.just(1),
                state=st.sampled_from(c.ExportState),
            ),
            notice_commands(NOTICES, OPEN, PERSONS),
            st.builds(
                c.EndGuardianship, child=st.just(b.ELSA), guardian=st.sampled_from([b.KARIN, b.ERIK]), ended=DATES
            ),
        ),
        st.just(System()),
    ),
)
"""What an actor may well do with what stands open, so that sequences come somewhere."""

WAITS = st.integers(0, 90) | st.integers(0, 3 * 24 * 60)
STEPS = st.lists(st.tuples(FITTING | st.tuples(COMMANDS, ACTORS), WAITS), min_size=1, max_size=25)
POLICIES = st.builds(Policy, days=st.integers(1, 3650), compose_first=st.booleans(), exporters=st.just(("fil",)))


def opened_world(policy: Policy) -> World:
    """The clinic with a case of Anton's (n1), one of Elsa's (n2), a free visit (n3) and a ticket (n4)."""
    world = World(dict(b.clinic()), policy)
    first = "Hej!" if policy.compose_first else None
    openings: tuple[c.Command, ...] = (
        c.CreateCase(patient=b.ANTON, reason=b.RENEWAL, message=first),
        c.CreateCase(patient=b.ELSA, reason=b.RENEWAL, representative=b.KARIN, message=first),
        c.CreateVisit(patient=b.ANTON, reason=b.RENEWAL),
        c.CreateTicket(patient=b.ANTON, reason=b.RENEWAL, message="Ringde."),
    )
    for opening in openings:
        world.handle(opening, b.AS_NURSE, b.NOW).unwrap()
    return world


@pytest.mark.spec("B12", "B13", "B14")
@settings(max_examples=150, deadline=None)
@given(policy=POLICIES, steps=STEPS)
def test_any_sequence_by_anyone(policy: Policy, steps: list[tuple[tuple[c.Command, Actor], int]]) -> None:
    world = opened_world(policy)
    now = b.NOW
    for (command, actor), minutes in steps:
        now += timedelta(minutes=minutes)
        before, told = dict(world.streams), len(world.effects)
        result = world.handle(command, actor, now)
        decision = result.value_or(None)
        if decision is None:
            assert world.streams == before
            assert len(world.effects) == told
            refusal = result.failure()
            assert sentence(refusal)
            assert sentence(refusal, "en")
        else:
            told_rightly(decision, world, actor, now)
        for ref, state in world.streams.items():
            if isinstance(state, Case):
                assert ref == Ref(Kind.CASE, state.id)
                invariants(state, now)
                for who in ASKERS:
                    button_and_refusal_agree(state, who, world, now)
                kept(state, world.events[ref])
