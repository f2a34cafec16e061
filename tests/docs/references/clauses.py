"""`docs/reference/clauses.md`: what adapters are held to, by port: number, level, since when, what it needs, source."""

from typing import Final

from arende_conformance.clauses import Clause, clauses_of, digest
from arende_conformance.contracts import CONTRACTS

from .markdown import code, ended, head

INTRO: Final = """
What an adapter of each port is held to. `arende-conformance explain NUMBER` tells the same of one, and `list
--port PORT` of all; how they are judged stands in [conformance](../vendors/conformance.md). A clause is due
where the adapter claims all that it needs. What stands last is where the rule comes from. Two reports with the
same digest were held to the same clauses.
"""


def page() -> str:
    lines = head("Clauses", "the contracts of `arende_conformance`", "clauses", INTRO)
    for port, contract in CONTRACTS.items():
        clauses = clauses_of(contract)
        lines += [f"## `{port}`", "", f"{len(clauses)} clauses, digest `{digest(clauses)}`.", ""]
        lines += [*map(line, clauses), ""]
    return ended(lines)


def line(clause: Clause) -> str:
    needs = f", needs {', '.join(code(str(need)) for need in clause.needs)}" if clause.needs else ""
    return f"- **{clause.number}** ({clause.level}, since {clause.since}{needs}): {clause.sentence} *{clause.source}*"


def undocumented() -> list[str]:
    found = [c for contract in CONTRACTS.values() for c in clauses_of(contract)]
    return [c.number for c in found if not (c.sentence and c.source and c.since)]
