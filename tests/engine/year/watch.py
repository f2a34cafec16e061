"""What the year is watched through: a storage that keeps what was committed, and an SMS line that notes when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from arende.engine.plugins import load
from arende.ports.records import AccessEntry, Append, Committed, Outcome
from arende.ports.sms import SmsRequest
from arende.ports.storage import Storage
from attrs import define, field, frozen

from ..vendor import Cut, Line, Receiver, Vendor


@define
class Watch(Cut):
    """A storage in front of another. What was committed is kept until it has been looked at, in order."""

    appends: list[Append] = field(factory=list)
    entries: list[AccessEntry] = field(factory=list)
    """What has gone into the access log since someone last looked."""

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes = self.inner.commit(group)
        for append, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Committed):
                self.entries += append.access
                if append.mark is not None:
                    self.appends.append(append)
        return outcomes

    def taken(self) -> Sequence[Append]:
        """What commands have written since this was last asked."""
        found, self.appends = self.appends, []
        return found


@frozen
class Left:
    """An SMS, and when the line was asked to take it."""

    at: datetime
    sms: SmsRequest


@define
class Watching(Vendor):
    """The plugin: the line `line:`, the journal `journal:`, and `cut:` in front of any storage."""

    line: Line = field(factory=Line)
    left: list[Left] = field(factory=list)

    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:
        inner = url.removeprefix("cut:")
        provider = load().storage.get(inner.partition(":")[0])
        assert provider is not None
        self.opened.append(Watch(provider.open(inner, create=create, migrate=migrate)))
        return self.opened[-1]

    @property
    def watch(self) -> Watch:
        (watch,) = self.opened
        assert isinstance(watch, Watch)
        return watch

    def backup(self, url: str, target: Path) -> Mapping[str, int]:
        return {}


def watching(now: Callable[[], datetime]) -> Watching:
    """The plugin, with a line that notes the time of every SMS."""
    line = Line()
    plugin = Watching(lines={"line": line}, receivers={"journal": Receiver()}, line=line)
    line.meanwhile = lambda sms: plugin.left.append(Left(now(), sms))
    return plugin
