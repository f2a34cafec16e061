"""What comes in over a session is read and kept until it is settled; only then is the operator answered.

A killed worker has answered for nothing that is not durable, so the operator tells it again. What a message means is
`receipts`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from arende.ports.sms import Delivery, Heard, SmsReply, SmsReport
from attrs import field, frozen

from .ids import Sent
from .inbox import Asker, Inbox, Owed
from .pdu import Malformed, Pdu, read_message
from .receipts import Reading, digest, read
from .status import INVALID_LENGTH, OK, TRY_AGAIN

TAKEN_LATE: Final = "ANSWERED_LATE"
"""The state of an SMS whose answer came when nobody waited for it: it was taken after all."""


@frozen
class Hearing:
    """The `Hearer` of every session of one line."""

    reading: Reading
    sent: Sent = field(factory=Sent)
    inbox: Inbox = field(factory=Inbox)

    def message(self, session: Asker, pdu: Pdu) -> None:
        """Keep what it tells. What tells nothing is answered at once, what is no message is said to be none."""
        try:
            message = read_message(pdu.body)
        except Malformed:
            session.nack(pdu.sequence, INVALID_LENGTH)
            return
        what = read(message, self.reading, self.sent, datetime.now(UTC).date().isoformat())
        if what is None:
            session.answer(pdu.sequence, OK)
            return
        key = what.provider_id if isinstance(what, SmsReply) else digest(message, self.reading.key, "")
        if not self.inbox.put(key, what, Owed(session, pdu.sequence)):
            session.answer(pdu.sequence, TRY_AGAIN)

    def taken_late(self, our_id: str, provider_id: str | None) -> None:
        """An SMS that was thought uncertain has been taken."""
        report = SmsReport(our_id=our_id, provider_id=provider_id, state=Delivery.SENT, raw_state=TAKEN_LATE, at=None)
        self.inbox.put(f"late-{our_id}", report, None)

    def heard(self, limit: int) -> Sequence[Heard]:
        """What is not settled, oldest first."""
        return self.inbox.heard(limit)

    def settled(self, keys: Sequence[str]) -> Sequence[Owed]:
        """Let go of these; the answers that are owed for them."""
        return self.inbox.take(keys)


def pay(owed: Sequence[Owed]) -> None:
    """Answer the operator. In the event loop."""
    for one in owed:
        one.session.answer(one.sequence, OK)
