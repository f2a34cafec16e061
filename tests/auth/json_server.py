"""A small HTTP server for tests: paths and what they answer, on this machine's own address, with TLS if wanted."""

import json
import ssl
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self, TypeAlias

from attrs import frozen


@frozen(kw_only=True)
class Got:
    """A request as it came in; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Reply: TypeAlias = tuple[int, object]
"""Status, and what the body is: bytes as they are, else as JSON."""
Route: TypeAlias = Callable[[Got], Reply]


class JsonServer:
    """Answers by `routes`, which may be changed while it runs; `got` holds every request."""

    def __init__(self, routes: Mapping[str, Route] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.got: list[Got] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_port
        self.address = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def reply(self, got: Got) -> Reply:
        self.got.append(got)
        route = self.routes.get(got.path.partition("?")[0])
        return route(got) if route else (404, {"error": "not_found"})

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: JsonServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is turned away by TLS is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        headers = {name.lower(): value for name, value in self.headers.items()}
        got = Got(method=self.command, path=self.path, headers=headers, body=self.rfile.read(length))
        status, content = self.server.owner.reply(got)
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        if status in (301, 302, 307):
            self.send_header("location", raw.decode())
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
