"""What is sent to the API, as it is published: a small class for each body. Commands read them anew, and more strictly.

Field names are those of the commands (`arende.wire.commands`): a body is a command without what its address says.
"""

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from arende.domain.phone import NumberSource
from attrs import Attribute, field, frozen
from msgspec import Meta

Id: TypeAlias = Annotated[
    str, Meta(max_length=97, pattern=r"^[A-Za-z0-9-]{1,32}\.[A-Za-z0-9-]{1,64}$", examples=["SE1.k1"])
]
"""`<care provider>.<local part>`"""
Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=8000)]
Line: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Days: TypeAlias = Annotated[int, Meta(ge=1, le=3650)]
Number: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Seen: TypeAlias = Annotated[
    int, Meta(ge=0, le=2**31 - 1, description="Number of the last message that the writer has seen; 0: none")
]
Maturity: TypeAlias = Literal["mature", "not_mature"]
Moment: TypeAlias = Annotated[
    datetime,
    Meta(
        tz=True,
        description="With its zone, in the years 2000–2199",
        extra_json_schema={"pattern": r"^2[01]\d\d-\d\d-\d\d[Tt]\d\d:\d\d:[0-5]\d(\.\d{1,64})?([Zz]|[+-]\d\d:\d\d)$"},
    ),
]
Entry: TypeAlias = Literal["ongoing_visit", "ended_visit", "profile", "search"]


def in_our_time(_: object, __: "Attribute[datetime | None]", value: datetime | None) -> None:
    """What `Moment` says of years. Raises ValueError."""
    if value is not None and not 2000 <= value.year < 2200:
        raise ValueError("year")


@frozen(kw_only=True)
class NewCase:
    """«Slutför»: a case for a patient, from the assignment that is signed in."""

    patient: Id
    reason: Id
    representative: Id | None = None
    maturity: Maturity | None = None
    days: Days | None = None
    entry: Entry = "profile"
    visit: Id | None = None
    follows: Id | None = None
    message: Text | None = None
    despite_no_sms: bool = False


@frozen(kw_only=True)
class NewMessage:
    """A message from staff. `seen` and `despite_new`: see «stale sends»."""

    text: Text
    seen: Seen | None = None
    despite_new: bool = False
    template: Id | None = None
    despite_no_sms: bool = False


@frozen(kw_only=True)
class NewCorrection:
    """A message that corrects an earlier one of the same side."""

    number: Number
    text: Text
    seen: Seen | None = None
    despite_new: bool = False
    template: Id | None = None
    despite_no_sms: bool = False


@frozen(kw_only=True)
class Retraction:
    """A message is taken back."""

    number: Number
    reason: Text


@frozen(kw_only=True)
class Written:
    """A text: a note, a draft, an answer of the patient's side."""

    text: Text


@frozen(kw_only=True)
class DraftText:
    """What is begun, and the template that it was begun from."""

    text: Text
    template: Id | None = None


@frozen(kw_only=True)
class Phone:
    """A person's number; without one there is none."""

    phone: Annotated[str, Meta(max_length=40)] | None = None
    source: NumberSource | None = None


@frozen(kw_only=True)
class Word:
    """A word about SMS: how it is known, and when it was given."""

    source: Line
    day: date | None = None


@frozen(kw_only=True)
class Block:
    """A unit whose cases the person keeps from the others."""

    unit: Id


@frozen(kw_only=True)
class UpTo:
    """Up to a message, by its number."""

    up_to: Number


@frozen(kw_only=True)
class Handled:
    """Dealt with without an answer."""

    seen: Seen | None = None


@frozen(kw_only=True)
class HandOver:
    """To another assignment at the unit; without one, to the unit's pool."""

    to: Id | None = None
    note: Annotated[str, Meta(max_length=2000)] = ""


@frozen(kw_only=True)
class LastDay:
    """Another last day."""

    last_day: date
    reason: Text


@frozen(kw_only=True)
class Reason:
    """Why, for staff."""

    reason: Text


@frozen(kw_only=True)
class Reopening:
    """Open again, for that many days."""

    days: Days
    reason: Text


@frozen(kw_only=True)
class Representative:
    """Another representative."""

    representative: Id
    maturity: Maturity | None = None
    history: Literal["nothing", "all"] | None = None
    despite_no_sms: bool = False


@frozen(kw_only=True)
class Notice:
    """An SMS notice that is to be sent once more."""

    notice: Id


@frozen(kw_only=True)
class Search:
    """A full identifier, or names by their beginnings. In the body, so that no log of addresses holds it."""

    text: Annotated[str, Meta(max_length=200)]
    after: str | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 20


@frozen(kw_only=True)
class NewPatient:
    """A person, found by identifier from now on."""

    identifier: Annotated[str, Meta(max_length=64, examples=["19800107-2381"])]
    name: Line
    phone: Annotated[str, Meta(max_length=40)] | None = None
    phone_source: NumberSource | None = None
    language: Annotated[str, Meta(max_length=8)] = "sv"
    born: date | None = None
    protected: bool = False


@frozen(kw_only=True)
class NewGuardian:
    """A guardian of a child, as verified in `source` on that day."""

    guardian: Id
    source: Line
    verified: date
    until: date | None = None


@frozen(kw_only=True)
class GuardianEnds:
    """The custody ended on that day."""

    guardian: Id
    ended: date


@frozen(kw_only=True)
class NewVisit:
    """A visit at a set time; without one it waits in the ledger."""

    patient: Id
    reason: Id
    representative: Id | None = None
    maturity: Maturity | None = None
    scheduled: Moment | None = field(default=None, validator=in_our_time)


@frozen(kw_only=True)
class NewTicket:
    """What a patient has asked for, in staff's words."""

    patient: Id
    reason: Id
    message: Text
    representative: Id | None = None
    maturity: Maturity | None = None


@frozen(kw_only=True)
class TicketToCase:
    """The ticket becomes a case."""

    maturity: Maturity | None = None
    days: Days | None = None
    message: Text | None = None
    despite_no_sms: bool = False


@frozen(kw_only=True)
class TicketToVisit:
    """The ticket becomes a visit."""

    maturity: Maturity | None = None
    scheduled: Moment | None = field(default=None, validator=in_our_time)


@frozen(kw_only=True)
class Cancelling:
    """No contact is needed any more."""

    reason: Text | None = None


@frozen(kw_only=True)
class Asking:
    """The patient, or a guardian for a child, asks a unit for contact."""

    patient: Id
    unit: Id
    reason: Id
    message: Text
