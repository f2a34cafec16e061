"""`python -m tests.release.sbom FILE`: the software bill of materials of a release, CycloneDX 1.6 as JSON.

The wheel is built and installed, with every extra of who runs it, into an empty venv, and CycloneDX's own tool
(`cyclonedx-py`, extra `[release]`) reads that. Added to what it says: what each component is there for, the licence of
those that name none (`licences`), and what the wheel holds of others.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from email.message import Message
from importlib.metadata import Distribution, distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypedDict

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .build import ROOT, built, call, extras_of, installed, metadata_of, needs
from .licences import STATED

NEEDED_BY: Final = "arende:needed-by"
CORE: Final = "core"
OURS: Final = "root-component"
"""What the tool calls arende itself."""
WHEEL: Final = "wheel"
VENDORED: Final = ROOT / "plugins" / "arende_web" / "static" / "vendor"


class Component(TypedDict, total=False):
    """As far as it is read or written here."""

    name: str
    version: str
    type: str
    purl: str
    licenses: list[Mapping[str, object]]
    properties: list[Mapping[str, str]]


class Depends(TypedDict, total=False):
    """What a component needs: `NAME==VERSION` each."""

    ref: str
    dependsOn: list[str]


class Bom(TypedDict, total=False):
    """The document."""

    components: list[Component]
    dependencies: list[Depends]


def bom_of(wheel: Path, folder: Path) -> Bom:
    """The bill of a wheel; the folder is where its venv is put up."""
    metadata, file = metadata_of(wheel), folder / "tool.json"
    python = installed(wheel, extras_of(metadata), folder / "venv")
    form = ["--sv", "1.6", "--of", "JSON", "--output-reproducible", "--mc-type", "library"]
    tool = [sys.executable, "-m", "cyclonedx_py", "environment", *form]
    call(*tool, "--pyproject", str(ROOT / "pyproject.toml"), "-o", str(file), str(python))
    bom: Bom = json.loads(file.read_bytes())
    why = reasons(metadata, python)
    for one in bom["components"]:
        name = name_of(one["name"])
        told = [{"name": NEEDED_BY, "value": what} for what in why.get(name, ())]
        one["properties"] = [*one.get("properties", []), *told]
        if name in STATED and not one.get("licenses"):
            one["licenses"] = [{"license": {"id": STATED[name], "acknowledgement": "concluded"}}]
    return only_needed(bom)


def only_needed(bom: Bom) -> Bom:
    """Without what installs, which a venv has too; and with what the wheel itself holds of others."""
    kept = [one for one in bom["components"] if any(told["name"] == NEEDED_BY for told in one["properties"])]
    names = {OURS, *(name_of(one["name"]) for one in kept)}
    graph = [one for one in bom["dependencies"] if name_of(one["ref"]) in names]
    return {**bom, "components": [*kept, *vendored()], "dependencies": graph}


def reasons(metadata: Message, python: Path) -> Mapping[str, list[str]]:
    """By name of each distribution that is there for something: `core`, or the extras that bring it, in the end.

    By the requirements as they hold with the extras that are asked for: the tool's own graph takes every extra of a
    dependency for needed, if what it names happens to be there.
    """
    (site,) = python.parent.parent.glob("lib/python*/site-packages")
    there = {name_of(one.name): one for one in distributions(path=[str(site)])}
    found: dict[str, list[str]] = {}
    for extra in ("", *extras_of(metadata)):
        for name in sorted(closure(needs(metadata, extra), there)):
            found.setdefault(name, []).append(extra or CORE)
    return found


def closure(wanted: Sequence[Requirement], there: Mapping[str, Distribution]) -> set[str]:
    """Names of what is needed for that."""
    found: set[tuple[str, str]] = set()
    left = [(name_of(one.name), extra) for one in wanted for extra in ("", *one.extras)]
    while left:
        name, extra = left.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        asked = [Requirement(text) for text in there[name].requires or ()]
        holding = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": extra})]
        left += [(name_of(one.name), more) for one in holding for more in ("", *one.extras)]
    return {name for name, _ in found}


def name_of(ref: str) -> str:
    """Of a distribution, also as the tool refers to it: `NAME==VERSION`."""
    return str(canonicalize_name(ref.partition("==")[0]))


def vendored() -> Iterator[Component]:
    """What stands in the wheel in files of others."""
    for file in sorted(VENDORED.glob("*.min.js")):
        name, _, version = file.name.removesuffix(".min.js").partition("-")
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:npm/{name}.org@{version}",
            "licenses": [{"license": {"id": "0BSD", "acknowledgement": "declared"}}],
            "properties": [{"name": NEEDED_BY, "value": WHEEL}],
        }


def checked(text: str) -> str:
    """The text, if CycloneDX's own schema takes it. Raises ValueError."""
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise ValueError(f"the bill is not valid: {fault}")
    return text


def main() -> None:
    """Build, write, check."""
    (file,) = sys.argv[1:]
    with TemporaryDirectory() as folder:
        wheel, _ = built(Path(folder) / "dist")
        bom = bom_of(wheel, Path(folder))
    Path(file).write_text(checked(json.dumps(bom, ensure_ascii=False, indent=2) + "\n"), encoding="utf-8")


if __name__ == "__main__":
    main()
