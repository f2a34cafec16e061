"""One SMS over a session: what is written, and what the answers make of it. Connecting is `line`'s business.

Accepted is said when every segment was answered with status 0. Once a segment may have been taken, nothing that goes
wrong with it or the next is a refusal any more: it is uncertain.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from math import ceil

from arende.ports.sms import Accepted, Rejected, Rejection, SendOutcome, SmsRequest, Uncertain
from attrs import define, field, frozen

from . import backoff
from .addresses import recipient, sender
from .hearing import Hearing
from .pdu import RESPONSE, Command, Message, Pdu, read_id, submit_body
from .segments import Long, segments
from .session import NoAnswer, NotWritten, Session
from .settings import SmppSettings
from .status import HELD_BACK, OK, code, rejected

FINAL, FAILURE = 1, 2
"""Receipts that are asked for: of the last segment whatever becomes of it, of those before it only a failure."""


@frozen(kw_only=True)
class Plan:
    """An SMS as bodies of `submit_sm`."""

    id: str
    to: str = field(repr=False)
    bodies: Sequence[bytes] = field(repr=False)
    parts: int | None
    """Segments on the air; None where the operator cuts the text."""


def plan(sms: SmsRequest, settings: SmppSettings) -> Plan | Rejected:
    """What is to be written, or why it cannot be. Pure."""
    destination, source = recipient(sms.to), sender(sms.sender)
    if destination is None:
        return Rejected(kind=Rejection.RECIPIENT, code="number")
    if source is None:
        return Rejected(kind=Rejection.SENDER, code="sender")
    if not sms.text.strip():
        return Rejected(kind=Rejection.CONTENT, code="empty")
    try:
        cut = segments(sms.text, sms.id, settings.coding, settings.long)
    except UnicodeEncodeError:
        return Rejected(kind=Rejection.CONTENT, code="unicode")
    except ValueError:
        return Rejected(kind=Rejection.CONTENT, code="length")
    bodies = [
        submit_body(
            Message(
                source=source,
                destination=destination,
                esm_class=segment.esm_class,
                data_coding=segment.data_coding,
                text=segment.text,
                optional=segment.optional,
            ),
            receipt=FINAL if number == len(cut) else FAILURE,
            service_type=settings.service_type,
        )
        for number, segment in enumerate(cut, start=1)
    ]
    whole = settings.long is Long.PAYLOAD and not cut[0].text
    return Plan(id=sms.id, to=sms.to, bodies=bodies, parts=None if whole else len(bodies))


@define
class Sender:
    """Sends over whatever session there is, and holds back where the operator has asked for less."""

    hearing: Hearing
    held_until: float = field(default=0.0, init=False)
    times: int = field(default=0, init=False)

    async def send(self, session: Session, plan: Plan, deadline: float) -> SendOutcome:
        """All segments, one after another, by `deadline` of the loop's clock."""
        ids: list[str] = []
        while len(ids) < len(plan.bodies):
            last = len(ids) + 1 == len(plan.bodies)
            late = partial(self.late, plan, tuple(ids)) if last else _ignore
            try:
                pdu = await session.submit(plan.bodies[len(ids)], deadline, late)
            except NotWritten:
                return Uncertain(code="in_part") if ids else Rejected(kind=Rejection.BUSY, code="not_bound")
            except NoAnswer:
                return Uncertain(code="no_answer")
            self.note(pdu.status)
            if taken(pdu):
                ids.append(read_id(pdu.body))
            elif not ids:
                return rejected(pdu.status, self.wait() if pdu.status in HELD_BACK else None)
            elif pdu.status not in HELD_BACK or self.held_until >= deadline:
                return Uncertain(code=code(pdu.status))
            else:
                await asyncio.sleep(self.held_until - _now())
        return Accepted(provider_id=self.remembered(plan, ids), parts=plan.parts)

    def held(self) -> Rejected | None:
        """The answer while nothing is sent, without asking the operator."""
        return Rejected(kind=Rejection.BUSY, code="held_back", retry_after=self.wait()) if self.wait() else None

    def wait(self) -> int:
        """Seconds for which nothing is sent."""
        return max(0, ceil(self.held_until - _now()))

    def note(self, status: int) -> None:
        """An answer came: each that asks for less doubles the wait, any other ends it."""
        self.times = self.times + 1 if status in HELD_BACK else 0
        self.held_until = _now() + backoff.hold_back(self.times) if self.times else 0.0

    def remembered(self, plan: Plan, ids: Sequence[str]) -> str | None:
        """The id that is told, by which receipts are known; None where the operator gave none."""
        return self.hearing.sent.add(plan.id, plan.to, ids) if all(ids) else None

    def late(self, plan: Plan, before: Sequence[str], pdu: Pdu) -> None:
        """The last segment's answer came too late: the SMS, told as uncertain, has been taken."""
        if taken(pdu):
            self.hearing.taken_late(plan.id, self.remembered(plan, (*before, read_id(pdu.body))))


def taken(pdu: Pdu) -> bool:
    """Whether this answer says that the segment was taken."""
    return pdu.command == Command.SUBMIT_SM | RESPONSE and pdu.status == OK


def _ignore(pdu: Pdu) -> None:
    """A segment before the last tells nothing of the whole."""


def _now() -> float:
    return asyncio.get_running_loop().time()
