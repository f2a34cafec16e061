"""The directory `http`: lines from an address, which is asked with the cursor of the last one. What it answers:

200 with a line of JSON for each change, and a last one that says that this was all; 410 where the cursor is unknown ::

    GET URL?since=CURSOR          (without `since`: everything)
    Authorization: Bearer TOKEN

    {"cursor": "17", "line": {"type": "staff", "id": "SE1.siv", "name": "Siv Provsson"}}
    {"end": true}

================  ===================================================================================================
`url`             where the register is: https, or http on this machine itself
`token`           shared with it (better: `token_file`)
`ca_file`         the only authorities that are trusted, PEM; default those of the system
`timeout`         seconds that it may be silent; default 30, at most 300
================  ===================================================================================================

Without that last line an answer has broken off. No redirect is followed, and nothing that is answered is shown.
"""

import ssl
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

import orjson
from arende.ports.config import AdapterConfig
from arende.ports.directory import Directory, DirectoryError, DirectoryLine, UnknownCursor
from arende.ports.options import Options, named, need
from attrs import field, frozen

if TYPE_CHECKING:
    import httpx

WHAT: Final = ("Registret", "The directory")
GONE: Final = 410
LONGEST: Final = 1 << 20
"""Bytes of a line at most."""


@frozen(kw_only=True)
class WebDirectory:
    """A reader of the register there. Each answer has a connection of its own."""

    url: str = field(repr=False)
    token: str = field(repr=False)
    trust: ssl.SSLContext = field(repr=False)
    timeout: int

    def changes(self, since: str | None) -> Iterator[DirectoryLine]:
        """Codes of DirectoryError: `unreachable`, `silent`, `http-503`, `unreadable`, `broken-off`."""
        import httpx  # with the extra `directory`; the factory has said so before

        if since == "":
            raise UnknownCursor("cursor")
        try:
            with self._client() as client, client.stream("GET", self._asked(since), headers=self._headers()) as answer:
                if answer.status_code != httpx.codes.OK:
                    unknown = since is not None and answer.status_code == GONE
                    raise UnknownCursor("cursor") if unknown else DirectoryError(f"http-{answer.status_code}")
                yield from told(split(answer.iter_bytes(), self.timeout))
        except httpx.TimeoutException:
            raise DirectoryError("silent") from None
        except httpx.ConnectError:
            raise DirectoryError("unreachable") from None  # the library's own text may quote the address
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError):
            raise DirectoryError("broken-off") from None

    def close(self) -> None:
        """Nothing is held."""

    def _client(self) -> "httpx.Client":
        import httpx

        return httpx.Client(verify=self.trust, timeout=self.timeout, follow_redirects=False, trust_env=False)

    def _asked(self, since: str | None) -> "httpx.URL":
        import httpx

        url = httpx.URL(self.url)
        return url if since is None else url.copy_merge_params({"since": since})

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}", "accept": "application/x-ndjson", "user-agent": "arende"}


class WebDirectoryFactory:
    """Opens a reader by its options; nothing is asked yet."""

    def open(self, config: AdapterConfig) -> Directory:
        """Raises ConfigError."""
        need("httpx", named(WHAT, config), "directory")
        o = Options(config, WHAT)
        token = o.text("token")
        if not token.isascii() or not token.isprintable() or " " in token:
            sv = "ska vara bokstäver, siffror och tecken utan blanksteg"
            raise o.fault("token", (sv, "must be letters, digits and signs without spaces"))
        reader = WebDirectory(
            url=o.url("url"), token=token, trust=trust(o), timeout=o.whole("timeout", default=30, least=1, most=300)
        )
        o.done()
        return reader


def split(chunks: Iterator[bytes], timeout: float, now: Callable[[], float] = time.monotonic) -> Iterator[bytes]:
    """The lines of an answer. Raises DirectoryError for one that is too long, or where none comes in the time that the
    register may be silent: whoever drips would else be waited for without end.
    """
    rest, since = b"", now()
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if not b"".join(lines).strip() and now() - since > timeout:
            raise DirectoryError("silent")
        for line in filter(bytes.strip, lines):
            yield line
            since = now()  # whoever reads has had their own time
        if len(rest) > LONGEST:
            raise DirectoryError("unreadable")
    yield rest


def told(lines: Iterator[bytes]) -> Iterator[DirectoryLine]:
    """What they tell, up to the line that says that this was all. Raises DirectoryError where it never comes."""
    for line in filter(bytes.strip, lines):
        try:
            found: object = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise DirectoryError("unreadable") from None
        match found:
            case {"end": True}:
                return
            case {"cursor": str(cursor), "line": dict(content)} if cursor:
                yield DirectoryLine(cursor=cursor, line=written(content, line))
            case _:
                raise DirectoryError("unreadable")
    raise DirectoryError("broken-off")


def written(content: dict[str, object], line: bytes) -> bytes:
    """The register's line; one that is nested deeper than can be written goes as it came, for whoever reads it to find
    at fault: it holds up none of the others.
    """
    try:
        return orjson.dumps(content)
    except orjson.JSONEncodeError:
        return line


def trust(o: Options) -> ssl.SSLContext:
    path = o.path("ca_file")
    try:
        context = ssl.create_default_context(cafile=None if path is None else str(path))
    except (OSError, ValueError):
        sv, en = "ska ange en PEM-fil med certifikat", "must be a PEM file with certificates"
        raise o.fault("ca_file", (sv, en)) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
