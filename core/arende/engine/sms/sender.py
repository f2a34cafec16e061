"""SMS that are due: the next step for each, and the tries that this needs begun, durably and in small groups.

What a step is, `domain.notice.next_step` says; here it is done. The calls themselves are in `calls`.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from returns.pipeline import is_successful

from ...domain.effects import SendSms
from ...domain.notice.model import Answered, Cause, Notice
from ...domain.notice.next_step import Step, next_step
from ...domain.quiet import next_allowed
from ...ports.records import OutboxItem
from ...ports.times import from_micros
from ..outcomes import DONE, Settled, Told, put_off, waits_out
from ..queries import Queries
from .asking import ask
from .calls import Call, Calling
from .pacing import MOST
from .prepared import Prepared, prepare
from .routes import Route, left_for

NOBODY: Final = ""
"""Stands for the provider where none was asked."""


@frozen(kw_only=True)
class Sender(Calling):
    """Sends what is due."""

    queries: Queries

    def together(self) -> int:
        """How many SMS may be begun together: as many as the first provider that may be called takes in a moment."""
        return next((route.together() for route in self.routes if route.open(self.micros())), MOST)

    def begin(self, given: Sequence[tuple[OutboxItem, SendSms]]) -> Sequence[Settled | Told | Call]:
        """What came of each, or the call that remains, its try begun. Raises StorageError."""
        if self.routes and not any(route.open(self.micros()) for route in self.routes):
            waits = [waits_out(item, self.now()) for item, _ in given]
            if None not in waits:
                return [wait for wait in waits if wait is not None]  # without a look at each: there may be many
        planned = [self.plan(sms) for sms in prepare(self.queries, given)]
        calls = [one for one in planned if isinstance(one, Call)]
        answers = self.recorded([one.sms.begin(one.number, one.route.name) for one in calls])
        begun = iter(
            one if is_successful(answer) else self.refused(one.item, answer)
            for one, answer in zip(calls, answers, strict=True)
        )
        return [next(begun) if isinstance(one, Call) else one for one in planned]

    def plan(self, sms: Prepared) -> Settled | Told | Call:
        """The next step for one SMS; a call is yet to be begun."""
        route = self.last_route(sms.notice)
        can_ask = sms.request is not None and route is not None and route.asked is not None
        match next_step(sms.notice, self.uncertain, can_ask=can_ask, now=self.now()):
            case Step.NOTHING:
                return DONE
            case Step.DOUBT:
                return self.doubted(sms, sms.following - 1, "interrupted", route)
            case Step.ASK:
                return self.ask(sms, route)
            case Step.LEAVE:
                return self.left(sms)
            case Step.SEND:
                return self.first(sms)

    def first(self, sms: Prepared) -> Settled | Told | Call:
        """The first call of a round, or why there is none now."""
        if sms.request is None:
            return self.ended(sms, sms.hindrance, Cause.RECIPIENT)
        allowed = next_allowed(self.now(), sms.quiet, sms.zone)
        if allowed > self.now():
            return put_off(sms.item, allowed)
        left = left_for(sms.notice, self.routes)
        if not left:
            return self.ended(sms, "gave_up" if self.routes else "no_provider", Cause.SENDER)
        route = next((route for route in left if route.open(self.micros())), None)
        if route is None:
            return waits_out(sms.item, self.now()) or self.ended(sms, "gave_up", Cause.BUSY)
        turn = route.turn(self.micros())
        if turn > self.micros():
            return put_off(sms.item, from_micros(turn))
        return Call(sms=sms, request=sms.request, number=sms.following, route=route)

    def last_route(self, notice: Notice | None) -> Route | None:
        """The provider of the last try."""
        name = notice.tries[-1].provider if notice is not None and notice.tries else NOBODY
        return next((route for route in self.routes if route.name == name), None)

    def ask(self, sms: Prepared, route: Route | None) -> Settled | Told:
        provider = None if route is None else route.asked
        if provider is None or sms.request is None or sms.notice is None:
            return self.left(sms)
        return ask(provider, sms, sms.request.to, sms.notice.tries[-1], self.now())

    def left(self, sms: Prepared) -> Told:
        """As uncertain as it is, where staff see it."""
        return Told(item=sms.item, command=sms.outcome(sms.following - 1, NOBODY, Answered.UNCERTAIN, code="left"))

    def ended(self, sms: Prepared, code: str, cause: Cause) -> Told:
        """It fails without any provider asked, where staff see it."""
        command = sms.outcome(sms.following, NOBODY, Answered.REJECTED, code=code, cause=cause)
        return Told(item=sms.item, command=command)
