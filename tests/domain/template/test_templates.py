"""Message templates: whose they are, who may keep them, and places that must be filled before anything is sent."""

from datetime import datetime

import pytest
from arende.domain.actor import Actor, Operator, StaffActor, System
from arende.domain.commands import RegisterTemplate, RetireTemplate, SendMessage
from arende.domain.events import TemplateRegistered, TemplateRetired
from arende.domain.evolve import evolve
from arende.domain.ids import AssignmentId, Kind, ProviderId, Ref, TemplateId, UnitId
from arende.domain.model import Nothing, State
from arende.domain.needs import needs, target
from arende.domain.refusal_texts import sentence
from arende.domain.refusals import PlaceholderUnknown, TemplateUnfilled
from arende.domain.template.filling import fill, malformed, placeholders, unfilled
from arende.domain.template.model import MessageTemplate
from arende.testing.build import AS_ANTON, AS_NURSE, CHILDREN, COLLEAGUE, HEAD, NOW, NURSE, OAK, PROVIDER, clinic, local
from arende.testing.given import given
from attrs import evolve as changed
from hypothesis import given as given_values
from hypothesis import strategies as st

from tests.domain.samples import CASE, LATER, OPENED

ANSWER = TemplateId(local("provsvar"))
TEXT = "Hej! Ditt prov {prov} visar {värde}. Hälsningar"
OWN = RegisterTemplate(template=ANSWER, name="Provsvar", text=TEXT, assignment=NURSE)
UNITS = RegisterTemplate(template=ANSWER, name="Provsvar", text=TEXT, unit=OAK)
OPERATOR = Operator("drift")


def registered(told: RegisterTemplate, at: datetime = NOW) -> TemplateRegistered:
    return TemplateRegistered(
        at=at, template=told.template, name=told.name, text=told.text, unit=told.unit, assignment=told.assignment
    )


def kept(told: RegisterTemplate) -> MessageTemplate:
    state = evolve(Nothing(), registered(told))
    assert isinstance(state, MessageTemplate)
    return state


@pytest.mark.spec("B7")
def test_staff_keep_their_own_and_repeating_it_changes_nothing() -> None:
    new = given(found=clinic()).when(OWN, actor=AS_NURSE, now=NOW).then(registered(OWN)).effects().also()
    stands = given(since=new.state, found=clinic())
    stands.when(OWN, actor=AS_NURSE, now=LATER).nothing()
    other = changed(OWN, text="Hej {namn}!")
    stands.when(other, actor=AS_NURSE, now=LATER).then(registered(other, LATER))


@pytest.mark.spec("B7")
@pytest.mark.parametrize(
    ("told", "actor", "may"),
    [
        (OWN, AS_NURSE, True),
        (OWN, StaffActor(COLLEAGUE), False),
        (OWN, StaffActor(HEAD), False),
        (UNITS, AS_NURSE, False),
        (UNITS, StaffActor(HEAD), True),
        (changed(UNITS, unit=CHILDREN), StaffActor(HEAD), False),
        (changed(UNITS, unit=None), StaffActor(HEAD), False),
        *((told, actor, True) for told in (OWN, UNITS, changed(UNITS, unit=None)) for actor in (OPERATOR, System())),
        (OWN, AS_ANTON, False),
    ],
)
def test_who_may_keep_whose(told: RegisterTemplate, actor: Actor, *, may: bool) -> None:
    """A new one, one that stands, and its end: by the same rule."""
    since: State = kept(told)
    answers = [
        given(found=clinic()).when(told, actor=actor, now=NOW),
        given(since=since, found=clinic()).when(changed(told, name="Nytt"), actor=actor, now=NOW),
        given(since=since, found=clinic()).when(RetireTemplate(template=ANSWER), actor=actor, now=NOW),
    ]
    assert [answer.refusal is None for answer in answers] == [may] * 3
    assert {answer.refusal.code for answer in answers if answer.refusal is not None} <= {"access.denied"}


@pytest.mark.spec("B7")
def test_nobody_takes_over_a_colleagues_by_its_id() -> None:
    theirs = given(since=kept(changed(OWN, assignment=COLLEAGUE)), found=clinic())
    theirs.when(OWN, actor=AS_NURSE, now=NOW).refused("access.denied")


@pytest.mark.spec("B7")
@pytest.mark.parametrize(
    ("told", "code"),
    [
        (changed(UNITS, assignment=NURSE), "template.of_two"),
        (changed(UNITS, unit=UnitId(local("nej"))), "not_found"),
        (changed(OWN, assignment=AssignmentId(local("nej"))), "not_found"),
        (changed(OWN, template=TemplateId("SE9.svar")), "not_found"),
        (changed(UNITS, template=TemplateId(f"{PROVIDER}.sv_ar")), "id.invalid"),
        (changed(UNITS, name=" "), "text.missing"),
        (changed(UNITS, text="å" * 8001), "text.too_long"),
        *((changed(UNITS, text=t), "template.placeholder_invalid") for t in ("{", "}", "{}", "{två ord}", "{{a}}")),
    ],
)
def test_what_a_template_must_be(told: RegisterTemplate, code: str) -> None:
    given(found=clinic()).when(told, actor=OPERATOR, now=NOW).refused(code)


@pytest.mark.spec("B7")
def test_one_that_is_retired_comes_back_when_it_is_registered_anew() -> None:
    gone = TemplateRetired(at=NOW, template=ANSWER)
    retire = RetireTemplate(template=ANSWER)
    given(found=clinic()).when(retire, actor=OPERATOR, now=NOW).refused("not_found")
    given(since=kept(OWN), found=clinic()).when(retire, actor=AS_NURSE, now=NOW).then(gone)
    retired = given(gone, since=kept(OWN), found=clinic())
    retired.when(retire, actor=AS_NURSE, now=NOW).nothing()
    retired.when(OWN, actor=AS_NURSE, now=LATER).then(registered(OWN, LATER))
    with pytest.raises(ValueError, match="before it was registered"):
        evolve(Nothing(), gone)


@pytest.mark.spec("B7")
def test_every_place_is_filled_or_named() -> None:
    assert placeholders(TEXT + " {prov}") == ("prov", "värde")
    assert fill(TEXT, {"prov": "Hb", "värde": "{prov}"}).unwrap() == "Hej! Ditt prov Hb visar {prov}. Hälsningar"
    assert fill(TEXT, {"prov": " "}).failure() == TemplateUnfilled(("prov", "värde"))
    assert fill(TEXT, {"värden": "12"}).failure() == PlaceholderUnknown(("prov", "värde"))
    assert sentence(TemplateUnfilled(("prov", "värde"))) == "Fyll i {prov}, {värde} innan meddelandet skickas."
    assert fill("Hej!", {}).unwrap() == "Hej!"


@pytest.mark.spec("B7")
@given_values(
    parts=st.lists(st.sampled_from(["Hej ", "{a}", "{b}", " och ", "{lång_1}"]), max_size=8),
    values=st.dictionaries(st.sampled_from(["a", "b", "lång_1"]), st.text(max_size=4)),
)
def test_what_is_filled_has_nothing_left_and_what_has_something_left_is_not(
    parts: list[str], values: dict[str, str]
) -> None:
    text = "".join(parts)
    names = placeholders(text)
    assert malformed(text) is None
    answer = fill(text, {name: value for name, value in values.items() if name in names})
    missing = tuple(name for name in names if not values.get(name, "").strip())
    if missing:
        assert answer.failure() == TemplateUnfilled(missing)
    else:
        plain = {f"{{{name}}}": values[name] for name in names}
        assert answer.unwrap() == "".join(plain.get(part, part) for part in parts)
    assert (unfilled(text, text) is None) is (names == ())


@pytest.mark.spec("B7")
def test_a_message_from_a_template_is_not_sent_with_a_place_unfilled() -> None:
    case = given(OPENED, found={**clinic(), Ref(Kind.TEMPLATE, ANSWER): kept(OWN)})
    send = SendMessage(case=CASE, text=TEXT, template=ANSWER)
    outcome = case.when(send, actor=AS_NURSE, now=NOW).refused("template.unfilled")
    assert outcome.refusal == TemplateUnfilled(("prov", "värde"))
    assert case.when(changed(send, text="Hej {du}!"), actor=AS_NURSE, now=NOW).refusal is None
    assert case.when(changed(send, template=None), actor=AS_NURSE, now=NOW).refusal is None
    case.when(changed(send, template=TemplateId(local("nej"))), actor=AS_NURSE, now=NOW).refused("not_found")
    assert Ref(Kind.TEMPLATE, ANSWER) in set(needs(send, AS_NURSE, {}))


def test_a_template_is_a_stream_of_its_own() -> None:
    assert target(OWN, "x", {}) == target(RetireTemplate(template=ANSWER), "x", {}) == Ref(Kind.TEMPLATE, ANSWER)
    assert set(needs(OWN, OPERATOR, {})) == {Ref(Kind.PROVIDER, ProviderId(PROVIDER)), Ref(Kind.ASSIGNMENT, NURSE)}
    assert Ref(Kind.UNIT, OAK) in set(needs(UNITS, OPERATOR, {}))
