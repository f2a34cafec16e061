"""Every page of the web in its states, over one small clinic: for tests that ask something of all of them."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.ids import CaseId, TemplateId
from attrs import frozen
from playwright.sync_api import Page

from tests.engine.clinic import CENTRE, CHILDREN, COLLEAGUE, FOLLOW_UP, HEAD, NURSE

from .serving import Served, identity

ADVICE: Final = TemplateId("SE1.rad")
WASH: Final = "Tvätta med ljummet vatten och byt förband var {dagar} dag."


@frozen(kw_only=True)
class State:
    """A page, who sees it, and what is done on it before it is looked at."""

    name: str
    path: str
    who: StaffActor | RepresentativeActor | None
    does: Callable[[Page], None] = lambda page: None


def signed_in(page: Page, site: Served, actor: StaffActor | RepresentativeActor) -> Page:
    """By posts, as the demonstration's own page makes them; the browser keeps the cookie."""
    staff = isinstance(actor, StaffActor)
    way = "/sign-in/demo" if staff else "/patient/sign-in/demo"
    page.request.post(way, form={"identity": identity(site.clinic, actor)})
    if isinstance(actor, StaffActor):
        page.goto("/sign-in/assignment")
        page.locator(f"button[value='{actor.assignment}']").click()
        page.wait_for_url(re.compile("/$"))
    return page


def later(site: Served, minutes: int = 1) -> None:
    site.clinic.clock.advance(timedelta(minutes=minutes))


def furnished(site: Served) -> dict[str, CaseId]:
    """Cases of every kind: answered, waiting, for a child, ended, corrected, in the pool; and one who waits."""
    clinic = site.clinic
    anton, karin = clinic.rep("anton"), clinic.rep("karin")
    cases = {"anton": clinic.open_case("anton", days=14), "elsa": clinic.open_case("elsa", rep="karin")}
    cases |= {"empty": clinic.open_case("stina", days=1), "ended": clinic.open_case("anton")}
    cases["pool"] = clinic.open_case("nils", COLLEAGUE, rep="karin")
    later(site)
    clinic.say(cases["anton"], "Hej Anton,\n\nhur är det med såret? Är det rött eller varmt omkring det?")
    clinic.say(cases["elsa"], "Hej! Hur har Elsa sovit sedan ni började med salvan?")
    later(site, 47)
    clinic.say(cases["anton"], "Det är lite rött, men gör inte ont längre.", anton)
    clinic.say(cases["elsa"], "Bättre. Hon vaknade en gång i natt och kliade sig på armarna.", karin)
    later(site, 12)
    clinic.do(c.AddNote(case=cases["anton"], text="Stäm av med läkare om antibiotika."), NURSE)
    clinic.say(cases["anton"], "Tack. Fortsätt tvätta med ljummet vatten, och skriv om det blir varmt.")
    clinic.do(c.RetractMessage(case=cases["anton"], number=3, reason="Fel patient"), NURSE)
    clinic.say(cases["anton"], "Ska jag byta förband varje dag?", anton)
    clinic.do(
        c.SignJournalNote(case=cases["anton"], title="Sårkontroll", text="Läker utan tecken på infektion.", up_to=2),
        NURSE,
    )
    clinic.do(c.HandOver(case=cases["pool"], to=None, note="Jag är ledig i morgon."), COLLEAGUE)
    clinic.say(cases["ended"], "Provsvaren är bra. Ingen ny kontroll behövs.")
    clinic.do(c.CloseCase(case=cases["ended"], reason="Klart"), NURSE)
    clinic.do(c.RegisterReason(reason=FOLLOW_UP, title="Uppföljningsbesök", for_patients=True))
    clinic.open_visit("stina")
    clinic.do(
        c.AskForContact(
            patient=clinic.persons["anton"], unit=CENTRE, reason=FOLLOW_UP, message="Jag behöver ett nytt recept."
        ),
        anton,
    )
    clinic.work()
    trouble = clinic.open_case("anton")
    clinic.do(c.WithdrawSmsConsent(person=clinic.persons["anton"], source="appen"), anton)
    clinic.work()
    clinic.do(c.RecordSmsConsent(person=clinic.persons["anton"], source="Sagt i telefon"), NURSE)
    cases["trouble"] = trouble
    own = NURSE.assignment
    clinic.do(c.RegisterTemplate(template=ADVICE, name="Sårvård", text=WASH, assignment=own), NURSE)
    clinic.do(c.RegisterTemplate(template=TemplateId("SE1.recept"), name="Recept", text=WASH, unit=CENTRE), HEAD)
    clinic.do(c.SaveDraft(case=cases["elsa"], text="Så bra! Fortsätt med salvan och"), NURSE)
    later(site)
    return cases


def things(site: Served) -> tuple[str, str]:
    """The visit and the ticket that wait in the ledger."""
    found = {row.kind.value: row.id for row in site.clinic.engine.queries.ledger(NURSE).unwrap().items}
    return found["visit"], found["ticket"]


def refused(page: Page) -> None:
    """The form of extending, with a day that has been."""
    page.get_by_text("Förläng perioden").click()
    page.get_by_label("Ny sista dag").first.fill("2020-01-01")
    page.locator("#extend-reason").fill("Behövs")
    page.get_by_role("button", name="Förläng", exact=True).click()
    page.wait_for_selector("#errors")


def states(site: Served, cases: dict[str, CaseId]) -> Sequence[State]:
    anton, karin, erik = (site.clinic.rep(name) for name in ("anton", "karin", "erik"))
    case = f"/cases/{cases['anton']}"
    new = f"/new?person={site.clinic.persons['elsa']}&way=search"
    visit, ticket = things(site)
    staff = {
        "start": "/",
        "inbox": "/inbox",
        "ongoing": "/cases?list=ongoing",
        "ended": "/cases?list=ended",
        "soon": "/cases?list=closing_soon",
        "pool": "/pool",
        "undocumented": "/undocumented",
        "unit refused": "/unit",
        "case": case,
        "case of a child": f"/cases/{cases['elsa']}",
        "case without content": f"/cases/{cases['empty']}",
        "case ended": f"/cases/{cases['ended']}",
        "case in the pool": f"/cases/{cases['pool']}",
        "case with an SMS that failed": f"/cases/{cases['trouble']}",
        "case with a template": f"{case}?phrase={ADVICE}",
        "journal note": f"{case}/journal-note",
        "journal note corrected": f"{case}/journal-note?corrects=1",
        "visit": f"/visits/{visit}",
        "ticket": f"/tickets/{ticket}",
        "new ticket": f"/new-ticket?person={site.clinic.persons['nils']}",
        "drafts": "/drafts",
        "templates": "/templates",
        "template": f"/templates/{ADVICE}",
        "absence": "/absence",
        "elsewhere": "/elsewhere",
        "assignments": "/sign-in/assignment",
        "phones": "/demo/sms",
        "accessibility": "/accessibility",
        "nowhere": "/nowhere",
    }
    patient = {
        "cases": (anton, "/patient"),
        "case": (anton, f"/patient/cases/{cases['anton']}"),
        "case of a child": (karin, f"/patient/cases/{cases['elsa']}"),
        "case ended": (anton, f"/patient/cases/{cases['ended']}"),
        "nothing": (erik, "/patient"),
        "contact": (karin, "/patient/contact"),
        "contact details": (anton, "/patient/contact-details"),
        "access": (anton, "/patient/access"),
        "accessibility": (anton, "/patient/accessibility"),
        "refused": (erik, f"/patient/cases/{cases['elsa']}"),
    }
    return [
        State(name="sign in", path="/sign-in", who=None),
        State(name="patient sign in", path="/patient/sign-in", who=None),
        *(State(name=f"staff {name}", path=path, who=NURSE) for name, path in staff.items()),
        State(name="staff case refused", path=case, who=NURSE, does=refused),
        State(name="staff search", path="/search", who=NURSE),
        State(name="staff search hits", path="/search", who=NURSE, does=lambda page: search(page, "Provdotter")),
        State(name="staff search without a hit", path="/search", who=NURSE, does=lambda page: search(page, "Xyz")),
        State(name="staff add", path="/patients/add", who=NURSE),
        State(name="staff profile", path=f"/patients/{site.clinic.persons['elsa']}", who=NURSE),
        State(name="staff ticket taken", path=f"/tickets/{ticket}", who=NURSE, does=taken),
        State(name="staff profile refused", path=f"/patients/{site.clinic.persons['elsa']}", who=NURSE, does=blocked),
        State(name="staff template refused", path=f"/templates/{ADVICE}", who=NURSE, does=unclosed),
        State(name="staff absence refused", path="/absence", who=NURSE, does=away),
        State(name="staff absence", path="/absence", who=NURSE, does=lambda page: away(page, "2026-11-30")),
        State(name="staff elsewhere", path="/elsewhere", who=NURSE, does=elsewhere),
        State(name="staff new", path=new, who=NURSE),
        State(name="staff new, details", path=new, who=NURSE, does=lambda page: wizard(page, 2)),
        State(name="staff new, confirmation", path=new, who=NURSE, does=lambda page: wizard(page, 3)),
        State(name="staff new refused", path=new, who=NURSE, does=lambda page: wizard(page, 0)),
        State(name="staff created", path=f"/cases/{cases['empty']}/created", who=NURSE),
        State(name="staff shortcuts", path="/inbox", who=NURSE, does=lambda page: page.keyboard.press("?")),
        State(name="staff menu", path="/inbox", who=NURSE, does=lambda page: page.locator(".me summary").click()),
        State(name="staff session", path=case, who=NURSE, does=lambda page: shown(page, "session")),
        *(State(name=f"patient {name}", path=path, who=who) for name, (who, path) in patient.items()),
    ]


def taken(page: Page) -> None:
    page.get_by_role("button", name="Ta biljetten").click()
    page.wait_for_selector("text=Skapa ärendet")


def blocked(page: Page) -> None:
    """A child's block is not taken."""
    page.get_by_text("Spärra en enhets uppgifter").click()
    page.get_by_role("button", name="Spärra", exact=True).click()
    page.wait_for_selector("#errors")


def unclosed(page: Page) -> None:
    page.get_by_label("Text").fill("Hämta {läkemedel")
    page.get_by_role("button", name="Spara").click()
    page.wait_for_selector("#errors")


def away(page: Page, day: str = "2020-01-01") -> None:
    page.get_by_label("Vem vikarierar?").select_option(COLLEAGUE.assignment)
    page.get_by_label("Sista frånvarodagen").fill(day)
    page.get_by_role("button", name="Spara").click()
    page.wait_for_selector("#errors" if day < "2026" else "text=Avsluta frånvaron")


def elsewhere(page: Page) -> None:
    """At the other unit; and back, once it has been looked at, by the next state's own page."""
    page.get_by_label("Vårdenhet").select_option(CHILDREN)
    page.get_by_label("Kvalitetssäkring").check()
    page.get_by_role("button", name="Visa enhetens ärenden").click()
    page.wait_for_selector("text=Du läser också")


def search(page: Page, text: str) -> None:
    page.get_by_label("Fullständigt personnummer eller namn").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_selector("main [role=status]:not(:empty)")


def wizard(page: Page, step: int) -> None:
    """On to that step; 0: the first one refused, for no representative was chosen."""
    if step != 1:
        page.get_by_label("Asynkront").check()
    if step > 1:
        page.get_by_label("Karin").check()
    if step != 1:
        page.get_by_role("button", name="Nästa").click()
        page.wait_for_selector("#errors" if step == 0 else "#days")
    if step == 3:
        page.get_by_role("combobox", name="Sökorsak").fill("uppf")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Nästa").click()
        page.wait_for_selector("text=Slutför")


def shown(page: Page, dialog: str) -> None:
    page.evaluate("id => document.getElementById(id).showModal()", dialog)
