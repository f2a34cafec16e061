"""WCAG 2.2 AA on every page and state, as far as machines can tell; docs/accessibility.md says what they cannot."""

from collections.abc import Iterator, Sequence
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.engine.clinic import NURSE

from .axe import found_by
from .conftest import NewPage
from .serving import Served
from .states import State, furnished, signed_in, states

pytestmark = pytest.mark.slow


def visited(site: Served, page: Page, wanted: Sequence[State]) -> Iterator[State]:
    """The page in each state, whoever sees it."""
    who = None
    for state in wanted:
        if state.who is not None and state.who != who:
            who = state.who
            signed_in(page, site, who)
        page.goto(state.path)
        state.does(page)
        yield state


def test_axe_finds_nothing_light_or_dark(site: Served, new_page: NewPage, axe: str) -> None:
    page = new_page()
    found: dict[str, list[str]] = {}
    for state in visited(site, page, states(site, furnished(site))):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            wrong = found_by(page, axe)
            if wrong:
                found[f"{state.name}, {scheme}"] = wrong
        assert page.title().endswith(" – ärende") and len(page.title()) > 10, state.name
    assert found == {}


CUT_OFF: Final = """() => [...document.querySelectorAll("a, button, input, select, textarea")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.left < -1 && !one.closest(".skip, .side");
}).map((one) => one.outerHTML.slice(0, 80))"""
"""What one could use, and that begins to the left of the page, where no scrolling leads. The side scrolls by itself."""


@pytest.mark.parametrize(("width", "height"), [(320, 640), (720, 450)], ids=["320 px", "1440 px at 200 %"])
def test_nothing_is_wider_than_the_page(site: Served, new_page: NewPage, width: int, height: int) -> None:
    page = new_page(width=width, height=height)
    wide = {}
    for state in visited(site, page, states(site, furnished(site))):
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[state.name] = over
        if cut := page.evaluate(CUT_OFF):
            wide[state.name] = cut
    assert wide == {}


def test_the_menu_is_seen_whole_on_a_tablet_and_a_small_window(site: Served, new_page: NewPage) -> None:
    page = new_page(width=768, height=700)
    signed_in(page, site, NURSE)
    for width in (768, 1119, 1120):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto("/inbox")
        ends = page.evaluate("[...document.querySelectorAll('.side a')].map(one => one.getBoundingClientRect().right)")
        assert len(ends) > 8 and max(ends) <= width


def hidden_focus(page: Page) -> str:
    """What has the focus, if it is hidden by something that stays in place; else nothing."""
    found: str = page.evaluate(
        """() => {
          const at = document.activeElement, box = at.getBoundingClientRect();
          if (at === document.body || !box.width || at.closest(".bar")) return "";
          const [x, y] = [box.x + Math.min(4, box.width / 2), box.y + Math.min(4, box.height / 2)];
          return document.elementFromPoint(x, y)?.closest(".bar") ? at.outerHTML.slice(0, 120) : "";
        }"""
    )
    return found


@pytest.mark.parametrize(("width", "height"), [(1440, 700), (390, 640)])
def test_the_focus_is_never_under_what_stays_in_place(site: Served, new_page: NewPage, width: int, height: int) -> None:
    cases = furnished(site)
    page = signed_in(new_page(width=width, height=height), site, NURSE)
    for path in ("/inbox", f"/cases/{cases['anton']}"):
        page.goto(path)
        for key in ("Tab", "Shift+Tab"):
            for _ in range(45):
                page.keyboard.press(key)
                assert hidden_focus(page) == ""


def test_a_summary_of_errors_has_the_focus_and_the_title_says_so(site: Served, new_page: NewPage) -> None:
    page = new_page()
    wanted = [state for state in states(site, furnished(site)) if state.name == "staff case refused"]
    for _ in visited(site, page, wanted):
        assert page.evaluate("document.activeElement.id") == "errors"
        assert page.title().startswith("Fel:")
        assert page.get_by_label("Ny sista dag").first.input_value() == "2020-01-01"


def test_forced_colours_less_motion_and_print(site: Served, new_page: NewPage) -> None:
    cases = furnished(site)
    page = signed_in(new_page(), site, NURSE)
    page.goto(f"/cases/{cases['anton']}")
    page.emulate_media(forced_colors="active")
    assert page.evaluate("getComputedStyle(document.querySelector('#days-left')).borderTopStyle") == "solid"
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.emulate_media(reduced_motion="no-preference", media="print")
    assert page.get_by_text("Det är lite rött").is_visible()
    assert page.get_by_text("4 dagar kvar").or_(page.locator("#days-left")).is_visible()
    for hidden in (".bar", ".side", ".composer form", ".acts"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.evaluate("getComputedStyle(document.querySelector('.message')).breakInside") == "avoid"


def test_targets_are_as_large_as_they_should_be(site: Served, new_page: NewPage) -> None:
    """Main controls: 40 px for staff, 48 for patients; nothing that is pressed is under 24."""
    page = new_page(width=390, height=800)
    small = {}
    for state in visited(site, page, states(site, furnished(site))):
        least = 24
        boxes = page.evaluate(
            """() => [...document.querySelectorAll("button, .button, input, select, textarea, summary")]
              .filter(one => one.checkVisibility() && !one.closest("label.choice")).map(one => {
                const box = one.getBoundingClientRect();
                return [Math.min(box.width, box.height), one.outerHTML.slice(0, 80)];
              })"""
        )
        found = [html for size, html in boxes if size < least]
        if found:
            small[state.name] = found
    assert small == {}
