"""How a person may be told: number and its source, consent to SMS and its withdrawal (B4)."""

from datetime import UTC, date, datetime

import pytest
from arende.domain.actor import Actor
from arende.domain.commands import RecordPhone, RecordSmsConsent, RegisterPerson, WithdrawSmsConsent
from arende.domain.directory.model import Person, SmsConsent
from arende.domain.events import PhoneRecorded, SmsConsentRecorded, SmsConsentWithdrawn
from arende.domain.phone import NumberSource, mobile
from arende.testing.build import ANTON, AS_ANTON, AS_KARIN, AS_NURSE, NOW, PROVIDER, clinic
from arende.testing.given import Given, Outcome, given

from tests.domain.access_world import one
from tests.domain.samples import LATER, OPERATOR, SYSTEM

PATIENT, DIRECTORY = NumberSource.PATIENT, NumberSource.DIRECTORY
OLD, NEW = "+46701740605", "+46701740610"
FIXED = "+4684650040"
TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)
CONSENT = RecordSmsConsent(person=ANTON, source="Sagt vid besöket")
NO_MORE = WithdrawSmsConsent(person=ANTON, source="Sagt i telefon")


def known(state: object = None) -> Given:
    person = one(ANTON) if state is None else state
    assert isinstance(person, Person)
    return given(since=person, found=clinic())


def after(outcome: Outcome) -> Person:
    assert isinstance(outcome.state, Person)
    return outcome.state


def registered(phone: str | None) -> RegisterPerson:
    return RegisterPerson(provider=PROVIDER, identifier=one(ANTON).identifier, name=one(ANTON).name, phone=phone)


@pytest.mark.spec("B4")
@pytest.mark.parametrize(
    ("actor", "source"), [(AS_NURSE, PATIENT), (AS_ANTON, PATIENT), (OPERATOR, DIRECTORY), (SYSTEM, DIRECTORY)]
)
def test_a_number_has_a_source_and_a_time(actor: Actor, source: NumberSource) -> None:
    told = known().when(RecordPhone(person=ANTON, phone=NEW), actor=actor, now=LATER)
    told.then(PhoneRecorded(at=LATER, phone=NEW, source=source)).effects().also()
    person = after(told)
    assert (person.phone, person.phone_source, person.phone_since) == (NEW, source, LATER)
    known(person).when(RecordPhone(person=ANTON, phone=NEW), actor=actor, now=NOW).nothing()


@pytest.mark.spec("B4")
def test_the_patient_says_it_themself_whatever_source_is_stated() -> None:
    told = known().when(RecordPhone(person=ANTON, phone=NEW, source=DIRECTORY), actor=AS_ANTON, now=NOW)
    assert after(told).phone_source is PATIENT
    by_staff = known().when(RecordPhone(person=ANTON, phone=NEW, source=DIRECTORY), actor=AS_NURSE, now=NOW)
    assert after(by_staff).phone_source is DIRECTORY


@pytest.mark.spec("B4")
@pytest.mark.parametrize("said", [NEW, None])
def test_what_the_patient_says_goes_before_a_register(said: str | None) -> None:
    person = after(known().when(RecordPhone(person=ANTON, phone=said), actor=AS_NURSE, now=NOW))
    known(person).when(registered(OLD), actor=SYSTEM, now=LATER).nothing()
    assert (person.phone, person.phone_source) == (said, PATIENT)
    anew = after(known(person).when(RecordPhone(person=ANTON, phone=OLD), actor=SYSTEM, now=LATER))
    assert (anew.phone, anew.phone_source) == (OLD, DIRECTORY), "someone at the machine says so by a command of its own"


@pytest.mark.spec("B4")
def test_a_register_keeps_its_number_and_knows_since_when() -> None:
    first = after(known().when(registered(NEW), actor=SYSTEM, now=NOW))
    assert (first.phone, first.phone_source, first.phone_since) == (NEW, DIRECTORY, NOW)
    known(first).when(registered(NEW), actor=SYSTEM, now=LATER).nothing()
    gone = after(known(first).when(registered(None), actor=SYSTEM, now=LATER))
    assert (gone.phone, gone.phone_source, gone.phone_since) == (None, None, None)


@pytest.mark.spec("B4")
def test_a_fixed_line_is_refused_from_the_patient_and_kept_from_a_register() -> None:
    by_staff = known().when(RecordPhone(person=ANTON, phone=FIXED), actor=AS_NURSE, now=NOW)
    by_staff.refused("phone.not_mobile")
    given(found=clinic()).when(
        RegisterPerson(provider=PROVIDER, identifier=one(ANTON).identifier, name="Ny", phone=FIXED),
        actor=AS_NURSE,
        now=NOW,
    ).refused("phone.not_mobile")
    assert after(known().when(registered(FIXED), actor=SYSTEM, now=NOW)).phone == FIXED
    for wrong in ("0701740605", "+46701740605\n", ""):
        known().when(RecordPhone(person=ANTON, phone=wrong), actor=SYSTEM, now=NOW).refused("phone.invalid")


@pytest.mark.parametrize(
    ("number", "is_mobile"),
    [
        (OLD, True),
        ("+46721740605", True),
        (FIXED, False),
        ("+4610174060", False),
        ("+4670174060", False),
        ("+4520123456", True),
    ],
)
def test_what_a_number_tells(number: str, is_mobile: bool) -> None:
    assert mobile(number) is is_mobile


@pytest.mark.spec("B4")
def test_consent_has_a_source_and_a_day() -> None:
    expected = SmsConsentRecorded(at=NOW, source="Sagt vid besöket", day=TODAY)
    for actor in (AS_ANTON, OPERATOR, SYSTEM):
        known().when(CONSENT, actor=actor, now=NOW).then(expected).effects().also()
    person = after(known().when(CONSENT, actor=AS_NURSE, now=NOW).then(expected))
    assert person.sms_consent == SmsConsent(given=True, source="Sagt vid besöket", day=TODAY)
    known(person).when(CONSENT, actor=AS_NURSE, now=NOW).nothing()
    kept = after(known(person).when(registered(NEW), actor=SYSTEM, now=LATER))
    assert kept.sms_consent == person.sms_consent, "a register says nothing of consent"


@pytest.mark.spec("B4")
def test_consent_is_withdrawn_and_given_again() -> None:
    first = known().when(NO_MORE, actor=AS_ANTON, now=NOW)
    first.then(SmsConsentWithdrawn(at=NOW, source="Sagt i telefon", day=TODAY))
    without = after(first)
    known(without).when(NO_MORE, actor=AS_NURSE, now=LATER).nothing()
    known(without).when(WithdrawSmsConsent(person=ANTON, source="Annat"), actor=AS_NURSE, now=LATER).nothing()
    again = after(known(without).when(CONSENT, actor=AS_NURSE, now=NOW))
    assert again.sms_consent is not None and again.sms_consent.given
    assert after(known(again).when(NO_MORE, actor=AS_NURSE, now=NOW)).sms_consent == without.sms_consent


@pytest.mark.spec("B4")
@pytest.mark.parametrize("day", [TODAY, YESTERDAY])
def test_a_consent_of_before_the_withdrawal_does_not_undo_it(day: date) -> None:
    without = after(known().when(NO_MORE, actor=AS_NURSE, now=NOW))
    late = RecordSmsConsent(person=ANTON, source="Fil", day=day)
    known(without).when(late, actor=SYSTEM, now=LATER).nothing()


@pytest.mark.spec("B4")
def test_a_withdrawal_of_before_the_consent_does_not_undo_it() -> None:
    consented = after(known().when(CONSENT, actor=AS_NURSE, now=NOW))
    early = WithdrawSmsConsent(person=ANTON, source="Fil", day=YESTERDAY)
    known(consented).when(early, actor=SYSTEM, now=LATER).nothing()
    same_day = WithdrawSmsConsent(person=ANTON, source="Fil", day=TODAY)
    told = known(consented).when(same_day, actor=SYSTEM, now=LATER)
    told.then(SmsConsentWithdrawn(at=LATER, source="Fil", day=TODAY))


@pytest.mark.spec("B4")
def test_what_is_refused() -> None:
    tomorrow = RecordSmsConsent(person=ANTON, source="Fil", day=date(2026, 11, 23))
    known().when(tomorrow, actor=SYSTEM, now=NOW).refused("consent.day_invalid")
    nowhere = WithdrawSmsConsent(person=ANTON, source=" ")
    known().when(nowhere, actor=SYSTEM, now=NOW).refused("text.missing")
    instant = RecordSmsConsent(person=ANTON, source="Fil", day=datetime(2026, 11, 1, tzinfo=UTC))
    known().when(instant, actor=SYSTEM, now=NOW).refused("day.invalid")
    for command in (CONSENT, NO_MORE, RecordPhone(person=ANTON)):
        given(found=clinic()).when(command, actor=OPERATOR, now=NOW).refused("not_found")
        known().when(command, actor=AS_KARIN, now=NOW).refused("access.denied")
