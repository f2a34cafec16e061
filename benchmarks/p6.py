"""P6: PostgreSQL. One caller beside one raw statement a command, and 32 callers, grouped, beside 32 raw ones."""

from contextlib import ExitStack
from functools import partial

from arende.engine import ArendeError
from arende.ports.storage import StorageError

from .bench import Bench, Missing
from .breakdown import parts
from .clinic import Clinic, clinic
from .floor import units
from .p2 import CALLERS, calling, threads
from .rounds import interleaved, rate
from .rows import Row, beside, over, row, unmeasured

ONE = ("one caller against a raw one-CTE unit", 0.8)
MANY = (f"{CALLERS} callers, grouped, against {CALLERS} raw one-CTE callers", 1.5)


def rows(bench: Bench) -> list[Row]:
    with ExitStack() as stack:
        try:
            ours = stack.enter_context(clinic(bench.postgres(), bench.pick(320, 960)))
            floor_url = bench.postgres()
            with clinic(floor_url, len(ours.cases)) as same:
                pass
        except (Missing, ArendeError, StorageError) as missing:
            return [unmeasured("P6", name, bound, str(missing)) for name, bound in (ONE, MANY)]
        return compared(bench, ours, same, floor_url)


def compared(bench: Bench, ours: Clinic, same: Clinic, floor_url: str) -> list[Row]:
    from .floor_postgres import opened

    single, each, rounds = bench.pick(150, 300), bench.pick(20, 60), bench.pick(5, 15)
    with opened(floor_url, CALLERS) as floor:

        def one_caller() -> float:
            requests = ours.requests(single)
            return rate(single, lambda: ours.send_each(requests))

        def floor_one() -> float:
            given = units(same, single)
            return rate(single, lambda: floor.each(given))

        def grouped() -> float:
            waits, seconds = threads(ours, partial(calling, ours), each)
            return len(waits) / seconds

        def floor_many() -> float:
            given = units(same, CALLERS * each)
            return floor.together([given[caller::CALLERS] for caller in range(CALLERS)])

        found = interleaved(
            {"one": one_caller, "floor": floor_one, "grouped": grouped, "floor many": floor_many}, rounds
        )
        return [
            row(
                "P6",
                ONE[0],
                over(found["one"], found["floor"]),
                ONE[1],
                note=beside(found["one"], found["floor"]),
                why=lambda: parts(ours, 1, single).sentence(),
            ),
            row(
                "P6",
                MANY[0],
                over(found["grouped"], found["floor many"]),
                MANY[1],
                note=beside(found["grouped"], found["floor many"]),
                why=lambda: parts(ours, CALLERS, CALLERS * each).sentence(),
            ),
        ]
