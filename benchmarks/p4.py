"""P4: a command in a case of 10,000 messages beside the same in a case of 10. And the cost by length, for the chart."""

from functools import partial
from statistics import median

from arende.domain.actor import StaffActor
from arende.domain.ids import CaseId
from attrs import evolve

from .bench import Bench
from .clinic import Clinic, clinic
from .rounds import interleaved, rate
from .rows import Row, over, row


def rows(bench: Bench) -> list[Row]:
    long, rounds = bench.pick(2000, 10_000), bench.pick(15, 41)
    with clinic(f"sqlite:///{bench.file()}", 2) as ours:
        short_case, long_case = ours.cases
        fill(ours, short_case, 10)
        fill(ours, long_case, long)
        # Rates, so the short one's over the long one's is the long one's cost over the short one's.
        found = interleaved(
            {
                "short": lambda: sending(ours, short_case, 30),
                "long": lambda: sending(ours, long_case, 30),
            },
            rounds,
        )
        return [
            row(
                "P4",
                f"a command at {long:,} messages against the same at 10",
                over(found["short"], found["long"]),
                1.3,
                sense="<=",
                note=f"The short case grows to {10 + 30 * (rounds + 1)} messages during the run.",
            )
        ]


def fill(ours: Clinic, case: tuple[CaseId, StaffActor], messages: int) -> None:
    only(ours, case).send_in_groups(only(ours, case).requests(messages), 250)


def sending(ours: Clinic, case: tuple[CaseId, StaffActor], count: int) -> float:
    """Commands a second in one case."""
    one = only(ours, case)
    requests = one.requests(count)
    return rate(count, lambda: one.send_each(requests))


def only(ours: Clinic, case: tuple[CaseId, StaffActor]) -> Clinic:
    return evolve(ours, cases=(case,))


def by_length(bench: Bench) -> list[tuple[float, float]]:
    """Microseconds of a command by messages in the case."""
    lengths = [10, 100, 1000, bench.pick(2000, 10_000)]
    with clinic(f"sqlite:///{bench.file()}", len(lengths)) as ours:
        for case, length in zip(ours.cases, lengths, strict=True):
            fill(ours, case, length)
        found = interleaved(
            {str(length): partial(sending, ours, case, 20) for case, length in zip(ours.cases, lengths, strict=True)}, 9
        )
    return [(length, 1e6 / median(found[str(length)])) for length in lengths]
