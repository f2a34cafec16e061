"""A register over HTTP: an answer without its last line has broken off, whatever the server makes of it."""

from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import MappingProxyType

import pytest
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.directory import Directory, DirectoryError, UnknownCursor
from arende_directory.web import WebDirectoryFactory, split

pytestmark = pytest.mark.spec("B30")

ONE = b'{"cursor": "1", "line": {"type": "role", "id": "SE1.ssk", "name": "Sjuksk\xc3\xb6terska"}}\n'
END = b'{"end": true}\n'


class Server(ThreadingHTTPServer):
    """Answers each question so; `length` is what it says of the length, None: nothing, it just closes."""

    status = 200
    body = b""
    length: int | None = None
    asked: list[str]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        if self.server.length is not None:
            self.send_header("content-length", str(self.server.length))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Handler)
    made.asked = []
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def config(url: str, options: Mapping[str, Option] = MappingProxyType({})) -> AdapterConfig:
    return AdapterConfig(name="http", options={"url": url, "token": "t0ken", **options})


def directory(server: Server, path: str = "/") -> Directory:
    return WebDirectoryFactory().open(config(f"http://127.0.0.1:{server.server_port}{path}"))


def test_lines_to_the_last_and_what_is_asked(server: Server) -> None:
    server.body = ONE + b"\n" + END
    reader = directory(server, "/register?kind=staff")
    (line,) = reader.changes(None)
    assert (line.cursor, line.line) == ("1", '{"type":"role","id":"SE1.ssk","name":"Sjuksköterska"}'.encode())
    assert [one.cursor for one in reader.changes("å&b=1")] == ["1"]
    assert server.asked == ["/register?kind=staff", "/register?kind=staff&since=%C3%A5%26b%3D1"]


@pytest.mark.parametrize(
    ("body", "length", "code"),
    [
        (ONE, None, "broken-off"),
        (ONE + END[:5], None, "unreadable"),
        (ONE, len(ONE + END), "broken-off"),
        (b"", 0, "broken-off"),
        (b"<html>", None, "unreadable"),
        (b'{"cursor": "", "line": {}}\n' + END, None, "unreadable"),
        (b'{"cursor": 1, "line": {}}\n' + END, None, "unreadable"),
        (b"x" * (1 << 20) + b"y", None, "unreadable"),
    ],
)
def test_an_answer_that_is_not_whole_is_an_error(server: Server, body: bytes, length: int | None, code: str) -> None:
    server.body, server.length = body, length
    with pytest.raises(DirectoryError, match=rf"^{code}$"):
        list(directory(server).changes(None))


def test_a_line_that_is_nested_too_deeply_to_be_written_holds_up_no_other(server: Server) -> None:
    deep = b'{"cursor": "0", "line": {"type": %s%s}}\n' % (b"[" * 300, b"]" * 300)
    server.body = deep + ONE + END
    assert [one.cursor for one in directory(server).changes(None)] == ["0", "1"]


def test_whoever_drips_is_not_waited_for_without_end() -> None:
    clock = iter(range(0, 1000, 4))
    dripped = split(iter([b"a\n", b"b", b"c", b"\n", b"\n", b" ", b"d", b"e", b"f"]), 10, lambda: next(clock))
    found = []
    with pytest.raises(DirectoryError, match=r"^silent$"):
        for line in dripped:
            found.append(line)
    assert found == [b"a", b"bc"]
    assert list(split(iter([b"a\nb", b"c\n\n", b"d"]), 10, lambda: 0.0)) == [b"a", b"bc", b"d"]


def test_only_whoever_goes_on_has_an_unknown_cursor(server: Server) -> None:
    server.status = 410
    with pytest.raises(UnknownCursor):
        next(directory(server).changes("17"))
    with pytest.raises(DirectoryError, match=r"^http-410$") as found:
        next(directory(server).changes(None))
    assert not isinstance(found.value, UnknownCursor)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"url": "http://register.example"}, "url"),
        ({"token": "två ord"}, "token"),
        ({"timeout": 0}, "timeout"),
        ({"ca_file": "no-such-file.pem"}, "ca_file"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, Option], named: str) -> None:
    with pytest.raises(ConfigError, match=f"the option {named} "):
        WebDirectoryFactory().open(config("https://register.example/changes", options))


def test_a_file_of_authorities_must_hold_some(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(ConfigError, match="PEM"):
        WebDirectoryFactory().open(config("https://register.example", {"ca_file": str(tmp_path / "ca.pem")}))
