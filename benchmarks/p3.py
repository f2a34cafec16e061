"""P3: the same message in cases of 100, by others' packages. Each module says what its peer does more or less."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from statistics import median
from typing import Final, Protocol

from .bench import Bench
from .breakdown import parts
from .clinic import clinic
from .rounds import Contender, interleaved, rate
from .rows import Row, beside, over, row, unmeasured

MESSAGES: Final = 100
SNAPSHOTS: Final = 10
"""Events between two snapshots."""
PEERS: Final = ("eventsourcing", "django", "helpdesk", "peewee")

BOUNDS: Final = (
    ("replay", "eventsourcing by replay", 8.0),
    ("snapshots", f"eventsourcing with a snapshot every {SNAPSHOTS} events", 1.8),
    ("naive", "naive peewee models", 3.0),
    ("models", "django-helpdesk by its models", 4.0),
    ("update_ticket", "django-helpdesk by update_ticket()", 10.0),
)


class Closing(Protocol):
    def close(self) -> None: ...


def rows(bench: Bench) -> list[Row]:
    lacking = [name for name in PEERS if find_spec(name) is None]
    if lacking:
        why = f"{', '.join(lacking)} not installed; install arende[bench]."
        return [unmeasured("P3", f"against {name}", bound, why) for _, name, bound in BOUNDS]
    count, rounds, cases = bench.pick(40, 100), bench.pick(5, 15), 50
    with ExitStack() as stack:
        contenders = peers(bench, stack, cases, count)
        ours = stack.enter_context(clinic(f"sqlite:///{bench.file()}", cases))
        ours.send_in_groups(ours.requests(cases * MESSAGES), 250)

        def our_own() -> float:
            requests = ours.requests(count)
            return rate(count, lambda: ours.send_each(requests))

        found = interleaved({"ours": our_own, **contenders}, rounds)
        cache = (
            f"Its single-process cache, unsafe with two writers: {median(over(found['ours'], found['cache'])):.2f} ×."
        )
        return [
            row(
                "P3",
                f"{MESSAGES}-message cases, against {name}",
                over(found["ours"], found[key]),
                bound,
                note=beside(found["ours"], found[key]) + (f" {cache}" if key == "snapshots" else ""),
                why=lambda: "Ours, one caller: " + parts(ours, 1, count).sentence(),
            )
            for key, name, bound in BOUNDS
        ]


def peers(bench: Bench, stack: ExitStack, cases: int, count: int) -> dict[str, Contender]:
    """Each with its own file and `cases` cases of 100 messages."""
    from .peers_helpdesk import Helpdesk
    from .peers_naive import Naive
    from .peers_sourced import Sourced

    sourced = {
        "replay": Sourced(bench.file()),
        "snapshots": Sourced(bench.file(), snapshots=SNAPSHOTS),
        "cache": Sourced(bench.file(), cached=True),
    }
    for one in sourced.values():
        closing(stack, one)
        one.open_cases(cases, MESSAGES)
    naive = Naive(bench.file(), cases, MESSAGES)
    closing(stack, naive)
    helpdesk = Helpdesk(bench.file(), cases, MESSAGES)
    closing(stack, helpdesk)
    found: dict[str, Contender] = {name: partial(sending, one.send, count) for name, one in sourced.items()}
    return found | {
        "naive": partial(sending, naive.send, count),
        "models": partial(sending, helpdesk.by_models, count),
        "update_ticket": partial(sending, helpdesk.by_update_ticket, count),
    }


def closing(stack: ExitStack, one: Closing) -> None:
    stack.callback(one.close)


def sending(send: Callable[[int], None], count: int) -> float:
    """Messages a second, each to the next case."""

    def work() -> None:
        for number in range(count):
            send(number)

    return rate(count, work)
