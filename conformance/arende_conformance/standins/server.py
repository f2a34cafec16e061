"""What the stand-ins share: a real HTTP server on this machine, rules that a request must keep, answers out of turn.

No provider's rule stands here. A rule that a request does not keep is the answer; a request that keeps all of them is
taken, and only then does the SMS count as left.
"""

import json
import ssl
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Final, Protocol, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from arende.ports.http import RawRequest
from arende.ports.sms import SmsRequest
from attrs import field, frozen

FORM: Final = "application/x-www-form-urlencoded"
PATIENCE: Final = 60.0
"""Seconds that a silent one holds a connection at most."""


@frozen(kw_only=True)
class Got:
    """A request as it came in; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> Mapping[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the body; empty where it is no form in UTF-8."""
        try:
            return dict(parse_qsl(self.body.decode("utf-8"), keep_blank_values=True, errors="strict"))
        except UnicodeDecodeError:
            return {}

    @property
    def json(self) -> Mapping[str, object]:
        """The object in the body; empty where there is none."""
        try:
            found: object = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@frozen(kw_only=True)
class Reply:
    """An answer."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(factory=dict)


def said(status: int, content: object, **headers: str) -> Reply:
    """An answer with a text, or else with JSON."""
    if isinstance(content, str):
        return Reply(status=status, body=content.encode(), headers={"content-type": "text/plain", **headers})
    return Reply(status=status, body=json.dumps(content).encode(), headers={"content-type": "application/json"})


@frozen(kw_only=True)
class Rule:
    """What a request must keep, and the answer where it does not."""

    name: str
    holds: Callable[[Got], bool]
    refusal: Reply


Rules: TypeAlias = Sequence[Rule]


def broken(rules: Rules, got: Got) -> Rule | None:
    """The first rule that the request does not keep."""
    return next((rule for rule in rules if not rule.holds(got)), None)


class Taking(Protocol):
    """A provider's side: how it answers a request."""

    def answer(self, got: Got) -> Reply: ...


class Manner(Enum):
    """How a stand-in answers what it is called by."""

    ANSWERS = "answers"
    LOSES = "loses the connection instead of answering"
    SILENT = "holds the connection, and never answers"


class StandIn:
    """Serves one provider's side. `left` holds what was taken, `got` every request, `instead` answers out of turn.

    `always` answers every POST so; `manner` may keep the answer to one back. What was taken is taken all the same.
    Where another `method` is what matters, they are about that.
    """

    def __init__(self, side: "Side", tls: ssl.SSLContext | None = None, *, method: str = "POST", port: int = 0) -> None:
        self.side = side
        self.method = method
        self.always: Reply | None = None
        self.manner = Manner.ANSWERS
        self.closing = Event()
        self.got: list[Got] = []
        self.instead: list[Reply] = []
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.owner = self
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_port
        self.address = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        self._closed = False

    @property
    def left(self) -> list[SmsRequest]:
        return self.side.left

    def answer(self, got: Got) -> Reply:
        """An answer out of turn, else the provider's own."""
        self.got.append(got)
        if self.always is not None and got.method == self.method:
            return self.always
        return self.instead.pop(0) if self.instead else self.side.answer(got)

    def close(self) -> None:
        """Stop serving: the next call is refused."""
        if not self._closed:
            self._closed = True
            self.closing.set()
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


class Side(Taking, Protocol):
    """What a stand-in serves."""

    left: list[SmsRequest]


class ReportingSide(Side, Protocol):
    """A side that reports in its own words, and passes on what people write back."""

    def report(self, our_id: str, status: str, /) -> RawRequest: ...

    def reply(self, address: str, sender: str, text: str, /) -> RawRequest: ...


class Held:
    """The stand-ins of one harness: the last one is the adapter's other side; one may stand elsewhere."""

    def __init__(self) -> None:
        self.stand_ins: list[StandIn] = []
        self.elsewhere: StandIn | None = None

    def stand(self, side: Side, *, method: str = "POST", port: int = 0) -> StandIn:
        """One more."""
        self.stand_ins.append(StandIn(side, method=method, port=port))
        return self.stand_ins[-1]

    def lead_astray(self, side: Side, path: str) -> None:
        """Answer that another address is to be asked, where such a side stands."""
        self.elsewhere = StandIn(side)
        location = f"{self.elsewhere.address}{path}"
        self.stand_ins[-1].always = Reply(status=307, headers={"location": location})

    def strayed(self) -> int:
        return 0 if self.elsewhere is None else len(self.elsewhere.got)

    def sever(self) -> None:
        self.stand_ins[-1].close()

    def cleanup(self) -> None:
        for stand_in in (*self.stand_ins, *filter(None, [self.elsewhere])):
            stand_in.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    owner: StandIn

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else headers and body, written apart, wait for each other
    server: _Server

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        headers = {name.lower(): value for name, value in self.headers.items()}
        got = Got(method=self.command, target=self.path, headers=headers, body=self.rfile.read(length))
        reply = self.server.owner.answer(got)
        if self.command == self.server.owner.method and self.server.owner.manner is not Manner.ANSWERS:
            if self.server.owner.manner is Manner.SILENT:
                self.server.owner.closing.wait(PATIENCE)
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
