"""SMS providers of the tests' own: one that is told what to answer, reports over requests, can be asked and listens.

A request is genuine when its body begins with `good:`; each line after it is a report, a reply, or a fault.
"""

from collections.abc import Callable, Sequence

from arende.ports.http import RawRequest
from arende.ports.sms import Answer, AskedSms, Delivery, Heard, SmsReply, SmsReport, Unanswered
from attrs import define, field

from ..vendor import Line

GOOD = b"good:"


def request(*lines: str, good: bool = True) -> RawRequest:
    """A provider's request. Lines: `OUR_ID PROVIDER_ID STATE` with `-` for what is not told, or `reply ID`."""
    body = (GOOD if good else b"bad:") + "\n".join(lines).encode()
    return RawRequest(method="POST", url="https://clinic.example/sms", headers={}, body=body, remote="192.0.2.1")


def read(line: str) -> SmsReport:
    ours, theirs, state = line.split()
    return SmsReport(
        our_id=None if ours == "-" else ours,
        provider_id=None if theirs == "-" else theirs,
        state=Delivery(state),
        raw_state=state,
        at=None,
    )


@define
class Reporting(Line):
    """Reports and replies by requests."""

    faults: list[Exception] = field(factory=list)
    """What reading raises, first."""

    def verify(self, raw: RawRequest) -> bool:
        return raw.body.startswith(GOOD)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        if self.faults:
            raise self.faults.pop()
        lines = raw.body.removeprefix(GOOD).decode().splitlines()
        return [read(line) for line in lines if not line.startswith("reply")]

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        lines = raw.body.removeprefix(GOOD).decode().splitlines()
        return [
            SmsReply(sender="+46701740615", provider_id=line.split()[1], at=None)
            for line in lines
            if line.startswith("reply")
        ]


@define
class Asking(Line):
    """Can be asked, and answers in turn; the last answer for ever after."""

    told: list[Answer | Exception] = field(factory=lambda: list[Answer | Exception]([Unanswered()]))
    questions: list[AskedSms] = field(factory=list)

    def ask(self, sms: AskedSms) -> Answer:
        self.questions.append(sms)
        answer = self.told.pop(0) if len(self.told) > 1 else self.told[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@define
class Hearing(Line):
    """Reports come over its own connection, and again until they are settled."""

    waiting: dict[str, SmsReport | SmsReply] = field(factory=dict)
    settled: list[str] = field(factory=list)
    meets: Callable[[], None] = lambda: None

    def heard(self, limit: int) -> Sequence[Heard]:
        self.meets()
        return [Heard(key=key, what=what) for key, what in list(self.waiting.items())[:limit]]

    def settle(self, keys: Sequence[str]) -> None:
        for key in keys:
            del self.waiting[key]
            self.settled.append(key)
