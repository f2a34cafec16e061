"""Calls to a provider over HTTPS, answers as JSON objects. No protocol of any provider stands here, nothing is logged.

Redirects are not followed, answers are bounded in size and time, and proxies of the environment are left out where the
certificate is ours (mutual TLS). What is secret goes in bodies and headers, never in a URL, which others log.
"""

import json
import ssl
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from arende.ports.config import ConfigError
from attrs import field, frozen

if TYPE_CHECKING:
    import httpx

Plain: TypeAlias = Mapping[str, object]

LONGEST: Final = 1 << 20
"""Bytes of an answer at most."""


class Unreachable(Exception):
    """No answer came, or the provider is down. Whether the request arrived is unknown."""


class BadAnswer(Exception):
    """An answer came that is no JSON object, is too long, or comes from elsewhere."""


@frozen(kw_only=True)
class Answer:
    """Status, and the object that the body holds. `elapsed`: microseconds from request to answer."""

    status: int
    body: Plain = field(repr=False)
    elapsed: int

    @property
    def good(self) -> bool:
        return self.status == 200


@frozen(kw_only=True)
class ClientCertificate:
    """Our own certificate and key, as PEM files."""

    certificate: Path
    key: Path
    passphrase: str | None = field(default=None, repr=False)


class Web:
    """One client with its pool of connections, for one provider. Safe from several threads."""

    def __init__(self, *, timeout: int, ca: Path | None = None, own: ClientCertificate | None = None) -> None:
        """`ca`: PEM file of the only authorities that are trusted; None: those of the system. Raises ConfigError."""
        import httpx  # with the extra `auth`; `options.need` has said so before

        self._client: httpx.Client = httpx.Client(
            verify=_trust(ca, own),
            timeout=timeout,
            follow_redirects=False,
            trust_env=own is None,
            headers={"accept": "application/json", "user-agent": "arende"},
        )

    def get(self, url: str, bearer: str | None = None) -> Answer:
        """GET. Raises Unreachable, BadAnswer."""
        return self._call("GET", url, {"authorization": f"Bearer {bearer}"} if bearer else {}, None)

    def post_form(self, url: str, form: Mapping[str, str], basic: tuple[str, str] | None = None) -> Answer:
        """POST of a form, perhaps with user and password. Raises Unreachable, BadAnswer."""
        import httpx

        request = self._client.build_request("POST", url, data=dict(form))
        if basic is not None:
            request = next(httpx.BasicAuth(*basic).auth_flow(request))
        return self._send(request)

    def post_json(self, url: str, body: Plain) -> Answer:
        """POST of a JSON object. Raises Unreachable, BadAnswer."""
        content = json.dumps(body, ensure_ascii=False).encode()
        return self._call("POST", url, {"content-type": "application/json"}, content)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _call(self, method: str, url: str, headers: Mapping[str, str], content: bytes | None) -> Answer:
        return self._send(self._client.build_request(method, url, headers=dict(headers), content=content))

    def _send(self, request: "httpx.Request") -> Answer:
        import httpx

        try:
            response = self._client.send(request, stream=True)
            with closing(response):
                raw = bytearray()
                for chunk in response.iter_bytes():
                    raw += chunk
                    if len(raw) > LONGEST:
                        raise BadAnswer
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError):
            raise Unreachable from None  # the library's own text may quote the address
        elapsed = round(response.elapsed.total_seconds() * 1_000_000)
        body = _object(bytes(raw))
        if body is None:
            if response.status_code >= 500 or response.status_code == 429:
                raise Unreachable  # from a proxy in between, perhaps, which speaks no JSON
            raise BadAnswer
        return Answer(status=response.status_code, body=body, elapsed=elapsed)


def _trust(ca: Path | None, own: ClientCertificate | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(ca) if ca else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if own is not None:
            passphrase = own.passphrase
            # Without one, OpenSSL would ask at the terminal; an empty one makes an encrypted key an error instead.
            context.load_cert_chain(own.certificate, own.key, password=lambda: passphrase or "")
    except (OSError, ValueError):
        sv = "En inloggnings certifikat går inte att läsa: ange PEM-filer som hör ihop, och lösenfrasen."
        en = "The certificates of a sign-in cannot be read: give PEM files that belong together, and the passphrase."
        raise ConfigError((sv, en)) from None
    return context


def _object(raw: bytes) -> Plain | None:
    try:
        found: object = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return {str(k): v for k, v in found.items()} if isinstance(found, dict) else None
