"""Without a way to sign in the page says so, in place of an empty one; ways are called by their names."""

from contextlib import closing
from pathlib import Path

import pytest
from arende.engine import Settings, SettingsFaults
from arende.engine.sign_in import SignIn, open_sign_in
from arende.ports.config import AdapterConfig, Option
from arende.testing.clock import FakeClock

from tests.engine.clinic import NOW, open_clinic, put_up

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


def test_a_clinic_without_cases_says_why_nobody_is_offered(tmp_path: Path) -> None:
    clinic = open_clinic(
        "memory:", tmp_path, clock=FakeClock(NOW), settings=Settings(storage="memory:", auth=["demo"], demo=True)
    )
    with clinic.engine, served(web_of(clinic)) as base, closing(Visitor(base)) as visitor:
        put_up(clinic)
        assert "Ingen har något ärende än." in visitor.get("/patient/sign-in").text
        clinic.open_case()
        assert "Ingen har något ärende än." not in visitor.get("/patient/sign-in").text


HOST: dict[str, Option] = {"issuer": "https://record.example", "audience": "arende", "acr": "loa3", "secret": "x" * 40}


def ways(folder: Path, *given: AdapterConfig) -> SignIn:
    settings = Settings(storage="memory:", auth=given, demo=True)
    clinic = open_clinic("memory:", folder, clock=FakeClock(NOW), settings=settings)
    with clinic.engine:
        return open_sign_in(clinic.engine)


def host(**options: Option) -> AdapterConfig:
    return AdapterConfig(name="host", options={**HOST, **options})


def faults(folder: Path, *given: AdapterConfig) -> tuple[str, str]:
    """The one fault, in Swedish and in English."""
    with pytest.raises(SettingsFaults) as raised:
        ways(folder, *given)
    ((swedish,), (english,)) = (raised.value.sentences(lang) for lang in ("sv", "en"))
    return swedish, english


def test_two_without_a_name_are_a_fault(tmp_path: Path) -> None:
    for one in (AdapterConfig(name="demo"), host(), host(name="siths")):
        name = one.options.get("name", one.name)
        swedish, english = faults(tmp_path, one, one)
        assert swedish == f"auth «{one.name}»: två tabeller heter {name}: ge en av dem ett eget namn, name = …."
        assert (
            english == f"auth «{one.name}»: two tables are called {name}: give one of them a name of its own, name = …."
        )


def test_each_is_called_by_its_name(tmp_path: Path) -> None:
    assert list(ways(tmp_path, host(), host(name="siths"), AdapterConfig(name="demo")).ways) == [
        "host",
        "siths",
        "demo",
    ]


@pytest.mark.parametrize("name", ["return", "demo", "å", "a/b", "", 7])
def test_a_name_must_do_in_an_address(tmp_path: Path, name: Option) -> None:
    swedish, english = faults(tmp_path, host(name=name))
    if name in ("return", "demo"):
        assert (f"{name} är upptaget" in swedish) and (f"{name} is taken" in english)
    else:
        assert "name ska vara bokstäver" in swedish and "name must be letters" in english
