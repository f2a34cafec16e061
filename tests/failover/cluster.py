"""Three PostgreSQL under Patroni with one etcd, all on the loopback and in one folder. It knows nothing of arende.

What is acknowledged is on two of the servers (`synchronous_mode`), so a primary that is killed takes nothing with it.
"""

import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from attrs import define, field, frozen

from .programs import Programs

PATIENCE: Final = 60.0
"""Seconds that anything may take."""
TTL: Final = 20
"""Seconds after which a silent primary is given up: the least that Patroni takes."""
PARAMETERS: Final[Mapping[str, object]] = {
    "dynamic_shared_memory_type": "mmap",  # in the folder, so that a killed server leaves nothing outside it
    "max_connections": 60,
    "shared_buffers": "32MB",
}


@frozen(kw_only=True)
class Member:
    """A server as its cluster sees it."""

    name: str
    role: str
    state: str


@define(kw_only=True)
class Node:
    """One server and the Patroni beside it."""

    name: str
    folder: Path
    port: int
    rest: int
    patroni: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def postmaster(self) -> int | None:
        """The id of the server's process, if it runs."""
        try:
            pid = int(self.lines()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, IndexError, ValueError):
            return None
        return pid if os.fsencode(self.data) in command else None  # not another's, who got the id after it

    def lines(self) -> list[str]:
        return (self.data / "postmaster.pid").read_text().splitlines()

    def kill(self) -> None:
        """kill -9: server and Patroni at once, as when a machine goes."""
        pid = self.postmaster()
        assert self.patroni is not None and pid is not None, f"{self.name} does not run"
        self.patroni.kill()
        os.kill(pid, signal.SIGKILL)
        self.patroni.wait(PATIENCE)
        wait_until(f"{self.name} is gone", lambda: self.postmaster() is None)

    def end(self) -> None:
        """Whatever happened, nothing of it is left."""
        if self.patroni is not None:
            self.patroni.kill()  # first, or it would start the server again
            self.patroni.wait(PATIENCE)
        for end in (signal.SIGQUIT, signal.SIGKILL):
            pid = self.postmaster()
            if pid is not None:
                os.kill(pid, end)
                with suppress(AssertionError):
                    wait_until(f"{self.name} is gone", lambda: self.postmaster() is None, PATIENCE / 4)
        self.remove_segment()

    def remove_segment(self) -> None:
        """A killed server leaves a small piece of shared memory to the one that is started after it."""
        with suppress(OSError, IndexError):
            segment = self.lines()[6].split()[1]
            subprocess.run(["ipcrm", "-m", segment], capture_output=True)


@define(kw_only=True)
class Cluster:
    """All of it, running; `kill_primary` is what it is for."""

    folder: Path
    programs: Programs
    password: str = field(factory=lambda: secrets.token_hex(16), repr=False)
    nodes: list[Node] = field(factory=list)

    def url(self, database: str) -> str:
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"postgresql://postgres:{self.password}@{hosts}/{database}?target_session_attrs=read-write"

    def start(self, stack: ExitStack) -> None:
        """Everything, until two standbys follow and one of them is waited for at each commit."""
        ports = free_ports(8)
        etcd, peer = ports[:2]
        self.start_etcd(stack, etcd, peer)
        for n in range(3):
            folder = self.folder / f"node{n}"
            folder.mkdir()
            chown(folder, self.programs.user)
            self.nodes.append(Node(name=f"node{n}", folder=folder, port=ports[2 + n], rest=ports[5 + n]))
        for node in self.nodes:
            config = node.folder / "patroni.json"
            config.write_text(json.dumps(self.settings(node, etcd)))
            config.chmod(0o600)
            chown(config, self.programs.user)
            stack.callback(node.end)
            node.patroni = self.programs.start((*self.programs.patroni, str(config)), self.folder / f"{node.name}.log")
        wait_until("three servers, one of them waited for", self.is_whole)

    def start_etcd(self, stack: ExitStack, client: int, peer: int) -> None:
        here, there = f"http://127.0.0.1:{client}", f"http://127.0.0.1:{peer}"
        options = {
            "data-dir": str(self.folder / "etcd"),
            "listen-client-urls": here,
            "advertise-client-urls": here,
            "listen-peer-urls": there,
            "initial-advertise-peer-urls": there,
            "initial-cluster": f"default={there}",
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        process = self.programs.start((self.programs.etcd, *words), self.folder / "etcd.log")
        stack.callback(process.wait, PATIENCE)
        stack.callback(process.kill)
        wait_until("etcd answers", lambda: asked(client, "/health") == {"health": "true"})

    def settings(self, node: Node, etcd: int) -> dict[str, object]:
        """Patroni's configuration; JSON is YAML, too."""
        users = {"superuser": "postgres", "replication": "replicator", "rewind": "rewinder"}
        everyone = "127.0.0.1/32 scram-sha-256"
        return {
            "scope": "arende",
            "name": node.name,
            "restapi": {"listen": f"127.0.0.1:{node.rest}", "connect_address": f"127.0.0.1:{node.rest}"},
            "etcd3": {"host": f"127.0.0.1:{etcd}"},
            "bootstrap": {
                "dcs": {
                    "ttl": TTL,
                    "loop_wait": 1,
                    "retry_timeout": 3,
                    "synchronous_mode": True,
                    "postgresql": {"use_pg_rewind": True, "parameters": PARAMETERS},
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, "data-checksums"],
            },
            "postgresql": {
                "listen": f"127.0.0.1:{node.port}",
                "connect_address": f"127.0.0.1:{node.port}",
                "data_dir": str(node.data),
                "bin_dir": str(self.programs.postgres),
                "pgpass": str(node.folder / "pgpass"),
                "authentication": {what: {"username": name, "password": self.password} for what, name in users.items()},
                "parameters": {"unix_socket_directories": str(node.folder)},
                "pg_hba": [f"host all all {everyone}", f"host replication replicator {everyone}"],
            },
        }

    def members(self) -> list[Member]:
        """As the first that answers sees them; none where none does."""
        for node in self.nodes:
            told = asked(node.rest, "/cluster").get("members")
            if isinstance(told, list):
                return [Member(name=m["name"], role=m["role"], state=m["state"]) for m in told]
        return []

    def is_whole(self) -> bool:
        for node in self.nodes:
            assert node.patroni is None or node.patroni.poll() is None, f"Patroni of {node.name} has ended"
        roles = sorted(m.role for m in self.members() if m.state in ("running", "streaming"))
        return roles == ["leader", "replica", "sync_standby"]

    def primary(self) -> Node | None:
        names = {member.name for member in self.members() if member.role == "leader" and member.state == "running"}
        return next((node for node in self.nodes if node.name in names), None)

    def kill_primary(self) -> Node:
        node = self.primary()
        assert node is not None, "there is no primary to kill"
        node.kill()
        return node

    def logs(self) -> str:
        """The ends of what all have said."""
        return "\n".join(f"-- {path.name}\n{path.read_text()[-3000:]}" for path in sorted(self.folder.glob("*.log")))


def asked(port: int, path: str) -> dict[str, object]:
    """The answer of a service on the loopback; empty where it has none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", path)
        answer: dict[str, object] = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    finally:
        connection.close()
    return answer


def free_ports(count: int) -> list[int]:
    """Ports that no one listens on, each another."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def chown(path: Path, user: str | None) -> None:
    if user is not None:
        shutil.chown(path, user, user)


def wait_until(what: str, holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.05)


@contextmanager
def running(programs: Programs) -> Iterator[Cluster]:
    """A cluster, whole; afterwards no process and no file of it is left. What it said is told if a test fails in it."""
    folder = Path(tempfile.mkdtemp(prefix="arende-ha-"))  # short, for the name of a socket may not be long
    cluster = Cluster(folder=folder, programs=programs)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        folder.chmod(0o755)
        chown(folder, programs.user)
        try:
            cluster.start(stack)
            yield cluster
        except BaseException:
            print(cluster.logs())
            raise
