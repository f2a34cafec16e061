"""Runs or reads every block of a page, in order; answers with what is wrong, by page and line."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from ..node import free_port
from .blocks import STARTS, Block, blocks_of
from .languages import faults_of
from .rules import ALLOWED, COPIED, ELSEWHERE
from .shell import Shell

POSTGRES: Final = re.compile(r"postgresql://[^\s\"'`)]+")
CREATE: Final = ("case", "create", "--as", "staff:SE1.a1", "--patient", "19800107-2381", "--message", "Hej!", "--json")


def faults_on(page: str, text: str, blocks: Sequence[Block], folder: Path, database: Callable[[], str]) -> list[str]:
    """Of a whole page. `folder` is empty; `database` makes a new one on PostgreSQL and gives its URL."""
    mine = [block for block in blocks if not is_elsewhere(block) and (page, block.first) not in ALLOWED]
    run = [block for block in mine if block.language in ("sh", "python")]
    read = [fault for block in mine if block.language not in ("sh", "python") for fault in faults_of(block)]
    if not run:
        return read
    (folder / "page").mkdir()
    shell = Shell(folder / "page", folder / "beside", free_port())
    try:
        start = STARTS.search(text)
        if start is not None:
            shell.words |= begun(shell, start[1])
        shell.words |= {url: database() for url in set(POSTGRES.findall("\n".join(block.text for block in mine)))}
        found = [*read, *first_fault(shell, mine)]
    finally:
        left = list(shell.end())
    return [*found, *(f"{page}: {fault}" for fault in left)]


def first_fault(shell: Shell, blocks: Sequence[Block]) -> list[str]:
    """What follows a fault is not run: it would only tell of it again."""
    for block in blocks:
        found = list(done(shell, block))
        if found:
            return found
    return []


def done(shell: Shell, block: Block) -> Iterator[str]:
    if block.file:
        shell.write(block)
        if block.file.endswith(".py"):
            compile(block.text, block.place, "exec", dont_inherit=True)
    elif block.language == "sh":
        yield from shell.sh(block)
    elif block.language == "python":
        yield from shell.py(block)


def is_elsewhere(block: Block) -> bool:
    """Whether another test runs it."""
    held = block.page in ELSEWHERE and (bool(block.file) or block.language == "sh")
    return held or bool(COPIED.fullmatch(block.above))


def begun(shell: Shell, start: str) -> dict[str, str]:
    """The page's folder as it begins: a clinic, as the page about registers tells of one, with a case, whose ids these
    are; or that register alone.
    """
    (register,) = (block for block in blocks_of("docs/register.md") if block.file == "register.jsonl")
    shell.write(register)
    if start.startswith("with"):
        return {}

    def arende(*arguments: str) -> str:
        command, env = ["arende", *arguments], shell.environment()
        made = subprocess.run(command, cwd=shell.folder, env=env, capture_output=True, text=True, check=True)
        return made.stdout

    arende("init", ".")
    arende("import", "register.jsonl")
    case = json.loads(arende(*CREATE))["id"]
    arende("worker", "--once")
    patient = json.loads(arende("patient", "show", "19800107-2381", "--as", "staff:SE1.a1", "--json"))["id"]
    if start.endswith("demo"):
        settings = shell.folder / "arende.toml"
        demo = 'demo = true\nauth = ["demo"]\n'
        settings.write_text(demo + settings.read_text(encoding="utf-8"), encoding="utf-8")
    return {"SE1.k1": case, "SE1.p1": patient}
