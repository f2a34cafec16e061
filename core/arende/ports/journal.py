"""A case as an entry for the health record: plain typed data for exporters and forms. No storage, no domain.

Internal notes, drafts and SMS texts are not in an entry: who gets one cannot leak what was never given. Times are
microseconds UTC (`TIME` marks them); ids are global ones, whose last part is the host's own (an HSA-id, in Sweden).
"""

import json
from enum import StrEnum
from typing import Final

from attrs import Attribute, asdict, field, frozen

from .times import rfc3339

FORMAT: Final = "arende.journal/2"
TIME: Final = {"time": True}
"""Metadata of a field that is a time."""


class JournalStatus(StrEnum):
    """How the case stands at that version."""

    OPEN = "open"
    ENDED = "ended"  # by the calendar
    CLOSED = "closed"  # by staff, before its time


@frozen(kw_only=True)
class JournalPerson:
    """A person in an entry: identifier as (system, twelve digits) and name.

    A protected one has a mask for a name. The record needs a patient's identifier whoever it is; that of anyone else
    who is protected, or stands beside a protected patient, is empty.
    """

    id: str
    system: str
    identifier: str = field(repr=False)
    name: str = field(repr=False)
    protected: bool = False
    """Protected personal data: whoever keeps the entry must hold on to that."""
    born: str | None = field(default=None, repr=False)
    """YYYY-MM-DD; None where it is not known, or masked."""


@frozen(kw_only=True)
class JournalStaff:
    """An assignment (medarbetaruppdrag) and who holds it, as they are shown."""

    assignment_id: str
    staff_id: str
    name: str
    role_id: str
    role: str
    unit_id: str
    unit: str


@frozen(kw_only=True)
class JournalMessage:
    """One message of the thread."""

    number: int
    at: int = field(metadata=TIME)
    by_patient_side: bool
    author_id: str
    """Of the person, or of the assignment."""
    author: str = field(repr=False)
    role: str
    text: str = field(repr=False)
    corrects: int | None = None
    """Number of the earlier message that this one corrects."""
    retracted: bool = False
    """The patient's side no longer sees the text; the record keeps it."""
    retracted_at: int | None = field(default=None, metadata=TIME)
    retracted_by: str | None = None
    """The assignment that took it back."""
    read_at: int | None = field(default=None, metadata=TIME)
    """When the patient's side had read it; None: it has not, or wrote it."""


@frozen(kw_only=True)
class JournalNote:
    """One signed version of a journal note that staff wrote about the case. A correction is a new version."""

    number: int
    """Of the note, from 1 within the case."""
    version: int
    """From 1 within the note; the highest stands."""
    at: int = field(metadata=TIME)
    """When it was signed."""
    author_id: str
    """The assignment that signed it."""
    title: str
    text: str = field(repr=False)
    first: int | None = None
    """The messages that it documents, by number, through `last`; None: it tells of none in particular."""
    last: int | None = None


@frozen(kw_only=True)
class JournalEntry:
    """A case as it stands at `version`: of the same (id, version) all that was written is the same for ever. Names are
    as the directory has them when it is made.
    """

    id: str
    version: int
    provider_id: str
    provider: str = ""
    unit_id: str
    unit: str
    title: str = field(repr=False)
    status: JournalStatus = JournalStatus.OPEN
    patient: JournalPerson
    representative: JournalPerson
    """The patient, for an adult."""
    former: tuple[JournalPerson, ...] = ()
    """Who represented the patient earlier and wrote, each once."""
    opened: int = field(metadata=TIME)
    """When the case was first opened."""
    until: int = field(metadata=TIME)
    """The end of its period, which is not in it."""
    ended: int | None = field(default=None, metadata=TIME)
    """When it came to its end; None while it is open."""
    zone: str
    assignment_id: str
    """The assignment that answers for it."""
    staff: tuple[JournalStaff, ...] = ()
    """Every assignment that the entry names, each once."""
    messages: tuple[JournalMessage, ...]
    """By number."""
    notes: tuple[JournalNote, ...] = ()
    """Every signed version, in the order they were signed."""


def entry_plain(entry: JournalEntry) -> dict[str, object]:
    """The entry as the document `arende.journal/2`: its own fields by name, in order, times as RFC 3339 in UTC with six
    decimals. OverflowError for a time beyond the year 9999.
    """
    return {"format": FORMAT, **asdict(entry, value_serializer=plain_value)}


def entry_document(entry: JournalEntry) -> bytes:
    """The JSON document of the entry, always the same bytes: UTF-8, two spaces of indent, a newline at the end.
    OverflowError for a time beyond the year 9999, UnicodeEncodeError for text that UTF-8 cannot hold.
    """
    return document(entry_plain(entry))


def document(plain: dict[str, object]) -> bytes:
    """A document of plain data: JSON in UTF-8, indented, ended by a line feed."""
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def plain_value(_: object, attribute: "Attribute[object] | None", value: object) -> object:
    """A field's value as JSON has it."""
    if attribute is not None and "time" in attribute.metadata and isinstance(value, int):
        return rfc3339(value)
    return value
