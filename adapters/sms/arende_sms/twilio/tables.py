"""What Twilio's words and codes mean. It splits its codes further now and then: few stand here, the rest is a default.

Source: Twilio's error reference and message resource.
"""

from collections.abc import Mapping
from typing import Final

from arende.ports.sms import Delivery, Rejection

from ..answers import Table

STATES: Final[Mapping[str, Delivery]] = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.FAILED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}
"""Of a report; others tell nothing."""
HELD: Final = ("accepted", "scheduled", "queued", "sending")
STORED: Final[Mapping[str, Delivery]] = {**dict.fromkeys(HELD, Delivery.SENT), **STATES}
"""Of an SMS that is asked for: the first are in their hands."""
OVERDUE: Final = "30036"
"""The error of what was not delivered within its validity."""
REFUSALS: Final = Table(
    codes={
        "14107": Rejection.BUSY,  # rate of messages
        "20003": Rejection.CREDENTIALS,
        "20005": Rejection.CREDENTIALS,  # account not active
        "20429": Rejection.BUSY,
        "21211": Rejection.RECIPIENT,
        "21212": Rejection.SENDER,
        "21401": Rejection.SENDER,
        "21408": Rejection.SENDER,  # the account may not send to this country
        "21602": Rejection.CONTENT,  # no text
        "21606": Rejection.SENDER,
        "21608": Rejection.SENDER,  # a trial account may write to its own numbers only
        "21610": Rejection.RECIPIENT,  # opted out at Twilio
        "21611": Rejection.BUSY,  # the sender's queue is full
        "21612": Rejection.SENDER,  # no way from this sender to this number
        "21614": Rejection.RECIPIENT,  # no mobile
        "21617": Rejection.CONTENT,  # too long
        "30001": Rejection.BUSY,
        "30002": Rejection.CREDENTIALS,  # account suspended
        "30007": Rejection.CONTENT,  # filtered
    }
)
