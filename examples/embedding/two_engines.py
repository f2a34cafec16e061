"""Two engines with different storages in one process: nothing is global. `python two_engines.py [FOLDER]`."""

import sys

from arende.engine import Engine, Settings
from arende.ports.records import Shard
from clinic import NURSE, new_case, put_up


def main(folder: str) -> None:
    # begin: two engines
    with (
        Engine.open(Settings(storage=f"sqlite:///{folder}/clinic.db")) as kept,
        Engine.open(Settings(storage="memory:")) as tried,
    ):
        for engine in (kept, tried):
            put_up(engine)
        patient = put_up(kept)
        kept.handle(new_case(patient, "Hello"), actor=NURSE, command_id="1").unwrap()
        # end: two engines
        for name, engine in (("kept", kept), ("tried", tried)):
            print(name, len([one for one in engine.storage.streams(SHARD, None, 999) if one.startswith("case/")]))


SHARD = Shard(NURSE.assignment.partition(".")[0])

if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
