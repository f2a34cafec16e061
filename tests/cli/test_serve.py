"""The line `arende serve` before anything is served: help, what is missing, what cannot be."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from arende.cli.context import Session
from arende.cli.demo.places import Places
from arende.cli.demo.served import serve_demo, server
from arende.cli.faults import Told

from tests.web.processes import settings_of

from .conftest import Cli


def test_a_port_that_is_taken(cli: Cli, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        told = cli("--config", str(settings), "serve", "--port", port)
    assert told.code == 1 and told.err.startswith(f"Fel: Det går inte att lyssna på 127.0.0.1 port {port}")


def test_a_database_in_memory_is_one_process_s(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "arende.toml"
    file.write_text('storage = "memory:"\n', encoding="utf-8")
    told = cli("--config", str(file), "serve", "--workers", "2", "--port", "0")
    assert told.code == 1 and "--workers 1" in told.err


def test_help_has_an_example_in_both_languages(cli: Cli) -> None:
    swedish, english = cli("serve", "--help"), cli("--lang", "en", "serve", "--help")
    assert (swedish.code, english.code) == (0, 0)
    assert "Exempel:\n  arende serve\n" in swedish.out and "--port NUMMER" in swedish.out
    assert "Example:\n  arende serve\n" in english.out and "Serves the web" in english.out


def test_without_the_extra_it_says_what_to_install(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    told = cli("serve")
    assert told.code == 1 and "pip install 'arende[web]'" in told.err and "uvicorn" in told.err


def test_nothing_of_the_extra_is_loaded_for_help() -> None:
    code = (
        "import sys\nfrom arende.cli.main import run\nrun(['serve', '--help'])\n"
        "print(sorted({'litestar', 'uvicorn', 'jinja2', 'babel'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.endswith("[]\n")


def test_port_goes_with_serve_only(cli: Cli) -> None:
    assert cli("demo", "--port", "1").code == 2


def test_a_demo_in_memory_cannot_be_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Told):
        serve_demo(server(), Session(), Places.of("memory:", tmp_path), 0, {})
    monkeypatch.setattr("arende.cli.demo.served.brought", dict)
    with pytest.raises(Told):
        server()
