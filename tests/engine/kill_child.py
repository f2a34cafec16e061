"""A process that is killed: gives commands one after the other and says so of each that was acknowledged. No test.

python kill_child.py URL CASE ASSIGNMENT NAME COUNT
"""

import sys

from arende.domain.actor import StaffActor
from arende.domain.commands import SendMessage
from arende.domain.ids import AssignmentId, CaseId
from arende.engine import Engine, Settings


def main(url: str, case: str, assignment: str, name: str, count: int) -> None:
    with Engine.open(Settings(storage=url), create=False, migrate=False) as engine:
        for n in range(count):
            command_id = f"{name}-{n}"
            command = SendMessage(case=CaseId(case), text=command_id)
            receipt = engine.handle(command, actor=StaffActor(AssignmentId(assignment)), command_id=command_id).unwrap()
            sys.stdout.write(f"{command_id} {receipt.version}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
