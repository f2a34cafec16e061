"""The conformance report that a buyer reads, in a browser: light and dark, narrow and wide."""

import pytest
from arende_conformance.claims import Exclusion
from arende_conformance.page import as_html
from playwright.sync_api import Browser

from tests.conformance.test_page import AT, judged

from .axe import found_by

pytestmark = pytest.mark.slow


def test_anyone_can_read_it(browser: Browser, axe: str) -> None:
    one = judged(failing="SMS-01", message="x" * 300, exclusions=(Exclusion("SMS-99", "left over"),))
    page = browser.new_page()
    page.set_content(as_html([one, judged()], at=AT))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert found_by(page, axe) == [], scheme
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()
