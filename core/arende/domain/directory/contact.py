"""How a person may be told of things (B4): the number and who gave it, consent to SMS and its withdrawal.

The patient's word about the number goes before a register's; the later word about consent holds, and where both are of
one day the withdrawal.
"""

from datetime import date

from returns.result import Failure, Result, Success

from ..actor import Actor, RepresentativeActor, StaffActor
from ..decision import Decision
from ..facts import Facts
from ..ids import Kind
from ..model import State
from ..person import ZONE
from ..phase import local_date
from ..phone import NumberSource, is_e164, mobile
from ..policy import NAME_MAX
from ..refusals import ConsentDayInvalid, NotFound, PhoneInvalid, PhoneNotMobile, Refusal
from ..text import faulty, faulty_day
from .contact_commands import ContactCommand, RecordPhone, RecordSmsConsent, WithdrawSmsConsent
from .contact_events import PhoneRecorded, SmsConsentRecorded, SmsConsentWithdrawn
from .evolve import evolve
from .model import Person, SmsConsent


def contact(state: State, command: ContactCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events of a command about number or consent, or why not."""
    if not isinstance(state, Person):
        return Failure(NotFound(Kind.PERSON, "person"))
    if isinstance(command, RecordPhone):
        return record_phone(state, command, facts)
    fault: Refusal | None = faulty("source", command.source, NAME_MAX) or faulty_day("day", command.day)
    today = local_date(facts.now, ZONE)
    if fault is None and command.day is not None and command.day > today:
        fault = ConsentDayInvalid()
    return Success(consent(state, command, today, facts)) if fault is None else Failure(fault)


def record_phone(person: Person, command: RecordPhone, facts: Facts) -> Result[Decision, Refusal]:
    own = isinstance(facts.actor, RepresentativeActor)
    source = NumberSource.PATIENT if own else command.source or source_by(facts.actor)
    fault = number_fault(command.phone, source)
    if fault is not None:
        return Failure(fault)
    event = PhoneRecorded(at=facts.now, phone=command.phone, source=source)
    return Success(Decision() if evolve(person, event) == person else Decision((event,)))


def source_by(actor: Actor) -> NumberSource:
    """Staff write down what the patient says; whoever else tells of a number has it from a register."""
    theirs = isinstance(actor, StaffActor | RepresentativeActor)
    return NumberSource.PATIENT if theirs else NumberSource.DIRECTORY


def number_fault(phone: str | None, source: NumberSource) -> PhoneInvalid | PhoneNotMobile | None:
    """A register's fixed line is kept as it is, and told of before anything is sent; the patient gives a mobile."""
    if phone is None:
        return None
    if not is_e164(phone):
        return PhoneInvalid()
    return None if source is NumberSource.DIRECTORY or mobile(phone) else PhoneNotMobile()


def consent(person: Person, command: RecordSmsConsent | WithdrawSmsConsent, today: date, facts: Facts) -> Decision:
    """The same again, or what is of before the word that stands, is no event."""
    stands, day = person.sms_consent, command.day or today
    gives = isinstance(command, RecordSmsConsent)
    if stands is not None and stands == SmsConsent(given=gives, source=command.source, day=day):
        return Decision()
    if stands is not None and command.day is not None and older(command.day, stands, gives=gives):
        return Decision()
    if stands is not None and not gives and not stands.given:
        return Decision()  # withdrawn is withdrawn, however often it is said
    kind = SmsConsentRecorded if gives else SmsConsentWithdrawn
    return Decision((kind(at=facts.now, source=command.source, day=day),))


def older(day: date, stands: SmsConsent, *, gives: bool) -> bool:
    """Whether a word of that day was said before the one that stands: it came late, by a file read once more."""
    return day < stands.day or (day == stands.day and gives and not stands.given)
