"""What is sent to the API about a session, and about what belongs to a unit: see `bodies`."""

from datetime import date
from typing import Annotated, Literal

from arende.domain.disclosure import Ground
from attrs import frozen
from msgspec import Meta

from .bodies import Id, Line, Text


@frozen(kw_only=True)
class Answer:
    """What a way to sign in takes: for `host` the signed token as `token`."""

    fields: dict[Annotated[str, Meta(max_length=64)], Annotated[str, Meta(max_length=16_384)]]


@frozen(kw_only=True)
class Acting:
    """The assignment, or the person, to act as."""

    chosen: Id


@frozen(kw_only=True)
class OtherUnit:
    """Another unit of the same provider, and what for: an active choice, which is logged."""

    unit: Id
    purpose: Literal["care", "quality", "documentation", "statistics", "administration"]


@frozen(kw_only=True)
class Absence:
    """Who stands in for an assignment, through that day."""

    assignment: Id
    by: Id
    last_day: date


@frozen(kw_only=True)
class Template:
    """What a message template says, and whose it is: an assignment's, a unit's, or with neither the provider's."""

    name: Line
    text: Text
    unit: Id | None = None
    assignment: Id | None = None


@frozen(kw_only=True)
class Disclosing:
    """On what ground the whole case is handed out."""

    ground: Ground
