"""A year of SMS: providers that fail in every way, reports in any order, a worker that is killed. No assertion here."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from arende.domain import commands as c
from arende.domain.ids import CaseId
from arende.domain.notice.next_step import WhenUncertain
from arende.engine import Request
from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.registry import SmsRegistry
from arende.ports.sms import (
    Accepted,
    Answer,
    AskedSms,
    Delivery,
    Known,
    NotTaken,
    ProviderError,
    Rejected,
    Rejection,
    SendOutcome,
    SmsProvider,
    SmsReport,
    SmsRequest,
    Unanswered,
    Uncertain,
)
from attrs import define, evolve, field
from returns.pipeline import is_successful

from ..clinic import FOLLOW_UP, NURSE, Clinic, open_clinic, put_up

CASES: Final = 200
STEP: Final = timedelta(hours=12)


class Killed(BaseException):
    """The worker is gone."""


@define
class Moody:
    """A provider with good days and bad ones. It knows what it has truly taken."""

    random: Random
    by_our_id: bool
    """Whether its reports name our id, or its own alone."""
    bad: float = 0.0
    """How much of what it is given goes wrong."""
    taken: "Counter[str]" = field(factory=Counter)
    """How often each SMS of ours was truly taken."""
    ids: dict[str, str] = field(factory=dict)
    reports: list[SmsReport] = field(factory=list)
    """To be brought to us, some time."""
    early: Callable[[SmsReport], None] = lambda _: None
    """Brings a report to us while the call is still under way."""
    kills: bool = False

    def take(self, sms: SmsRequest) -> str:
        self.taken[sms.id] += 1
        id = f"{'o' if self.by_our_id else 't'}{len(self.ids)}"
        self.ids[sms.id] = id
        end = self.random.choices(list(Delivery), [1, 20, 1, 1])[0]
        told = [Delivery.SENT, end] if self.random.random() < 0.3 else [end]
        if self.random.random() < 0.05:
            told = []  # never a word
        for state in told * (2 if self.random.random() < 0.1 else 1):
            ours = sms.id if self.by_our_id else None
            report = SmsReport(our_id=ours, provider_id=id, state=state, raw_state=state.value, at=None)
            if self.random.random() < 0.03:
                self.early(report)
            else:
                self.reports.append(report)
        return id

    def send(self, sms: SmsRequest) -> SendOutcome:
        dice = self.random.random()
        if self.kills and dice < 0.02:
            if self.random.random() < 0.5:
                self.take(sms)
            raise Killed
        if dice >= self.bad + 0.01:
            return Accepted(provider_id=self.take(sms))
        kind = self.random.randrange(7)
        if kind == 0:
            return Rejected(kind=Rejection.RECIPIENT, code="21614")
        if kind == 1:
            raise ProviderError("Down: wait.")
        if kind == 2:
            self.take(sms)
            return Uncertain(code="timeout")
        if kind == 3:
            return Uncertain(code="timeout")
        if kind == 4:
            self.take(sms)
            raise RuntimeError("a bug")
        if kind == 5:
            return Rejected(kind=self.random.choice([Rejection.SENDER, Rejection.CREDENTIALS]), code="no")
        return Rejected(kind=Rejection.BUSY, code="slow_down", retry_after=self.random.choice([None, 30]))

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return ()

    def verify(self, raw: RawRequest) -> bool:
        return False

    def close(self) -> None:
        """Nothing is held."""


@define
class MoodyAsked(Moody):
    """The same, and it can be asked; now and then it does not tell."""

    def ask(self, sms: AskedSms) -> Answer:
        if self.random.random() < 0.3:
            return Unanswered(code="early")
        if not self.taken[sms.id]:
            return NotTaken()
        state = Delivery.SENT
        id = self.ids[sms.id]
        return Known(report=SmsReport(our_id=sms.id, provider_id=id, state=state, raw_state="sent", at=None))


@define
class Factory:
    """Opens one that is made already."""

    made: Moody

    def open(self, config: AdapterConfig) -> SmsProvider:
        return self.made


@define
class Moods:
    """The plugin: the providers a and b."""

    first: Moody
    second: Moody

    @hookimpl
    def arende_register_sms(self, registry: SmsRegistry) -> None:
        registry.add("a", Factory(self.first))
        registry.add("b", Factory(self.second))


@define(kw_only=True)
class World:
    clinic: Clinic
    random: Random
    first: MoodyAsked
    second: Moody
    cases: list[CaseId]
    sent: int = 0
    """Notices that were asked for."""
    killed: int = 0
    waiting: list[tuple[str, SmsReport]] = field(factory=list)

    @property
    def lines(self) -> tuple[tuple[str, Moody], ...]:
        return (("a", self.first), ("b", self.second))

    def work(self) -> None:
        """The worker, and another one after each that is killed."""
        while True:
            worker = evolve(self.clinic.engine.worker, name=f"w{self.killed}")
            try:
                while worker.run_once():
                    pass
                worker.give_back()
                return
            except Killed:
                self.killed += 1
                self.clinic.clock.advance(timedelta(minutes=2))  # its lease lapses

    def tell(self) -> None:
        """Reports come in, of what has been taken and in any order; some late."""
        for name, line in self.lines:
            self.waiting += [(name, report) for report in line.reports]
            line.reports.clear()
        self.random.shuffle(self.waiting)
        now, self.waiting = self.waiting[: len(self.waiting) * 9 // 10], self.waiting[len(self.waiting) * 9 // 10 :]
        self.bring(now)

    def bring(self, reports: Sequence[tuple[str, SmsReport]]) -> None:
        for name, _ in self.lines:
            mine = [report for of, report in reports if of == name]
            if mine:
                self.clinic.engine.sms_reports.reports.take(name, mine)

    def at_once(self, name: str, report: SmsReport) -> None:
        self.bring([(name, report)])

    def say(self, many: int) -> None:
        chosen = [self.random.choice(self.cases) for _ in range(many)]
        asked = [Request(command=c.SendMessage(case=case, text="Hej"), actor=NURSE) for case in chosen]
        assert all(map(is_successful, self.clinic.engine.handle_many(asked)))
        self.sent += many

    def mood(self) -> None:
        """Good days mostly; bad ones; and days when nothing works."""
        for _, line in self.lines:
            line.bad = self.random.choices([0.0, 0.05, 0.5, 1.0], [10, 5, 2, 1])[0]
            line.kills = self.random.random() < 0.05


def world(url: str, folder: Path, seed: int, start: datetime, uncertain: WhenUncertain) -> World:
    random = Random(seed)
    first, second = MoodyAsked(random, by_our_id=True), Moody(random, by_our_id=False)
    clinic = put_up(open_clinic(url, folder, plugins=[Moods(first, second)], sms=["a", "b"]))
    dispatcher = clinic.engine.worker.dispatcher
    dispatcher = evolve(dispatcher, sms=evolve(dispatcher.sms, uncertain=uncertain))
    clinic = evolve(clinic, engine=evolve(clinic.engine, worker=evolve(clinic.engine.worker, dispatcher=dispatcher)))
    clinic.clock.set(start)
    command = c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, days=3650)
    asked = [Request(command=command, actor=NURSE) for _ in range(CASES)]
    cases = [CaseId(answer.unwrap().ids["case"]) for answer in clinic.engine.handle_many(asked)]
    made = World(clinic=clinic, random=random, first=first, second=second, cases=cases, sent=CASES)
    for name, line in made.lines:
        line.early = partial(made.at_once, name)
    return made
