"""Events and commands that tests of the rules share: Anton's case of three days, opened by the nurse. Data only."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import reduce

from arende.domain.actor import Actor, Operator, System
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.commands import CreateCase, Entry
from arende.domain.effects import SendSms
from arende.domain.events import CaseOpened, Event, MessageSent
from arende.domain.evolve import evolve
from arende.domain.facts import Facts
from arende.domain.ids import AssignmentId, CaseId, NoticeId, PersonId, Ref
from arende.domain.model import State, initial
from arende.domain.phase import begin
from arende.domain.policy import Policy
from arende.domain.sms_texts import SmsKey
from arende.testing.build import ANTON, ELSA, KARIN, NOW, NURSE, OAK, PROVIDER, RENEWAL, clinic, local
from attrs import evolve as changed

CASE = CaseId(local("new-1"))
NOTICE = NoticeId(local("new-1"))
LATER = NOW + timedelta(minutes=20)
OPERATOR = Operator("drift")
SYSTEM = System()
OWN = Representative(person=ANTON, by=Representation.SELF, until=None)

CREATE = CreateCase(patient=ANTON, reason=RENEWAL)

OPENED = CaseOpened(
    at=NOW,
    case=CASE,
    patient=ANTON,
    representative=OWN,
    maturity=None,
    assignment=NURSE,
    unit=OAK,
    reason=RENEWAL,
    title="Förnyelse av recept",
    phase=begin(NOW, 3, "Europe/Stockholm"),
    entry=Entry.PROFILE,
    visit=None,
)
END = OPENED.phase.until


def for_elsa(representative: PersonId = KARIN) -> CaseOpened:
    """Elsa's case, with a guardian until her 13th birthday."""
    by_guardian = Representative(person=representative, by=Representation.GUARDIAN, until=date(2031, 2, 14))
    return changed(OPENED, patient=ELSA, representative=by_guardian)


def from_staff(number: int, at: datetime = NOW, staff: AssignmentId = NURSE) -> MessageSent:
    return MessageSent(at=at, number=number, staff=staff, representative=None, text="Hej! Hur mår du i dag?")


def from_patient(number: int, at: datetime = NOW, person: PersonId = ANTON) -> MessageSent:
    return MessageSent(at=at, number=number, staff=None, representative=person, text="Bättre, tack.")


def asks(
    actor: Actor, now: datetime = NOW, found: Mapping[Ref, State] | None = None, policy: Policy | None = None
) -> Facts:
    """Who asks, and when, at the clinic; `found` are its entries where they are not as they were."""
    return Facts(
        now=now,
        shard=PROVIDER,
        actor=actor,
        policy=policy or Policy(),
        new_id="new-1",
        found=clinic() if found is None else found,
    )


def start() -> State:
    """Where every stream begins, as any state."""
    return initial()


def case_of(*events: Event) -> Case:
    """The case after these events."""
    state = reduce(evolve, events, start())
    assert isinstance(state, Case)
    return state


def sms(key: SmsKey, recipient: PersonId = ANTON, *, message: int | None = 1) -> SendSms:
    """The effect that tells the recipient of the message, as a command with the default id makes it."""
    about = 0 if key is SmsKey.NEW_CASE else message
    return SendSms(notice=NOTICE, case=CASE, recipient=recipient, key=key, message=about)
