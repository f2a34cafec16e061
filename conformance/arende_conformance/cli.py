"""The command line `arende-conformance`: run, self-test, explain, list. Exit 0 well, 1 a fault, 2 wrong usage.

It parses and prints; clauses are run by pytest (`run`) or by `selftest`. What needs pytest is imported when called.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

import click

from . import SUITE

CLASSES: Final[Mapping[str, str]] = {
    "storage": "TestStorage",
    "sms": "TestSms",
    "auth": "TestAuth",
    "export": "TestExport",
    "directory": "TestDirectory",
    "subscribers": "TestSubscribers",
}
PORTS: Final = click.Choice(tuple(CLASSES))


@click.group()
@click.version_option(SUITE, prog_name="arende-conformance")
def cli() -> None:
    """Hold an adapter of arende to the clauses of its port.

    Example: arende-conformance run our_package.conformance:make --port storage
    """


@cli.command()
@click.argument("factory", metavar="PKG.MOD:FACTORY")
@click.option("--port", type=PORTS, required=True, help="The port that the adapter serves.")
@click.option("--json", "target", metavar="FILE", default="", help="Write the report here; - for standard output.")
@click.option("--html", "page", metavar="FILE", default="", help="Write the report here as a page for people.")
@click.option("--lang", type=click.Choice(("en", "sv")), default="en", show_default=True, help="Language of the page.")
@click.option("--repeat", type=click.IntRange(min=1), default=1, help="Run clauses about chance so often, as races.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of what is random.")
def run(factory: str, port: str, target: str, page: str, lang: str, repeat: int, seed: int) -> None:
    """Run every clause that the adapter's claims make due.

    Example: arende-conformance run our_package.conformance:make --port sms --json report.json --html report.html
    """
    _try_factory(factory, port)
    with tempfile.TemporaryDirectory(prefix="arende-conformance-") as root:
        report, shown = Path(root, "report.json"), Path(root, "report.html")
        command = [sys.executable, "-m", "pytest", "-p", "arende_conformance.plugin", "-p", "no:cacheprovider", "-q"]
        # Nothing of the vendor's own pytest settings is to change what is run.
        command += ["-c", os.devnull, "--rootdir", root, "--tb=short", "--pyargs"]
        command += [f"arende_conformance.shipped::{CLASSES[port]}", f"--arende-factory={factory}"]
        command += [
            f"--arende-json={report}",
            f"--arende-html={shown}",
            f"--arende-lang={lang}",
            f"--arende-seed={seed}",
            f"--arende-repeat={repeat}",
        ]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment = kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        where = sys.stderr if target == "-" else None
        done = subprocess.run(command, env=environment, check=False, stdout=where)
        if not report.exists():
            _stop("The run came to no end: read what stands above.", code=1)
        text, html = report.read_text(encoding="utf-8"), shown.read_text(encoding="utf-8")
    if target == "-":
        click.echo(text, nl=False)
    elif target:
        _write(target, text)
    if page:
        _write(page, html)
    sys.exit(0 if done.returncode == 0 else 1)


@cli.command("self-test")
@click.option("--port", "ports", type=PORTS, multiple=True, help="Only this port; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def self_test_command(ports: tuple[str, ...], as_json: bool) -> None:
    """Show that each clause catches something: run the wrong adapters, and those that come with arende.

    Example: arende-conformance self-test --port sms
    """
    from .selftest import self_test

    def tell(line: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{line}", nl=False, err=True)
        elif not line.endswith("(wrong)"):
            click.echo(f"running {line} …", err=True)

    outcome = self_test(tell=tell, ports=ports or tuple(CLASSES))
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    click.echo(json.dumps(outcome.as_data(), ensure_ascii=False) if as_json else "\n".join(outcome.as_lines()))
    sys.exit(0 if outcome.good else 1)


@cli.command()
@click.argument("number", metavar="CLAUSE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def explain(number: str, as_json: bool) -> None:
    """Tell what a clause demands, since when, and where the rule comes from.

    Example: arende-conformance explain STO-21
    """
    found = next((c for c in _clauses() if c["id"] == number.upper()), None)
    if found is None:
        message = f"There is no clause {number}: `arende-conformance list` names them all."
        if as_json:
            click.echo(json.dumps({"error": {"code": "clause.unknown", "message": message, "fields": {}}}))
            sys.exit(2)
        _stop(message)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    click.echo(f"{found['id']} ({found['port']}, {found['level']}, since {found['since']})")
    click.echo(f"{found['sentence']}")
    click.echo(f"Source: {found['source']}")
    click.echo(f"Due: {found['due']}")


@cli.command("list")
@click.option("--port", type=PORTS, help="Only this port.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_command(port: str | None, as_json: bool) -> None:
    """List the clauses.

    Example: arende-conformance list --port sms
    """
    found = [c for c in _clauses() if port in (None, c["port"])]
    if as_json:
        click.echo(json.dumps({"items": found, "next": None}, ensure_ascii=False))
        return
    for c in found:
        click.echo(f"{c['id']}  {c['level']:6}  {c['sentence']}")


def main() -> None:
    """The entry point. pytest comes with the extra `conformance`; without it one sentence says so."""
    try:
        import pytest  # noqa: F401 -- asked for here, used by the modules that are imported when called
    except ImportError:
        _stop("pytest is missing: install `arende[conformance]`.")
    cli()


def _clauses() -> list[dict[str, str]]:
    from .claims import MEANINGS
    from .clauses import clauses_of
    from .contracts import CONTRACTS

    return [
        {
            "id": c.number,
            "port": port,
            "level": str(c.level),
            "since": c.since,
            "sentence": c.sentence,
            "source": c.source,
            "due": "; ".join(f"where `{n}` is claimed ({MEANINGS[n]})" for n in c.needs) or "always",
        }
        for port, contract in CONTRACTS.items()
        for c in clauses_of(contract)
    ]


def _try_factory(factory: str, port: str) -> None:
    """Make one harness, so that a mistake is one sentence and not a page of errors."""
    from . import harness
    from .contracts import CONTRACTS

    sys.path.insert(0, str(Path.cwd()))  # as `python -m pytest` does
    with tempfile.TemporaryDirectory(prefix="arende-conformance-", ignore_cleanup_errors=True) as folder:
        try:
            CONTRACTS[port].make_bench(harness.load(factory), Path(folder), spec=factory, seed=1).close()
        except harness.FactoryError as error:
            _stop(str(error))
        except Exception as error:  # noqa: BLE001 -- a vendor's code may raise anything
            _stop(f"The factory {factory} raised {type(error).__name__}: {error}")


def _write(target: str, text: str) -> None:
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        _stop(f"The report cannot be written to {target} ({error.strerror}): name another file.")


def _stop(message: str, *, code: int = 2) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
