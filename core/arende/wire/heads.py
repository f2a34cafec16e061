"""States to the bodies of heads and back. Which columns a head carries is the business of `arende.views`.

A head is only a cache of its records: what cannot be read is made anew by `arende rebuild`.
"""

from collections.abc import Mapping
from typing import Final

import orjson

from arende.domain.case.model import Case
from arende.domain.directory.model import (
    Assignment,
    IdentifierClaim,
    Person,
    Provider,
    Reason,
    Role,
    Staff,
    Unit,
)
from arende.domain.emergency.model import Emergency
from arende.domain.feed.model import Feed
from arende.domain.ids import Kind
from arende.domain.model import Nothing, State
from arende.domain.notice.model import Notice
from arende.domain.template.model import MessageTemplate
from arende.domain.ticket.model import Ticket
from arende.domain.visit.model import Visit
from arende.ports.records import Head

from . import hot, hot_people, notices
from .converter import WireError, structure, unstructure

STATES: Final[Mapping[str, type[State]]] = {
    Kind.PROVIDER.value: Provider,
    Kind.UNIT.value: Unit,
    Kind.ROLE.value: Role,
    Kind.STAFF.value: Staff,
    Kind.ASSIGNMENT.value: Assignment,
    Kind.REASON.value: Reason,
    Kind.TEMPLATE.value: MessageTemplate,
    Kind.PERSON.value: Person,
    Kind.IDENTIFIER.value: IdentifierClaim,
    Kind.VISIT.value: Visit,
    Kind.CASE.value: Case,
    Kind.NOTICE.value: Notice,
    Kind.EMERGENCY.value: Emergency,
    Kind.TICKET.value: Ticket,
    Kind.FEED.value: Feed,
}
"""State by `Head.kind`."""

KINDS: Final[Mapping[type[State], str]] = {cls: kind for kind, cls in STATES.items()}


class BrokenHead(Exception):
    """A head that is not of the form that this version writes."""


def kind_of_state(state: State) -> str:
    """`Head.kind` of a state. ValueError for `Nothing`: what does not exist has no head."""
    kind = KINDS.get(type(state))
    if kind is None:
        raise ValueError("a stream without events has no head")
    return kind


def encode_state(state: State) -> bytes:
    """The state as a head's body. ValueError for `Nothing`."""
    if isinstance(state, Case):
        return hot.case_bytes(state)
    if isinstance(state, Nothing):
        raise ValueError("a stream without events has no head")
    return orjson.dumps(unstructure(state))


def decode_state(head: Head) -> State:
    """The state that the head keeps. Raises BrokenHead."""
    try:
        if head.kind == "case":
            return hot.case_from(head.body)
        if head.kind == "person":
            return hot_people.person_from(head.body)
        if head.kind == "notice":
            return notices.notice_from(head.body)
        return structure(orjson.loads(head.body), STATES[head.kind])
    except (KeyError, TypeError, ValueError, WireError):
        raise BrokenHead(f"The head of {head.stream} cannot be read: run arende rebuild.") from None
