"""The calls to a server that misbehaves below HTTP: it drips, breaks off, or never ends. A call comes back in time."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event, Thread

import arende_fhir.web
import pytest
from arende.ports.calls import NoReply, NotSent
from arende_fhir.web import Web

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\n"


class Raw:
    """Answers one connection by hand, until the test is over."""

    def __init__(self, answer: Callable[[socket.socket, Event], None]) -> None:
        self._over = Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}/fhir"
        self._answer = answer
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._listening.accept()
        with connection:
            connection.recv(65536)
            with suppress(OSError):  # whoever called has gone
                self._answer(connection, self._over)

    def close(self) -> None:
        self._over.set()
        self._thread.join(10)
        self._listening.close()


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket, Event], None]], str]]:
    made: list[Raw] = []

    def start(answer: Callable[[socket.socket, Event], None]) -> str:
        made.append(Raw(answer))
        return made[-1].address

    yield start
    for one in made:
        one.close()


def drip(first: bytes, drop: bytes) -> Callable[[socket.socket, Event], None]:
    def answer(connection: socket.socket, over: Event) -> None:
        connection.sendall(first)
        while not over.wait(0.05):
            connection.sendall(drop)

    return answer


def web(timeout: float = 1) -> Web:
    return Web(timeout=timeout, connect_timeout=timeout, trust=ssl.create_default_context())


@pytest.mark.parametrize(
    "answer",
    [
        drip(HEAD + b"content-length: 100000\r\n\r\n", b" "),
        drip(HEAD, b"x-more: and more\r\n"),
        drip(b"", b""),
    ],
    ids=["a body that drips", "headers without an end", "nothing at all"],
)
def test_whoever_never_ends_is_not_waited_for(
    raw: Callable[[Callable[[socket.socket, Event], None]], str], answer: Callable[[socket.socket, Event], None]
) -> None:
    address = raw(answer)
    with pytest.raises(NoReply) as fault:
        web().call("POST", address, {}, b"{}")
    assert fault.value.code == "timeout"


def test_an_answer_that_breaks_off_is_none(raw: Callable[[Callable[[socket.socket, Event], None]], str]) -> None:
    address = raw(lambda connection, _: connection.sendall(HEAD + b"content-length: 10\r\n\r\n{"))
    with pytest.raises(NoReply) as fault:
        web(10).call("POST", address, {}, b"{}")
    assert fault.value.code == "connection"


def test_an_answer_that_is_too_long_is_none(
    raw: Callable[[Callable[[socket.socket, Event], None]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arende_fhir.web, "LONGEST", 10)
    address = raw(lambda connection, _: connection.sendall(HEAD + b"content-length: 20\r\n\r\n" + b" " * 20))
    with pytest.raises(NoReply) as fault:
        web(10).call("POST", address, {}, b"{}")
    assert fault.value.code == "too_long"


def test_an_address_that_is_none_leads_nowhere() -> None:
    for address in ("ftp://record.example/fhir", "http://[/fhir"):
        with pytest.raises(NotSent) as fault:
            web().call("POST", address, {}, b"{}")
        assert fault.value.code in ("address", "unreachable")
