"""Receives webhooks of arende: checks signature and time, and knows a second call. Nothing but Python is needed.

Start it, then name it in arende.toml:

    python receiver.py --secret-file hook.key --port 8900

    [subscribers.example]
    provider = "webhooks"
    url = "http://127.0.0.1:8900/"
    events = "case.*"
    secret_file = "hook.key"

A key is made by:

    python -c "import base64, os; print('whsec_' + base64.b64encode(os.urandom(32)).decode())" > hook.key
"""

import argparse
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TOLERANCE = 300
"""Seconds that a call may be old, or that clocks may differ: older ones are somebody's copies."""
LONGEST = 1 << 20


def genuine(headers: Mapping[str, str], body: bytes, secret: str, now: float) -> bool:
    """Whether the call is from who holds the secret, and of now."""
    id, at, given = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not at.isdecimal() or abs(now - int(at)) > TOLERANCE:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(mac)
    return any(hmac.compare_digest(expected, one.encode()) for one in given.split())


class Receiver(ThreadingHTTPServer):
    """Listens, and remembers what it has had. A real one keeps the ids where a restart does not lose them."""

    def __init__(self, port: int, secret: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.secret = secret
        self.seen: set[str] = set()


class Handler(BaseHTTPRequestHandler):
    """Answers 204 to what it has taken or had before, 401 to what is not genuine."""

    server: Receiver

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LONGEST:
            self.answer(413)
            return
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        if not genuine(headers, body, self.server.secret, time.time()):
            self.answer(401)
            return
        if headers["webhook-id"] not in self.server.seen:
            told = json.loads(body)
            for event in told["events"]:
                print(event["number"], event["name"], told["id"], flush=True)
            self.server.seen.add(headers["webhook-id"])
        self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """No line per call."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--secret-file", type=Path, required=True)
    parser.add_argument("--port", type=int, default=8900, help="0: any that is free; it is printed")
    given = parser.parse_args()
    receiver = Receiver(given.port, given.secret_file.read_text().strip())
    print(f"http://127.0.0.1:{receiver.server_port}/", flush=True)
    receiver.serve_forever()


if __name__ == "__main__":
    main()
