"""Who can be told by SMS, counted (B4): of those who have come of age, for whoever runs the system. Numbers only."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from ..domain.directory.model import Person
from ..domain.ids import Kind
from ..domain.notice.hindrances import of_person
from ..domain.notice.model import Hindrance
from ..domain.phase import local_date
from ..domain.policy import Policy
from ..ports.records import Shard
from ..ports.storage import Storage
from ..wire.heads import decode_state
from .queries import Queries
from .shards import providers

AT_A_TIME: Final = 500
FIRST: Final = f"{Kind.PERSON}/"
"""What the names of persons' streams begin with."""
ZONE: Final = "Europe/Stockholm"


@frozen(kw_only=True)
class Reach:
    """`hindered`: by what hinders; whoever has two hindrances is in both, and once in `out_of_reach`."""

    adults: int
    out_of_reach: int
    hindered: Mapping[Hindrance, int]


def reach(queries: Queries) -> Reach:
    """Reads every person, so not to be asked often. Raises StorageError."""
    today = local_date(queries.clock.now(), ZONE)
    adults, hindered, found = 0, Counter[Hindrance](), 0
    for shard in providers(queries.storage):
        for person in persons(queries.storage, shard):
            if person.deceased is None and of_age(person, today, queries.policy):
                why = of_person(person, queries.policy)
                adults, found = adults + 1, found + bool(why)
                hindered.update(why)
    return Reach(adults=adults, out_of_reach=found, hindered=hindered)


def of_age(person: Person, today: date, policy: Policy) -> bool:
    """Whether they speak for themselves; of a child a guardian is told."""
    age = person.age(today)
    return age is None or age >= policy.child_below


def persons(storage: Storage, shard: Shard) -> Iterator[Person]:
    after = FIRST
    while names := [name for name in storage.streams(shard, after, AT_A_TIME) if name.startswith(FIRST)]:
        after = names[-1]
        heads = storage.heads(shard, names)
        yield from (state for head in heads if head and isinstance(state := decode_state(head), Person))
