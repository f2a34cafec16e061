"""Serves the scripted provider on this machine's own address, for authenticators that make real calls. No rule here."""

import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

from .provider import ScriptedProvider


class Served:
    """A scripted provider behind an address. `close` ends it."""

    def __init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self.provider = self._server.provider = ScriptedProvider(f"http://127.0.0.1:{self._server.server_port}")
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def serve() -> Served:
    """A new scripted provider, served."""
    return Served()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    provider: ScriptedProvider


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else headers and body, written apart, wait for each other
    server: _Server

    def do_GET(self) -> None:
        provider = self.server.provider
        if self.path == "/.well-known/openid-configuration":
            self._give(200, provider.description())
        elif self.path == "/jwks":
            self._give(200, provider.signer.jwks())
        else:
            self._give(404, {"error": "not_found"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.path == "/token":
            self._give(*self.server.provider.redeem(dict(parse_qsl(body.decode()))))
        else:
            self._give(404, {"error": "not_found"})

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _give(self, status: int, content: Mapping[str, object]) -> None:
        raw = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
