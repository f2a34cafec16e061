"""What a subscriber clause is given: the harness of one subscriber, and what telling it came to. No clause here."""

from collections.abc import Sequence
from pathlib import Path

from arende.ports.records import Record
from arende.ports.subscribers import Subscriber

from ..bench import DEFAULT_SEED
from ..claims import Claims
from ..clauses import fail
from ..harness import Factory, cleanup
from ..watching import in_time
from .harness import Heard, heard, subscriber_harness


class SubscriberBench:
    """One subscriber harness."""

    def __init__(self, factory: Factory, folder: Path, *, spec: str, seed: int = DEFAULT_SEED) -> None:
        del spec, seed  # the same shape for each port
        self.harness = subscriber_harness(factory, folder)
        self._opened: list[Subscriber] = []

    @property
    def claims(self) -> Claims:
        return self.harness.claims

    @property
    def timeout(self) -> float:
        """Seconds that a telling may take; 20 where the harness says nothing, for so long the worker waits."""
        return float(getattr(self.harness, "timeout", 20.0))

    def subscriber(self) -> Subscriber:
        """A subscriber whose other side has heard nothing."""
        subscriber = self.harness.subscriber()
        self._opened.append(subscriber)
        return subscriber

    def heard(self) -> Sequence[Heard]:
        """What the last one's other side was told."""
        return heard(self.harness)

    def close(self) -> None:
        """Close the subscribers, let the harness put away what it made."""
        cleanup(self.harness, self._opened)


def told(bench: SubscriberBench, subscriber: Subscriber, records: Sequence[Record]) -> Exception | None:
    """What it raised, in time: which means that it is to be told again. None: it has been told."""

    def tell() -> Exception | None:
        try:
            subscriber.told(records)
        except Exception as error:  # noqa: BLE001 -- whatever it raises means: again
            return error
        return None

    return in_time(bench.timeout, tell, "told")


def well_told(bench: SubscriberBench, subscriber: Subscriber, records: Sequence[Record]) -> None:
    """The same, where nothing is amiss."""
    error = told(bench, subscriber, records)
    if error is not None:
        fail(f"it raised {type(error).__name__}, and nothing was amiss")
