"""What a directory clause is given: one register by its harness, and what it answers, read as import reads it."""

from collections.abc import Sequence
from pathlib import Path

from arende.ports.directory import Directory, DirectoryError, DirectoryLine, UnknownCursor
from arende.testing.register import RegisterLine, read_line
from attrs import field, frozen

from ..bench import DEFAULT_SEED
from ..claims import Capability, Claims, Support
from ..clauses import fail
from ..harness import Factory, cleanup
from ..watching import in_time
from .harness import directory_harness, holder
from .samples import GUARDIANS, ITSELF, NEW_GUARDIANS, NEW_PEOPLE, NEW_STAFF, PEOPLE, STAFF, TODAY, Plain, lines_of


@frozen(kw_only=True)
class Answer:
    """What came, and how it ended: None where it came to its end."""

    lines: Sequence[DirectoryLine] = field(repr=False)
    error: DirectoryError | None = None

    @property
    def last(self) -> str:
        """The cursor of the last line."""
        return self.lines[-1].cursor if self.lines else fail("no line came")


class DirectoryBench:
    """One register."""

    def __init__(self, factory: Factory, folder: Path, *, spec: str, seed: int = DEFAULT_SEED) -> None:
        del spec, seed  # the same shape for each port
        self.harness = directory_harness(factory, folder)
        self._opened: list[Directory] = []

    @property
    def claims(self) -> Claims:
        return self.harness.claims

    @property
    def timeout(self) -> float:
        """Seconds that an answer may take; 30 where the harness says nothing."""
        return float(getattr(self.harness, "timeout", 30.0))

    def claimed(self, capability: Capability) -> bool:
        return self.claims.grade(capability) is Support.FULL

    def filled(self) -> Directory:
        """A reader of a register that holds something: the sample, where the harness can say what it holds."""
        if self.claimed(Capability.HELD):
            holder(self.harness).hold(lines_of(self.held()))
        return self.reader()

    def held(self) -> Sequence[Plain]:
        """The sample, of the kinds that are claimed."""
        return [ITSELF, *self._of(STAFF, PEOPLE, GUARDIANS)]

    def changed(self) -> Sequence[Plain]:
        """What changes in it, in this order, of the kinds that are claimed."""
        return self._of(NEW_STAFF, NEW_PEOPLE, NEW_GUARDIANS)

    def change(self, *things: Plain) -> None:
        """These come to be so."""
        holder(self.harness).change(lines_of(things))

    def reader(self) -> Directory:
        """One more reader."""
        reader = self.harness.directory()
        self._opened.append(reader)
        return reader

    def shut(self, reader: Directory) -> None:
        """Close a reader now."""
        self._opened = [one for one in self._opened if one is not reader]
        reader.close()

    def close(self) -> None:
        """Close the readers, let the harness put away what it made."""
        cleanup(self.harness, self._opened)

    def _of(self, staff: Sequence[Plain], people: Sequence[Plain], guardians: Sequence[Plain]) -> Sequence[Plain]:
        by_claim = {Capability.STAFFED: staff, Capability.PEOPLED: people, Capability.GUARDED: guardians}
        return [thing for capability, things in by_claim.items() if self.claimed(capability) for thing in things]


def asked(reader: Directory, since: str | None) -> Answer:
    """What came, and with which error it ended; another error than the port's fails the clause at hand."""
    came: list[DirectoryLine] = []
    try:
        for line in reader.changes(since):
            came.append(line)
    except DirectoryError as error:
        return Answer(lines=came, error=error)
    except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
        fail(f"changes raised {type(error).__name__}")
    return Answer(lines=came)


def answer(reader: Directory, since: str | None = None) -> Answer:
    """The same, which must come to its end; where everything is asked for, something must come."""
    found = asked(reader, since)
    if found.error is not None:
        fail(f"changes raised {type(found.error).__name__}, and nothing was amiss")
    if since is None and len(found.lines) < 2:
        fail("the register holds less than two lines: let it hold more, for nothing was tried")
    return found


def answer_in_time(bench: DirectoryBench, reader: Directory, since: str | None) -> Answer:
    """The same as `asked`, in the time that the harness states."""
    return in_time(bench.timeout, lambda: asked(reader, since), "the answer")


def read(answer: Answer) -> list[RegisterLine]:
    """The lines that can be read; that all can be is a clause of its own."""
    return readable(answer.lines)


def readable(lines: Sequence[DirectoryLine]) -> list[RegisterLine]:
    """The same of lines."""
    return [found for line in lines if isinstance(found := read_line(line.line, TODAY), RegisterLine)]


def wanted(things: Sequence[Plain]) -> list[RegisterLine]:
    """The kit's own lines, read in the same way."""
    found = [read_line(line, TODAY) for line in lines_of(things)]
    good = [one for one in found if isinstance(one, RegisterLine)]
    if len(good) != len(found):
        fail("the suite's own lines cannot be read: arende is older than the suite")
    return good


def unknown(reader: Directory, since: str) -> Answer:
    """What came of a cursor that is known no longer; that it is said so is part of the clause at hand."""
    found = asked(reader, since)
    if not isinstance(found.error, UnknownCursor):
        fail("it was taken for a known one" if found.error is None else "it was said that the register is in trouble")
    return found
