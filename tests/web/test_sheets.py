"""The pictures of every page are made by what is tested here; docs/screens/sheets holds them all."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .sheets import SHEETS, made

LARGEST = 90_000


@pytest.mark.slow
def test_a_page_is_seen_light_dark_and_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    files = list(made(browser, tmp_path, ["staff inbox", "patient case", "sign in"]))
    assert len(files) == 3
    assert all(file.read_bytes()[8:12] == b"WEBP" and file.stat().st_size < LARGEST for file in files)


def test_every_sheet_is_there_and_small() -> None:
    kept = list(SHEETS.glob("*.webp"))
    assert len(kept) > 50
    assert not [file.name for file in kept if file.stat().st_size > LARGEST]
