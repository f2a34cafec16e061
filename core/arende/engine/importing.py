"""Importing a register: the whole file is checked before anything is written. What stands already stays as it is.

The check is a rehearsal: every line is decided over an overlay, as it will be in earnest, and nothing is committed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen
from returns.pipeline import is_successful

from ..domain.actor import Actor
from ..domain.commands import Command, EndGuardianship, RecordGuardianship, RecordSmsConsent, WithdrawSmsConsent
from ..domain.directory.model import IdentifierClaim
from ..domain.ids import PersonId, ProviderId
from ..domain.needs import identifier_ref, shard_for
from ..domain.person import Identifier
from ..domain.phase import local_date
from ..domain.refusal_texts import sentence
from ..ports.records import Shard
from ..wire.ids import fresh
from ..wire.imports import (
    ConsentLine,
    Content,
    GuardianshipEndLine,
    GuardianshipLine,
    ImportLine,
    LineFault,
    read_lines,
)
from .appends import Asked, asked
from .handle import Answer, Handler
from .load import Overlay, load

BATCH = 200
"""Lines in one transaction."""
ZONE = "Europe/Stockholm"


@frozen
class Imported:
    """What an import did, or every fault (and then nothing was written)."""

    lines: int
    changed: int
    faults: tuple[LineFault, ...] = ()


@frozen
class Line:
    """A line as a command that can be given."""

    number: int
    asked: Asked


def import_lines(
    handler: Handler,
    lines: Iterable[bytes],
    actor: Actor,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Imported:
    """Import JSON lines; the format is in `wire.imports`. Running the same file again changes nothing.

    `progress` is told lines done and lines in all. Raises StorageError.
    """
    read, faults = read_lines(lines, local_date(handler.clock.now(), ZONE))
    if faults:
        return Imported(len(read), 0, tuple(faults))
    rehearsed = Rehearsal(handler, actor, {})
    ready, faults = rehearsed.run(read)
    if faults:
        return Imported(len(read), 0, tuple(faults))
    done = changed = 0
    for batch in batches(ready):
        answers = handler.handle_group(shard(batch[0]), [line.asked for line in batch])
        faults += [fault for line, answer in zip(batch, answers, strict=True) for fault in refused(line, answer)]
        changed += sum(is_successful(answer) and answer.unwrap().version > 0 for answer in answers)
        done += len(batch)
        progress(done, len(ready))
    return Imported(len(read), changed, tuple(faults))


@frozen
class Unknown:
    """The field of a line that names a person who is not known."""

    field: str


@frozen
class Rehearsal:
    """Decides a file line by line over one overlay per provider."""

    handler: Handler
    actor: Actor
    overlays: dict[Shard, Overlay]

    def run(self, read: Sequence[ImportLine]) -> tuple[Sequence[Line], list[LineFault]]:
        """Every line as a command, and every fault. Lines come in the order in which they need one another."""
        ready: list[Line] = []
        faults: list[LineFault] = []
        for one in read:
            command = self.command_of(one.content)
            if isinstance(command, Unknown):
                faults.append(LineFault(one.number, command.field, *UNKNOWN_PERSON))
                continue
            line = Line(one.number, asked(command, self.actor, None, fresh()))
            answer = self.handler.rehearse(shard(line), [line.asked], self.overlay(shard(line)))[0]
            faults += refused(line, answer)
            ready.append(line)
        return ready, faults

    def overlay(self, of: Shard) -> Overlay:
        return self.overlays.setdefault(of, Overlay())

    def command_of(self, content: Content) -> Command | Unknown:
        """The line's command, with the persons that its identifiers lead to, in the file or in the register."""
        return command_of(content, self.person)

    def person(self, provider: ProviderId, identifier: Identifier) -> PersonId | None:
        seen, ref = self.overlay(Shard(provider)), identifier_ref(provider, identifier)
        load(self.handler.storage, Shard(provider), [ref], seen)
        claim = seen.states[ref]
        return claim.person if isinstance(claim, IdentifierClaim) else None


def command_of(content: Content, person: Callable[[ProviderId, Identifier], PersonId | None]) -> Command | Unknown:
    """The line's command, where `person` tells who is registered by an identifier."""
    match content:
        case GuardianshipLine(provider=provider) | GuardianshipEndLine(provider=provider):
            child, guardian = person(provider, content.child), person(provider, content.guardian)
            if child is None or guardian is None:
                return Unknown("child" if child is None else "guardian")
            if isinstance(content, GuardianshipEndLine):
                return EndGuardianship(child=child, guardian=guardian, ended=content.ended)
            return RecordGuardianship(
                child=child,
                guardian=guardian,
                source=content.source,
                verified=content.verified,
                until=content.until,
            )
        case ConsentLine(provider=provider, source=source, day=day):
            who = person(provider, content.person)
            if who is None:
                return Unknown("person")
            said = RecordSmsConsent if content.given else WithdrawSmsConsent
            return said(person=who, source=source, day=day)
        case _:
            return content


UNKNOWN_PERSON = (
    "personen finns varken i filen eller i registret; lägg till personens rad",
    "the person stands neither in the file nor in the register; add the person's line",
)


def shard(line: Line) -> Shard:
    return Shard(shard_for(line.asked.command, line.asked.actor))


def batches(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Small transactions, each of one provider, in the file's order."""
    batch: list[Line] = []
    for line in lines:
        if batch and (len(batch) == BATCH or shard(line) != shard(batch[0])):
            yield batch
            batch = []
        batch.append(line)
    if batch:
        yield batch


def refused(line: Line, answer: Answer) -> Iterator[LineFault]:
    if not is_successful(answer):
        refusal = answer.failure()
        yield LineFault(line.number, refusal.field, sentence(refusal, "sv"), sentence(refusal, "en"))
