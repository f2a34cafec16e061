"""The site is made without a warning, and each address in it leads somewhere. What is outside is held to its form only:
where CI runs there is no network but the registries'.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .build import ROOT, build
from .site import faults, outward

pytestmark = pytest.mark.slow

GENERATOR = ("docs/conf.py", "docs/_site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site").resolve()
    assert build(out) == ""
    return out


def test_every_address_leads_somewhere_and_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    assert faults(site) == []


def test_every_page_of_the_repository_is_in_it(site: Path) -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    names = {path.relative_to(ROOT).with_suffix(".html") for path in pages}
    assert {name for name in names if not (site / name).is_file()} == set()
    assert 'content="0; url=docs/index.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_swedish_pages_say_so(site: Path) -> None:
    for path in (site / "docs" / "sv").glob("*.html"):
        assert '<html class="no-js" lang="sv"' in path.read_text(encoding="utf-8")


def test_a_picture_of_a_screen_leads_to_itself(site: Path) -> None:
    page = (site / "docs" / "guide.html").read_text(encoding="utf-8")
    pictures = re.findall(r'<a class="reference internal" href="([^"]+)"><img [^>]*src="([^"]+)"', page)
    assert pictures and all(lead == shown for lead, shown in pictures)


def on_a_phone(site: Path) -> str:
    """What a browser of a phone's width finds wrong."""
    command = [sys.executable, "-m", "tests.docs.phone", str(site)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300).stdout.strip()


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Debian's chromium: apt install chromium")
def test_every_page_fits_a_phone_and_asks_for_nothing_from_elsewhere(site: Path, tmp_path: Path) -> None:
    assert on_a_phone(site) == ""
    wide = '<meta name="viewport" content="width=device-width"><p style="width: 900px">x</p>'
    (tmp_path / "a.html").write_text(f'{wide}<img src="http://127.0.0.1:9/x.png"><script>nonesuch()</script>')
    told = on_a_phone(tmp_path)
    assert "a.html is 9" in told and "asks for http://127.0.0.1:9/x.png" in told and "nonesuch" in told


def little(folder: Path, page: str) -> Path:
    """A tree with the generator, a front page, and a page."""
    for name in GENERATOR:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    (folder / "docs" / "index.md").write_text("# Front\n\n## Pages\n\n- [Page](page.md)\n", encoding="utf-8")
    (folder / "docs" / "page.md").write_text(f"# Page\n\n{page}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("[Gone](gone.md)", "gone.md"),
        ("[Gone](index.md#nowhere)", "nowhere"),
        ("[Gone](../core/gone.py)", "gone.py"),
        ("![Gone](gone.webp)", "gone.webp"),
        ("```nonesuch\nx\n```", "nonesuch"),
        ("#### Too deep", "header level"),
    ],
)
def test_a_page_with_a_fault_is_no_site(tmp_path: Path, page: str, told: str) -> None:
    assert told in build(tmp_path / "out", little(tmp_path / "tree", page))


def test_a_page_that_no_index_leads_to_is_no_site(tmp_path: Path) -> None:
    root = little(tmp_path / "tree", "Text.")
    assert build(tmp_path / "out", root) == ""
    (root / "docs" / "lost.md").write_text("# Lost\n", encoding="utf-8")
    assert "lost.md" in build(tmp_path / "out", root)


def test_what_is_fetched_from_elsewhere_is_caught(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<script src="https://cdn.example/a.js"></script><img src="gone.png"><a href="http://x.example">x</a>'
        '<a href="b.html">b</a><a href="#nowhere">n</a><a href="https://x.example/ok">ok</a>'
    )
    (tmp_path / "a.css").write_text(
        '@import "//x.example/b.css"; p { background: url(https://x.example/c.png) url(d.png) }'
    )
    assert len(faults(tmp_path.resolve())) == 7


def test_the_form_of_what_leads_out() -> None:
    assert outward("https://docs.astral.sh/uv/") and outward("mailto:security@arende.example")
    assert not outward("http://docs.astral.sh") and not outward("https://a b.example") and not outward("https://local")
