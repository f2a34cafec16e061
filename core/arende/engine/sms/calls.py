"""The call of an SMS whose try is begun, and what its answer leads to: record, next provider, wait or end."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from attrs import evolve, field, frozen
from returns.pipeline import is_successful

from ...domain.actor import System
from ...domain.commands import Command
from ...domain.notice.model import Answered, Cause, Notice
from ...domain.notice.next_step import LOOK_AFTER, WhenUncertain, goes_on, since_asked_for
from ...domain.refusals import SmsNotDue, Unavailable, Unclear
from ...ports.records import Later, OutboxItem
from ...ports.sms import Accepted, Rejected, Rejection, SmsRequest, Uncertain
from ...ports.times import from_micros, to_micros
from ..entrance import Entrance, Request
from ..handle import Answer
from ..outcomes import DONE, Settled, Told, kept, later, put_off
from .prepared import Prepared
from .routes import HOPELESS, Route, left_for, made

SYSTEM: Final = System()
FINAL: Final = (Rejection.RECIPIENT, Rejection.CONTENT)
"""No other provider would take it either."""
NOT_CALLED: Final = Rejected(kind=Rejection.BUSY, code="not_called")
OPEN: Final = Rejected(kind=Rejection.BUSY, code="circuit_open")
GoOn: TypeAlias = Callable[[], bool]
"""Whether one more call may be made: the lease lasts, and nobody has asked the worker to stop."""


@frozen(kw_only=True)
class Call:
    """A try that is begun: the call is what remains."""

    sms: Prepared
    request: SmsRequest
    number: int
    route: Route
    past: Mapping[str, Cause] = field(factory=dict)
    """What the providers said that were asked before it, in this round."""

    @property
    def item(self) -> OutboxItem:
        return self.sms.item

    def rejected(self, no: Rejected, *, again: bool, then: Settled = DONE) -> Told:
        """Not taken; with `again` the worker goes on with it, as `then` says."""
        cause = Cause(no.kind.value)
        code = no.code or ("" if again or no.kind is not Rejection.BUSY else "gave_up")
        command = self.sms.outcome(self.number, self.route.name, Answered.REJECTED, code=code, cause=cause, again=again)
        return Told(item=self.item, command=command, then=then)


@frozen(kw_only=True)
class Calling:
    """Makes calls. For one thread at a time; routes may be shared."""

    entrance: Entrance
    routes: tuple[Route, ...]
    uncertain: WhenUncertain

    def now(self) -> datetime:
        return self.entrance.clock.now()

    def micros(self) -> int:
        return to_micros(self.now())

    def call(self, call: Call, go_on: GoOn) -> Settled | Told:
        """The call, and the next provider's where this one does not take it. Raises StorageError."""
        while True:
            if not go_on():
                return call.rejected(NOT_CALLED, again=True, then=put_off(call.item, self.now()))
            match call.route.send(call.request, self.micros) if call.route.open(self.micros()) else OPEN:
                case Accepted(provider_id=provider_id):
                    command = call.sms.outcome(call.number, call.route.name, Answered.ACCEPTED, provider_id=provider_id)
                    return Told(item=call.item, command=command)
                case Uncertain(code=code):
                    return self.doubted(call.sms, call.number, code or "uncertain", call.route)
                case Rejected() as no:
                    following = self.following(call, no)
                    if not isinstance(following, Call):
                        return following
                    call = following

    def following(self, call: Call, no: Rejected) -> Call | Settled | Told:
        """After a refusal: the next provider's call, begun together with the record of the refusal; a wait; the end."""
        if no.kind in FINAL:
            return call.rejected(no, again=False)
        past = {**call.past, call.route.name: Cause(no.kind.value)}
        left = left_for(call.sms.notice, self.routes)
        route = next((one for one in left if one.name not in past and one.open(self.micros())), None)
        if route is None:
            wait = later(call.item, self.now(), no.retry_after) if self.hopeful(call.sms.notice, left, past) else None
            return call.rejected(no, again=False) if wait is None else call.rejected(no, again=True, then=wait)
        turn = route.turn(self.micros())
        if turn > self.micros():
            return call.rejected(no, again=True, then=put_off(call.item, from_micros(turn)))
        told = call.rejected(no, again=True)
        begin = call.sms.begin(call.number + 1, route.name)
        answers = self.recorded([told.command, begin])
        refused = next((answer for answer in answers if not is_successful(answer)), None)
        if refused is not None:
            return self.refused(call.item, refused)
        return evolve(call, number=call.number + 1, route=route, past=past)

    def hopeful(self, notice: Notice | None, left: Sequence[Route], past: Mapping[str, Cause]) -> bool:
        """Whether any provider may take it in another round."""
        return any(
            past.get(route.name) not in HOPELESS
            and made(notice, route.name) + (route.name in past) < route.settings.attempts
            for route in left
        )

    def doubted(self, sms: Prepared, number: int, code: str, route: Route | None) -> Told:
        """It may have left. What is done about it is done after a while."""
        tries = () if sms.notice is None else since_asked_for(sms.notice)
        earlier = tries[:-1] if sms.following > number else tries
        again = goes_on(earlier, self.uncertain, can_ask=route is not None and route.asked is not None)
        name = "" if route is None else route.name
        command = sms.outcome(number, name, Answered.UNCERTAIN, code=code, again=again)
        look = Later(id=sms.item.id, not_before=to_micros(self.now() + LOOK_AFTER), attempt=sms.item.attempt + 1)
        return Told(item=sms.item, command=command, then=look if again else DONE)

    def recorded(self, commands: Sequence[Command]) -> Sequence[Answer]:
        """In one transaction where nothing disturbs them. They need no ids of their own: each counts once by number."""
        return self.entrance.handle_many(Request(command=command, actor=SYSTEM) for command in commands)

    def refused(self, item: OutboxItem, answer: Answer) -> Settled:
        """What becomes of an item whose command was not taken."""
        match answer.failure():
            case SmsNotDue():
                return put_off(item, self.now())  # another worker was first: look again
            case Unavailable() | Unclear():
                return kept(item, self.now())
            case _:
                return DONE  # there is no such case any more
