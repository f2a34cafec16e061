"""A bird in the demo: a patient with marked words, whose day is played by the command line, and all that goes wrong.

What came out is kept, by where it came out, to be searched. Nothing is asserted here but what the day needs.
"""

import io
import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from arende.cli.demo.clinic import register
from arende.cli.main import run
from arende.engine import Engine, Settings
from arende.ports.sms import ProviderError, Rejected, Rejection
from arende.testing.clock import FakeClock
from attrs import field, frozen

from tests.engine.vendor import Answer, Line, Vendor

from .marked import BIRD, BIRD_PHONE, SECRETS, Ears

NURSE: Final = "staff:SE-DEMO.haris-ssk"
OTHER: Final = "staff:SE-DEMO.jonas-ssk"


@frozen(kw_only=True)
class Demo:
    """A played demo with a bird in it, and all that came out meanwhile, by where it came out."""

    folder: Path
    ears: Ears = field(factory=Ears)
    out: dict[str, list[str]] = field(factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "klinik.db"

    def line(self, *args: str, stdin: str = "", kept: bool = True) -> str:
        """One line of the command line, here; what it answered is kept to be searched, unless it is asked for."""
        content = io.BytesIO()
        out = io.TextIOWrapper(content, encoding="utf-8", write_through=True)
        err = io.StringIO()
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = run(args)
        finally:
            sys.stdin = before
        said = content.getvalue().decode()
        if kept:
            self.out.setdefault(" ".join(args[:2]), []).append(f"{code}\n{said}")
        self.out.setdefault("stderr", []).append(err.getvalue())
        return said

    def made(self, *args: str, stdin: str = "") -> str:
        """The id of what a line made."""
        return str(json.loads(self.line(*args, "--json", stdin=stdin))["id"])


@contextmanager
def heard(demo: Demo) -> Iterator[None]:
    """Every logger is heard at every level, and nothing of the settings outside is seen."""
    root, level, here = logging.getLogger(), logging.getLogger().level, Path.cwd()
    root.addHandler(demo.ears)
    root.setLevel(logging.NOTSET)
    outside = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("ARENDE_")}
    os.chdir(demo.folder)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.update(outside)
        root.setLevel(level)
        root.removeHandler(demo.ears)


def settings(demo: Demo, name: str, more: str = "", **changed: str) -> tuple[str, str]:
    """A file of settings for the demo's clinic, with something changed."""
    told = {
        "storage": f'"sqlite:///{demo.database}"',
        "sms": f'["spool:{demo.folder}/arende-demo-sms"]',
        "export": f'{{journal = "spool:{demo.folder}/arende-demo-journal"}}',
        "audit": f'{{key_file = "{demo.database}.key"}}',
        **changed,
    }
    file = demo.folder / name
    file.write_text("\n".join(f"{key} = {value}" for key, value in told.items()) + f"\n{more}\n", encoding="utf-8")
    return "--config", str(file)


def number() -> str:
    """An identity number that nobody in the demo has."""
    return register(date(2026, 11, 23)).newcomers[-1].number


def bird(demo: Demo) -> None:
    """A patient with marked words is added, written to, answers, is looked at, moved to the record and reported."""
    config = settings(demo, "arende.toml")
    person = demo.made("patient", "add", "-", "--phone", BIRD_PHONE, *config, stdin=f"{number()}\n{BIRD}\n")
    case = demo.made("case", "create", "--as", NURSE, "--patient", person, "--days", "5", *config)
    demo.line("case", "send", case, "-", "--as", NURSE, "--json", *config, stdin="Kvittrande hemlighet")
    demo.line("case", "send", case, "-", "--as", f"rep:{person}", "--json", *config, stdin="Fjädrarna faller")
    demo.line("case", "draft", case, "-", "--as", NURSE, "--json", *config, stdin="Påbörjat i smyg")
    demo.line("patient", "emergency", person, "--as", OTHER, "--reason", "Nödlarm i buren", "--json", *config)
    demo.line("case", "show", case, "--as", NURSE, *config, kept=False)
    demo.line("case", "show", case, "--as", OTHER, *config, kept=False)
    demo.line("audit", "report", "--as", f"rep:{person}", *config, kept=False)
    demo.line("export", case, "--as", NURSE, *config, kept=False)
    for args in (("worker", "--once"), ("outbox", "list"), ("audit", "seal"), ("audit", "verify"), ("doctor",)):
        demo.line(*args, "--json", *config)
        demo.line(*args, *config)
    for who in (OTHER, "rep:SE-DEMO.finns-inte", "staff:SE-DEMO.asa-lak"):
        demo.line("case", "send", case, "-", "--as", who, *config, stdin="Kvittrande hemlighet")
        demo.line("case", "draft", case, "--as", who, *config)
    for text in ("Fjädrarna faller" * 900, "Fjädrarna faller\0", " "):
        demo.line("case", "send", case, "-", "--as", NURSE, "--json", *config, stdin=text)
    demo.line("audit", "report", person, "--as", NURSE, "--json", *config)


def wrong(demo: Demo) -> None:
    """What people and machines do wrong, with marked words in what it goes wrong over."""
    config = settings(demo, "arende.toml")
    mistyped = number()[:-1] + str((int(number()[-1]) + 1) % 10)
    for args in (
        ("patient", "search", mistyped),
        ("patient", "show", mistyped),
        ("patient", "add", mistyped, "--name", BIRD),
        ("patient", "add", number(), "--name", BIRD, "--phone", "0701740699x"),
        ("case", "create", "--as", NURSE, "--patient", number(), "--reason", "Nödlarm i buren"),
        ("case", "show", f"SE-DEMO.{BIRD}"),
        ("patient", "search", "--as", BIRD),
        (BIRD, number()),
        ("case", "send", "SE-DEMO.x", "--text", "Kvittrande hemlighet", "--file", BIRD_PHONE),
    ):
        demo.line(*args, *config)
        demo.line(*args, "--json", "--lang", "en", *config)
    bad = demo.folder / "fel.jsonl"
    bad.write_text(
        f'{{"type": "person", "provider": "SE-DEMO", "identifier": "{mistyped}", "name": "{BIRD}"}}\n'
        f'{{"{BIRD}": "{BIRD_PHONE}"}}\n{BIRD} {number()}\n',
        encoding="utf-8",
    )
    demo.line("import", str(bad), *config)
    bad.unlink()
    faulty_settings(demo)
    faulty_sms(demo)
    faulty_storage(demo)


def faulty_settings(demo: Demo) -> None:
    """Settings that will not do, with secrets in them."""
    for name, more in (
        ("a.toml", f'nyckel = "{SECRETS[1]}"'),
        ("b.toml", f'password = "{SECRETS[0]}'),
        ("c.toml", f'[policy]\ndays = "{SECRETS[1]}"'),
    ):
        demo.line("patient", "search", BIRD, *settings(demo, name, more))
        (demo.folder / name).unlink()
    for changed in (
        {"storage": f'"okand://u:{SECRETS[0]}@vard/arende"'},
        {"storage": f'"postgresql://arende:{SECRETS[0]}@127.0.0.1:1/arende"'},
        {"sms": f'["okand:{SECRETS[0]}"]'},
        {"export": f'{{journal = "okand:{SECRETS[1]}"}}'},
        {"storage": f'["{SECRETS[0]}"]'},
    ):
        for lang in ("sv", "en"):
            demo.line("patient", "search", BIRD, "--lang", lang, *settings(demo, "d.toml", **changed))
            (demo.folder / "d.toml").unlink()


def faulty_sms(demo: Demo) -> None:
    """A provider that fails with the number and the name in its error, one that is broken, and one that rejects."""
    config = settings(demo, "arende.toml")
    found = json.loads(demo.line("patient", "search", "-", "--json", *config, stdin=number(), kept=False))
    person = str(found["items"][0]["id"])
    faults: list[Answer] = [
        RuntimeError(f"cannot send to {BIRD_PHONE}, {BIRD}: Kvittrande hemlighet"),
        ProviderError("The provider's disk is full."),
        Rejected(kind=Rejection.RECIPIENT, code="21614"),
    ]
    for _ in faults:  # a case each: within a case the next waits for the one before
        demo.made("case", "create", "--as", NURSE, "--patient", person, "--days", "5", *config)
    line = Line(answers=faults)
    told = Settings(storage=f"sqlite:///{demo.database}", sms=("line",), demo=True)
    later = FakeClock(datetime.now(UTC) + timedelta(hours=1))  # what the workers before held is nobody's by then
    with Engine.open(told, (Vendor(lines={"line": line}),), clock=later) as engine:
        for _ in range(5):  # a fault may end a round: what is left comes in the next
            demo.out.setdefault("worker", []).append(f"{engine.worker.run_once()} {engine.worker!r}")
    assert len(line.sent) >= 3, "each fault was met"
    demo.out["worker"] += [f"{one!r} {one}" for one in line.sent]
    demo.line("outbox", "list", *config)
    demo.line("outbox", "list", "--json", *config)


def faulty_storage(demo: Demo) -> None:
    """A database that is gone, cut short, no database at all, or with a head that cannot be read."""
    whole = demo.database.read_bytes()
    copy = demo.folder / "trasig.db"
    for content in (
        None,
        whole[: len(whole) // 2],
        b"Kanarina" * 4000,
        whole.replace(b'"personnummer"', b'"okandsysteme"'),
    ):
        if content is not None:
            copy.write_bytes(content)
        config = settings(demo, "f.toml", storage=f'"sqlite:///{copy}"')
        for args in (("patient", "search", "Kanarina"), ("case", "list", "--as", NURSE), ("verify",), ("doctor",)):
            demo.line(*args, "--json", *config, kept=args[0] != "case")
        demo.line("case", "create", "--as", NURSE, "--patient", number(), "--message", "Fjädrarna faller", *config)
        copy.unlink(missing_ok=True)
