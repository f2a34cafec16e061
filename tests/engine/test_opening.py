"""What stands on the form that opens a case, and what a command would be answered before it is given."""

from datetime import date

import pytest
from arende.domain import commands as c
from arende.domain.ids import PersonId, ReasonId
from arende.domain.policy import Choice
from arende.ports.records import Shard
from arende.views.opening import Chosen

from .clinic import CENTRE, COLLEAGUE, FOLLOW_UP, NOW, NURSE, Clinic
from .snapshot import everything


@pytest.mark.spec("S4", "S5")
def test_for_an_adult_nothing_is_chosen_and_for_a_child_a_guardian(clinic: Clinic) -> None:
    queries, who = clinic.engine.queries, clinic.persons
    adult = queries.opening(NURSE, who["anton"]).unwrap()
    assert (adult.choice, adult.guardians, adult.refusal) == (Choice.SELF, (), None)
    child = queries.opening(NURSE, who["elsa"]).unwrap()
    assert (child.choice, {one.id for one in child.guardians}) == (Choice.GUARDIAN, {who["karin"], who["erik"]})
    assert child.refusal is not None and child.refusal.code == "representative.required"
    assert queries.opening(NURSE, who["elsa"], Chosen(representative=who["karin"])).unwrap().refusal is None
    youth = queries.opening(NURSE, who["nils"], Chosen(representative=who["nils"])).unwrap()
    assert youth.choice is Choice.EITHER
    assert youth.refusal is not None and youth.refusal.field == "maturity"
    mature = Chosen(representative=who["nils"], maturity=c.Maturity.MATURE)
    assert queries.opening(NURSE, who["nils"], mature).unwrap().refusal is None


@pytest.mark.spec("S8", "S14")
def test_the_length_is_prefilled_and_shown_as_it_will_be(clinic: Clinic) -> None:
    form = clinic.engine.queries.opening(NURSE, clinic.persons["anton"]).unwrap()
    assert (form.days, form.unit) == (3, CENTRE)
    shown = form.shown(3, NOW)
    assert (shown.last_day, shown.days_left) == (date(2026, 11, 25), 4)


@pytest.mark.spec("B25")
def test_of_a_protected_child_no_guardian_is_shown(clinic: Clinic) -> None:
    clinic.tell_person("elsa", protected=True)
    form = clinic.engine.queries.opening(NURSE, clinic.persons["elsa"]).unwrap()
    assert (form.patient.protected, form.age, form.guardians) == (True, None, ())


def test_an_unknown_patient_is_not_found(clinic: Clinic) -> None:
    assert clinic.engine.queries.opening(NURSE, PersonId("SE1.ingen")).failure().code == "not_found"


@pytest.mark.spec("S8", "S9")
def test_what_would_be_refused_is_told_and_nothing_is_changed(clinic: Clinic) -> None:
    good = c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, days=3)
    case = clinic.open_case()
    before = everything(clinic.engine.storage)
    assert clinic.engine.would(good, actor=NURSE) is None
    for days, reason, code in ((0, FOLLOW_UP, "phase.length_invalid"), (3, ReasonId("SE1.finns-inte"), "not_found")):
        refusal = clinic.engine.would(c.CreateCase(patient=good.patient, reason=reason, days=days), actor=NURSE)
        assert refusal is not None and refusal.code == code
    assert everything(clinic.engine.storage) == before
    denied = clinic.engine.would(c.SendMessage(case=case, text="Hej"), actor=COLLEAGUE)
    assert denied is not None and denied.code == "access.denied"
    entries = clinic.engine.storage.access_of(Shard("SE1"), good.patient, None, 99)
    assert "refused:send_message" in {entry.action for entry in entries}
    clash = clinic.engine.would(c.SendMessage(case=case, text="\x00"), actor=NURSE)
    assert clash is not None and clash.code == "text.unreadable"
