"""P1: one caller, and groups of one caller, beside the floor."""

from typing import Final

from .bench import Bench
from .breakdown import parts
from .clinic import clinic
from .floor import opened, units
from .rounds import interleaved, rate
from .rows import Row, beside, over, row

GROUP: Final = 100


def rows(bench: Bench) -> list[Row]:
    cases, single, many, rounds = bench.pick(300, 1000), bench.pick(150, 300), bench.pick(1000, 2000), bench.pick(9, 25)
    ours_at, floor_at = bench.file(), bench.file()
    with clinic(f"sqlite:///{floor_at}", cases) as same:
        pass
    with clinic(f"sqlite:///{ours_at}", cases) as ours, opened(floor_at) as floor:

        def one_caller() -> float:
            requests = ours.requests(single)
            return rate(single, lambda: ours.send_each(requests))

        def floor_one() -> float:
            given = units(same, single)
            return rate(single, lambda: floor.each(given))

        def grouped() -> float:
            requests = ours.requests(many)
            return rate(many, lambda: ours.send_in_groups(requests, GROUP))

        def floor_grouped() -> float:
            given = units(same, many)
            return rate(many, lambda: floor.groups(given, GROUP))

        found = interleaved(
            {"one": one_caller, "floor": floor_one, "grouped": grouped, "floor grouped": floor_grouped}, rounds
        )
        size = f"{cases} cases"
        return [
            row(
                "P1",
                f"one caller, engine.handle against the raw SQLite unit ({size})",
                over(found["one"], found["floor"]),
                0.85,
                note=beside(found["one"], found["floor"]),
                why=lambda: parts(ours, 1, single).sentence(),
            ),
            row(
                "P1",
                f"groups of {GROUP} by handle_many against raw groups of {GROUP} ({size})",
                over(found["grouped"], found["floor grouped"]),
                0.7,
                note=beside(found["grouped"], found["floor grouped"]),
                why=lambda: parts(ours, GROUP, many).sentence(),
            ),
        ]
