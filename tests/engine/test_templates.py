"""Which templates an assignment is offered, in each storage."""

import pytest
from arende.domain import commands as c
from arende.domain.ids import TemplateId, UnitId

from .clinic import AT_CHILDREN, CENTRE, CHILDREN, COLLEAGUE, HEAD, NURSE, OPERATOR, STRANGER, Clinic


def keep(clinic: Clinic, id: str, name: str, *, unit: UnitId | None = None, own: bool = False) -> TemplateId:
    template = TemplateId(f"SE1.{id}")
    clinic.do(
        c.RegisterTemplate(
            template=template, name=name, text="Hej {namn}!", unit=unit, assignment=NURSE.assignment if own else None
        )
    )
    return template


@pytest.mark.spec("B7")
def test_an_assignment_is_offered_its_own_its_units_and_the_providers(clinic: Clinic) -> None:
    keep(clinic, "t1", "Öga", unit=CENTRE)
    keep(clinic, "t2", "Allmänt", unit=CENTRE)
    keep(clinic, "t3", "Vaccination", unit=CHILDREN)
    keep(clinic, "t4", "För alla")
    mine = keep(clinic, "t5", "Zebra", own=True)
    queries = clinic.engine.queries
    assert [row.name for row in queries.templates(NURSE).unwrap().items] == ["Zebra", "Allmänt", "Öga", "För alla"]
    assert [row.name for row in queries.templates(COLLEAGUE).unwrap().items] == ["Allmänt", "Öga", "För alla"]
    assert [row.name for row in queries.templates(AT_CHILDREN).unwrap().items] == ["Vaccination", "För alla"]
    assert [row.name for row in queries.templates(OPERATOR, CHILDREN).unwrap().items] == ["Vaccination", "För alla"]
    assert queries.templates(OPERATOR).failure().code == "not_found"
    assert queries.templates(clinic.rep("anton"), CENTRE).failure().code == "access.denied"
    assert queries.templates(STRANGER, CENTRE).failure().code == "access.denied"
    row = queries.template(NURSE, mine).unwrap()
    assert (row.text, row.placeholders) == ("Hej {namn}!", ("namn",))
    assert queries.template(COLLEAGUE, mine).failure().code == "not_found"
    assert queries.template(clinic.rep("anton"), mine).failure().code == "access.denied"
    clinic.do(c.RetireTemplate(template=mine), NURSE)
    assert queries.template(NURSE, mine).failure().code == "not_found"
    assert "Zebra" not in [row.name for row in queries.templates(NURSE).unwrap().items]


@pytest.mark.spec("B7")
def test_the_head_of_a_unit_keeps_its_templates(clinic: Clinic) -> None:
    units = c.RegisterTemplate(template=TemplateId("SE1.t1"), name="Ny", text="Hej {namn}!", unit=CENTRE)
    assert clinic.refused(units, NURSE) == "access.denied"
    clinic.do(units, HEAD)
    case = clinic.open_case()
    send = c.SendMessage(case=case, text="Hej {namn}!", template=units.template)
    assert clinic.refused(send, NURSE) == "template.unfilled"
    clinic.do(c.SendMessage(case=case, text="Hej Anton!", template=units.template), NURSE)
