"""Runs the commands and the Python of one page in one folder, as its reader would: folder and variables carry on.

What a command would do to the machine it does below the folder (`ROOTED`); nothing outside is asked. What stays, as a
server does, is started, waited for, and must end well when it is told to.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from .blocks import Block
from .rules import left_out

SECONDS: Final = 300
ROOTED: Final = re.compile(r"(?<![\w.:/~-])/(?=(?:etc|srv|var|opt|run)/)")
PORT: Final = re.compile(r"\b8000\b")
STAYS: Final = re.compile(r"arende (?:[^|&;]* )?(?:serve\b|demo\b.* --serve\b|worker\b(?!.* --once\b)(?!.*--help)).*")
HEAD: Final = (
    "set -Eeuo pipefail; set -a; [ ! -f {state} ] || . {state}; "
    "trap 'echo \"line $LINENO: $BASH_COMMAND\" >&2' ERR; "
    'stays() {{ "$@" > {log}.$$ 2>&1 & '
    '{wait} $! {log}.$$ "$@" || {{ kill $! || true; return 1; }}; echo $! {log}.$$ >> {left}; }}'
)
TAIL: Final = "trap - ERR; {{ printf 'cd %q\\n' \"$PWD\"; export -p; declare -f; }} > {state}"


class Shell:
    """One page's. `words`: what stands on the page for what is drawn, and what it is here."""

    def __init__(self, folder: Path, beside: Path, port: int) -> None:
        self.folder = folder
        self.beside = beside
        self.port = port
        self.words: dict[str, str] = {}
        self.python: subprocess.Popen[str] | None = None
        self.said = ""
        """What the last block of commands wrote to standard output."""
        self.root = beside / "root"
        for name in ("etc", "srv", "var", "opt", "run"):
            (self.root / name).mkdir(parents=True)

    def environment(self) -> dict[str, str]:
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        nowhere = "http://127.0.0.1:9"
        return {
            "PATH": programs,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "http_proxy": nowhere,
            "https_proxy": nowhere,
            "no_proxy": "127.0.0.1,localhost",
        }

    def meant(self, text: str) -> str:
        """The text of a block with what is of this run put in."""
        for word, real in self.words.items():
            text = re.sub(rf"(?<![\w.]){re.escape(word)}(?!\w)", real, text)
        return ROOTED.sub(f"{self.root}/", PORT.sub(str(self.port), text))

    def write(self, block: Block) -> None:
        """A block that is a file."""
        file = self.here() / self.meant(block.file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.meant(block.text), encoding="utf-8")

    def here(self) -> Path:
        """Where the page's commands have come to."""
        state = self.beside / "state"
        found = re.match(r"cd (.+)", state.read_text(encoding="utf-8")) if state.is_file() else None
        return Path(shlex.split(found[1])[0]) if found else self.folder

    def sh(self, block: Block) -> Iterator[str]:
        """Run commands; what was wrong, by the page's own lines."""
        commands, faults = prepared(self.meant(block.text), self.port)
        yield from (f"{block.place}: {fault}" for fault in faults)
        names = {"state": self.beside / "state", "log": self.beside / "log", "left": self.beside / "left"}
        wait = f"{sys.executable} -m tests.docs.waiting {self.port}"
        head = HEAD.format(**names, wait=f"PYTHONPATH={shlex.quote(str(Path(__file__).parents[2]))} {wait}")
        script = self.beside / "script"
        # As many empty lines as there are above it, so that an error names the page's own line.
        lines = [head, *[""] * (block.line - 2), *commands, TAIL.format(**names)]
        script.write_text("\n".join(lines), encoding="utf-8")
        done = subprocess.run(
            ["bash", str(script)],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        self.said = done.stdout
        if done.returncode:
            yield f"{block.place}: exit {done.returncode}\n{done.stdout[-800:]}{done.stderr[-1200:]}"

    def py(self, block: Block) -> Iterator[str]:
        """Run Python in the page's namespace."""
        if self.python is None:
            self.python = subprocess.Popen(
                [sys.executable, "-c", Path(__file__).with_name("session.py").read_text(encoding="utf-8")],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        assert self.python.stdin is not None and self.python.stdout is not None
        given = {"file": block.page, "line": block.line, "folder": str(self.here()), "text": self.meant(block.text)}
        self.python.stdin.write(json.dumps(given) + "\n")
        self.python.stdin.flush()
        answer: Mapping[str, str] = json.loads(self.python.stdout.readline() or '{"fault": "the interpreter ended"}')
        if answer["fault"]:
            yield f"{block.place}: {answer['fault']}"

    def end(self) -> Iterator[str]:
        """End all that still runs; what did not end well."""
        if self.python is not None and self.python.stdin is not None and self.python.stdout is not None:
            self.python.stdin.close()
            self.python.wait(SECONDS)
            self.python.stdout.close()
        left = self.beside / "left"
        for line in left.read_text(encoding="utf-8").splitlines() if left.is_file() else ():
            pid, log = line.split(" ", 1)
            yield from ended(int(pid), Path(log))


def ended(pid: int, log: Path) -> Iterator[str]:
    """Tell a process to stop, and wait until it is gone."""
    if gone(pid):
        yield f"what should stay had ended: {log.read_text(encoding='utf-8')[-800:]}"
        return
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if gone(pid):
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    yield f"did not end when it was told to: {log.read_text(encoding='utf-8')[-800:]}"


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has asked after yet (a zombie) has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def prepared(text: str, port: int) -> tuple[list[str], list[str]]:
    """The lines to run, as many as there are; and what is wrong with those that are not run."""
    lines: list[str] = []
    faults: list[str] = []
    for whole in re.findall(r"(?:.*\\\n)*.*\n?", text):
        if not whole:
            continue
        parts = [part(one, port, faults) for one in whole.rstrip("\n").split(" && ")]
        joined = " && ".join(parts)
        lines += joined.split("\n") + [""] * (whole.rstrip("\n").count("\n") - joined.count("\n"))
    return lines, faults


def parts_of(line: str) -> list[str]:
    """The commands of a line, as they are judged."""
    return [plain(one) for one in line.split(" && ")]


def plain(command: str) -> str:
    """A command without what surrounds it: a remark, a sign that it stays, the folder of the venv."""
    joined = re.sub(r"\\\n\s*", " ", command).strip().removeprefix(".venv/bin/")
    return re.sub(r"\s+#.*$|\s*&$", "", joined)


def part(command: str, port: int, faults: list[str]) -> str:
    """One command of a line."""
    bare = plain(command)
    out, wrong = left_out(bare)
    faults += wrong
    if out:
        return ":"
    if bare.startswith("! "):
        return f"if {bare[2:]}; then echo 'it did not fail' >&2; exit 1; fi"
    if STAYS.fullmatch(bare):
        given = "" if "--port" in bare or " worker" in bare else f" --port {port}"
        return f"stays {bare}{given}"
    return re.sub(r"(?m)^(\s*)\.venv/bin/", r"\1", command)
