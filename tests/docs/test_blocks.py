"""Every code block of every page is run, or read by what reads it in earnest; page by page, by page and line."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .blocks import blocks_in, blocks_of, pages
from .build import ROOT
from .languages import READ, RUN
from .rules import ALLOWED, ELSEWHERE, NOT_RUN
from .running import faults_on
from .shell import parts_of

ALL = [block for page in pages() for block in blocks_of(page)]


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted({block.page for block in ALL}))
def test_a_page_s_blocks_work(page: str, tmp_path: Path, new_postgres_url: Callable[[], str]) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    if "curl " in text and shutil.which("curl") is None:
        pytest.skip("the page asks by curl: apt install curl")
    assert "\n".join(faults_on(page, text, blocks_of(page), tmp_path, new_postgres_url)) == ""


def test_nothing_is_excused_that_is_not_there() -> None:
    assert set(ALLOWED) - {(block.page, block.first) for block in ALL} == set()
    assert set(ELSEWHERE) - set(pages()) == set()
    commands = [
        one for block in ALL if block.language == "sh" for line in block.text.splitlines() for one in parts_of(line)
    ]
    unused = [form for form, _, _ in NOT_RUN if not any(re.fullmatch(form, one) for one in commands)]
    assert unused == []


def never() -> str:
    raise AssertionError("no database was to be asked for")


def faults(text: str, folder: Path) -> list[str]:
    return faults_on("page.md", text, list(blocks_in("page.md", text)), folder, never)


CLINIC = "# Page\n\n<!-- starts in: clinic -->\n\n"

BROKEN = {
    "a command that fails": ("```sh\ntrue\nfalse\n```\n", "page.md:4"),
    "an indented one": ("    true\n\n        false\n", "page.md:3"),
    "one that does not fail": ("```sh\n! true\n```\n", "did not fail"),
    "a pipe that fails early": ("```sh\nfalse | cat\n```\n", "page.md"),
    "a command that is not": ("```sh\narende inbocks\n```\n", "inbocks"),
    "an extra that is not": ('```sh\npip install "arende[nonesuch]"\n```\n', "no extra [nonesuch]"),
    "an extra of a wheel that is not": (
        '```sh\npip install "./arende-0.1.0-py3-none-any.whl[web,x]"\n```\n',
        "extra [x]",
    ),
    "a module that is not": ("```sh\npython -m tests.nonesuch\n```\n", "no module tests.nonesuch"),
    "Python that fails": ("```python\nx = 1\n```\n\n```python\nassert x == 2\n```\n", "line 8"),
    "a name that is not": ("```python\nfrom arende.engine import Nonesuch\n```\n", "Nonesuch"),
    "no TOML": ("```toml\nx = \n```\n", "page.md:4"),
    "a setting that is not": ("```toml\n[policy]\nnonesuch = 3\n```\n", "policy.nonesuch"),
    "an option that is not": ('```toml\n[[sms]]\nprovider = "elks46"\nuser = "u"\n```\n', "no option user"),
    "an option of the web that is not": ('```toml\n[web]\npublic = "u"\n```\n', "no option public"),
    "an entry point that is not": ('```toml\n[project.entry-points."arrende"]\nx = "y"\n```\n', "arrende"),
    "no JSON": ('```json\n{"a": 1,}\n```\n', "page.md:4"),
    "a line of no JSON": ('```jsonl\n{"a": 1}\n{"a"}\n```\n', "page.md:4"),
    "a register with a fault": ('```jsonl\n{"type": "role", "id": "SE1.x"}\n```\n', "name"),
    "no XML": ("```xml\n<a>\n```\n", "page.md:4"),
    "no HTTP": ("```http\nGETT /x HTTP/1.1\n```\n", "GETT"),
    "no header": ("```http\nGET /x HTTP/1.1\nHost\n```\n", "Host"),
    "no unit": ("```ini\n[Servise]\nExecStart=/bin/true\n```\n", "Servise"),
    "a directive without an end": ("```nginx\nlocation / {\n  proxy_buffering off\n}\n```\n", "proxy_buffering"),
    "a block of nginx that stays open": ("```nginx\nlocation / {\n```\n", "not closed"),
    "a command among words": ("```text\narende doctor\n```\n", "arende doctor"),
    "no language": ("```\nx\n```\n", "no language"),
    "a language that nothing reads": ("```console\n$ ls\n```\n", "console"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_faulty_block_is_found(name: str, tmp_path: Path) -> None:
    text, told = BROKEN[name]
    assert told in faults(f"# Page\n\n{text}", tmp_path)[0]


def test_every_language_has_a_broken_sample() -> None:
    broken = {block.language for text, _ in BROKEN.values() for block in blocks_in("page.md", text)}
    assert set(READ) | set(RUN) == broken - {"", "console"}


def test_folder_variables_files_and_names_carry_on(tmp_path: Path) -> None:
    text = (
        "# Page\n\n```sh\nmkdir -p a && cd a\nword='two words'\n```\n\n```json b/c.json\n{}\n```\n\n"
        '```sh\ntest "$word" = "two words"\ntest "$(cat b/c.json)" = "{}"\n```\n\n'
        "```python\nfrom pathlib import Path\nx = Path('b/c.json').read_text()\n```\n\n```python\nassert x\n```\n"
    )
    assert faults(text, tmp_path) == []


def test_what_a_page_does_to_the_machine_it_does_below_its_folder(tmp_path: Path) -> None:
    assert faults("# Page\n\n```sh\necho x > /etc/arende-of-a-page\ncat /etc/arende-of-a-page\n```\n", tmp_path) == []
    assert (tmp_path / "beside" / "root" / "etc" / "arende-of-a-page").is_file()
    assert not Path("/etc/arende-of-a-page").exists()


@pytest.mark.slow
def test_a_clinic_is_there_and_what_stays_is_waited_for_and_ended(tmp_path: Path) -> None:
    text = (
        f"{CLINIC}```sh\narende case show SE1.k1 --as staff:SE1.a1 | grep Hej\narende patient show SE1.p1\n```\n\n"
        "    arende serve --workers 1   # stays\n    arende worker &\n"
        "    curl -sf http://127.0.0.1:8000/health/ready\n"
    )
    assert faults(text, tmp_path) == []


def test_what_stays_and_does_not_is_found(tmp_path: Path) -> None:
    (fault,) = faults("# Page\n\n    arende serve --port 8000\n", tmp_path)
    assert "page.md:3" in fault
