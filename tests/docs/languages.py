"""What is no program is read by whatever reads it in earnest: settings by the loader, registers by the importer."""

import configparser
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.etree import ElementTree

from arende.domain.refusal_texts import sentence
from arende.wire.imports import TYPES, read_lines
from arende.wire.settings import parse_settings
from returns.pipeline import is_successful

from .blocks import Block
from .known_options import unknown

TODAY: Final = date(2026, 11, 29)
REQUEST: Final = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD) /\S* HTTP/1\.1|HTTP/1\.1 \d{3} .+")
HEADER: Final = re.compile(r"[A-Za-z0-9-]+: \S.*")
COMMAND: Final = re.compile(r"\s*(\.venv/bin/|\$ |arende |arende-conformance |pip |python3? |curl |sudo |systemctl )")
UNIT: Final = frozenset({"Unit", "Service", "Timer", "Socket", "Install"})
ABSENT: Final = "is not executable"
"""What systemd says of a program that is not on this machine; it is no fault of the unit's."""


def toml(text: str) -> Iterator[str]:
    """Settings, whole or in part; or the `pyproject.toml` of a plugin."""
    table = tomllib.loads(text)
    if {"project", "build-system", "tool"} & set(table):
        points = table.get("project", {}).get("entry-points", {})
        yield from (f"entry points of {group}: we ask for none" for group in points if not group.startswith("arende"))
        return
    storage: Mapping[str, object] = {} if {"storage", "storage_file"} & set(table) else {"storage": "memory:"}
    read = parse_settings({**storage, **table}, {}, "en")
    if not is_successful(read):
        yield from (sentence(fault, "en") for fault in read.failure())
    else:
        yield from unknown(read.unwrap())


def json_document(text: str) -> Iterator[str]:
    json.loads(text)
    return iter(())


def json_lines(text: str) -> Iterator[str]:
    """Lines of a register are read as `arende import` reads them."""
    lines = text.splitlines()
    read = [json.loads(line) for line in lines]
    if all(isinstance(line, dict) and line.get("type") in TYPES for line in read):
        _, faults = read_lines((line.encode() for line in lines), TODAY)
        yield from (f"line {fault.number}: {fault.path} {fault.problem_en}" for fault in faults)


def xml(text: str) -> Iterator[str]:
    ElementTree.fromstring(text)
    return iter(())


def http(text: str) -> Iterator[str]:
    """One message: the first line, headers, and a body that is JSON where it says so."""
    head, _, body = text.partition("\n\n")
    first, *headers = head.splitlines()
    if not REQUEST.fullmatch(first):
        yield f"no request or answer of HTTP: {first}"
    yield from (f"no header: {line}" for line in headers if not HEADER.fullmatch(line))
    if "json" in head.lower() and body.strip():
        json.loads(body)


def ini(text: str) -> Iterator[str]:
    """A unit of systemd's, which judges it itself where it is on the machine."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.read_string(text)
    yield from (f"[{name}] is no section of a unit" for name in parser.sections() if name not in UNIT)
    if shutil.which("systemd-analyze"):
        with TemporaryDirectory() as folder:
            unit = Path(folder, "arende.timer" if "Timer" in parser else "arende.service")
            unit.write_text(text, encoding="utf-8")
            done = subprocess.run(
                ["systemd-analyze", "verify", "--man=no", str(unit)],
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
        own = (line for line in done.stderr.splitlines() if unit.name in line)
        yield from (line.replace(folder, "") for line in own if ABSENT not in line and "not found" not in line)


def nginx(text: str) -> Iterator[str]:
    """Every line ends a directive, opens a block or closes one; and each block is closed."""
    depth = 0
    for line in filter(None, (line.partition("#")[0].strip() for line in text.splitlines())):
        if line[-1] not in ";{}":
            yield f"neither a directive nor a block: {line}"
        depth += line.count("{") - line.count("}")
    if depth:
        yield "a block is not closed"


def words(text: str) -> Iterator[str]:
    """No commands: they are to be run."""
    yield from (f"is a command, so the block is `sh`: {line}" for line in text.splitlines() if COMMAND.match(line))


READ: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    "toml": toml,
    "json": json_document,
    "jsonl": json_lines,
    "xml": xml,
    "http": http,
    "ini": ini,
    "nginx": nginx,
    "text": words,
}
RUN: Final = ("sh", "python")
"""Languages that are run; there is no other."""


def faults_of(block: Block) -> list[str]:
    """What is wrong with a block that is read."""
    if block.language not in READ:
        return [f"{block.place}: {block.language or 'no'} language; known are {', '.join([*RUN, *READ])}"]
    try:
        return [f"{block.place}: {fault}" for fault in READ[block.language](block.text)]
    except (ValueError, configparser.Error, ElementTree.ParseError) as error:
        return [f"{block.place}: {error}"]
