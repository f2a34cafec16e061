"""Without a way to sign in the page says so, in place of an empty one; a way that stands twice is a fault."""

from contextlib import closing
from pathlib import Path

import pytest
from arende.engine import Settings, SettingsFaults
from arende.engine.sign_in import open_sign_in
from arende.testing.clock import FakeClock

from tests.engine.clinic import NOW, open_clinic

from .serving import Visitor, served, web_of

SAID = "Inget sätt att logga in är inställt"


@pytest.mark.parametrize(("auth", "said"), [([], True), (["demo"], False)])
def test_the_page_says_that_there_is_no_way_in(tmp_path: Path, auth: list[str], said: bool) -> None:
    clinic = open_clinic(
        "memory:", tmp_path, clock=FakeClock(NOW), settings=Settings(storage="memory:", auth=auth, demo=True)
    )
    with clinic.engine, served(web_of(clinic)) as base, closing(Visitor(base)) as visitor:
        for path in ("/sign-in", "/patient/sign-in"):
            assert (SAID in visitor.get(path).text) is said


def test_a_way_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    twice = Settings(storage="memory:", auth=["demo", "demo"], demo=True)
    clinic = open_clinic("memory:", tmp_path, clock=FakeClock(NOW), settings=twice)
    with clinic.engine, pytest.raises(SettingsFaults, match="auth «demo»: it stands twice"):
        open_sign_in(clinic.engine)
