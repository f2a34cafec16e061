"""What is kept of a BankID order between calls, and the QR code that it shows at a moment. No call, no clock."""

import hmac
from collections.abc import Mapping

from attrs import field, frozen

from ..options import MICROS


@frozen(kw_only=True)
class Order:
    """One order. The secret never leaves the server; times are microseconds UTC, 0 for never."""

    ref: str = field(repr=False)
    token: str = field(repr=False)
    secret: str = field(repr=False)
    started: int
    """When BankID answered."""
    asked: int
    """When it was last asked for the outcome."""
    hint: str
    """What it said then."""

    def kept(self) -> Mapping[str, str]:
        """For the host to keep."""
        return {
            "order": self.ref,
            "token": self.token,
            "secret": self.secret,
            "started": str(self.started),
            "asked": str(self.asked),
            "hint": self.hint,
        }

    def qr(self, now: int) -> str:
        """The QR code's text at `now`: new each whole second."""
        return qr(self.token, self.secret, max(0, now - self.started) // MICROS)


def read(kept: Mapping[str, str]) -> Order | None:
    """The order that was kept; None if none was."""
    texts = {name: kept.get(name, "") for name in ("order", "token", "secret", "started", "asked", "hint")}
    if not all(texts.values()) or not texts["started"].isdecimal() or not texts["asked"].isdecimal():
        return None
    return Order(
        ref=texts["order"],
        token=texts["token"],
        secret=texts["secret"],
        started=int(texts["started"]),
        asked=int(texts["asked"]),
        hint=texts["hint"],
    )


def qr(token: str, secret: str, seconds: int) -> str:
    """The text of an animated QR code, so many whole seconds after BankID's answer."""
    time = str(seconds)
    return f"bankid.{token}.{time}.{hmac.new(secret.encode(), time.encode(), 'sha256').hexdigest()}"
