"""Each refusal has a code of its own and a sentence in both languages, with nothing left unfilled."""

from datetime import date

import attrs
import pytest
from arende.domain import refusals
from arende.domain.ids import AssignmentId, Kind
from arende.domain.name_texts import KINDS
from arende.domain.notice.model import Hindrance
from arende.domain.person import Fault
from arende.domain.refusal_texts import TEXTS, key_of, sentence
from arende.domain.refusals import NotFound, Refusal, TextMissing
from arende.domain.template.filling import PLACEHOLDER

from tests.domain.unions import REFUSALS

EXAMPLES: tuple[Refusal, ...] = (
    *(refusals.NotFound(kind, "patient") for kind in Kind),
    refusals.Exists(),
    refusals.NoAccess(),
    refusals.AssignmentNeeded(),
    refusals.AssignmentEnded(),
    refusals.RepresentationEnded(),
    refusals.InputInvalid("days", "ett heltal väntas"),
    refusals.ListOfStaff(),
    refusals.CommandReused(),
    refusals.Unavailable("Databasen svarar inte."),
    refusals.Unclear("Servern försvann."),
    refusals.TextMissing("text"),
    refusals.TextTooLong("title", 121, 120),
    refusals.TextUnreadable("name"),
    refusals.IdInvalid("unit"),
    refusals.DayInvalid("last_day"),
    *(refusals.IdentifierInvalid(fault) for fault in Fault),
    refusals.BirthDateContradicts(),
    refusals.SmsHindered(tuple(Hindrance)),
    refusals.SmsStillHindered((Hindrance.OPTED_OUT,)),
    refusals.PhoneInvalid(),
    refusals.PhoneNotMobile(),
    refusals.ConsentDayInvalid(),
    refusals.SenderInvalid(),
    refusals.ZoneUnknown(),
    refusals.AssignmentFixed("unit"),
    refusals.AssignmentOver("to"),
    refusals.AssignmentElsewhere("by"),
    refusals.CoverSelf(),
    refusals.CoverMutual(),
    refusals.CoverDayInvalid(low=date(2026, 11, 22), high=date(2027, 11, 23)),
    refusals.GuardianIsChild(),
    refusals.BlockByAdult(),
    refusals.AgeUnknown(),
    refusals.PatientDeceased(),
    refusals.RepresentativeRequired(),
    refusals.GuardianRequired(13),
    refusals.NotAGuardian(),
    refusals.RepresentativeNotOffered(),
    refusals.RepresentativeProtected(),
    refusals.SameRepresentative(),
    refusals.RepresentativeDeceased(),
    refusals.MaturityRequired(),
    refusals.NotMature(),
    refusals.ReasonElsewhere(),
    refusals.PhaseLengthInvalid(),
    refusals.SmsNotDue(),
    refusals.SmsNotFailed(),
    refusals.SmsOfAnother(),
    refusals.MessageRequired(),
    refusals.PhaseEnded(date(2026, 11, 25)),
    refusals.ClosedEarly(date(2026, 11, 25)),
    refusals.CaseStillOpen(date(2026, 11, 25)),
    refusals.ReopenTooLate(date(2026, 11, 25)),
    refusals.FollowsOther(),
    refusals.WindowInvalid(),
    refusals.FollowsOpen(date(2026, 11, 25)),
    refusals.PhaseNotLater(date(2026, 11, 25)),
    refusals.PhaseNotEarlier(date(2026, 11, 25)),
    refusals.PhaseBeforeToday(),
    refusals.PhaseTooLong(date(2036, 11, 19), "last_day"),
    refusals.ExporterUnknown(),
    refusals.HandOverSame(),
    refusals.TakenByAnother("Läkare"),
    refusals.TakenByAnother(),
    refusals.NothingToHandle(),
    refusals.NoSuchMessage(4),
    refusals.NoSuchJournalNote(2),
    refusals.TooManyJournalNotes(200),
    refusals.CaseOnHold(),
    refusals.CaseNotOnHold(),
    refusals.MessageOfAnother(),
    refusals.ColleagueWrote(3, AssignmentId("SE1.a1")),
    refusals.PatientSideWrote(3),
    refusals.PatientSideWrote(3, to_send=False),
    refusals.TemplateUnfilled(("namn", "ny_tid")),
    refusals.PlaceholderUnknown(()),
    refusals.PlaceholderInvalid(),
    refusals.TemplateOfTwo(),
    refusals.AnswerTimeInvalid(),
    refusals.VisitNeeded(),
    refusals.VisitOfAnother(),
    refusals.VisitNotStarted(),
    refusals.VisitNotEnded(),
    refusals.VisitTaken(),
    refusals.NoticeRulesInvalid("notices.quiet"),
    refusals.VisitOver(),
    refusals.ReasonNotOffered(),
    refusals.TicketTaken(),
    refusals.TicketNotTaken(),
    refusals.TicketOver(),
    refusals.FeedUnknown(),
    refusals.FeedOnlyPushed(),
    refusals.FeedGap(None),
    refusals.FeedGap("17"),
    refusals.FeedOvertaken(),
    refusals.EndedByOthers(),
    refusals.ProtectionUnstated(),
)


def test_there_is_an_example_of_each_in_the_union() -> None:
    assert {type(example) for example in EXAMPLES} == set(REFUSALS)
    assert len(REFUSALS) == len(set(REFUSALS))


def test_codes_are_unique_and_stable_in_form() -> None:
    codes = [example.code for example in {type(e): e for e in EXAMPLES}.values()]
    assert len(codes) == len(set(codes)) == len(REFUSALS)
    assert all(code.replace(".", "").replace("_", "").isalpha() and code == code.lower() for code in codes)


def test_no_text_is_left_over() -> None:
    assert set(TEXTS) == {key_of(example) for example in EXAMPLES}


@pytest.mark.parametrize("refusal", EXAMPLES, ids=lambda r: type(r).__name__)
def test_a_sentence_in_both_languages(refusal: Refusal) -> None:
    swedish, english = sentence(refusal), sentence(refusal, "en")
    assert swedish != english
    for text in (swedish, english):
        assert text[0].isupper() or text.startswith("up_to")
        assert text.endswith((".", "?"))
        # Braces stand only around the names of a template's places.
        bare = PLACEHOLDER.sub("", text) if refusal.code.startswith("template.") else text
        assert "{" not in bare
        assert "}" not in bare
        assert "  " not in text


@pytest.mark.spec("S8")
def test_the_refused_length_says_what_is_allowed() -> None:
    refusal = refusals.PhaseLengthInvalid()
    assert sentence(refusal) == "Asynkron fas anges i hela dagar, 1–3650."
    assert sentence(refusal, "en") == "The asynchronous phase is given in whole days, 1–3650."


def test_fields_are_called_by_their_name_on_the_screen() -> None:
    assert sentence(TextMissing("message")) == "Fyll i meddelandet."
    assert sentence(TextMissing("message"), "en") == "Fill in message."
    assert sentence(TextMissing("okänt")) == "Fyll i okänt."
    assert sentence(refusals.PhaseEnded(date(2026, 11, 25))).endswith("onsdag 25 november.")
    assert KINDS.keys() == set(Kind)
    too_long = refusals.TextTooLong("title", 131, 120)
    assert sentence(too_long) == "Titeln är för lång: 131 tecken, högst 120 får plats. Korta texten."
    assert sentence(refusals.NoSuchMessage(4), "en").endswith("The latest has number 4.")
    assert sentence(refusals.GuardianRequired(13)).startswith("Patienten är under 13 år.")
    assert sentence(refusals.NotFound(Kind.CASE)) == "Ärendet finns inte. Kontrollera id eller sök igen."


def test_a_refusal_holds_no_text_that_someone_wrote() -> None:
    allowed = {"kind", "field", "problem", "english", "detail", "fault"}
    allowed |= {
        "length",
        "limit",
        "below",
        "low",
        "high",
        "last_day",
        "kept",
        "last",
        "number",
        "assignment",
        "role",
        "names",
        "to_send",
        "hindrances",
    }
    held = {attribute.name for refusal in REFUSALS for attribute in attrs.fields(refusal)}
    assert held <= allowed
    assert NotFound(Kind.CASE).field == "id"
