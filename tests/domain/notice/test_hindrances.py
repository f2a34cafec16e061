"""What hinders an SMS (B4): one rule for what staff see, what they are asked, and whether an SMS is made."""

from datetime import date, timedelta

import pytest
from arende.domain import commands as c
from arende.domain.case.model import Case
from arende.domain.directory.model import Person, SmsConsent, Unit
from arende.domain.effects import SendSms
from arende.domain.events import NoticePlanned, SmsOmitted, UnreadReminded
from arende.domain.ids import Kind, PersonId, Ref
from arende.domain.notice.hindrances import of_person
from arende.domain.notice.model import Hindrance
from arende.domain.notice.rules import NoticeRules
from arende.domain.policy import Policy
from arende.domain.refusal_texts import sentence
from arende.domain.refusals import SmsHindered
from arende.testing import build as b
from arende.testing.given import Outcome, given
from arende.views.opening import Chosen, opening_form
from arende.views.person_rows import person_row
from arende.views.rows import hindrances_of
from attrs import evolve as changed
from attrs import frozen
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.domain.access_world import ELSAS, TICKET, one, without_karin
from tests.domain.invariants import facts_of
from tests.domain.samples import CASE, CREATE, LATER, OPENED, SYSTEM, case_of, from_patient, from_staff
from tests.domain.world import World

YES = SmsConsent(given=True, source="Blankett", day=date(2026, 1, 1))
NO = SmsConsent(given=False, source="Sagt i telefon", day=date(2026, 1, 2))
H = Hindrance
ASKED = Policy()
REQUIRED = Policy(sms_consent_required=True)
LENIENT = Policy(sms_to_protected=True)


@frozen(kw_only=True)
class Told:
    """What is known of how someone can be reached."""

    phone: str | None = "+46701740605"
    consent: SmsConsent | None = None
    protected: bool = False

    def of(self, id: PersonId) -> Person:
        return changed(one(id), phone=self.phone, sms_consent=self.consent, protected=self.protected)


TABLE: list[tuple[Told, Policy, tuple[Hindrance, ...]]] = [
    (Told(), ASKED, ()),
    (Told(phone=None), ASKED, (H.NO_NUMBER,)),
    (Told(phone="+4684650040"), ASKED, (H.NOT_MOBILE,)),
    (Told(consent=NO), ASKED, (H.OPTED_OUT,)),
    (Told(consent=NO), REQUIRED, (H.OPTED_OUT,)),
    (Told(consent=YES), REQUIRED, ()),
    (Told(), REQUIRED, (H.NO_CONSENT,)),
    (Told(phone=None), REQUIRED, (H.NO_NUMBER, H.NO_CONSENT)),
    (Told(protected=True, phone=None), REQUIRED, (H.PROTECTED,)),
    (Told(protected=True), LENIENT, ()),
    (Told(protected=True, phone=None), LENIENT, (H.NO_NUMBER,)),
]


@pytest.mark.spec("B4")
@pytest.mark.parametrize(("told", "policy", "expected"), TABLE)
def test_what_hinders(told: Told, policy: Policy, expected: tuple[Hindrance, ...]) -> None:
    assert of_person(told.of(b.ANTON), policy) == expected


@pytest.mark.spec("B4")
def test_staff_are_told_what_is_missing_and_asked() -> None:
    found = b.clinic(changed(one(b.ANTON), phone=None, sms_consent=NO))
    asked = given(found=found).when(CREATE, actor=b.AS_NURSE, now=b.NOW)
    asked.refused("sms.hindered")
    assert asked.refusal == SmsHindered((H.NO_NUMBER, H.OPTED_OUT))
    assert "mobilnummer saknas, vill inte ha SMS" in sentence(SmsHindered((H.NO_NUMBER, H.OPTED_OUT)))
    went_on = given(found=found).when(changed(CREATE, despite_no_sms=True), actor=b.AS_NURSE, now=b.NOW)
    assert isinstance(went_on.state, Case)
    assert went_on.state.no_sms == (H.NO_NUMBER, H.OPTED_OUT)


@pytest.mark.spec("B4")
def test_the_case_shows_it_until_something_is_told_by_sms() -> None:
    silent = b.clinic(changed(one(b.ANTON), phone=None))
    case = case_of(OPENED, from_staff(1))
    said = c.SendMessage(case=CASE, text="Hej!", despite_no_sms=True)
    outcome = given(since=case, found=silent).when(said, actor=b.AS_NURSE, now=LATER)
    assert isinstance(outcome.state, Case)
    assert outcome.state.no_sms == (H.NO_NUMBER,)
    _, omitted = events(outcome)
    assert omitted == SmsOmitted(at=LATER, why=(H.NO_NUMBER,), message=2, unread_due=None)
    by_patient = given(since=outcome.state, found=silent)
    asked = by_patient.when(c.SendMessage(case=CASE, text="Hej?"), actor=b.AS_ANTON, now=LATER)
    assert isinstance(asked.state, Case)
    assert asked.state.no_sms == (H.NO_NUMBER,), "what the patient's side writes tells nobody by SMS"
    again = given(since=asked.state, found=b.clinic()).when(said, actor=b.AS_NURSE, now=LATER)
    assert isinstance(again.state, Case)
    assert again.state.no_sms == ()
    assert [type(effect) for effect in effects(again)] == [SendSms], "to confirm does not keep an SMS from going"


@pytest.mark.spec("B4", "B11")
def test_a_timer_asks_nobody_and_says_what_it_did_not_do() -> None:
    found = dict(b.clinic(changed(one(b.ANTON), sms_consent=NO)))
    unit = found[Ref(Kind.UNIT, b.OAK)]
    assert isinstance(unit, Unit)
    found[Ref(Kind.UNIT, b.OAK)] = changed(unit, notices=NoticeRules(remind_after_hours=4))
    timer = c.RemindUnread(case=CASE, message=1)
    late = b.NOW + timedelta(hours=6)
    outcome = given(OPENED, from_staff(1), found=found).when(timer, actor=SYSTEM, now=late)
    assert SmsOmitted(at=late, why=(H.OPTED_OUT,), message=None, unread_due=None, reminder=1) in events(outcome)
    assert not any(isinstance(event, UnreadReminded) for event in events(outcome)), "nobody was reminded"
    assert not any(isinstance(effect, SendSms) for effect in effects(outcome))
    assert isinstance(outcome.state, Case)
    assert outcome.state.no_sms == (H.OPTED_OUT,)
    again = given(since=outcome.state, found=found).when(timer, actor=SYSTEM, now=late + timedelta(hours=6))
    assert (events(again), effects(again)) == ((), ()), "said once"


@pytest.mark.spec("B4", "B16")
def test_who_has_no_right_any_more_is_told_nothing_and_nothing_more_is_said() -> None:
    found = b.clinic(without_karin(), changed(one(b.KARIN), phone=None))
    said = c.SendMessage(case=CASE, text="Hej!")
    asked = given(since=case_of(ELSAS, from_staff(1)), found=found).when(said, actor=b.AS_NURSE, now=LATER)
    assert asked.refusal == SmsHindered((H.NO_RIGHT,))


def events(outcome: Outcome) -> tuple[object, ...]:
    assert outcome.decision is not None
    return outcome.decision.events


def effects(outcome: Outcome) -> tuple[object, ...]:
    assert outcome.decision is not None
    return outcome.decision.effects


PEOPLE = st.builds(
    Told,
    phone=st.sampled_from([None, "+46701740605", "+4684650040"]),
    consent=st.sampled_from([None, YES, NO]),
    protected=st.booleans(),
)
POLICIES = st.builds(Policy, sms_consent_required=st.booleans(), sms_to_protected=st.booleans())
ON_CASE: tuple[c.SendMessage | c.CorrectMessage, ...] = (
    c.SendMessage(case=CASE, text="Hej!"),
    c.CorrectMessage(case=CASE, number=1, text="Hej igen!"),
)


@pytest.mark.spec("B4")
@drawn(is_so=PEOPLE, policy=POLICIES, despite=st.booleans(), command=st.sampled_from(ON_CASE), child=st.booleans())
def test_what_staff_see_before_they_send_is_what_becomes_of_it(
    is_so: Told,
    policy: Policy,
    despite: bool,
    command: c.SendMessage | c.CorrectMessage,
    child: bool,
) -> None:
    who = b.KARIN if child else b.ANTON
    opened = ELSAS if child else OPENED
    found = b.clinic(is_so.of(who))
    lived = (opened, from_staff(1), from_patient(2, person=who))
    case = case_of(*lived)
    seen = hindrances_of(case, found, facts_of(World(dict(found), policy), b.AS_NURSE, LATER))
    told = changed(command, despite_no_sms=despite)
    agree(given(*lived, found=found, policy=policy).when(told, actor=b.AS_NURSE, now=LATER), seen, despite=despite)


@pytest.mark.spec("B4")
@drawn(is_so=PEOPLE, policy=POLICIES, despite=st.booleans(), from_ticket=st.booleans())
def test_what_staff_see_before_slutfor_is_what_becomes_of_it(
    is_so: Told, policy: Policy, despite: bool, from_ticket: bool
) -> None:
    anton = is_so.of(b.ANTON)
    found = b.clinic(anton, TICKET)
    seen = person_row(anton, found, b.NOW.date(), policy).hindrances
    create: c.CreateCase | c.TurnIntoCase = changed(CREATE, despite_no_sms=despite)
    if from_ticket:
        create = c.TurnIntoCase(ticket=TICKET.id, despite_no_sms=despite)
    agree(given(found=found, policy=policy).when(create, actor=b.AS_NURSE, now=LATER), seen, despite=despite)


def agree(outcome: Outcome, seen: tuple[Hindrance, ...], *, despite: bool) -> None:
    """No SMS and no case without a word; an SMS exactly where nothing hinders it."""
    if seen and not despite:
        assert outcome.refusal == SmsHindered(seen)
        return
    made = [effect for effect in effects(outcome) if isinstance(effect, SendSms)]
    omitted = [event.why for event in events(outcome) if isinstance(event, SmsOmitted)]
    assert (len(made), omitted) == ((0, [seen]) if seen else (1, []))
    assert not any(isinstance(event, NoticePlanned) for event in events(outcome))
    assert isinstance(outcome.state, Case)
    assert outcome.state.no_sms == seen


@pytest.mark.spec("B4", "S5")
@drawn(is_so=PEOPLE, policy=POLICIES)
def test_the_form_tells_of_the_guardian_that_is_chosen(is_so: Told, policy: Policy) -> None:
    found = b.clinic(is_so.of(b.KARIN))
    unit = found[Ref(Kind.UNIT, b.OAK)]
    assert isinstance(unit, Unit)
    form = opening_form(one(b.ELSA), unit, Chosen(representative=b.KARIN), found, policy, LATER)
    if is_so.protected:
        assert (form.refusal, form.hindrances) != (None, ()), "a protected guardian cannot be chosen at all"
        return
    create = c.CreateCase(patient=b.ELSA, reason=b.RENEWAL, representative=b.KARIN)
    agree(given(found=found, policy=policy).when(create, actor=b.AS_NURSE, now=LATER), form.hindrances, despite=False)
