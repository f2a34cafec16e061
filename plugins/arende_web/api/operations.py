"""What an operation of the API is: its address, who may ask, what goes in and out, and where its answer leads. Data.

The whole table is `OPERATIONS` of `routes`; each face's part stands in a module of its own.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from attrs import AttrsInstance, frozen

from .call import Call
from .schemas import Receipt

Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]
Run: TypeAlias = Callable[[Call], object]
BASE: Final = "/api/v1"


class Side(StrEnum):
    """Who may ask."""

    NOBODY = "nobody"
    """Anyone: nobody need be signed in."""
    ANY = "any"
    STAFF = "staff"
    PATIENT = "patient"


@frozen(kw_only=True)
class Param:
    """A part of the query."""

    name: str
    about: str
    number: tuple[int, int] | None = None
    """Least and most, where it is a whole number."""
    choices: tuple[str, ...] = ()
    id: bool = False
    """Whether it is an id."""


@frozen(kw_only=True)
class Leads:
    """What of an answer is what another operation needs (a link of OpenAPI)."""

    to: str
    """Id of the operation."""
    param: str
    value: str = "$response.body#/id"


@frozen(kw_only=True)
class Operation:
    """One operation."""

    id: str
    method: Method
    path: str
    side: Side
    about: str
    run: Run
    answer: object
    """The class of the answer; None where there is none."""
    body: type[AttrsInstance] | None = None
    query: tuple[Param, ...] = ()
    leads: tuple[Leads, ...] = ()
    ends: bool = False
    """Whether the token that was brought is void afterwards."""
    command: str = ""
    """Of a command its name: it takes an `Idempotency-Key`."""

    @property
    def status(self) -> int:
        return 204 if self.answer is None else 200


AFTER: Final = Param(name="after", about="Cursor: `next` of the page before.")
LIMIT: Final = Param(name="limit", about="Rows of the page.", number=(1, 500))
PAGE: Final = (AFTER, LIMIT)


def asks(
    id: str,
    path: str,
    side: Side,
    about: str,
    run: Run,
    answer: object,
    query: tuple[Param, ...] = (),
    leads: tuple[Leads, ...] = (),
) -> Operation:
    """A question."""
    return Operation(
        id=id, method="GET", path=path, side=side, about=about, run=run, answer=answer, query=query, leads=leads
    )


def gives(
    id: str,
    path: str,
    side: Side,
    about: str,
    command: str,
    body: type[AttrsInstance] | None = None,
    *,
    method: Method = "POST",
    fixed: Mapping[str, object] | None = None,
    leads: tuple[Leads, ...] = (),
) -> Operation:
    """A command: its fields are the ids of the address, the body, and what is fixed."""

    def run(call: Call) -> object:
        return call.give(command, {**call.body, **call.path, **(fixed or {})}, body)

    return Operation(
        id=id,
        method=method,
        path=path,
        side=side,
        about=about,
        run=run,
        answer=Receipt,
        body=body,
        leads=leads,
        command=command,
    )
