"""Every event and every view has words of its own in a patient's report, in Swedish and in English."""

from datetime import date

import pytest
from arende.domain import commands as c
from arende.domain.access import View
from arende.domain.actor import Purpose
from arende.engine.appends import DRAFT_DISCARDED, DRAFT_SAVED, MARKED, UNCHANGED
from arende.engine.audit.content import REDACTED
from arende.engine.audit.words import ACTIONS, BESIDE, CASE, CORRECTED, DENIED, EXPORT, OTHERWISE, PURPOSES, did
from arende.wire.names import EVENTS

from .clinic import COLLEAGUE, NURSE, OPERATOR, Clinic
from .test_report import report_of


@pytest.mark.spec("B23")
def test_every_event_and_every_view_has_words_of_its_own_in_both_languages() -> None:
    known = {name for name, _ in EVENTS.values()} | {f"read:{view}" for view in View}
    assert set(ACTIONS) == known | {UNCHANGED, DRAFT_SAVED, DRAFT_DISCARDED, MARKED, REDACTED, CORRECTED, EXPORT}
    for place in (0, 1):
        texts = [text[place] for text in ACTIONS.values()]
        assert len({*texts, *(pair[place] for pair in (*OTHERWISE, *DENIED))}) == len(texts) + 4
        assert all(text == text.strip() and not text.endswith(".") for text in texts)
    assert set(PURPOSES) == set(Purpose)


def test_a_title_can_follow_what_is_about_one_case() -> None:
    """The case's title is put after the words, so they end in what it is the title of."""
    without = {"sms.outcome_recorded"}
    for action in {*CASE, *BESIDE, "read:case", "read:thread", "read:draft", "read:notices", EXPORT} - without:
        sv, en = ACTIONS[action]
        if action != REDACTED:
            assert (sv.rpartition(" ")[2], en.rpartition(" ")[2]) == ("ärendet", "case"), action


def test_what_a_later_version_writes_is_told_in_general_words() -> None:
    assert did("read:crystal_ball", "", of_case=True) == OTHERWISE[0]
    assert did("case.blessed", "", of_case=True) == OTHERWISE[1]


@pytest.mark.spec("B8", "B9", "B13", "B17", "B19", "B23", "S17")
def test_daily_work_is_told_in_its_own_words_in_either_language(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    anton = clinic.rep("anton")
    clinic.do(c.SendMessage(case=case, text="Hej!"), NURSE)
    clinic.do(c.CorrectMessage(case=case, number=1, text="Hej Anton!"), NURSE)
    clinic.do(c.RetractMessage(case=case, number=1, reason="Fel"), NURSE)
    clinic.do(c.AddNote(case=case, text="Hemlig tanke"), NURSE)
    clinic.do(c.MarkDocumented(case=case, up_to=2), NURSE)
    clinic.do(c.SignJournalNote(case=case, title="Hemlig titel", text="Hemlig tanke"), NURSE)
    clinic.do(c.SendMessage(case=case, text="Tack"), anton)
    clinic.do(c.MarkSeen(case=case, up_to=3), NURSE)
    clinic.do(c.SaveDraft(case=case, text="Ett utkast"), NURSE)
    clinic.do(c.DiscardDraft(case=case), NURSE)
    clinic.do(c.HandOver(case=case, note="Ring"), NURSE)
    clinic.engine.queries.pool(COLLEAGUE).unwrap()
    clinic.do(c.SendMessage(case=case, text="Jag tar det"), COLLEAGUE)
    clinic.do(c.ExtendPhase(case=case, last_day=date(2026, 12, 24), reason="Behövs"), COLLEAGUE)
    clinic.do(c.ShortenPhase(case=case, last_day=date(2026, 12, 20), reason="Klart"), COLLEAGUE)
    clinic.do(c.CloseCase(case=case, reason="Klart"), COLLEAGUE)
    clinic.do(c.ReopenCase(case=case, days=2, reason="Ny fråga"), COLLEAGUE)
    told = report_of(clinic, "anton")
    nurse, colleague = "Haris Testgren", "Olle Prov"
    by_nurse = [
        "skapade ärendet",
        "skrev ett meddelande i ärendet",
        "rättade ett meddelande i ärendet",
        "tog tillbaka ett meddelande i ärendet",
        "skrev en intern anteckning i ärendet",
        "markerade meddelanden som journalförda i ärendet",
        "signerade en journalanteckning om ärendet",
        "ändrade sin läsmarkering i ärendet",
        "skrev på ett utkast i ärendet",
        "tog bort sitt utkast i ärendet",
        "lämnade över ansvaret för ärendet",
    ]
    by_colleague = [
        "såg ärendet bland dem som väntar på att någon på enheten tar dem",
        "tog över ansvaret för ärendet",
        "skrev ett meddelande i ärendet",
        "förlängde perioden för ärendet",
        "förkortade perioden för ärendet",
        "avslutade ärendet",
        "återöppnade ärendet",
    ]
    for name, wanted in ((nurse, by_nurse), (colleague, by_colleague)):
        rows = [row for row in told.rows if row.who.startswith(name)]
        assert sorted(row.what for row in rows) == sorted(wanted)
        assert {row.thing for row in rows if "bland dem" not in row.what} == {"Uppföljningsbesök"}
    assert not {text[0] for text in OTHERWISE} & {row.what for row in told.rows}
    english = clinic.engine.audit.report(OPERATOR, clinic.persons["anton"], lang="en").unwrap()
    text = english.text()
    assert text.startswith("Access report for Anton Testberg\nMade 2026-11-22 14:05. Times are Swedish time.\n")
    line = "took over responsibility for the case «Uppföljningsbesök». Purpose: care and treatment.\n"
    assert f"  Olle Prov, sjuksköterska, Vårdcentralen Eken {line}" in text
    assert "the patient wrote a message in the case «Uppföljningsbesök». Purpose: own access.\n" in text
    assert len(english.rows) == len(told.rows) + 1  # the making of the first is told in the second
    for word in ("Hemlig tanke", "Ring", "Ett utkast", "Jag tar det", "Behövs", "ärende", "Ändamål"):
        assert word not in text
