"""What an act does with the engine: gives commands, is refused, asks, lets the worker send. It tells what came of it.

Everything told is an answer of the engine to the actor concerned; nothing is known beforehand.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final, TypeVar

from attrs import field, frozen
from returns.pipeline import is_successful
from returns.result import Result

from arende.domain.actor import Actor, Operator, RepresentativeActor, StaffActor
from arende.domain.commands import Command, CorrectMessage, SendMessage
from arende.domain.ids import AssignmentId, CaseId, PersonId
from arende.domain.refusal_texts import Language, sentence
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt, SystemClock
from arende.engine.worker import BATCH, LEASE
from arende.ports.records import OutboxItem
from arende.ports.times import to_micros
from arende.views.person_rows import PersonRow
from arende.views.rows import CaseRow, Page
from arende.views.thread import MessageLine, ThreadLine

from ..context import Session
from ..faults import Refused, Told
from .cast import Cast
from .clinic import local
from .clock import StoryClock
from .places import Places
from .teller import Teller
from .words import at

T = TypeVar("T")

NURSE: Final = AssignmentId(local("haris-ssk"))
CHILDRENS_NURSE: Final = AssignmentId(local("haris-bssk"))
DOCTOR: Final = AssignmentId(local("asa-lak"))
UNIT_READER: Final = AssignmentId(local("britt-ssk"))
"""Britt-Marie, who may read all of the unit's cases."""
COLLEAGUE: Final = AssignmentId(local("ylva-ssk"))
"""Ylva, a nurse beside Haris."""
WORKER: Final = "arende-demo"
"""One name for every run, so that the next one does not wait for the leases of the one before."""


class DemoFault(Told):
    """The story cannot be played on this database: a sentence in Swedish and English that says what to do."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__("demo", sv, en)


@frozen
class Sms:
    """An SMS that has left, as the spool holds it."""

    to: str = field(repr=False)
    sender: str
    text: str


@frozen(kw_only=True)
class Story:
    """The engine with the clock of the story, who listens, and what was done so far."""

    engine: Engine
    clock: StoryClock
    teller: Teller
    session: Session
    cast: Cast
    places: Places
    operator: Operator
    facts: dict[str, object] = field(factory=dict)
    """What was done, with ids: the JSON document."""
    cases: list[Mapping[str, object]] = field(factory=list)
    sms: list[Mapping[str, object]] = field(factory=list)
    box: dict[date, CaseRow] = field(factory=dict)
    """What the green box over the first case shows, day by day."""
    numbers: "count[int]" = field(factory=lambda: count(1))

    @property
    def lang(self) -> Language:
        return self.session.lang

    def text(self, sv: str, en: str) -> str:
        return self.session.text((sv, en))

    def act(self, sv: str, en: str) -> None:
        self.teller.act(next(self.numbers), self.text(sv, en), at(self.clock.now(), self.lang))

    def tell(self, sv: str, en: str) -> None:
        self.teller.tell(self.text(sv, en))

    def sees(self, who: str, sv: str, en: str) -> None:
        self.teller.sees(who, self.text(sv, en))

    def app(self, name: str) -> str:
        """The screen of someone on the patient's side."""
        return f"{name}, {self.text('patientappen', 'patient app')}"

    def note(self, part: str, **facts: object) -> None:
        """Keep for the document what was done, under the name of the part."""
        kept = self.facts.setdefault(part, {})
        if isinstance(kept, dict):
            kept.update(facts)

    def ask(self, answer: Result[T, Refusal]) -> T:
        """What a query or a command answered. A refusal that the story does not know of ends it: Refused."""
        if not is_successful(answer):
            raise Refused(answer.failure())
        return answer.unwrap()

    def do(self, command: Command, actor: Actor, command_id: str | None = None) -> Receipt:
        """Give a command that is carried out."""
        return self.ask(self.engine.handle(command, actor=actor, command_id=command_id))

    def refused(
        self, what: str, *answers: Result[T, Refusal], names: Mapping[str, str] | None = None
    ) -> Mapping[str, object]:
        """Tell why something was refused, once if several were told the same; `names` stand for ids, as on a screen.

        What is not refused would make the story untrue: DemoFault.
        """
        if any(is_successful(answer) for answer in answers):
            raise DemoFault(
                f"Detta skulle ha nekats: {what}. Anmäl felet, med versionen från arende --version.",
                f"This should have been refused: {what}. Report it, with the version from arende --version.",
            )
        refusals = [answer.failure() for answer in answers]
        told = dict.fromkeys(sentence(refusal, self.lang) for refusal in refusals)
        for said in told:
            for id, name in (names or {}).items():
                said = said.replace(id, name)
            self.teller.refused(said)
        return {"what": what, "codes": [refusal.code for refusal in refusals], "messages": list(told)}

    def row(self, actor: Actor, case: CaseId) -> CaseRow:
        """A case as that actor sees it."""
        return self.ask(self.engine.queries.case(actor, case))

    def seen_by(self, person: PersonId) -> Sequence[CaseRow]:
        """The list of cases that someone on the patient's side has when signed in."""
        return self.ask(self.engine.queries.cases_of_patient(RepresentativeActor(person), person)).items

    def inbox(self, assignment: AssignmentId) -> Sequence[CaseRow]:
        """Inkorg › Asynkrona besök."""
        actor = StaffActor(assignment)
        return self.whole(lambda after: self.engine.queries.inbox(actor, after=after))

    def pool(self, assignment: AssignmentId) -> Sequence[CaseRow]:
        """Enhetens kö, at the unit of that assignment."""
        actor = StaffActor(assignment)
        return self.whole(lambda after: self.engine.queries.pool(actor, after=after))

    def whole(self, ask: Callable[[str | None], Result[Page[T], Refusal]]) -> Sequence[T]:
        """A list from its first page to its last."""
        page = self.ask(ask(None))
        rows = page.items
        while page.next is not None:
            page = self.ask(ask(page.next))
            rows += page.items
        return rows

    def say(self, actor: StaffActor | RepresentativeActor, case: CaseId, sv: str, en: str) -> None:
        """Write a message and let its SMS leave."""
        self.send(SendMessage(case=case, text=self.text(sv, en)), actor)

    def send(self, command: SendMessage | CorrectMessage, actor: StaffActor | RepresentativeActor) -> MessageLine:
        """Send what is written, as it then stands in the thread, and let its SMS leave."""
        self.do(command, actor)
        sent = self.messages(actor, command.case)[-1]
        self.teller.says(sent.author, sent.text)
        self.deliver(command.case)
        return sent

    def thread(self, actor: Actor, case: CaseId) -> Sequence[ThreadLine]:
        """The case as that actor reads it."""
        return self.ask(self.engine.queries.thread(actor, case)).items

    def messages(self, actor: Actor, case: CaseId) -> Sequence[MessageLine]:
        """What is written in it, as that actor reads it."""
        return [line for line in self.thread(actor, case) if isinstance(line, MessageLine)]

    def deliver(self, case: CaseId) -> None:
        """Let the worker work, and show what the representative's telephone shows."""
        row = self.row(self.operator, case)
        recipient = self.person(row.representative.id)
        for sms in self.work():
            theirs = sms.to == recipient.phone
            self.teller.sms(recipient.name if theirs else sms.to, sms.sender, sms.text)
            person = recipient.id if theirs else None
            self.sms.append({"case": case, "person": person, "sender": sms.sender, "text": sms.text})

    def person(self, id: PersonId) -> PersonRow:
        return self.ask(self.engine.queries.person(self.operator, id))

    def work(self) -> Sequence[Sms]:
        """Carry out what is due in the story; the SMS that left. Raises StorageError.

        Parts of the outbox are held by the real time, for a worker of today may have had them since the story began.
        """
        before = set(self.places.sms.glob("*.json"))
        worker, storage = self.engine.worker, self.engine.storage
        for lease in storage.lease(WORKER, to_micros(SystemClock().now()), BATCH, LEASE):
            done: Sequence[OutboxItem] = ()
            # Items that come back unchanged are another worker's by now.
            while (items := storage.due(lease, worker.now(), BATCH)) and items != done:
                worker.work(lease, items, partial(worker.may_begin, lease))
                done = items
        new = set(self.places.sms.glob("*.json")) - before
        return [read(file) for file in sorted(new, key=lambda file: file.stat().st_mtime_ns)]


def read(file: Path) -> Sms:
    """One file of the spool."""
    content: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return Sms(content["to"], content["sender"], content["text"])
