"""A Dramatiq task in place of `arende worker`. With a broker of your own: `dramatiq dramatiq_tasks`.

The host sends the task after a command, and now and then by its scheduler, for timers come due by themselves.
"""

import os
from functools import cache

import dramatiq
from arende.engine import Engine, Settings


# begin: dramatiq
@cache
def engine() -> Engine:
    """One for each process, opened when it is first needed: after the process has been forked."""
    storage, spool = os.environ["CLINIC_STORAGE"], os.environ["CLINIC_SPOOL"]
    return Engine.open(Settings(storage=storage, sms=[f"spool:{spool}"]))


@dramatiq.actor(max_retries=0)
def carry_out() -> None:
    """What is due. Retries are the outbox's own, and a task that is lost or comes twice does no harm."""
    while engine().worker.run_once():
        pass
    engine().worker.give_back()  # the next task may run in another process


# end: dramatiq
