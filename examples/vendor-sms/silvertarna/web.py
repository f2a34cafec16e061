"""One call over HTTPS, which ends in time, follows no redirect, and tells whether anything can have arrived."""

import socket
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from arende.ports.calls import NoReply, NotSent, Reply

LONGEST = 1 << 16


def post(url: str, headers: dict[str, str], body: bytes, timeout: float) -> Reply:
    """The answer, whatever it says. Raises NotSent where nothing can have arrived, else NoReply."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.connect()
    except OSError:
        raise NotSent("connection") from None
    deadline = Timer(timeout, _cut, [connection.sock])
    deadline.daemon = True
    deadline.start()
    try:
        connection.request("POST", parts.path, body, headers)
        answer = connection.getresponse()
        text = answer.read(LONGEST + 1)
    except (OSError, HTTPException):
        raise NoReply("no answer") from None
    finally:
        deadline.cancel()
        connection.close()
    found = {name.lower(): value for name, value in answer.getheaders()}
    whole = len(text) <= LONGEST
    return Reply(status=answer.status, headers=found, body=text if whole else b"", whole=whole)


def _cut(sock: socket.socket) -> None:
    """Whoever drips an answer byte by byte meets its end here."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
