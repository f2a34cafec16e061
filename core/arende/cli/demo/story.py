"""What an act does with the engine: gives commands, is refused, asks, lets the worker send. It tells what came of it.

Everything told is an answer of the engine to the actor concerned; nothing is known beforehand.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final, Protocol, TypeVar

from attrs import field, frozen
from returns.pipeline import is_successful
from returns.result import Result

from arende.domain.actor import Actor, Operator, RepresentativeActor, StaffActor
from arende.domain.commands import Command, SendMessage
from arende.domain.ids import AssignmentId, CaseId, PersonId
from arende.domain.refusal_texts import Language, sentence
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt, SystemClock
from arende.engine.worker import BATCH, LEASE
from arende.ports.records import OutboxItem
from arende.ports.times import to_micros
from arende.views.rows import CaseRow, PersonRow

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
WORKER: Final = "arende-demo"
"""One name for every run, so that the next one does not wait for the leases of the one before."""


class DemoFault(Told):
    """The story cannot be played on this database: a sentence in Swedish and English that says what to do."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__("demo", sv, en)


class Named(Protocol):
    """Someone with a name."""

    @property
    def name(self) -> str: ...


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

    def refused(self, what: str, *answers: Result[T, Refusal]) -> Mapping[str, object]:
        """Tell why something was refused, once if several were told the same.

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
        page = self.ask(self.engine.queries.inbox(actor))
        rows = page.items
        while page.next is not None:
            page = self.ask(self.engine.queries.inbox(actor, after=page.next))
            rows += page.items
        return rows

    def say(self, actor: StaffActor | RepresentativeActor, case: CaseId, sv: str, en: str) -> None:
        """Write a message and let its SMS leave."""
        text = self.text(sv, en)
        self.do(SendMessage(case=case, text=text), actor)
        row = self.row(actor, case)
        by: Named = row.staff if isinstance(actor, StaffActor) else row.representative
        self.teller.says(by.name, text)
        self.deliver(case)

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
                worker.work(lease, items)
                done = items
        new = set(self.places.sms.glob("*.json")) - before
        return [read(file) for file in sorted(new, key=lambda file: file.stat().st_mtime_ns)]


def read(file: Path) -> Sms:
    """One file of the spool."""
    content: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return Sms(content["to"], content["sender"], content["text"])
