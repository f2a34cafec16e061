"""A plain script: open an engine, open a case, hear of it, let the SMS leave. `python script.py [FOLDER]`."""

import sys
from collections.abc import Sequence

from arende.engine import Engine, Occurred, Settings
from clinic import NURSE, new_case, put_up
from returns.pipeline import is_successful


def main(folder: str) -> None:
    settings = Settings(
        storage=f"sqlite:///{folder}/clinic.db",
        sms=[f"spool:{folder}/outgoing"],
        subscribers={"script": "host"},
    )
    # begin: script
    with Engine.open(settings) as engine:
        patient = put_up(engine)
        answer = engine.handle(new_case(patient, "How are you?"), actor=NURSE, command_id="booking-17")
        if not is_successful(answer):
            raise SystemExit(answer.failure().code)
        print("case", answer.unwrap().ids["case"], "repeated" if answer.unwrap().repeated else "new")
        engine.subscribe("script", heard)
        while engine.worker.run_once():
            pass
    # end: script


def heard(events: Sequence[Occurred]) -> None:
    """After the commit, at least once, in order per stream."""
    for one in events:
        print("event", one.ref.kind, one.seq, type(one.event).__name__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
