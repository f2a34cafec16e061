"""What the records have told so far, thought through here once more: what the answers are held against.

No head, no column and no function of the domain is asked: a fault in those must not be believed. Nothing is read.
"""

from datetime import date, datetime, timedelta
from typing import Final

from arende.domain import events as e
from arende.domain.actor import Actor, StaffActor
from arende.domain.case.model import Representation
from arende.domain.effects import SendSms
from arende.domain.ids import CaseId, Kind, NoticeId, PersonId, Ref, UnitId
from arende.domain.notice.rules import NO_RULES, NoticeRules
from attrs import define, field

from .away import Away
from .promises import Promise, hold
from .told import Planned, Said, Told, Waiting
from .wall import awake, day, midnight
from .wanted import Wanted

MINUTES: Final = 90
"""The longest window of one SMS that any unit has in the year."""


@define
class Belief:
    """All that is believed."""

    cases: dict[CaseId, Told] = field(factory=dict)
    ledger: dict[str, Waiting] = field(factory=dict)
    """What waits, by the id of ticket or visit."""
    drafts: dict[tuple[str, CaseId], str] = field(factory=dict)
    """What someone, as the log names them, began to write in a case and has not sent."""
    planned: dict[NoticeId, Planned] = field(factory=dict)
    rules: dict[UnitId, NoticeRules] = field(factory=dict)
    custody: dict[tuple[PersonId, PersonId], date | None] = field(factory=dict)
    """By child and guardian: the first day without it."""
    wanted: Wanted = field(factory=Wanted)
    away: Away = field(factory=Away)
    dead: set[PersonId] = field(factory=set)
    protected: dict[PersonId, str] = field(factory=dict)
    """Their names."""
    blocked: set[tuple[PersonId, UnitId]] = field(factory=set)
    directory: int = 0
    """Goes up with everything that is told of units and assignments."""
    hidden: set[str] = field(factory=set)
    """Texts that were retracted."""

    def tell(self, ref: Ref, event: e.Event) -> None:
        """One more record."""
        if ref.kind is Kind.CASE:
            self.of_case(CaseId(ref.id), event)
        elif ref.kind is Kind.PERSON:
            self.of_person(PersonId(ref.id), event)
        elif ref.kind in (Kind.TICKET, Kind.VISIT):
            self.of_ledger(ref.id, event)
        elif ref.kind is Kind.NOTICE:
            self.of_notice(event)
        elif ref.kind in (Kind.UNIT, Kind.ASSIGNMENT):
            self.directory += 1
            self.away.tell(event)
            if isinstance(event, e.UnitRegistered):
                self.rules[event.unit] = event.notices
                for case in self.cases.values():
                    case.due = None if case.unit == event.unit else case.due

    def of_case(self, id: CaseId, event: e.Event) -> None:
        if isinstance(event, e.CaseOpened):
            zone = event.phase.zone
            self.cases[id] = Told(
                id=id,
                patient=event.patient,
                unit=event.unit,
                zone=zone,
                opened=event.at,
                last_day=day(event.at, zone) + timedelta(days=event.phase.days),
                representative=event.representative,
                assignment=event.assignment,
            )
            self.to_be_told(self.cases[id], event.at)
            return
        case = self.cases[id]
        accepts(case, event)
        match event:
            case e.MessageSent():
                said(case, event)
                if event.staff is None:
                    case.read = event.number  # whoever writes has the thread before them
                else:
                    self.to_be_told(case, event.at)
            case e.MessageRetracted(number=number):
                case.said[number - 1].retracted = True
                self.hidden.add(case.said[number - 1].text)
            case e.CaseHandled():
                case.handled_up_to = len(case.said)
            case e.CaseHandedOver(to=to):
                case.assignment = to
            case e.CaseTaken(assignment=assignment):
                case.assignment = assignment
            case e.CaseReturned():
                case.assignment = None
            case e.SmsOmitted():
                omitted(case, event)
            case e.MessagesRead(up_to=up_to):
                hold(Promise.READ_FORWARD, case.read < up_to <= len(case.said), f"{id} read {up_to} after {case.read}")
                case.read = up_to
            case e.DocumentedMarked(last=last):
                case.documented = last
            case e.PhaseExtended(phase=phase) | e.PhaseShortened(phase=phase):
                case.last_day = phase.last_day
            case e.CaseClosed(at=at):
                case.closed = at
            case e.CaseReopened(at=at, phase=phase):
                case.closed, case.last_day = None, day(at, case.zone) + timedelta(days=phase.days)
            case e.RepresentativeChanged():
                represented(case, event)
            case e.UnreadReminded(message=message):
                reminded(case, message)
            case _:
                pass

    def of_person(self, id: PersonId, event: e.Event) -> None:
        self.wanted.tell(id, event)
        match event:
            case e.PersonRegistered(name=name, protected=protected, deceased=deceased):
                self.protected.pop(id, None)
                if protected:
                    self.protected[id] = name
                (self.dead.add if deceased is not None else self.dead.discard)(id)
            case e.GuardianshipRecorded(guardian=guardian, until=until):
                self.custody[(id, guardian)] = until
            case e.GuardianshipEnded(guardian=guardian, ended=ended):
                self.custody[(id, guardian)] = ended
            case e.UnitBlocked(unit=unit):
                self.blocked.add((id, unit))
            case e.BlockLifted(unit=unit):
                self.blocked.discard((id, unit))
            case _:
                pass

    def of_ledger(self, id: str, event: e.Event) -> None:
        match event:
            case e.TicketAsked():
                asked = event.message if event.created_by is None else ""
                self.ledger[event.ticket] = Waiting(event.unit, event.patient, asked)
            case e.VisitCreated(scheduled=None):
                self.ledger[event.visit] = Waiting(event.unit, event.patient, "")
            case e.TicketTaken(at=at, assignment=by):
                self.ledger[id].by, self.ledger[id].taken = by, at
            case e.TicketReturned():
                self.ledger[id].by = self.ledger[id].taken = None
            case e.TicketTurned() | e.TicketCancelled() | e.VisitStarted():
                self.ledger.pop(id, None)
            case _:
                pass

    def of_notice(self, event: e.Event) -> None:
        """Whatever is told of an SMS: it was tried, or it is known why it was not."""
        if isinstance(event, e.SmsBegun | e.SmsOutcomeRecorded):
            self.tried(event.case, event.at)

    def to_be_told(self, case: Told, at: datetime) -> None:
        """Staff wrote: an SMS must follow, when the unit's minutes and its night are over."""
        if case.untold is None:
            rules = self.rules.get(case.unit, NO_RULES)
            minutes = 0 if rules.coalesce_minutes is None else MINUTES
            case.untold, case.told_by = at, awake(at + timedelta(minutes=minutes), rules, case.zone)

    def tried(self, id: CaseId, at: datetime) -> None:
        """An SMS left, or it is known why it could not: it comes after what was written until then."""
        case = self.cases[id]
        if case.untold is not None and at >= case.untold:
            case.untold = None

    def plan(self, effect: SendSms, at: datetime) -> None:
        """An SMS was decided on."""
        case = self.cases[effect.case]
        rules, due = self.rules.get(case.unit, NO_RULES), effect.not_before or at
        earlier, again = case.due, effect.notice in self.planned
        if rules.coalesce_minutes is not None and earlier is not None and not again:
            apart = due - earlier >= timedelta(minutes=rules.coalesce_minutes)
            hold(Promise.COALESCED, apart, f"{case.id}: one at {earlier} and one at {due}")
        # What someone has sent again by hand is beside the rules.
        case.due = earlier if again else due
        self.planned[effect.notice] = Planned(effect, at, due, rules)

    def ends(self, case: Told, actor: Actor, now: datetime) -> datetime:
        """Until when one may write, so far as it is known: the end of the period, or sooner that of a right."""
        staff, who = actor.assignment if isinstance(actor, StaffActor) else None, case.representative
        days = [who.until, self.custody.get((case.patient, who.person)) if staff is None else None]
        known = [midnight(one, case.zone) for one in days if one is not None]
        return min([case.until, *known, *([] if staff is None else self.away.lent(case, staff, now))])

    def stands(self, case: Told, now: datetime) -> bool:
        """Whether there is someone on the patient's side whose right stands on that day."""
        who = case.representative
        if who.person in self.dead or case.patient in self.dead:
            return False
        if who.by is Representation.SELF:
            return True
        if who.person in self.protected or case.patient in self.protected:
            return False
        today = day(now, case.zone)
        ends = (who.until, self.custody.get((case.patient, who.person), date.min))
        return all(end is None or today < end for end in ends)


def accepts(case: Told, event: e.Event) -> None:
    """What an ended case accepts: nothing that is written, and no move of its end but a new beginning."""
    shut = e.MessageSent | e.PhaseExtended | e.PhaseShortened | e.CaseClosed | e.RepresentativeChanged
    if isinstance(event, shut):
        hold(Promise.ENDED, event.at < case.until, f"{case.id}: {type(event).__name__} after {case.until}")
    if isinstance(event, e.CaseReopened):
        hold(Promise.ENDED, event.at >= case.until, f"{case.id} was reopened before {case.until}")


def represented(case: Told, event: e.RepresentativeChanged) -> None:
    """Who is new has read nothing, been reminded of nothing, and was never told of what came before."""
    if event.representative.person != case.representative.person:
        case.read, case.reminded = event.visible_from - 1, set()
    case.representative, case.visible_from, case.untold = event.representative, event.visible_from, None


def reminded(case: Told, message: int) -> None:
    """They were, or it is told why they could not be."""
    again = any(one > case.read and not case.said[one - 1].retracted for one in case.reminded)
    once = message > case.read and not again
    hold(Promise.REMINDED_ONCE, once, f"{case.id} of message {message}, read up to {case.read}")
    case.reminded.add(message)


def omitted(case: Told, event: e.SmsOmitted) -> None:
    """There was no SMS, and it is told so: of what was written then, or of what lies unread."""
    if event.reminder is not None:
        reminded(case, event.reminder)
    elif case.untold == event.at:
        case.untold = None


def said(case: Told, event: e.MessageSent) -> None:
    """One more message: its number follows, and nothing that was said before it has changed."""
    hold(Promise.WHOLE, event.number == len(case.said) + 1, f"{case.id}: message {event.number}")
    case.said.append(Said(event.number, event.at, event.staff, event.text, event.corrects))
