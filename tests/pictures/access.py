"""Who may do and read what, as tables: each row of the law of access with the law it serves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from arende.domain.access.table import COMMANDS, READS, WHEN, Rule, View, Who

HEADS: Final[Mapping[Who, str]] = {
    Who.OWNER: "answers",
    Who.COVER: "stands in",
    Who.POOL: "pool",
    Who.DEPUTY: "deputy",
    Who.UNIT_READER: "unit",
    Who.COLLEAGUE: "colleague",
    Who.CHOSEN: "chosen",
    Who.EMERGENCY: "emergency",
    Who.STAFF: "staff",
    Who.REPRESENTATIVE: "representative",
    Who.SELF: "self",
    Who.GUARDIAN: "guardian",
    Who.OPERATOR: "operator",
    Who.SYSTEM: "system",
}
MEANS: Final[Mapping[View, str]] = {
    View.INBOX: "the inbox",
    View.COUNTERS: "numbers beside the menu",
    View.CASE: "a case: title, days, whose",
    View.THREAD: "its messages",
    View.DRAFT: "a draft in a case",
    View.DRAFTS: "own drafts",
    View.UNIT_CASES: "the unit's cases",
    View.POOL: "the unit's pool",
    View.STRANDED: "cases that nobody sees",
    View.PATIENT_CASES: "a patient's cases",
    View.SEARCH: "search for a patient",
    View.PERSON: "a person",
    View.LEDGER: "the ledger",
    View.VISIT: "a visit",
    View.TICKET: "a ticket",
    View.TICKETS: "a person's tickets",
    View.OPENING: "what «Nytt» offers",
    View.CONTACT: "where one may ask for contact",
    View.NOTICES: "SMS of a case",
    View.ENTRY: "the entry for the record",
    View.DISCLOSURE: "all of a case, for a disclosure",
    View.UNDOCUMENTED: "what is not documented",
    View.ACCESS_REPORT: "who has looked at a patient",
    View.ACCESS_LOG: "the access log",
    View.EVERYTHING: "everything, on leaving",
    View.DIRECTORY: "units, roles, reasons",
}


def ways() -> Iterator[str]:
    """Every way to stand to a thing."""
    yield "| stands as | when | law |"
    yield "|---|---|---|"
    for who in (*HEADS, *(who for who in Who if who not in HEADS)):
        yield f"| {HEADS[who]} | {WHEN[who].holds} | {WHEN[who].law} |"


SIDES: Final[Mapping[str, frozenset[Who]]] = {
    "at the provider": frozenset(
        {
            Who.OWNER,
            Who.COVER,
            Who.POOL,
            Who.DEPUTY,
            Who.UNIT_READER,
            Who.COLLEAGUE,
            Who.CHOSEN,
            Who.EMERGENCY,
            Who.STAFF,
        }
    ),
    "on the patient's side": frozenset({Who.REPRESENTATIVE, Who.SELF, Who.GUARDIAN}),
    "at the machine": frozenset({Who.OPERATOR, Who.SYSTEM}),
}


def grid(rows: Sequence[tuple[str, Rule]]) -> Iterator[str]:
    """Raises ValueError for a way to stand that is on no side."""
    if set().union(*SIDES.values()) != set(Who):
        raise ValueError("a way to stand is on no side")
    yield f"| | {' | '.join(SIDES)} | law |"
    yield f"|---|{'---|' * len(SIDES)}---|"
    for name, rule in rows:
        told = [", ".join(text for who, text in HEADS.items() if who in rule.who & side) for side in SIDES.values()]
        yield f"| {name} | {' | '.join(told)} | {rule.law} |"


def reads() -> Iterator[str]:
    return grid([(MEANS[view], rule) for view, rule in READS.items()])


def commands() -> Iterator[str]:
    return grid([(f"`{command.__name__}`", rule) for command, rule in COMMANDS.items()])
