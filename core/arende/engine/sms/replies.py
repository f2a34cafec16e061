"""What people write back: that somebody did, handed on. What they wrote is never read (B3)."""

from attrs import frozen

from ...ports.sms import SmsReply
from .counted import Counted, What


@frozen(kw_only=True)
class Replies:
    """The one place that a reply comes to, whether by request or over a provider's own connection."""

    counted: Counted

    def take(self, provider: str, reply: SmsReply) -> bool:
        """Whether it needs not come again. It is counted here; who wrote is looked up where cases are known."""
        del reply
        self.counted.add(provider, What.REPLY)
        return True
