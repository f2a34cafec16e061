"""Whom `--representative` may name, where a case was refused for want of one: ids only, no name. Words and no rule."""

from collections.abc import Iterator

from returns.pipeline import is_successful

from ..domain.actor import Actor
from ..domain.commands import Maturity
from ..domain.ids import PersonId
from ..domain.policy import Choice
from ..domain.refusal_texts import sentence
from ..domain.refusals import GuardianRequired, MaturityRequired, NotAGuardian, NotMature, RepresentativeRequired
from ..engine import Engine
from ..views.opening import OpeningForm
from .faults import Refused, Told

HELPED = (GuardianRequired, MaturityRequired, NotAGuardian, NotMature, RepresentativeRequired)


def helped(engine: Engine, actor: Actor, patient: str, refused: Refused) -> Refused | Told:
    """The same refusal, with what may be given in its place."""
    refusal = refused.refusal
    if not isinstance(refusal, HELPED):
        return refused
    form = engine.queries.opening(actor, PersonId(patient))
    if not is_successful(form) or form.unwrap().patient.protected:
        return refused  # of a protected child no guardian is told
    hints = tuple(hints_of(form.unwrap(), patient))
    sv = " ".join([sentence(refusal, "sv"), *(hint[0] for hint in hints)])
    en = " ".join([sentence(refusal, "en"), *(hint[1] for hint in hints)])
    return Told(refusal.code, sv, en, {refusal.field: (sv, en)})


def hints_of(form: OpeningForm, patient: str) -> Iterator[tuple[str, str]]:
    """What to add to the line."""
    ids = [one.id for one in form.guardians]
    if ids:
        sv = f"Vårdnadshavare: --representative {' eller '.join(ids)}; arende patient show ID visar vem det är."
        en = f"Guardians: --representative {' or '.join(ids)}; arende patient show ID shows who that is."
        yield sv, en
    else:
        line = f"arende patient guardian {patient} ID"
        yield f"Ingen vårdnadshavare är registrerad: {line}.", f"No guardian is registered: {line}."
    if form.choice is Choice.EITHER:
        line = f"--representative {patient} --maturity {Maturity.MATURE}"
        yield f"Patienten själv: {line}.", f"The patient: {line}."
