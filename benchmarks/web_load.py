"""The web under load: streams of hints held open, pages and messages beside them, on real processes. No page is judged.

    python -m benchmarks.web_load --seconds 180 --clients 500 --rate 50 --workers 2

Each call is sent when its time has come, whether or not those before it have been answered, and its time is counted
from then. The load is made on the same machine as it is answered on, so it takes its share of the processors.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import httpx
from arende.domain.actor import StaffActor
from arende.engine import Engine, Settings
from attrs import define, field, frozen

from .clinic import TEXT, put_up

CASES: Final = 2_000
MIX: Final[Mapping[str, int]] = {"inbox": 50, "case": 30, "counts": 10, "send": 10}
"""Of a hundred calls."""
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:(\d+)")
TICK: Final = 5.0
NO_ANSWER: Final = 0
"""In the place of a status: none came within a minute."""


@frozen(kw_only=True)
class Someone:
    """A staff member who is signed in."""

    actor: StaffActor
    token: str = field(repr=False)
    cases: Sequence[str]


@define
class Measured:
    """What was seen, in seconds and bytes."""

    times: dict[str, list[float]] = field(factory=lambda: {name: [] for name in MIX})
    statuses: dict[int, int] = field(factory=dict)
    hints: int = 0
    memory: list[int] = field(factory=list)
    worked: float = 0.0
    """Seconds of processor that the server has had, by second of the run."""
    open_streams: int = 0


def clinic_in(folder: Path, people: int) -> Sequence[Someone]:
    """A clinic in a file, and staff who are signed in to it, each more than once where there are few."""
    url = f"sqlite:///{folder / 'load.db'}"
    (folder / "arende.toml").write_text(
        f'storage = "{url}"\nsms = ["spool:{folder / "outgoing"}"]\n'
        "[web]\nsend_rate = 0\nsearch_rate = 0\nsign_in_rate = 0\n[sessions]\nidle_minutes = 60\n",
        encoding="utf-8",
    )
    with Engine.open(Settings(storage=url, sms=[f"spool:{folder / 'outgoing'}"])) as engine:
        clinic = put_up(engine, CASES)
        of: dict[StaffActor, list[str]] = {}
        for case, actor in clinic.cases:
            of.setdefault(actor, []).append(case)
        actors = list(of)
        found = []
        for number in range(people):
            actor = actors[number % len(actors)]
            token = engine.sessions.sign_in(actor.assignment, assurance="bench", actor=actor)
            found.append(Someone(actor=actor, token=token, cases=of[actor]))
        return found


async def listen(port: int, someone: Someone, measured: Measured) -> None:
    """One stream, as a browser holds it open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /events HTTP/1.1\r\nHost: x\r\nCookie: arende={someone.token}\r\n\r\n".encode())
    try:
        status = await reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(f"a stream was refused: {status!r}")
        measured.open_streams += 1
        while line := await reader.readline():
            measured.hints += line.startswith(b"event: hint")
    finally:
        writer.close()


async def call(http: httpx.AsyncClient, name: str, due: float, someone: Someone, measured: Measured) -> None:
    """One call, timed from when it was due."""
    bearer, case = {"authorization": f"Bearer {someone.token}"}, random.choice(someone.cases)
    cookie = {"cookie": f"arende={someone.token}"}
    try:
        if name == "send":
            answer = await http.post(f"/api/v1/cases/{case}/messages", headers=bearer, json={"text": TEXT})
        else:
            path = f"/cases/{case}" if name == "case" else f"/{name}"
            answer = await http.get(path, headers=cookie)
        status = answer.status_code
    except httpx.HTTPError:
        status = NO_ANSWER
    measured.times[name].append(time.perf_counter() - due)
    measured.statuses[status] = measured.statuses.get(status, 0) + 1


async def load(
    port: int, pids: Sequence[int], people: Sequence[Someone], seconds: float, per_second: float
) -> Measured:
    """All of it."""
    measured = Measured()
    streams = [asyncio.create_task(listen(port, one, measured)) for one in people]
    while measured.open_streams < len(streams):
        await asyncio.sleep(0.2)
        for stream in streams:
            if stream.done():
                stream.result()
    names = random.choices(list(MIX), weights=list(MIX.values()), k=int(seconds * per_second))
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=100)
    calls: list[asyncio.Task[None]] = []
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60, limits=limits
    ) as http:
        start, looked, worked = time.perf_counter(), 0.0, sum(map(processor, pids))
        for number, name in enumerate(names):
            due = start + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            calls.append(asyncio.create_task(call(http, name, due, random.choice(people), measured)))
            if time.perf_counter() - looked > TICK:
                looked = time.perf_counter()
                measured.memory.append(sum(map(resident, pids)))
        await asyncio.gather(*calls)
        measured.worked = (sum(map(processor, pids)) - worked) / (time.perf_counter() - start)
    for stream in streams:
        stream.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    return measured


def resident(pid: int) -> int:
    """Bytes of memory that a process has for itself, shared pages by their share."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def processor(pid: int) -> float:
    """Seconds that a process has worked."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """A process and those it began."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        yield from family(int(child))


def report(measured: Measured) -> Mapping[str, object]:
    """In milliseconds and MB."""
    rows = {
        name: {
            "calls": len(times),
            "median_ms": round(median(times) * 1000, 1),
            "p99_ms": round(quantiles(times, n=100)[98] * 1000, 1),
            "max_ms": round(max(times) * 1000, 1),
        }
        for name, times in measured.times.items()
        if len(times) > 1
    }
    return {
        "calls": rows,
        "statuses": {str(status): count for status, count in sorted(measured.statuses.items())},
        "hints": measured.hints,
        "streams": measured.open_streams,
        "processors": round(measured.worked, 2),
        "load_of_machine": round(os.getloadavg()[0], 1),
        "memory_mb": round(max(measured.memory) / 2**20, 1),
    }


def main() -> None:
    given = argparse.ArgumentParser(prog="python -m benchmarks.web_load")
    given.add_argument("--seconds", type=float, default=180)
    given.add_argument("--clients", type=int, default=500)
    given.add_argument("--rate", type=float, default=50)
    given.add_argument("--workers", type=int, default=2)
    args = given.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = clinic_in(folder, args.clients)
        line = [str(Path(sys.executable).parent / "arende"), "serve", "--port", "0", "--workers", str(args.workers)]
        with subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                found = ADDRESS.search(process.stdout.readline())
                assert found is not None
                port = int(found[1])
                httpx.get(f"http://127.0.0.1:{port}/health/ready", trust_env=False, timeout=60)
                measured = asyncio.run(load(port, list(family(process.pid)), people, args.seconds, args.rate))
            finally:
                process.terminate()
                process.wait(60)
        sys.stdout.write(json.dumps(report(measured), indent=2) + "\n")


if __name__ == "__main__":
    main()
