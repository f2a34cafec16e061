"""The page about registers: its file is read as it stands, its commands work, and it names every type and field."""

import re
import shlex
from pathlib import Path

from arende.wire.imports import TYPES
from attrs import fields

from .conftest import Cli

PAGE = (Path(__file__).parents[2] / "docs" / "register.md").read_text(encoding="utf-8")
REGISTER = re.search(r"```jsonl register.jsonl\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_s_file_is_read_and_its_commands_work(cli: Cli, empty: Path) -> None:
    assert REGISTER is not None
    (empty / "register.jsonl").write_text(REGISTER[1], encoding="utf-8")
    lines = REGISTER[1].splitlines()
    for command in re.findall(r"^    arende (.*)$", PAGE, re.MULTILINE):
        answer = cli(*shlex.split(command))
        assert answer.code == 0, answer
    assert cli("import", "register.jsonl", "--json").json == {"id": "register.jsonl", "lines": len(lines), "changed": 0}
    begun = [name for name in TYPES if not name.endswith("_end")]
    assert all(f'{{"type": "{name}"' in REGISTER[1] for name in begun)


def test_the_page_names_every_field() -> None:
    for name, (cls, own) in TYPES.items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
        assert [f.name for f in fields(cls) if f.name != own and f"`{f.name}`" not in row] == []
