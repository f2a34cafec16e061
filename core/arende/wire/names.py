"""Stored names: of events with their schema number, of commands, of streams. A name is a promise, never a class path.

A name is never changed or given to something else; a changed shape gets the next schema number and a step in `upcast`.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from arende.domain import commands as c
from arende.domain import events as e
from arende.domain.commands import Command
from arende.domain.events import Event
from arende.domain.ids import Kind, Ref, local_of, within

EVENTS: Final[Mapping[type[Event], tuple[str, int]]] = {
    e.CaseOpened: ("case.opened", 2),
    e.MessageSent: ("case.message_sent", 2),
    e.MessageRetracted: ("case.message_retracted", 1),
    e.NoteAdded: ("case.note_added", 1),
    e.DocumentedMarked: ("case.documented_marked", 2),
    e.JournalNoteSigned: ("case.journal_note_signed", 1),
    e.TextRedacted: ("case.text_redacted", 1),
    e.HoldPlaced: ("case.hold_placed", 1),
    e.HoldLifted: ("case.hold_lifted", 1),
    e.MessagesRead: ("case.messages_read", 1),
    e.CaseHandled: ("case.handled", 1),
    e.CaseHandedOver: ("case.handed_over", 1),
    e.CaseTaken: ("case.taken", 1),
    e.CaseReturned: ("case.returned", 1),
    e.SmsTroubled: ("case.sms_troubled", 3),
    e.SmsOmitted: ("case.sms_omitted", 2),
    e.SmsReplied: ("case.sms_replied", 1),
    e.SmsMended: ("case.sms_mended", 1),
    e.SmsRetried: ("case.sms_retried", 1),
    e.PhaseEnded: ("case.phase_ended", 1),
    e.PhaseExtended: ("case.phase_extended", 1),
    e.PhaseShortened: ("case.phase_shortened", 1),
    e.CaseClosed: ("case.closed", 1),
    e.CaseReopened: ("case.reopened", 1),
    e.RepresentativeLost: ("case.representative_lost", 1),
    e.RepresentativeChanged: ("case.representative_changed", 1),
    e.ExportRequested: ("case.export_requested", 1),
    e.ExportRecorded: ("case.export_recorded", 2),
    e.VisitCreated: ("visit.created", 1),
    e.VisitStarted: ("visit.started", 1),
    e.VisitEnded: ("visit.ended", 1),
    e.SmsBegun: ("sms.begun", 1),
    e.SmsOutcomeRecorded: ("sms.outcome_recorded", 2),
    e.SmsReported: ("sms.reported", 1),
    e.SmsQueuedAgain: ("sms.queued_again", 1),
    e.ProviderRegistered: ("provider.registered", 1),
    e.UnitRegistered: ("unit.registered", 4),
    e.RoleRegistered: ("role.registered", 1),
    e.StaffRegistered: ("staff.registered", 1),
    e.AssignmentRegistered: ("assignment.registered", 1),
    e.AssignmentEnded: ("assignment.ended", 1),
    e.AssignmentCovered: ("assignment.covered", 1),
    e.CoverEnded: ("assignment.cover_ended", 1),
    e.AssignmentEmptied: ("assignment.emptied", 1),
    e.ReasonRegistered: ("reason.registered", 3),
    e.TemplateRegistered: ("template.registered", 1),
    e.TemplateRetired: ("template.retired", 1),
    e.IdentifierClaimed: ("identifier.claimed", 1),
    e.PersonRegistered: ("person.registered", 2),
    e.PhoneRecorded: ("person.phone_recorded", 1),
    e.SmsConsentRecorded: ("person.sms_consent_recorded", 1),
    e.SmsConsentWithdrawn: ("person.sms_consent_withdrawn", 1),
    e.GuardianshipRecorded: ("guardianship.recorded", 1),
    e.GuardianshipEnded: ("guardianship.ended", 1),
    e.UnitBlocked: ("person.unit_blocked", 1),
    e.BlockLifted: ("person.block_lifted", 1),
    e.EmergencyAccessOpened: ("emergency.opened", 1),
    e.NoticePlanned: ("case.notice_planned", 2),
    e.UnreadPlanned: ("case.unread_planned", 1),
    e.UnreadReminded: ("case.unread_reminded", 1),
    e.UnreadNoted: ("case.unread_noted", 1),
    e.TicketAsked: ("ticket.asked", 1),
    e.TicketTaken: ("ticket.taken", 1),
    e.TicketReturned: ("ticket.returned", 1),
    e.TicketTurned: ("ticket.turned", 1),
    e.TicketCancelled: ("ticket.cancelled", 1),
    e.FeedBegunAnew: ("feed.begun_anew", 1),
    e.FeedTaken: ("feed.taken", 1),
    e.FeedTakenWhole: ("feed.taken_whole", 1),
    e.FeedTroubled: ("feed.troubled", 1),
}
"""Name and current schema of each event."""

BY_NAME: Final[Mapping[str, tuple[type[Event], int]]] = {name: (cls, schema) for cls, (name, schema) in EVENTS.items()}
"""Event and current schema of each name."""

COMMANDS: Final[Mapping[type[Command], str]] = {
    c.RegisterProvider: "register_provider",
    c.RegisterUnit: "register_unit",
    c.RegisterRole: "register_role",
    c.RegisterStaff: "register_staff",
    c.RegisterAssignment: "register_assignment",
    c.EndAssignment: "end_assignment",
    c.CoverAssignment: "cover_assignment",
    c.EndCover: "end_cover",
    c.NoteAssignmentEmpty: "note_assignment_empty",
    c.RegisterReason: "register_reason",
    c.RegisterTemplate: "register_template",
    c.RetireTemplate: "retire_template",
    c.RegisterPerson: "register_person",
    c.RecordPhone: "record_phone",
    c.RecordSmsConsent: "record_sms_consent",
    c.WithdrawSmsConsent: "withdraw_sms_consent",
    c.RecordGuardianship: "record_guardianship",
    c.EndGuardianship: "end_guardianship",
    c.CreateVisit: "create_visit",
    c.StartVisit: "start_visit",
    c.EndVisit: "end_visit",
    c.CreateCase: "create_case",
    c.SendMessage: "send_message",
    c.CorrectMessage: "correct_message",
    c.RetractMessage: "retract_message",
    c.AddNote: "add_note",
    c.MarkDocumented: "mark_documented",
    c.SignJournalNote: "sign_journal_note",
    c.RedactText: "redact_text",
    c.PlaceHold: "place_hold",
    c.LiftHold: "lift_hold",
    c.SaveDraft: "save_draft",
    c.DiscardDraft: "discard_draft",
    c.MarkRead: "mark_read",
    c.MarkSeen: "mark_seen",
    c.MarkHandled: "mark_handled",
    c.HandOver: "hand_over",
    c.TakeCase: "take_case",
    c.ReturnCase: "return_case",
    c.NotePhaseEnd: "note_phase_end",
    c.ExtendPhase: "extend_phase",
    c.ShortenPhase: "shorten_phase",
    c.CloseCase: "close_case",
    c.ReopenCase: "reopen_case",
    c.ChangeRepresentative: "change_representative",
    c.NoteRepresentativeLost: "note_representative_lost",
    c.OpenEmergencyAccess: "open_emergency_access",
    c.BlockUnit: "block_unit",
    c.LiftBlock: "lift_block",
    c.ExportCase: "export_case",
    c.RecordExport: "record_export",
    c.BeginSms: "begin_sms",
    c.RecordSmsOutcome: "record_sms_outcome",
    c.RecordSmsReport: "record_sms_report",
    c.RetrySms: "retry_sms",
    c.NoteSmsReply: "note_sms_reply",
    c.RemindUnread: "remind_unread",
    c.NoteUnread: "note_unread",
    c.AskForContact: "ask_for_contact",
    c.CreateTicket: "create_ticket",
    c.TakeTicket: "take_ticket",
    c.ReturnTicket: "return_ticket",
    c.TurnIntoCase: "turn_into_case",
    c.TurnIntoVisit: "turn_into_visit",
    c.CancelTicket: "cancel_ticket",
}
"""Name of each command, in digests, timers and for the faces."""

COMMANDS_BY_NAME: Final[Mapping[str, type[Command]]] = {name: cls for cls, name in COMMANDS.items()}

PROVIDER_STREAM: Final = "provider/self"
"""A shard is one care provider, and this is its stream: its id has no local part."""
KINDS: Final[Mapping[str, Kind]] = {kind.value: kind for kind in Kind}


def stream_name(ref: Ref) -> str:
    """The stream's name within its shard: `<kind>/<local part>`.

    An identifier is hashed, for names of streams may stand in logs and errors. Unkeyed: who has the database can try
    every personnummer, but has the identifier in the person's record anyway.
    """
    if ref.kind is Kind.IDENTIFIER:
        return f"identifier/{sha256(ref.id.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
    if ref.kind is Kind.PROVIDER:
        return PROVIDER_STREAM
    return ref.kind + "/" + local_of(ref.id)


def ref_of(shard: str, stream: str) -> Ref:
    """What a stream is about. An identifier's hash stands as its local part: good for the kind only.

    ValueError for a name that no stream has.
    """
    kind = kind_of(stream)
    return Ref(kind, shard if kind is Kind.PROVIDER else within(shard, stream.partition("/")[2]))


def kind_of(stream: str) -> Kind:
    """What kind of thing a stream is about. ValueError for a name that no stream has."""
    kind = KINDS.get(stream.partition("/")[0])
    if kind is None:
        raise ValueError(f"there is no kind of stream for «{stream}»: run arende doctor on this database")
    return kind
