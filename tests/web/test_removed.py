"""What was removed by order, on the pages of both sides (B26)."""

from pathlib import Path

import pytest
from arende.domain import commands as c

from tests.engine.clinic import NURSE, OPERATOR

from .serving import Visitor, clinic_with_web, served, web_of

SECRET = "Hemlig text"
BY = "IVO, dnr 8.2-17"


@pytest.mark.spec("B26")
def test_both_sides_pages_say_that_a_text_is_gone_and_who_decided(tmp_path: Path) -> None:
    clinic = clinic_with_web(tmp_path)
    with clinic.engine, served(web_of(clinic)) as base:
        case = clinic.open_case()
        clinic.say(case, SECRET)
        clinic.do(c.AddNote(case=case, text=SECRET), NURSE)
        clinic.do(c.SignJournalNote(case=case, title="Titel", text=SECRET), NURSE)
        texts = clinic.engine.erasing.texts(OPERATOR, case).unwrap()
        for one in texts:
            clinic.do(c.RedactText(case=case, place=one.place, message=one.message, by=BY, reason="Beslut i IVO"))
        clinic.work()
        nurse = Visitor(base).sign_in(clinic, NURSE)
        page = nurse.get(f"/cases/{case}").text
        assert page.count(f"Borttaget enligt beslut av {BY}") == 1
        assert page.count("<i>Borttaget enligt beslut</i>") == 2
        assert "Text borttagen enligt beslut" in page and "Beslut i IVO" in page
        anton = Visitor(base).sign_in(clinic, clinic.rep("anton"))
        theirs = anton.get(f"/patient/cases/{case}").text
        assert f"Borttaget enligt beslut av {BY}" in theirs
        assert "Beslut i IVO" not in theirs
        assert SECRET not in page + theirs
        nurse.close()
        anton.close()
