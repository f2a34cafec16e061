"""What people write back: that somebody did, handed on. What they wrote is never read (B3)."""

from attrs import frozen

from ...ports.sms import SmsReply
from ..sms_replies import SmsReplies
from .counted import Counted, What


@frozen(kw_only=True)
class Replies:
    """The one place that a reply comes to, whether by request or over a provider's own connection."""

    counted: Counted
    told: SmsReplies
    """Who makes it something to deal with."""

    def take(self, provider: str, reply: SmsReply) -> bool:
        """Whether it needs not come again: the cases are told, durably, and then it is counted."""
        kept = self.told.take(provider, reply)
        if kept:
            self.counted.add(provider, What.REPLY)
        return kept
