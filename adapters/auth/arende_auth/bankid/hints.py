"""Tables of what BankID says while an order lives, when it ends, and when a call is refused. No code but a look-up.

What a hint means to a person is told by the user interface, by these codes. Codes that are not in the tables exist and
will come: they are `pending` and `bankid.failed`, never an error.
"""

from collections.abc import Mapping
from typing import Final

from arende.ports.auth import NotAuthenticated

PENDING: Final = frozenset(
    {
        "outstandingTransaction",
        "noClient",
        "started",
        "userMrtd",
        "userCallConfirm",
        "userSign",
        "processing",
        "userStepUp",
        "userFace",
    }
)
"""Hints of an order that is alive, handed on as `Pending.hint`."""

FAILED: Final[Mapping[str, NotAuthenticated]] = {
    "userCancel": NotAuthenticated(code="cancelled", again=True),
    "cancelled": NotAuthenticated(code="bankid.cancelled", again=True),  # by another order of the same person
    "expiredTransaction": NotAuthenticated(code="bankid.expiredTransaction", again=True),
    "startFailed": NotAuthenticated(code="bankid.startFailed", again=True),
    "certificateErr": NotAuthenticated(code="bankid.certificateErr", again=False),
    "userDeclinedCall": NotAuthenticated(code="bankid.userDeclinedCall", again=True),
    "notSupportedByUserApp": NotAuthenticated(code="bankid.notSupportedByUserApp", again=False),
    "transactionRiskBlocked": NotAuthenticated(code="bankid.transactionRiskBlocked", again=False),
    "mrtdVerificationFailed": NotAuthenticated(code="bankid.mrtdVerificationFailed", again=True),
    "facialRecognitionFailed": NotAuthenticated(code="bankid.facialRecognitionFailed", again=True),
}
"""How an order ended."""

ERRORS: Final[Mapping[str, NotAuthenticated]] = {
    "alreadyInProgress": NotAuthenticated(code="bankid.alreadyInProgress", again=True),  # both orders are dead now
    "requestTimeout": NotAuthenticated(code="provider.unreachable", again=True),
    "internalError": NotAuthenticated(code="provider.unreachable", again=True),
    "maintenance": NotAuthenticated(code="provider.unreachable", again=True),
    "notFound": NotAuthenticated(code="bankid.orderGone", again=True),
    "invalidParameters": NotAuthenticated(code="provider.refused", again=False),
    "unauthorized": NotAuthenticated(code="provider.refused", again=False),
    "methodNotAllowed": NotAuthenticated(code="provider.refused", again=False),
    "unsupportedMediaType": NotAuthenticated(code="provider.refused", again=False),
}
"""Why a call was refused."""


def hint(stated: object) -> str:
    """The hint of an order that is alive."""
    return stated if isinstance(stated, str) and stated in PENDING else "pending"


def failed(stated: object) -> NotAuthenticated:
    """How the order ended."""
    known = FAILED.get(stated) if isinstance(stated, str) else None
    return known or NotAuthenticated(code="bankid.failed", again=True)


def error(stated: object, status: int) -> NotAuthenticated:
    """What a refused call means; by its status where its code is not known."""
    known = ERRORS.get(stated) if isinstance(stated, str) else None
    if known is not None:
        return known
    return NotAuthenticated(code="provider.unreachable" if status >= 500 else "provider.refused", again=status >= 500)
