"""What a contact reason carries: length, first message, answer time; and what stands above the patient's composer."""

import pytest
from arende.domain.actor import Operator
from arende.domain.answer_time import answer_hours, composer_lines
from arende.domain.commands import CreateCase, RegisterReason, RegisterUnit
from arende.domain.directory.model import Reason, Unit
from arende.domain.ids import Kind, Ref, TemplateId
from arende.domain.model import State
from arende.domain.needs import needs
from arende.domain.policy import ANSWER_HOURS_MAX
from arende.domain.refusals import TemplateUnfilled
from arende.domain.template.model import MessageTemplate
from arende.testing.build import ANTON, AS_NURSE, NOW, OAK, PROVIDER, RENEWAL, clinic, local
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import CREATE

FIRST = TemplateId(local("forsta"))
OPERATOR = Operator("drift")
TEXT = "Hej! Hur har det gått med {läkemedel}?"
TEMPLATE = MessageTemplate(id=FIRST, name="Uppföljning", text=TEXT, unit=None, assignment=None, retired=False)
PACKAGE = Reason(id=RENEWAL, title="Recept", unit=None, days=14, preset=False, template=FIRST, answer_hours=48)
TOLD = RegisterReason(reason=RENEWAL, title="Recept", days=14, template=FIRST, answer_hours=48)
UNIT = Unit(id=OAK, name="Eken", zone="Europe/Stockholm", days=None, answer_hours=72, opening_hours="Vardagar 8–16")
UNIT_TOLD = RegisterUnit(unit=OAK, name="Eken", answer_hours=72, opening_hours="Vardagar 8–16")


def with_package() -> dict[Ref, State]:
    return {**clinic(), Ref(Kind.REASON, RENEWAL): PACKAGE, Ref(Kind.TEMPLATE, FIRST): TEMPLATE}


@pytest.mark.spec("B2")
def test_the_package_is_kept_as_it_is_told() -> None:
    assert given(found=with_package()).when(TOLD, actor=OPERATOR, now=NOW).state == PACKAGE
    assert given(found=clinic()).when(UNIT_TOLD, actor=OPERATOR, now=NOW).state == UNIT
    assert set(needs(TOLD, OPERATOR, {})) == {Ref(Kind.PROVIDER, PROVIDER), Ref(Kind.TEMPLATE, FIRST)}
    assert set(needs(changed(TOLD, unit=OAK, template=None), OPERATOR, {})) == {Ref(Kind.UNIT, OAK)}


@pytest.mark.spec("B2")
@pytest.mark.parametrize(
    ("told", "code"),
    [
        (changed(TOLD, template=TemplateId(local("nej"))), "not_found"),
        *((changed(TOLD, answer_hours=hours), "answer_time.invalid") for hours in (0, -1, ANSWER_HOURS_MAX + 1, True)),
        (changed(UNIT_TOLD, answer_hours=0), "answer_time.invalid"),
        (changed(UNIT_TOLD, opening_hours=" "), "text.missing"),
    ],
)
def test_what_cannot_be_told(told: RegisterReason | RegisterUnit, code: str) -> None:
    given(found=with_package()).when(told, actor=OPERATOR, now=NOW).refused(code)


@pytest.mark.spec("B2", "S11")
def test_the_reasons_answer_time_goes_before_the_units() -> None:
    assert answer_hours(PACKAGE, UNIT) == 48
    assert answer_hours(changed(PACKAGE, answer_hours=None), UNIT) == 72
    assert answer_hours(None, UNIT) == 72
    assert answer_hours(None, None) is None


@pytest.mark.spec("S11")
def test_what_stands_above_the_composer() -> None:
    assert composer_lines(48, "Vardagar 8–16", "sv") == (
        "Förväntad svarstid: inom 2 dygn.",
        "Öppettider: Vardagar 8–16",
        "Vid livshotande tillstånd, ring 112. För sjukvårdsrådgivning, ring 1177.",
    )
    said = [composer_lines(hours, "", "sv")[0] for hours in (None, 1, 24, 36, 49)]
    assert said == [
        "Svar kan ta tid.",
        "Förväntad svarstid: inom en timme.",
        *(f"Förväntad svarstid: inom {hours} timmar." for hours in (24, 36, 49)),
    ]
    assert composer_lines(72, "", "en") == (
        "Expected answer: within 3 days.",
        "If life is in danger, call 112. For medical advice, call 1177.",
    )


@pytest.mark.spec("B2", "B7")
def test_a_first_message_from_the_reasons_template_has_its_places_filled() -> None:
    found = with_package()
    command = changed(CREATE, message=TEXT)
    outcome = given(found=found).when(command, actor=AS_NURSE, now=NOW).refused("template.unfilled")
    assert outcome.refusal == TemplateUnfilled(("läkemedel",))
    filled = changed(CREATE, message="Hej! Hur har det gått med {medicinen}?")
    assert given(found=found).when(filled, actor=AS_NURSE, now=NOW).refusal is None
    assert given(found=clinic()).when(command, actor=AS_NURSE, now=NOW).refusal is None
    case = CreateCase(patient=ANTON, reason=RENEWAL)
    assert Ref(Kind.TEMPLATE, FIRST) in set(needs(case, AS_NURSE, found))
