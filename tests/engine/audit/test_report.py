"""The patient's report in plain Swedish, the guardian's rule, and who may have it."""

import pytest
from arende.domain import commands as c
from arende.domain.actor import RepresentativeActor
from arende.domain.ids import PersonId, StaffId, UnitId
from arende.engine.appends import DRAFT_SAVED
from arende.engine.audit.report import Report
from arende.engine.audit.words import ACTIONS

from .clinic import AT_CHILDREN, CENTRE, COLLEAGUE, HERE, NURSE, OPERATOR, Clinic, identifier


def report_of(clinic: Clinic, name: str, **more: PersonId | bool) -> Report:
    guardian, whole = more.get("for_guardian"), more.get("whole") is True
    return clinic.engine.audit.report(
        OPERATOR,
        clinic.persons[name],
        for_guardian=PersonId(guardian) if isinstance(guardian, str) else None,
        whole=whole,
    ).unwrap()


@pytest.mark.spec("B23")
def test_the_text_tells_in_plain_swedish_who_did_what_and_why(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    clinic.do(c.SendMessage(case=case, text="Hur mår du?"), NURSE)
    clinic.engine.queries.thread(clinic.rep("anton"), case).unwrap()
    clinic.engine.queries.thread(COLLEAGUE, case)
    clinic.do(c.OpenEmergencyAccess(patient=clinic.persons["anton"], reason="medvetslös"), COLLEAGUE)
    clinic.engine.queries.thread(COLLEAGUE, case).unwrap()
    clinic.engine.queries.search_patients(NURSE, "anton").unwrap()
    clinic.engine.queries.journal_entry(NURSE, case).unwrap()
    text = report_of(clinic, "anton").text()
    assert text.splitlines()[:2] == [
        "Loggutdrag för Anton Testberg",
        "Framtaget 2026-11-22 14:05. Tiderna är svensk tid.",
    ]
    nurse, colleague = (
        "Haris Testgren, sjuksköterska, Vårdcentralen Eken",
        "Olle Prov, sjuksköterska, Vårdcentralen Eken",
    )
    for line in (
        "driftpersonal registrerade personuppgifter. Ändamål: drift.",
        f"{nurse} skapade ärendet «Uppföljningsbesök». Ändamål: vård och behandling.",
        f"{nurse} skrev ett meddelande i ärendet «Uppföljningsbesök». Ändamål: vård och behandling.",
        "patienten själv läste meddelandena i ärendet «Uppföljningsbesök». Ändamål: egen åtkomst.",
        f"{colleague} nekades åtkomst till ärendet «Uppföljningsbesök». Ändamål: vård och behandling.",
        f"{colleague} öppnade uppgifterna med nödöppning. Ändamål: nödöppning.",
        f"{colleague} läste meddelandena i ärendet «Uppföljningsbesök». Ändamål: nödöppning.",
        f"{nurse} fick upp personen i en sökning. Ändamål: vård och behandling.",
        f"{nurse} hämtade ut ärendet «Uppföljningsbesök». Ändamål: vård och behandling.",
    ):
        assert text.count(f"2026-11-22 14:05  {line}\n") == 1, line
    assert "Hur mår du" not in text
    assert "19800107" not in text


def test_nobody_else_stands_in_it_and_it_is_in_the_log_itself(clinic: Clinic) -> None:
    clinic.open_case("anton")
    other = clinic.open_case("elsa", rep="karin")
    clinic.engine.queries.thread(NURSE, other).unwrap()
    made = report_of(clinic, "anton")
    assert "Elsa" not in made.text()
    assert "läste meddelandena" not in made.text()
    entry = clinic.log()[-1]
    assert (entry.action, entry.subjects) == ("read:access_report", (clinic.persons["anton"],))
    assert "tog fram ett loggutdrag" in {row.what for row in report_of(clinic, "anton").rows}


def test_a_report_without_anything_says_so(clinic: Clinic) -> None:
    made = report_of(clinic, "anton")
    empty = Report(patient=made.patient, name=made.name, made=made.made, rows=())
    assert "Ingen har tagit del av uppgifterna." in empty.text()


@pytest.mark.spec("B23")
@pytest.mark.spec("S5")
def test_a_guardians_report_leaves_out_the_cases_of_the_other_guardian(clinic: Clinic) -> None:
    hers = clinic.open_case("elsa", rep="karin")
    his = clinic.open_case("elsa", AT_CHILDREN, rep="erik")
    queries = clinic.engine.queries
    for actor, case in ((NURSE, hers), (AT_CHILDREN, his), (clinic.rep("erik"), his), (COLLEAGUE, his)):
        queries.thread(actor, case)
    queries.person(NURSE, clinic.persons["elsa"]).unwrap()
    clinic.do(c.SendMessage(case=his, text="Hej"), clinic.rep("erik"))
    queries.inbox(AT_CHILDREN).unwrap()
    clinic.do(c.SendMessage(case=hers, text="Hej"), clinic.rep("karin"))
    queries.inbox(NURSE).unwrap()
    whole = report_of(clinic, "elsa").text()
    assert whole.count("såg ärendet i inkorgen") == 2
    assert "Erik Exempelsson, ombud" in whole
    text = report_of(clinic, "elsa", for_guardian=clinic.persons["karin"]).text()
    assert "Erik" not in text
    assert "Barnmottagningen" not in text, "not even that there is anything there"
    assert "Olle" not in text
    assert "läste personuppgifterna" in text
    assert text.count("såg ärendet i inkorgen") == 1
    assert text.count("skrev ett meddelande") == 1
    assert "Barnmottagningen" in report_of(clinic, "elsa", for_guardian=clinic.persons["erik"]).text()
    assert clinic.log()[-1].ref == f"{clinic.persons['elsa']} guardian:{clinic.persons['erik']}"


@pytest.mark.spec("B19", "B23", "S5")
def test_a_guardians_report_tells_of_the_pools_and_drafts_of_their_own_cases_only(clinic: Clinic) -> None:
    for by, rep in ((NURSE, "karin"), (AT_CHILDREN, "erik")):
        case = clinic.open_case("elsa", by, rep=rep)
        clinic.do(c.SaveDraft(case=case, text="Hej"), by)
        clinic.do(c.HandOver(case=case), by)
        clinic.engine.queries.pool(by).unwrap()
    for rep, unit, other in (("karin", "Eken", "Barn"), ("erik", "Barn", "Eken")):
        text = report_of(clinic, "elsa", for_guardian=clinic.persons[rep]).text()
        assert other not in text
        for what in (ACTIONS["read:pool_of_unit"], ACTIONS[DRAFT_SAVED], ACTIONS["case.handed_over"]):
            assert text.count(what[0]) == 1
        assert text.count(unit) == 4


@pytest.mark.spec("B23")
def test_staff_may_decide_otherwise_and_the_log_says_so(clinic: Clinic) -> None:
    clinic.open_case("elsa", AT_CHILDREN, rep="erik")
    text = report_of(clinic, "elsa", for_guardian=clinic.persons["karin"], whole=True).text()
    assert "Barnmottagningen" in text
    assert clinic.log()[-1].ref.endswith(" whole")


def test_only_a_guardian_has_a_guardians_report(clinic: Clinic) -> None:
    elsa, anton = clinic.persons["elsa"], clinic.persons["anton"]
    refused = clinic.engine.audit.report(OPERATOR, elsa, for_guardian=anton)
    assert refused.failure().code == "representative.not_guardian"
    for actor in (NURSE, RepresentativeActor(anton), RepresentativeActor(PersonId("SE1.nobody"))):
        assert clinic.engine.audit.report(actor, elsa).failure().code == "access.denied"
    assert clinic.engine.audit.report(OPERATOR, PersonId("SE1.nobody")).failure().code == "not_found"


@pytest.mark.spec("B25")
def test_a_protected_person_has_no_name_in_it(clinic: Clinic) -> None:
    clinic.open_case("anton")
    clinic.do(c.RegisterPerson(provider=HERE, identifier=identifier("anton"), name="Anton Testberg", protected=True))
    text = report_of(clinic, "anton").text()
    assert "Testberg" not in text
    assert "Skyddade personuppgifter" in text


def test_blocks_stand_in_it(clinic: Clinic) -> None:
    clinic.do(c.BlockUnit(person=clinic.persons["anton"], unit=UnitId(CENTRE)))
    assert "spärrade uppgifter" in report_of(clinic, "anton").text()


@pytest.mark.spec("B23", "S15")
def test_a_patient_has_their_own_report_and_whom_it_is_for_is_not_theirs_to_say(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    clinic.engine.queries.thread(NURSE, case).unwrap()
    anton, karin = clinic.persons["anton"], clinic.persons["karin"]
    text = clinic.engine.audit.report(clinic.rep("anton"), anton, for_guardian=karin, whole=True).unwrap().text()
    assert text.startswith("Loggutdrag för Anton Testberg\n")
    assert "Haris Testgren, sjuksköterska, Vårdcentralen Eken läste meddelandena i ärendet" in text
    entry = clinic.log()[-1]
    assert (entry.who, entry.action, entry.purpose, entry.ref) == (
        f"rep:{anton}",
        "read:access_report",
        "egen åtkomst",
        anton,
    )
    assert clinic.engine.audit.report(clinic.rep("karin"), anton).failure().code == "access.denied"
    assert clinic.engine.queries.access_log(clinic.rep("anton"), anton).failure().code == "access.denied"


@pytest.mark.spec("B23", "S5")
def test_a_guardian_asks_for_the_child_and_sees_nothing_of_the_other_guardian(clinic: Clinic) -> None:
    hers = clinic.open_case("elsa", rep="karin")
    his = clinic.open_case("elsa", AT_CHILDREN, rep="erik")
    elsa, erik, queries = clinic.persons["elsa"], clinic.rep("erik"), clinic.engine.queries
    queries.thread(NURSE, hers).unwrap()
    queries.thread(erik, his).unwrap()
    assert len(queries.cases_of_patient(erik, erik.person).unwrap().items) == 1
    clinic.engine.audit.report(erik, elsa).unwrap()
    assert queries.thread(erik, hers).failure().code == "access.denied"
    text = clinic.engine.audit.report(clinic.rep("karin"), elsa, whole=True).unwrap().text()
    assert "Erik Exempelsson, ombud nekades åtkomst till ärendet" in text, "it was her case that he tried"
    assert text.count("Erik") == 1
    assert "Barnmottagningen" not in text
    assert "läste meddelandena" in text
    assert clinic.log()[-1].ref == f"{elsa} guardian:{clinic.persons['karin']}"
    his_text = clinic.engine.audit.report(erik, elsa).unwrap().text()
    assert "Karin" not in his_text
    assert "såg listan över ärenden" in his_text


@pytest.mark.spec("B16", "B23", "B25")
def test_a_guardian_whose_right_has_ended_has_no_report_of_the_child(clinic: Clinic) -> None:
    elsa, karin, erik = clinic.persons["elsa"], clinic.rep("karin"), clinic.rep("erik")
    clinic.do(c.EndGuardianship(child=elsa, guardian=erik.person, ended=clinic.clock.now().date()))
    report = clinic.engine.audit.report
    assert report(erik, elsa).failure().code == "access.denied"
    report(karin, elsa).unwrap()
    protected = c.RegisterPerson(provider=HERE, identifier=identifier("elsa"), name="Elsa Provdotter", protected=True)
    clinic.open_case("elsa", rep="karin")
    clinic.do(protected)
    assert report(karin, elsa).failure().code == "access.denied"
    text = report(clinic.rep("elsa"), elsa).unwrap().text()
    assert "Provdotter" not in text, "who stands beside a protected patient tells who the patient is"
    assert "Skyddade personuppgifter, ombud tog fram ett loggutdrag" in text


@pytest.mark.spec("B25")
def test_staff_stand_by_their_display_name(clinic: Clinic) -> None:
    clinic.do(c.RegisterStaff(staff=StaffId("SE1.haris"), name="Haris Testgren", display_name="Haris"))
    clinic.open_case("anton")
    text = clinic.engine.audit.report(clinic.rep("anton"), clinic.persons["anton"]).unwrap().text()
    assert "Haris, sjuksköterska" in text
    assert "Testgren" not in text
