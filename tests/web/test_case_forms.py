"""Forms on the page of a case beside the composer: correct, take back, change representative (B9, B16)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from arende.domain import commands as c
from arende.domain.case.reply import Side
from arende.domain.ids import TemplateId
from arende.domain.notice.rules import NoticeRules
from arende.views.thread import MessageLine

from tests.engine.clinic import CENTRE, HEAD, NURSE, Clinic

from .serving import Visitor, clinic_with_web, served, web_of


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = clinic_with_web(tmp_path)
    with made.engine:
        yield made


@pytest.fixture
def nurse(clinic: Clinic) -> Iterator[Visitor]:
    with served(web_of(clinic)) as base:
        visitor = Visitor(base).sign_in(clinic, NURSE)
        yield visitor
        visitor.close()


@pytest.mark.spec("B9")
def test_a_message_is_corrected_and_another_taken_back(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    clinic.say(case, "Ta en tablett.")
    clinic.say(case, "Ta tio tabletter.")
    page = nurse.get(f"/cases/{case}")
    assert "Rätta ett meddelande" in page.text
    nurse.post(f"/cases/{case}/correct", {"number": "1", "text": "Ta två tabletter.", "seen": "2"})
    refused = nurse.post(f"/cases/{case}/retract", {"number": "2", "reason": ""})
    assert refused.status_code == 422
    nurse.post(f"/cases/{case}/retract", {"number": "2", "reason": "Fel dos"})
    lines = clinic.engine.queries.thread(NURSE, case).unwrap().items
    told = [(m.number, m.corrects, m.retracted) for m in lines if isinstance(m, MessageLine) and m.side is Side.STAFF]
    assert told == [(1, None, False), (2, None, True), (3, 1, False)]


@pytest.mark.spec("B16")
def test_another_guardian_is_chosen(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case("elsa", rep="karin")
    assert "Byt ombud" in nurse.get(f"/cases/{case}").text
    form = nurse.get(f"/cases/{case}/choose-representative")
    assert "Erik Exempelsson" in form.text
    erik = clinic.persons["erik"]
    done = nurse.post(f"/cases/{case}/representative", {"representative": erik, "history": "nothing"})
    assert done.status_code == 200, done.text
    assert clinic.engine.queries.case(NURSE, case).unwrap().representative.id == erik


@pytest.mark.spec("B4", "B16")
def test_one_who_can_get_no_sms_is_chosen_with_open_eyes(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case("elsa", rep="karin")
    clinic.tell_person("erik", phone=None)
    nurse.get(f"/cases/{case}/choose-representative")
    chosen = {"representative": clinic.persons["erik"], "history": "nothing"}
    assert nurse.post(f"/cases/{case}/representative", chosen).status_code == 422
    nurse.post(f"/cases/{case}/representative", {**chosen, "despite_no_sms": "on"})
    assert clinic.engine.queries.case(NURSE, case).unwrap().representative.id == chosen["representative"]


@pytest.mark.spec("B4", "B11")
def test_the_thread_says_why_nobody_was_told_or_reminded(clinic: Clinic, nurse: Visitor) -> None:
    unit = c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken", notices=NoticeRules(remind_after_hours=4))
    clinic.do(unit)
    case = clinic.open_case()
    clinic.say(case, "Hej")
    clinic.tell_person("anton", phone=None)
    clinic.clock.advance(timedelta(hours=5))
    clinic.work()
    page = nurse.sign_in(clinic, NURSE).get(f"/cases/{case}").text
    assert "Ingen påminnelse om oläst meddelande: mobilnummer saknas" in page
    assert "<small>Påminnelse om" not in page


@pytest.mark.spec("S17")
def test_a_journal_note_is_begun_from_the_thread_signed_and_corrected(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    clinic.say(case, "Hur mår du?")
    clinic.say(case, "Bättre.", clinic.rep("anton"))
    assert "Skriv journalanteckning" in nurse.get(f"/cases/{case}").text
    form = nurse.get(f"/cases/{case}/journal-note").text
    assert "Haris Testgren, Sjuksköterska:" in form
    assert "Markera 2 meddelanden som journalförda" in form
    empty = nurse.post(f"/cases/{case}/journal-note", {"title": "Uppföljning", "text": " ", "up_to": "2"})
    assert (empty.status_code, "Uppföljning" in empty.text) == (422, True)
    nurse.post(f"/cases/{case}/journal-note", {"title": "Uppföljning", "text": "Mår bättre.", "up_to": "2"})
    page = nurse.get(f"/cases/{case}").text
    assert "Journalanteckning 1, version 1" in page
    assert "Inget att journalföra" not in page  # all of it is documented
    assert "Mår bättre." in nurse.get(f"/cases/{case}/journal-note?corrects=1").text
    nurse.post(f"/cases/{case}/journal-note", {"title": "Uppföljning", "text": "Mår sämre.", "corrects": "1"})
    assert "ersatt av en senare version" in nurse.get(f"/cases/{case}").text
    notes = clinic.engine.queries.journal_entry(NURSE, case).unwrap().notes
    assert [(note.number, note.version, note.text, note.last) for note in notes] == [
        (1, 1, "Mår bättre.", 2),
        (1, 2, "Mår sämre.", 2),
    ]


@pytest.mark.spec("S17", "B7")
def test_a_place_of_the_template_that_is_left_is_told_of_and_nothing_is_lost(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    template = TemplateId("SE1.bedomning")
    clinic.do(
        c.RegisterTemplate(template=template, name="Bedömning", text="{meddelanden} {bedömning}", unit=CENTRE), HEAD
    )
    clinic.say(case, "Hur mår du?")
    text = "Hur mår du? {bedömning}"
    fields = {"title": "Uppföljning", "text": text, "template": template}
    refused = nurse.post(f"/cases/{case}/journal-note", fields)
    assert refused.status_code == 422
    assert text in refused.text


@pytest.mark.spec("S17")
def test_what_is_not_worth_recording_is_marked_so(clinic: Clinic, nurse: Visitor) -> None:
    case = clinic.open_case()
    clinic.say(case, "Tack!")
    nurse.post(f"/cases/{case}/nothing-to-record", {"up_to": "1"})
    assert "inget att journalföra" in nurse.get(f"/cases/{case}").text
    assert clinic.engine.queries.case(NURSE, case).unwrap().undocumented == 0
