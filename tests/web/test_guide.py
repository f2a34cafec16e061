"""The guide of the seed on our screens, step by step (S19): by visible labels and roles alone, as a nurse reads them.

Each step is a test of its own by mouse, by keyboard alone, without scripts, and at 390 px.
"""

import re
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

import pytest
from attrs import define
from playwright.sync_api import Locator, Page, expect

from tests.engine.clinic import NURSE

from .conftest import NewPage
from .serving import Served
from .states import signed_in

pytestmark = [pytest.mark.slow, pytest.mark.spec("S19")]

TABS: Final = 150
Role: TypeAlias = Literal["link", "button", "radio", "combobox", "textbox", "searchbox"]


@define
class Nurse:
    """Someone at the screen. What she does is in the words of the guide; how she does it is hers."""

    page: Page

    def press(self, role: Role, name: str) -> None:
        self.found(role, name).click()

    def write(self, role: Role, name: str, text: str) -> None:
        self.found(role, name).fill(text)

    def tick(self, name: str) -> None:
        self.found("radio", name).check()

    def choose(self, name: str, written: str, option: str) -> None:
        """Write in the box, and take what it offers."""
        self.write("combobox", name, written)
        self.page.get_by_role("option", name=option, exact=True).click()

    def found(self, role: Role, name: str) -> Locator:
        return self.page.get_by_role(role, name=re.compile(f"^{re.escape(name)}"))


@define
class WithoutScripts(Nurse):
    """The box for reasons is a plain list."""

    def choose(self, name: str, written: str, option: str) -> None:
        self.found("combobox", name).select_option(option)


@define
class AtKeys(Nurse):
    """By keyboard alone: Tab until it is there, then the keys of that control."""

    def press(self, role: Role, name: str) -> None:
        self.reach(self.found(role, name))
        self.page.keyboard.press("Enter")

    def write(self, role: Role, name: str, text: str) -> None:
        self.reach(self.found(role, name))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        """Into the group by Tab, along it by arrows."""
        wanted = self.found("radio", name)
        group = wanted.evaluate("one => one.name")
        self.reach(self.page.locator(f"input[name='{group}']"))
        self.page.keyboard.press("Space")
        for _ in range(5):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} is not in the group")

    def choose(self, name: str, written: str, option: str) -> None:
        self.write("combobox", name, written)
        expect(self.page.get_by_role("option", name=option, selected=True)).to_be_visible()
        self.page.keyboard.press("Enter")

    def reach(self, wanted: Locator) -> None:
        expect(wanted.first).to_be_visible()
        for _ in range(TABS):
            if wanted.evaluate_all("all => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not reach it")


def heading(nurse: Nurse, text: str) -> None:
    expect(nurse.page.get_by_role("heading", level=1)).to_have_text(text)


def search_patient(nurse: Nurse) -> None:
    """1. Klicka på Sök patient i huvudmenyn."""
    nurse.press("link", "Sök patient")
    heading(nurse, "Sök patient")


def search(nurse: Nurse) -> None:
    """2. Skriv in fullständigt personnummer eller namn och tryck på Enter."""
    nurse.write("searchbox", "Fullständigt personnummer eller namn", "20180214-2396")
    nurse.page.keyboard.press("Enter")
    expect(nurse.page.get_by_role("link", name="Elsa Provdotter", exact=True)).to_be_visible()


def new(nurse: Nurse) -> None:
    """3. Dra muspekaren över patientens namn och klicka på texten Nytt som då blir synlig."""
    nurse.page.get_by_role("link", name="Elsa Provdotter", exact=True).hover()
    nurse.press("link", "Nytt")
    heading(nurse, "Skapa nytt besök eller biljett")
    expect(nurse.page.get_by_text("Elsa Provdotter (20180214-2396)")).to_be_visible()


def representative(nurse: Nurse) -> None:
    """4. Välj den vårdnadshavare som skall agera ombud för barnet."""
    expect(nurse.page.get_by_role("group", name="Ombud").get_by_role("radio")).to_have_count(2)
    nurse.tick("Karin Provdotter")


def asynchronous(nurse: Nurse) -> None:
    """5. Välj Asynkront som besöks-/ärendetyp."""
    group = nurse.page.get_by_role("group", name="Besök")
    expect(group.get_by_role("radio")).to_have_count(3)
    nurse.tick("Asynkront")
    nurse.press("button", "Nästa")
    heading(nurse, "Skapa nytt besök")


def sender(nurse: Nurse) -> None:
    """6. Ärendet skapas med dig som avsändare, från den enhet och med den roll som du är inloggad med."""
    for term, text in (
        ("Vårdenhet", "Vårdcentralen Eken"),
        ("Roll", "Sjuksköterska"),
        ("Vårdpersonal", "Haris Testgren"),
    ):
        expect(nurse.page.get_by_role("term").filter(has_text=re.compile(f"^{term}$"))).to_be_visible()
        expect(nurse.page.get_by_role("definition").filter(has_text=text).first).to_be_visible()
    expect(nurse.page.get_by_role("main").get_by_role("link", name="Byt uppdrag")).to_be_visible()


def reason(nurse: Nurse) -> None:
    """7. Ange Sökorsak: skriv i rutan och välj ett av de fördefinierade alternativ som visas."""
    nurse.choose("Sökorsak", "uppf", "Uppföljningsbesök")


def days(nurse: Nurse) -> None:
    """8. Ange längden på ärendets Asynkrona fas (i dagar). En specifik längd är automatiskt förvald."""
    expect(nurse.found("textbox", "Asynkron fas (dagar)")).to_have_value("3")
    nurse.write("textbox", "Asynkron fas (dagar)", "14")


def on(nurse: Nurse) -> None:
    """9. Klicka på Nästa."""
    nurse.press("button", "Nästa")
    heading(nurse, "Bekräfta ärendets detaljer")


def finish(nurse: Nurse) -> None:
    """10. Bekräfta ärendets detaljer och klicka på Slutför."""
    for text in ("Elsa Provdotter", "Karin Provdotter", "Uppföljningsbesök", "15 dagar kvar"):
        expect(nurse.page.get_by_role("definition").filter(has_text=text).first).to_be_visible()
    nurse.press("button", "Slutför")
    heading(nurse, "Ärendet är skapat")


def go_to_visit(nurse: Nurse) -> None:
    """11. Klicka på Gå till besök."""
    nurse.press("link", "Gå till besök")
    heading(nurse, "Uppföljningsbesök")
    expect(nurse.page.get_by_text("15 dagar kvar")).to_be_visible()
    expect(nurse.page.get_by_text("Ärendet saknar innehåll.").first).to_be_visible()


def write_and_send(nurse: Nurse) -> None:
    """12. Skriv och skicka ett meddelande i chattfönstret."""
    nurse.write("textbox", "Skriv till Karin Provdotter, ombud för Elsa", "Hej! Hur mår Elsa?")
    nurse.press("button", "Skicka")
    expect(nurse.page.get_by_role("log").get_by_text("Hej! Hur mår Elsa?")).to_be_visible()


STEPS: Final[tuple[Callable[[Nurse], None], ...]] = (
    search_patient,
    search,
    new,
    representative,
    asynchronous,
    sender,
    reason,
    days,
    on,
    finish,
    go_to_visit,
    write_and_send,
)


def walked(nurse: Nurse, site: Served, steps: int = len(STEPS)) -> None:
    signed_in(nurse.page, site, NURSE)
    for step in STEPS[:steps]:
        step(nurse)


MANNERS: Final[tuple[str, ...]] = ("mouse", "keyboard alone", "without scripts", "390 px")


def nurse_of(manner: str, new_page: NewPage) -> Nurse:
    """Someone who works in that manner."""
    match manner:
        case "keyboard alone":
            return AtKeys(new_page())
        case "without scripts":
            return WithoutScripts(new_page(scripts=False))
        case "390 px":
            return Nurse(new_page(width=390, height=844))
        case _:
            return Nurse(new_page())


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("number", range(1, len(STEPS) + 1), ids=[f"{n}-{s.__name__}" for n, s in enumerate(STEPS, 1)])
def test_each_step_of_the_guide_is_on_our_screens(site: Served, new_page: NewPage, number: int, manner: str) -> None:
    nurse = nurse_of(manner, new_page)
    walked(nurse, site, number)
    assert nurse.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.spec("S10", "S18")
def test_what_the_guide_says_comes_of_it(site: Served, new_page: NewPage) -> None:
    """Two SMS, to the representative alone; an item in no inbox; leaving the view changes nothing."""
    clinic = site.clinic
    nurse = Nurse(new_page())
    walked(nurse, site)
    nurse.press("link", "Startsida")
    heading(nurse, "Startsida")
    clinic.work()
    assert [sms.to for sms in clinic.sms()] == ["+46701740606"] * 2
    (case,) = {clinic.case_of(sms) for sms in clinic.sms()}
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert (row.open, row.messages, row.attention) == (True, 1, ())
    erik = signed_in(new_page(width=390, height=844), site, clinic.rep("erik"))
    erik.goto("/patient")
    expect(erik.get_by_text("Du har inga pågående ärenden.")).to_be_visible()
