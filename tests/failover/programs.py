"""What the cluster is made of, as Debian and PyPI have it: where it is, who runs it, or why it cannot be run.

Nothing is started here but to ask for its version.
"""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

USER: Final = "postgres"
"""Whom root becomes, for PostgreSQL refuses to run as root; the package makes this user."""
NEEDED: Final = ("postgres", "initdb", "pg_ctl", "pg_basebackup", "pg_rewind", "pg_controldata", "pg_isready")

BARE: Final = ("-S",)
"""Python without the packages of its own place: those of the tests' place come by PYTHONPATH, and are not mixed."""


@frozen(kw_only=True)
class Programs:
    """Paths, and the environment to run them in: nothing of the caller's own settings is in it."""

    postgres: Path
    """The folder of PostgreSQL's programs."""
    etcd: str
    patroni: tuple[str, ...]
    """The beginning of a command line."""
    user: str | None
    """None: whoever runs the tests."""
    environment: Mapping[str, str]

    def start(self, command: tuple[str, ...], log: Path) -> subprocess.Popen[bytes]:
        with log.open("ab") as to_log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=to_log,
                stderr=to_log,
                cwd=log.parent,
                env=self.environment,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else (),
            )


def programs() -> Programs:
    """Skips the test, saying what to install, where something is missing."""
    postgres = newest_postgres()
    etcd = shutil.which("etcd")
    if postgres is None or etcd is None:
        pytest.skip("PostgreSQL or etcd is missing: apt-get install postgresql etcd-server")
    spec = find_spec("patroni")
    if spec is None or spec.origin is None:
        pytest.skip("Patroni is missing: pip install -e '.[dev]'")
    user = USER if os.geteuid() == 0 else None
    if user is not None and user not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip(f"root cannot run PostgreSQL, and there is no user {user}: apt-get install postgresql")
    packages = str(Path(spec.origin).parents[1])
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"}
    for python in (sys.executable, "/usr/bin/python3"):  # that of a venv may lie where only root may go
        found = Programs(
            postgres=postgres, etcd=etcd, patroni=(python, *BARE, "-m", "patroni"), user=user, environment=environment
        )
        if runs(found):
            return found
    pytest.skip(f"the user {user} can run no Python with Patroni: let it read {packages}, or apt-get install python3")


def newest_postgres() -> Path | None:
    """The folder of the newest version that is whole."""
    whole = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("[1-9]*/bin")
        if all((folder / name).exists() for name in NEEDED)
    ]
    return max(whole, key=lambda folder: int(folder.parent.name), default=None)


def runs(found: Programs) -> bool:
    try:
        done = subprocess.run(
            [*found.patroni, "--version"],
            capture_output=True,
            cwd="/",
            env=found.environment,
            user=found.user,
            group=found.user,
            extra_groups=None if found.user is None else (),
        )
    except OSError:
        return False
    return done.returncode == 0
