"""Sign-in clauses AUT-01 to AUT-05: what holds without any provider. Good answers are in `answers`."""

import re
from functools import partial
from typing import Final

from arende.ports.auth import Challenge, Identity, NotAuthenticated, Pending, SignInContext
from arende.ports.http import RawRequest

from ..clauses import check, clause, fail, same
from ..watching import returned
from .bench import NOW, RETURN_TO, AuthBench

PORT = "ports.auth.Authenticator: what goes wrong is a NotAuthenticated; nothing is raised"
CODE: Final = re.compile(r"[a-z][A-Za-z0-9_.-]{0,63}", re.ASCII)
CANARY: Final = "kanariefagel"
FORM: Final = {"content-type": "application/x-www-form-urlencoded"}
JSON: Final = {"content-type": "application/json"}


def raw(query: str = "", body: bytes = b"", headers: dict[str, str] | None = None) -> RawRequest:
    """A request as anyone on the internet could make it."""
    method = "POST" if body else "GET"
    return RawRequest(method=method, url=RETURN_TO + query, headers=headers or {}, body=body, remote="203.0.113.9")


WORTHLESS: Final = (
    raw(),
    raw("?"),
    raw(f"?code={CANARY}&state={CANARY}"),
    raw("?code=a&code=b&state=&state=x"),
    raw(f"?error={CANARY}&error_description={CANARY}"),
    raw("?code=%ff%00&state=%c3%28"),
    raw("?" + "a=1&" * 5000),
    raw(f"?token={CANARY}.{CANARY}.{CANARY}"),
    raw("", f"token={CANARY}".encode(), FORM),
    raw("", b"id_token=e30.e30.&state=x&code=y", FORM),
    raw("", b"\x00\xff\xfe=&&=%zz", FORM),
    raw("", b"{", JSON),
    raw("", b'{"sub":"x","orderRef":["y"]}', JSON),
    raw("", b"<x>" * 50_000, {"content-type": "text/xml"}),
    raw("", b"", {"authorization": f"Bearer {CANARY}"}),
    raw("", b"", {"authorization": "Bearer e30.e30.e30", "cookie": f"session={CANARY}"}),
)


class OpeningClauses:
    """Without a provider's answer."""

    @clause("AUT-01", "To begin is answered with a value, whatever address the person comes back to.", source=PORT)
    def test_begin(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        for address in (RETURN_TO, RETURN_TO + "?unit=1&x=%20", "https://vård.example/åter", ""):
            ctx = SignInContext(return_to=address, now=NOW, remote="2001:db8::7")
            returned(partial(authenticator.begin, ctx), (Challenge, NotAuthenticated), "begin")

    @clause("AUT-02", "A request that proves nothing signs nobody in, and raises nothing.", source=PORT)
    def test_worthless(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        for number, request in enumerate(WORTHLESS):
            kept = bench.begin(authenticator).challenge.keep
            for some in (kept, {}, dict.fromkeys(kept, ""), dict.fromkeys(kept, "å\0")):
                ctx = SignInContext(return_to=RETURN_TO, now=NOW, kept=some)
                try:
                    done = authenticator.complete(ctx, request)
                except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
                    fail(f"complete raised {type(error).__name__} on worthless request {number}")
                check(not isinstance(done, Identity), f"worthless request {number} signed somebody in")

    @clause(
        "AUT-03",
        "The code of a refusal is one of the adapter's own words: it quotes nothing of the request.",
        source="ports.auth.NotAuthenticated: a stable code that quotes nothing",
    )
    def test_code(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        for number, request in enumerate(WORTHLESS):
            begun = bench.begin(authenticator)
            done = authenticator.complete(begun.ctx, request)
            word = done.code if isinstance(done, NotAuthenticated) else done.hint if isinstance(done, Pending) else ""
            check(CODE.fullmatch(word) is not None, f"the answer to worthless request {number} has the code {word!r}")
            check(CANARY not in word, f"the answer to worthless request {number} quotes it")

    @clause(
        "AUT-04",
        "What is kept between the two steps stands in nothing that is shown of the adapter.",
        source="architecture.md: no secret in a log, an error or a repr",
    )
    def test_repr(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        begun = bench.begin(authenticator)
        shown = f"{authenticator!r} {authenticator} {begun.challenge!r} {begun.ctx!r}"
        secrets = bench.secrets(authenticator, begun)
        same([name for name, value in secrets.items() if value in shown], [], "what is shown")

    @clause(
        "AUT-05",
        "To cancel raises nothing, whatever was kept, and more than once.",
        source="ports.auth.Authenticator.cancel: never fails",
    )
    def test_cancel(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        begun = bench.begin(authenticator)
        bare = SignInContext(return_to=RETURN_TO, now=NOW)
        for ctx in (begun.ctx, begun.ctx, bare):
            returned(partial(authenticator.cancel, ctx), (object,), "cancel")
