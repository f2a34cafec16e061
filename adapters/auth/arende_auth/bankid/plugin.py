"""The sign-in `bankid`, and its door: auth, collect and cancel of RP API v6.0. Hints are in `hints`, QR in `order`.

`complete` may be called as often as the host likes: BankID itself is asked every other second at most, as it wants, and
each call brings the QR code of its own second. Settings are explained in `settings`.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from arende.ports.auth import (
    Begun,
    Challenge,
    Completed,
    Identity,
    IdentityKind,
    NotAuthenticated,
    Pending,
    SignInContext,
)
from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry
from attrs import evolve

from ..identities import PERSONNUMMER, display_name, identifier, one_text
from ..once import MemoryOnce
from ..options import MICROS, need
from ..web import Answer, BadAnswer, Plain, Unreachable, Web
from . import hints
from .order import Order
from .order import read as read_order
from .settings import BankIdSettings
from .settings import read as read_settings

PAUSE: Final = 2 * MICROS
"""Between two questions for the outcome."""
REMEMBERED: Final = 3600 * MICROS
"""How long a finished order is known as used; BankID forgets it long before."""
UNREACHABLE: Final = NotAuthenticated(code="provider.unreachable", again=True)
BAD_ANSWER: Final = NotAuthenticated(code="provider.answer", again=True)


class BankIdAuthenticator:
    """BankID for one relying party. Codes beyond the common ones: `bankid.…` of `hints`, and `remote.missing`."""

    def __init__(self, settings: BankIdSettings, web: Web) -> None:
        self._settings = settings
        self._web = web
        self._once = MemoryOnce()

    def begin(self, ctx: SignInContext) -> Begun:
        """Start an order: a QR code for another device, `launch` for this one. `ctx.remote` must be known."""
        if not ctx.remote:
            return NotAuthenticated(code="remote.missing", again=False)
        body: dict[str, object] = {"endUserIp": ctx.remote}
        if self._settings.requirement:
            body["requirement"] = self._settings.requirement
        if self._settings.visible:
            body["userVisibleData"] = self._settings.visible
        answer = self._call("auth", body)
        if isinstance(answer, NotAuthenticated):
            return answer
        texts = [answer.body.get(name) for name in ("orderRef", "qrStartToken", "qrStartSecret", "autoStartToken")]
        ref, token, secret, autostart = (text if isinstance(text, str) else "" for text in texts)
        if not (ref and token and secret and autostart):
            return BAD_ANSWER
        # The QR code's seconds are counted from BankID's answer, not from our question.
        started = ctx.now + answer.elapsed
        order = Order(ref=ref, token=token, secret=secret, started=started, asked=started, hint="pending")
        return Challenge(
            launch=f"bankid:///?autostarttoken={quote(autostart, safe='')}&redirect=null",
            qr=order.qr(started),
            keep=order.kept(),
        )

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Completed:
        """How the order stands. Nothing of the request is used: who it is, BankID tells us itself."""
        del raw
        order = read_order(ctx.kept)
        if order is None:
            return NotAuthenticated(code="state.missing", again=True)
        if ctx.now >= order.started + self._settings.lifetime:
            return NotAuthenticated(code="state.late", again=True)
        if ctx.now < order.asked + PAUSE:
            return self._pending(order, ctx.now)
        answer = self._call("collect", {"orderRef": order.ref})
        if isinstance(answer, NotAuthenticated):
            return answer
        status = answer.body.get("status")
        if status == "pending":
            asked = evolve(order, asked=ctx.now, hint=hints.hint(answer.body.get("hintCode")))
            return self._pending(asked, ctx.now)
        if status == "failed":
            return hints.failed(answer.body.get("hintCode"))
        if status != "complete" or answer.body.get("orderRef") != order.ref:
            return BAD_ANSWER
        if not (ctx.once or self._once).first_time(f"bankid:{order.ref}", ctx.now, ctx.now + REMEMBERED):
            return NotAuthenticated(code="replayed", again=True)
        return self._identity(answer.body.get("completionData"), ctx.now)

    def cancel(self, ctx: SignInContext) -> None:
        """End the order, so that the app stops asking."""
        order = read_order(ctx.kept)
        if order is not None:
            self._call("cancel", {"orderRef": order.ref})  # whatever it says: the order dies by itself soon

    def close(self) -> None:
        """Give the connections back."""
        self._web.close()

    def _call(self, method: str, body: Plain) -> Answer | NotAuthenticated:
        try:
            answer = self._web.post_json(f"{self._settings.endpoint}/{method}", body)
        except Unreachable:
            return UNREACHABLE
        except BadAnswer:
            return BAD_ANSWER
        return answer if answer.good else hints.error(answer.body.get("errorCode"), answer.status)

    def _pending(self, order: Order, now: int) -> Pending:
        next_second = MICROS - max(0, now - order.started) % MICROS
        return Pending(hint=order.hint, qr=order.qr(now), keep=order.kept(), again_after=next_second)

    def _identity(self, data: object, now: int) -> Identity | NotAuthenticated:
        user = data.get("user") if isinstance(data, Mapping) else None
        number = user.get("personalNumber") if isinstance(user, Mapping) else None
        if not isinstance(user, Mapping) or not isinstance(number, str):
            return NotAuthenticated(code="identity.missing", again=False)
        found = identifier(PERSONNUMMER, number)
        if found is None:
            return NotAuthenticated(code="identity.system", again=False)
        return Identity(
            kind=IdentityKind.CITIZEN,
            system=found[0],
            value=found[1],
            name=display_name(*(one_text(user.get(name)) for name in ("name", "givenName", "surname"))),
            assurance=self._settings.assurance,
            commissions=(),
            at=now,
        )


class BankIdFactory:
    """Opens BankID for one relying party. Certificates are read now, BankID is called at the first sign-in."""

    def open(self, config: AdapterConfig) -> BankIdAuthenticator:
        """Raises ConfigError."""
        need("httpx", config)
        settings = read_settings(config)
        return BankIdAuthenticator(settings, Web(timeout=settings.timeout, ca=settings.ca, own=settings.own))


@hookimpl
def arende_register_auth(registry: AuthRegistry) -> None:
    """The door: registers `bankid`."""
    registry.add("bankid", BankIdFactory())
