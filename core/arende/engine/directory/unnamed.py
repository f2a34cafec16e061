"""Who a register says is protected, and gives no usable name: they cannot be registered yet, and nobody forgets it."""

import orjson
from attrs import define, field

from ...domain.commands import RegisterPerson
from ...domain.feed.rules import Protect
from ...ports.records import PlainRow
from ...ports.times import to_micros
from ...wire.about import about_person
from ..load import Overlay
from .keeping import Keeping
from .persons import known
from .stated import SEPARATOR, STATED, UNNAMED

AT_A_TIME = 500


@define(kw_only=True)
class Unnamed:
    """Those of one feed, by a hash of who they are; read when it is first asked."""

    keeping: Keeping = field(repr=False)
    hidden: set[str] | None = field(default=None, repr=False)

    def stand(self, content: RegisterPerson, seen: Overlay) -> bool:
        """Whether the line is of one of them, and they are still not known. Raises StorageError."""
        if self.hidden is None:
            self.hidden = self.read()
        hidden = sub(content) in self.hidden
        return hidden and known(content, self.keeping.applying, seen) is None

    def read(self) -> set[str]:
        storage, feed, found = self.keeping.handler.storage, self.keeping.feed, set[str]()
        after = UNNAMED + SEPARATOR
        while rows := storage.rows(feed.shard, STATED, feed.name, after, AT_A_TIME):
            after = rows[-1].sub
            found |= {row.sub for row in rows if row.sub.startswith(UNNAMED + SEPARATOR)}
        return found

    def row(self, content: Protect) -> PlainRow:
        """What keeps it."""
        if self.hidden is not None:
            self.hidden.add(sub(content))
        at = to_micros(self.keeping.handler.clock.now())
        body = orjson.dumps({"whole": self.keeping.state.whole})
        return PlainRow(kind=STATED, key=self.keeping.feed.name, sub=sub(content), body=body, at=at)


def sub(content: RegisterPerson | Protect) -> str:
    return SEPARATOR.join((UNNAMED, about_person(content.provider, content.identifier)))
