"""What is not run of the pages' code, each with its reason. An entry that excuses nothing is an error."""

from collections.abc import Callable, Iterator
from re import Match, compile
from tomllib import loads
from typing import Final

from .build import ROOT

PROJECT: Final = loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: Final = frozenset(PROJECT["optional-dependencies"])

ELSEWHERE: Final = {
    "docs/vendors/tutorial.md": "tests/conformance holds its files to the example's, and runs its commands from wheels",
}
"""Pages whose files and commands another test runs; what they have of other blocks is held here."""

COPIED: Final = compile(r"<!-- \S+: [a-z ]+ -->")
"""Above a block that is a piece of a file which `tests/examples` runs (`tests/examples/page.py`)."""

ALLOWED: Final = {
    ("docs/vendors/tutorial.md", "from arende_conformance.standins.server import StandIn"): (
        "needs the example's distribution, and waits for a key to be pressed"
    ),
}
"""Page and first line of a block that is left alone."""


def no_fault(_found: Match[str]) -> Iterator[str]:
    return iter(())


def extras_there(found: Match[str]) -> Iterator[str]:
    """Of what pip would install: the extras of ours."""
    for name in compile(r"(?:arende\S*|[\"' ]\.)\[([\w,-]+)\]").findall(found[0]):
        yield from (f"there is no extra [{one}]" for one in name.split(",") if one not in EXTRAS)


def module_there(found: Match[str]) -> Iterator[str]:
    """Of what works on the source tree: the module."""
    path = ROOT / found["module"].replace(".", "/")
    if not path.with_suffix(".py").is_file() and not (path / "__main__.py").is_file():
        yield f"there is no module {found['module']}"


NOT_RUN: Final[tuple[tuple[str, str, Callable[[Match[str]], Iterator[str]]], ...]] = (
    (r"(\S+/bin/)?(python3? -m )?pip install .*", "asks a registry, and would change what tests run in", extras_there),
    (r"(python3? -m )?pip wheel .*", "asks a registry, and works on the source tree", extras_there),
    (r"python3? -m build\b.*", "works on the source tree; tests/release builds", no_fault),
    (r"(git tag|gpg)\b.*", "signs with a person's key", no_fault),
    (r"python3? -m venv .*", "the venv is there; .ci/run makes one by the README's own line", no_fault),
    (r"(\.|source) \S*bin/activate", "the venv's programs are on the path", no_fault),
    (r"pytest", "the whole of the tests, of which this is one", no_fault),
    (r"\.ci/run", "runs the whole of the tests, of which this is one", no_fault),
    (r"python -m (?P<module>(tests|benchmarks)[\w.]*).*", "works on the source tree", module_there),
)
"""Commands that are left out where they stand: their form, why, and what is looked at instead."""
PATTERNS: Final = tuple((compile(form), check) for form, _, check in NOT_RUN)


def left_out(command: str) -> tuple[bool, list[str]]:
    """Whether a command is one that is not run, and what is wrong with it all the same."""
    for form, check in PATTERNS:
        found = form.fullmatch(command)
        if found is not None:
            return True, list(check(found))
    return False, []
