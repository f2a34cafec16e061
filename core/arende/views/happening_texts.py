"""What happened in a case, in words for whoever reads its thread: Swedish and English, by `Happening`. Texts only."""

from collections.abc import Mapping
from typing import Final

from ..domain.notice_texts import NO_SMS

EXPORT_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "exported": ("överfört till {exporter}", "transferred to {exporter}"),
    "confirmed": ("överfört till {exporter} och bekräftat", "transferred to {exporter} and confirmed"),
    "failed": ("överföring till {exporter} misslyckades", "transfer to {exporter} failed"),
    "uncertain": ("osäkert om det nådde {exporter}", "uncertain whether it reached {exporter}"),
}
"""How a message stands at an exporter, by `ExportState`."""

HAPPENINGS: Final[Mapping[str, tuple[str, str]]] = {
    "opened": ("Ärendet skapades", "The case was created"),
    "handled": ("Markerat som hanterat", "Marked as dealt with"),
    "returned_untouched": (
        "Tillbaka i enhetens kö: ingen hade svarat",
        "Back in the unit's pool: nobody had answered",
    ),
    "returned_assignment_ended": (
        "Till enhetens kö: uppdraget har upphört",
        "To the unit's pool: the assignment has ended",
    ),
    "retracted": ("Meddelande {first} togs tillbaka", "Message {first} was retracted"),
    "redacted": ("Text borttagen enligt beslut", "Text removed by order"),
    "hold_placed": ("Undantaget från gallring", "On hold: nothing may be removed"),
    "hold_lifted": ("Undantaget från gallring hävdes", "The hold was lifted"),
    "documented": (
        "Meddelande {first}–{last} markerades som journalfört",
        "Messages {first}–{last} marked as documented",
    ),
    "sms_later": ("SMS-notifieringen skickas senare", "The SMS notice leaves later"),
    "sms_covered": ("Omfattas av en SMS-notifiering som är på väg", "Covered by an SMS notice on its way"),
    "reminded": ("Påminnelse om oläst meddelande", "Reminder of an unread message"),
    "unread": ("Oläst av patientens sida", "Not read by the patient's side"),
    "sms_failed": ("SMS-notifiering gick inte fram", "SMS notice did not arrive"),
    "sms_uncertain": ("Osäkert om SMS-notifieringen gick fram", "Uncertain whether the SMS notice arrived"),
    "sms_omitted": NO_SMS,
    "reminder_omitted": ("Ingen påminnelse om oläst meddelande", "No reminder of an unread message"),
    "sms_replied": ("Svar på SMS; texten sparas inte", "Reply to an SMS; its text is not kept"),
    "sms_mended": ("SMS-notifieringen gick fram till slut", "The SMS notice came through after all"),
    "sms_retried": ("SMS-notifieringen skickas igen", "The SMS notice is sent again"),
    "phase_ended": ("Perioden gick ut", "The period ended"),
    "phase_extended": ("Perioden förlängdes", "The period was extended"),
    "phase_shortened": ("Perioden förkortades", "The period was shortened"),
    "closed": ("Ärendet avslutades", "The case was closed"),
    "reopened": ("Ärendet öppnades igen", "The case was reopened"),
    "representative_lost": ("Ombudets rätt har upphört", "The representative's right has ended"),
    "representative_changed": ("Ombudet byttes", "The representative was changed"),
    "export_requested": ("Överföring till journal begärd", "Transfer to the record asked for"),
    "not_recorded": (
        "Meddelande {first}–{last}: inget att journalföra",
        "Messages {first}–{last}: nothing to record",
    ),
    "export_confirmed": ("Överfört till journal och bekräftat", "Transferred to the record and confirmed"),
    "exported": ("Överfört till journal", "Transferred to the record"),
    "export_failed": ("Överföring till journal misslyckades", "Transfer to the record failed"),
    "export_uncertain": ("Osäkert om överföringen till journal lyckades", "Uncertain whether the transfer succeeded"),
}
"""By `views.thread.Happening`."""

REMOVED: Final = "Borttaget enligt beslut"
"""What stands in documents for others in place of a text that was removed by order (B26)."""
TEXTS_OF: Final[Mapping[str, tuple[str, str]]] = {
    "case.message_sent": ("meddelande", "message"),
    "case.note_added": ("intern anteckning", "internal note"),
    "case.journal_note_signed": ("journalanteckning", "journal note"),
    "case.handed_over": ("överlämning", "hand-over"),
    "case.phase_extended": ("skäl till förlängning", "reason for extending"),
    "case.phase_shortened": ("skäl till förkortning", "reason for shortening"),
    "case.closed": ("skäl till avslut", "reason for closing"),
    "case.reopened": ("skäl till återöppning", "reason for reopening"),
    "case.message_retracted": ("skäl till återtagande", "reason for retracting"),
}
"""What in a case's thread can be removed by order, by the record's name."""
