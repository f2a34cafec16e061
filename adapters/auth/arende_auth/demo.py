"""The sign-in `demo`: believes whatever identity the form states. For demonstrations with invented persons only.

It does not open unless the settings say `demo`, so that no real installation can be entered this way. The form body is
`system=…&value=…&name=…&kind=staff|citizen`, posted as application/x-www-form-urlencoded in UTF-8.
"""

import re
from typing import Final
from urllib.parse import parse_qsl

from arende.ports.auth import Challenge, Identity, IdentityKind, NotAuthenticated, SignInContext
from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry

FIELDS: Final = ("system", "value", "name", "kind")
LONGEST_BODY: Final = 4096
_SYSTEM: Final = re.compile(r"[A-Za-z0-9._:-]{1,64}")
# Reserve numbers may hold letters: twelve characters is what all citizens' identifiers share.
_VALUE: Final = {
    IdentityKind.CITIZEN: re.compile(r"[0-9A-Z]{12}"),
    IdentityKind.STAFF: re.compile(r"[A-Za-z0-9._-]{1,64}"),
}
ASSURANCE: Final = "demo"


class DemoAuthenticator:
    """Takes the identity from the form. Codes: `form.method`, `form.unreadable`, `form.fields`, `form.identity`."""

    def begin(self, ctx: SignInContext) -> Challenge:
        """No redirect: the host shows its own form."""
        del ctx
        return Challenge(keep={})

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Identity | NotAuthenticated:
        """The identity that the form states, at the context's time."""
        if raw.method.upper() != "POST":
            return NotAuthenticated(code="form.method", again=False)
        pairs = _pairs(raw)
        if pairs is None:
            return NotAuthenticated(code="form.unreadable", again=True)
        names = [name for name, _ in pairs if name in FIELDS]
        if sorted(names) != sorted(FIELDS):  # each exactly once
            return NotAuthenticated(code="form.fields", again=True)
        form = {name: value.strip() for name, value in pairs}
        kind = next((k for k in IdentityKind if k.value == form["kind"]), None)
        name = form["name"]
        if kind is None or not _SYSTEM.fullmatch(form["system"]) or not _VALUE[kind].fullmatch(form["value"]):
            return NotAuthenticated(code="form.identity", again=True)
        if not 1 <= len(name) <= 200 or not name.isprintable():
            return NotAuthenticated(code="form.identity", again=True)
        return Identity(
            kind=kind,
            system=form["system"],
            value=form["value"],
            name=name,
            assurance=ASSURANCE,
            commissions=(),
            at=ctx.now,
        )

    def cancel(self, ctx: SignInContext) -> None:
        """Nobody needs to be told."""

    def close(self) -> None:
        """Nothing is held."""


class DemoFactory:
    """Opens the sign-in, in a demonstration only."""

    def open(self, config: AdapterConfig) -> DemoAuthenticator:
        """Raises ConfigError unless the settings say that this is a demonstration."""
        if not config.demo:
            sv = "Inloggningen demo öppnas bara i en demonstration: välj en annan, eller sätt `demo = true`."
            en = "The sign-in demo opens only in a demonstration: choose another one, or set `demo = true`."
            raise ConfigError((sv, en))
        if config.options or config.location:
            sv = "Inloggningen demo har inga inställningar: skriv bara `demo`."
            raise ConfigError((sv, "The sign-in demo takes no options: write `demo` alone."))
        return DemoAuthenticator()


def _pairs(raw: RawRequest) -> list[tuple[str, str]] | None:
    media = raw.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in ("", "application/x-www-form-urlencoded") or len(raw.body) > LONGEST_BODY:
        return None
    try:
        text = raw.body.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=32)
    except ValueError:  # not UTF-8, or not a form
        return None


@hookimpl
def arende_register_auth(registry: AuthRegistry) -> None:
    """The door: registers `demo`."""
    registry.add("demo", DemoFactory())
