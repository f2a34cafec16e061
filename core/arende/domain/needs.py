"""What a command needs to know: its own stream (`target`) and the neighbours (`needs`). Pure; the shell loads them.

`needs` is asked again with what was found, until it asks for nothing new: some are known only through others.
A match tries its cases in turn, so what most commands are (a message, a reading of it) stands first.
"""

from collections.abc import Iterator, Mapping

from .actor import Actor, RepresentativeActor, StaffActor, System
from .commands import (
    AddNote,
    AskForContact,
    BlockUnit,
    CancelTicket,
    ChangeRepresentative,
    CloseCase,
    Command,
    ContactCommand,
    CorrectMessage,
    CoverAssignment,
    CreateCase,
    CreateTicket,
    CreateVisit,
    DiscardDraft,
    EndAssignment,
    EndCover,
    EndGuardianship,
    EndVisit,
    ExportCase,
    ExtendPhase,
    HandOver,
    LiftBlock,
    LiftHold,
    MarkDocumented,
    MarkHandled,
    MarkRead,
    MarkSeen,
    NoteAssignmentEmpty,
    NotePhaseEnd,
    NoteRepresentativeLost,
    NoteSmsReply,
    NoteUnread,
    NoticeCommand,
    OpenEmergencyAccess,
    PlaceHold,
    RecordExport,
    RecordGuardianship,
    RedactText,
    RegisterAssignment,
    RegisterPerson,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterTemplate,
    RegisterUnit,
    RemindUnread,
    ReopenCase,
    RetireTemplate,
    RetractMessage,
    RetrySms,
    ReturnCase,
    ReturnTicket,
    SaveDraft,
    SendMessage,
    ShortenPhase,
    SignJournalNote,
    StartVisit,
    TakeCase,
    TakeTicket,
    TurnIntoCase,
    TurnIntoVisit,
)
from .directory.model import Assignment, IdentifierClaim
from .ids import Kind, ProviderId, Ref, shard_of, within
from .model import State
from .neighbours import (
    both_sides,
    case_of_notice,
    opening,
    people_of,
    role_of_owner,
    taker_and_sides,
    template_of,
    unit_of,
    unit_of_case,
    unit_of_watched,
    whose,
)
from .person import Identifier
from .ticket.model import Ticket


def identifier_ref(provider: ProviderId, identifier: Identifier) -> Ref:
    """The stream that keeps an identifier unique within a provider."""
    return Ref(Kind.IDENTIFIER, within(provider, f"{identifier.system}:{identifier.value}"))


def shard_for(command: Command, actor: Actor) -> ProviderId:
    """The provider in whose transaction the command is decided: that of what it names."""
    match command:
        case SendMessage(case=id) | MarkRead(case=id):
            return shard_of(id)
        case RegisterPerson(provider=provider) | RegisterProvider(provider=provider):
            return provider
        case CreateCase() | CreateVisit() | CreateTicket():
            # Opened from the signed-in assignment; for others it is refused, whatever the shard.
            return shard_of(actor.assignment if isinstance(actor, StaffActor) else command.patient)
        case _:
            return shard_of(target(command, "", {}).id)


def target(command: Command, new_id: str, found: Mapping[Ref, State]) -> Ref:
    """The stream that the command is about. `new_id` names what it makes."""
    if isinstance(command, NoticeCommand):
        return Ref(Kind.NOTICE, command.notice)
    if isinstance(command, ContactCommand):
        return Ref(Kind.PERSON, command.person)
    match command:
        case SendMessage(case=id) | MarkRead(case=id):
            return Ref(Kind.CASE, id)
        case RegisterProvider(provider=provider):
            return Ref(Kind.PROVIDER, provider)
        case RegisterUnit(unit=unit):
            return Ref(Kind.UNIT, unit)
        case RegisterRole(role=role):
            return Ref(Kind.ROLE, role)
        case RegisterStaff(staff=staff):
            return Ref(Kind.STAFF, staff)
        case (
            RegisterAssignment(assignment=assignment)
            | EndAssignment(assignment=assignment)
            | CoverAssignment(assignment=assignment)
            | EndCover(assignment=assignment)
            | NoteAssignmentEmpty(assignment=assignment)
        ):
            return Ref(Kind.ASSIGNMENT, assignment)
        case RegisterReason(reason=reason):
            return Ref(Kind.REASON, reason)
        case RegisterTemplate(template=template) | RetireTemplate(template=template):
            return Ref(Kind.TEMPLATE, template)
        case RegisterPerson(provider=provider, identifier=identifier):
            claim = found.get(identifier_ref(provider, identifier))
            return Ref(Kind.PERSON, claim.person if isinstance(claim, IdentifierClaim) else within(provider, new_id))
        case RecordGuardianship(child=child) | EndGuardianship(child=child):
            return Ref(Kind.PERSON, child)
        case BlockUnit(person=person) | LiftBlock(person=person):
            return Ref(Kind.PERSON, person)
        case OpenEmergencyAccess(patient=patient):
            return Ref(Kind.EMERGENCY, patient)
        case CreateVisit(patient=patient):
            return Ref(Kind.VISIT, within(shard_of(patient), new_id))
        case StartVisit(visit=visit) | EndVisit(visit=visit):
            return Ref(Kind.VISIT, visit)
        case CreateCase(patient=patient):
            return Ref(Kind.CASE, within(shard_of(patient), new_id))
        case AskForContact(unit=unit):
            return Ref(Kind.TICKET, within(shard_of(unit), new_id))
        case CreateTicket(patient=patient):
            return Ref(Kind.TICKET, within(shard_of(patient), new_id))
        case TakeTicket(ticket=ticket) | ReturnTicket(ticket=ticket) | CancelTicket(ticket=ticket):
            return Ref(Kind.TICKET, ticket)
        case TurnIntoCase(ticket=ticket):
            return Ref(Kind.CASE, within(shard_of(ticket), new_id))
        case TurnIntoVisit(ticket=ticket):
            return Ref(Kind.VISIT, within(shard_of(ticket), new_id))
        case _:
            return Ref(Kind.CASE, command.case)


def needs(command: Command, actor: Actor, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """Every neighbour that the decision reads, as far as it can be named from what was found."""
    if isinstance(actor, StaffActor):
        yield Ref(Kind.ASSIGNMENT, actor.assignment)
    if isinstance(actor, StaffActor | System):
        yield from whose(target(command, "", found), found)
    if isinstance(command, NoticeCommand):
        yield from case_of_notice(command, found)
        return
    match command:
        case (
            SendMessage(template=template)
            | CorrectMessage(template=template)
            | SaveDraft(template=template)
            | SignJournalNote(template=template)
        ):
            if template is not None:
                yield Ref(Kind.TEMPLATE, template)
            yield from people_of(command.case, found)
            if isinstance(actor, StaffActor) and not isinstance(command, SaveDraft):
                yield from unit_of_case(command.case, found)
        case RemindUnread(case=id) | NoteUnread(case=id):
            yield from people_of(id, found)
            yield from unit_of_case(id, found)
        case RetractMessage(case=id):
            yield from both_sides(id, actor, found)
            yield from unit_of_case(id, found)
        case MarkRead(case=id):
            yield from both_sides(id, actor, found)
            yield from unit_of_watched(id, found)
        case MarkSeen(case=id) | DiscardDraft(case=id):
            yield from both_sides(id, actor, found)
        case RegisterTemplate(template=template, unit=at_unit, assignment=own):
            yield Ref(Kind.PROVIDER, shard_of(template))
            if at_unit is not None:
                yield Ref(Kind.UNIT, at_unit)
            if own is not None:
                yield Ref(Kind.ASSIGNMENT, own)
        case RegisterAssignment(staff=staff, role=role, unit=unit):
            yield from (Ref(Kind.STAFF, staff), Ref(Kind.ROLE, role), Ref(Kind.UNIT, unit))
        case CoverAssignment(assignment=assignment, by=by):
            yield Ref(Kind.ASSIGNMENT, by)
            absent = found.get(Ref(Kind.ASSIGNMENT, assignment))
            if isinstance(absent, Assignment):
                yield Ref(Kind.UNIT, absent.unit)
        case HandOver(case=id, to=to):
            yield from both_sides(id, actor, found)
            if to is not None:
                yield Ref(Kind.ASSIGNMENT, to)
        case RegisterReason(unit=at_unit, template=template):
            at_provider = Ref(Kind.PROVIDER, shard_of(command.reason))
            yield at_provider if at_unit is None else Ref(Kind.UNIT, at_unit)
            if template is not None:
                yield Ref(Kind.TEMPLATE, template)
        case RegisterUnit() | RegisterRole() | RegisterStaff():
            yield Ref(Kind.PROVIDER, shard_of(target(command, "", found).id))
        case RegisterPerson(provider=provider, identifier=identifier):
            yield Ref(Kind.PROVIDER, provider)
            yield identifier_ref(provider, identifier)
        case RecordGuardianship(guardian=guardian) | EndGuardianship(guardian=guardian):
            yield Ref(Kind.PERSON, guardian)
        case CreateCase(patient=patient, reason=reason, representative=representative):
            yield from opening(patient, representative, Ref(Kind.REASON, reason))
            yield from unit_of(actor, found)
            yield from template_of(reason, found)
            if command.visit is not None:
                yield Ref(Kind.VISIT, command.visit)
            if command.follows is not None:
                yield from (Ref(Kind.CASE, command.follows), Ref(Kind.EMERGENCY, patient))
        case CreateVisit(patient=patient, reason=reason, representative=representative):
            yield from opening(patient, representative, Ref(Kind.REASON, reason))
            yield from unit_of(actor, found)
        case AskForContact(patient=patient, unit=unit, reason=reason):
            yield from (Ref(Kind.PERSON, patient), Ref(Kind.UNIT, unit), Ref(Kind.REASON, reason))
            if isinstance(actor, RepresentativeActor):
                yield Ref(Kind.PERSON, actor.person)
        case CreateTicket(patient=patient, reason=reason, representative=representative):
            yield from opening(patient, representative, Ref(Kind.REASON, reason))
            yield from unit_of(actor, found)
        case TakeTicket(ticket=ticket) | ReturnTicket(ticket=ticket) | CancelTicket(ticket=ticket):
            yield from taker_and_sides(ticket, found)
        case TurnIntoCase(ticket=ticket) | TurnIntoVisit(ticket=ticket):
            yield Ref(Kind.TICKET, ticket)
            yield from taker_and_sides(ticket, found)
            yield from unit_of(actor, found)
            known = found.get(Ref(Kind.TICKET, ticket))
            if isinstance(command, TurnIntoCase) and isinstance(known, Ticket):
                yield from template_of(known.reason, found)
        case RetrySms(case=id, notice=notice):
            yield from people_of(id, found)
            yield Ref(Kind.NOTICE, notice)
        case OpenEmergencyAccess(patient=patient):
            yield Ref(Kind.PERSON, patient)
        case BlockUnit(unit=unit) | LiftBlock(unit=unit):
            yield Ref(Kind.UNIT, unit)
        case NoteRepresentativeLost(case=id):
            yield from people_of(id, found)
        case ReopenCase(case=id):
            yield from (*people_of(id, found), *unit_of_case(id, found))
        case ChangeRepresentative(case=id, representative=representative):
            yield Ref(Kind.PERSON, representative)
            yield from (*people_of(id, found), *unit_of_case(id, found))
        case (
            AddNote(case=id)
            | MarkDocumented(case=id)
            | SignJournalNote(case=id)
            | RedactText(case=id)
            | PlaceHold(case=id)
            | LiftHold(case=id)
            | MarkHandled(case=id)
            | ReturnCase(case=id)
            | NotePhaseEnd(case=id)
            | ExtendPhase(case=id)
            | ShortenPhase(case=id)
            | CloseCase(case=id)
            | ExportCase(case=id)
            | RecordExport(case=id)
            | NoteSmsReply(case=id)
        ):
            yield from both_sides(id, actor, found)
        case TakeCase(case=id):
            yield from both_sides(id, actor, found)
            yield from role_of_owner(id, found)
        case _:
            return
