"""Lines of persons in one window: one word for each person, the last good one, so that nobody is open in between.

Where several lines are about one person they are rehearsed in their order, as they would be done one by one; what
stands after them is what is done. So it does not matter how a register's lines are parted into windows.
"""

from collections.abc import Sequence

from attrs import evolve, frozen
from returns.pipeline import is_successful

from ...domain.commands import Command, RegisterPerson
from ...domain.directory.model import IdentifierClaim, Person
from ...domain.feed.rules import Protect, protecting, protecting_new
from ...domain.ids import Kind, Ref
from ...domain.needs import identifier_ref
from ...domain.refusals import ProtectionUnstated, Refusal
from ...wire.ids import fresh
from ..appends import asked
from ..load import Overlay, load
from .applying import Applying
from .lines import Said, protect

Refused = tuple[Said, Refusal]


@frozen(kw_only=True)
class Settled:
    """What the window comes to, and what was refused on the way there."""

    said: Sequence[Said]
    refused: Sequence[Refused]


def settled(said: Sequence[Said], applying: Applying) -> Settled:
    """The lines with one for each person. Raises StorageError."""
    words: dict[str, list[Said]] = {}
    kept: list[Said] = []
    refused: list[Refused] = []
    for one in said:
        if isinstance(one.content, RegisterPerson | Protect):
            words.setdefault(one.about, []).append(one)
        else:
            kept.append(one)
    for some in words.values():
        last, no = (some[0], []) if len(some) == 1 else last_good(some, applying)
        kept += [] if last is None else [last]
        refused += no
    return Settled(said=kept, refused=refused)


def last_good(some: Sequence[Said], applying: Applying) -> tuple[Said | None, list[Refused]]:
    """The last line that is accepted after those before it, saying of protection what they have come to."""
    seen, last, refused = Overlay(), None, list[Refused]()
    for one in some:
        given = one.content
        if last is not None and nameless(last.content, applying, seen) and silent(given):
            refused.append((one, ProtectionUnstated()))
            continue
        content = given if isinstance(given, RegisterPerson) else protected_as_known(given, applying, seen)
        why = None if content is None else rehearsed(content, applying, seen)
        if why is not None:
            refused.append((one, why))
            content = protected_as_known(given, applying, seen)
            content = None if content is None or rehearsed(content, applying, seen) is not None else content
        left = left_of_one(given)
        if content is not None:
            person = known(content, applying, seen)
            last = evolve(one, content=come_to(content, person))
        elif left is not None and nameless(left, applying, seen):
            last = evolve(one, content=left)
    return last, refused


def come_to(content: RegisterPerson, person: Person | None) -> RegisterPerson:
    """The line, saying of protection and death what those before it have come to."""
    if person is None:
        return evolve(content, protected=False)
    dead = person.deceased
    return evolve(content, protected=person.protected, deceased=dead, alive=dead is None)


def rehearsed(command: Command, applying: Applying, seen: Overlay) -> Refusal | None:
    """Why it would be refused; else it stands in the overlay."""
    one = asked(command, applying.actor, None, fresh())
    answer = applying.handler.decide(applying.shard, one, seen, applying.handler.clock.now())
    return None if is_successful(answer) else answer.failure()


def protected_as_known(content: object, applying: Applying, seen: Overlay) -> RegisterPerson | None:
    """What is left of a line that cannot be used: if it says that someone is protected, that they are."""
    left = left_of_one(content)
    if left is None:
        return None
    person = known(left, applying, seen)
    if person is None:
        return protecting_new(left)
    return None if person.protected else protecting(person, left.provider)


def nameless(content: object, applying: Applying, seen: Overlay) -> bool:
    """Whether all that is known of someone is that they are protected."""
    return isinstance(content, Protect) and known(content, applying, seen) is None


def silent(content: object) -> bool:
    """Whether a line tells of a person, and not whether they are protected."""
    return isinstance(content, RegisterPerson) and content.protected is None


def known(content: RegisterPerson | Protect, applying: Applying, seen: Overlay) -> Person | None:
    """The person of that identifier, as things stand."""
    ref = identifier_ref(content.provider, content.identifier)
    load(applying.handler.storage, applying.shard, [ref], seen)
    claim = seen.states[ref]
    if not isinstance(claim, IdentifierClaim):
        return None
    at = Ref(Kind.PERSON, claim.person)
    load(applying.handler.storage, applying.shard, [at], seen)
    person = seen.states[at]
    return person if isinstance(person, Person) else None


def lifting(said: Sequence[Said], applying: Applying) -> Sequence[Said]:
    """Lines that would lift the protection of someone. Raises StorageError."""
    open_ = [one for one in said if isinstance(one.content, RegisterPerson) and one.content.protected is False]
    seen = Overlay()
    return [
        one
        for one in open_
        if isinstance(one.content, RegisterPerson)
        and (person := known(one.content, applying, seen)) is not None
        and person.protected
    ]


def left_of(refused: Sequence[Refused]) -> Sequence[Said]:
    """What is left of refused lines: that someone is protected."""
    some = ((one.line, left_of_one(one.content)) for one, _ in refused if isinstance(one.content, RegisterPerson))
    return [protect(line, left) for line, left in some if left is not None]


def left_of_one(content: object) -> Protect | None:
    match content:
        case Protect():
            return content
        case RegisterPerson(provider=provider, identifier=identifier, name=name, protected=True):
            return Protect(provider=provider, identifier=identifier, name=name)
        case _:
            return None
