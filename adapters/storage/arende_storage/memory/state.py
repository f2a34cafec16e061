"""What one shard holds in memory, and the changes made to it, each of which can be undone. No locks and no queries."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from arende.ports.records import AccessEntry, Head, Lease, OutboxItem, PlainRow, Record
from attrs import define, field

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@define
class ShardState:
    """A mapping for each kind of thing, by its key within the shard."""

    records: dict[tuple[str, int], Record] = field(factory=dict)
    heads: dict[str, Head] = field(factory=dict)
    outbox: dict[str, OutboxItem] = field(factory=dict)
    leases: dict[int, Lease] = field(factory=dict)
    tokens: dict[str, frozenset[str]] = field(factory=dict)
    rows: dict[tuple[str, str, str], PlainRow] = field(factory=dict)
    access: dict[str, AccessEntry] = field(factory=dict)
    commands: dict[str, tuple[str, int] | str] = field(factory=dict)
    """What carries each command: the key of a record, or of an access entry."""

    def holds_anything(self) -> bool:
        return any((self.records, self.heads, self.outbox, self.tokens, self.rows, self.access))

    def carrier(self, command_id: str) -> Record | AccessEntry | None:
        key = self.commands.get(command_id)
        if key is None:
            return None
        return self.access[key] if isinstance(key, str) else self.records[key]


@define
class Changes:
    """Changes made one after the other, and how to take them back, the last one first."""

    _undo: list[Callable[[], None]] = field(factory=list)

    def put(self, where: dict[K, V], key: K, value: V) -> None:
        """Set a key, new or old."""
        self._remember(where, key)
        where[key] = value

    def drop(self, where: dict[K, V], key: K) -> None:
        """Remove a key that may be missing."""
        self._remember(where, key)
        where.pop(key, None)

    def take_back(self) -> None:
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()

    def _remember(self, where: dict[K, V], key: K) -> None:
        stood, old = key in where, where.get(key)

        def undo() -> None:
            if stood and old is not None:
                where[key] = old
            else:
                where.pop(key, None)

        self._undo.append(undo)
