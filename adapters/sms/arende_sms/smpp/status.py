"""What an SMPP `command_status` other than 0 means for an SMS: a table. Nothing is sent and nothing read here.

A status other than 0 says that the SMS was not taken. Statuses that are not in the table, the vendor's own among them
(0x400–0x4FF), are tried again: the SMS was not taken, and the worker bounds how often.
"""

from collections.abc import Mapping
from typing import Final

from arende.ports.sms import Rejected, Rejection

OK: Final = 0
INVALID_LENGTH: Final = 0x02
INVALID_COMMAND: Final = 0x03
TRY_AGAIN: Final = 0x64
"""What we answer to a receipt that there is no room for: the sender keeps it."""
HELD_BACK: Final = frozenset({0x14, 0x58})
"""Queue full, throttled: no more is sent for a while."""

KINDS: Final[Mapping[int, Rejection]] = {
    0x01: Rejection.CONTENT,  # invalid message length
    0x04: Rejection.BUSY,  # not bound
    0x05: Rejection.BUSY,  # already bound: an old session of ours, or another's, has yet to end
    0x06: Rejection.SENDER,  # priority, as the account is set up
    0x07: Rejection.SENDER,  # receipts, likewise
    0x08: Rejection.BUSY,  # system error
    0x0A: Rejection.SENDER,  # source address
    0x0B: Rejection.RECIPIENT,  # destination address
    0x0D: Rejection.CREDENTIALS,  # bind failed
    0x0E: Rejection.CREDENTIALS,  # password
    0x0F: Rejection.CREDENTIALS,  # system id
    0x14: Rejection.BUSY,  # queue full
    0x15: Rejection.SENDER,  # service type
    0x43: Rejection.SENDER,  # esm_class: this account takes no UDH
    0x45: Rejection.SENDER,  # submit failed, and no reason: another provider may take it
    0x48: Rejection.SENDER,  # source address, its type
    0x49: Rejection.SENDER,  # source address, its plan
    0x50: Rejection.RECIPIENT,  # destination address, its type
    0x51: Rejection.RECIPIENT,  # destination address, its plan
    0x53: Rejection.SENDER,  # system type
    0x58: Rejection.BUSY,  # throttled
    0x64: Rejection.BUSY,  # temporary
    0x65: Rejection.RECIPIENT,  # permanent, at the receiver
    0x66: Rejection.RECIPIENT,  # refused by the receiver
    0xC0: Rejection.SENDER,  # optional parameters: another way for long messages must be set
    0xC1: Rejection.SENDER,
    0xC2: Rejection.SENDER,
    0xC3: Rejection.SENDER,
    0xC4: Rejection.SENDER,
}


def kind(status: int) -> Rejection:
    """Why an SMS, or a bind, was turned down."""
    return KINDS.get(status, Rejection.BUSY)


def code(status: int) -> str:
    """The status as people look it up: `0x00000058`."""
    return f"0x{status:08X}"


def rejected(status: int, retry_after: int | None = None) -> Rejected:
    """The outcome of a send that was answered with this status."""
    return Rejected(kind=kind(status), code=code(status), retry_after=retry_after)
