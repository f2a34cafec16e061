"""A server that behaves badly, byte by byte: it reads one whole request, then does what its script says.

What drips would end well after `DRIPS` pieces: a client without a deadline gets a good answer, and its test fails.
"""

import socket
import struct
import time
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self, TypeAlias

Script: TypeAlias = Callable[[socket.socket, "Bad"], None]
DRIPS: Final = 400
PAUSE: Final = 0.03


class Bad:
    """Serves one script to every connection until it is closed. `asked` counts whole requests."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.asked = 0
        self.ended = Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                try:
                    read_request(connection)
                    self.asked += 1
                    self._script(connection, self)
                except OSError:
                    continue  # the client has given up, as it should

    def close(self) -> None:
        self.ended.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_request(connection: socket.socket) -> bytes:
    """Head and body, by content-length."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += more(connection)
    head, _, body = read.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while len(body) < int(lengths[0] if lengths else 0):
        body += more(connection)
    return head


def more(connection: socket.socket) -> bytes:
    got = connection.recv(65536)
    if not got:
        raise ConnectionError
    return got


def reset(connection: socket.socket, bad: Bad) -> None:
    """No answer: the connection is reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def half_way(connection: socket.socket, bad: Bad) -> None:
    """The answer breaks off in its head."""
    connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Ty")
    reset(connection, bad)


def silence(connection: socket.socket, bad: Bad) -> None:
    """No answer until the end."""
    bad.ended.wait(DRIPS * PAUSE)


def gibberish(connection: socket.socket, bad: Bad) -> None:
    """Another protocol."""
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


def drip(head: bytes, body: bytes, *, from_body: bool) -> Script:
    """A good answer, but a byte at a time: of the head, or of the body."""

    def script(connection: socket.socket, bad: Bad) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        first = head + b"\r\n" if from_body else head + b"X-Slow: "
        connection.sendall(first)
        for _ in range(DRIPS):
            if bad.ended.wait(0):
                return
            time.sleep(PAUSE)
            connection.sendall(b" ")
        connection.sendall(body if from_body else b"\r\n\r\n" + body)

    return script


def good_head(status: bytes, length: int) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n" % (status, length)


def endless(connection: socket.socket, bad: Bad) -> None:
    """A body longer than anyone reads."""
    connection.sendall(good_head(b"201 Created", 1 << 30) + b"\r\n")
    for _ in range(1 << 9):
        connection.sendall(b" " * (1 << 12))
    bad.ended.wait(DRIPS * PAUSE)
