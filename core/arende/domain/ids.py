"""Identities of things. An id is `<shard>.<local>`, the same text everywhere: in code, storage, URLs and on the line.

The shard is the care provider's HSA-id; the local part is unique for its kind within the provider.
"""

from enum import StrEnum
from typing import NewType

from attrs import frozen

ProviderId = NewType("ProviderId", str)  # the shard itself: the care provider's HSA-id
UnitId = NewType("UnitId", str)
RoleId = NewType("RoleId", str)
StaffId = NewType("StaffId", str)
AssignmentId = NewType("AssignmentId", str)
ReasonId = NewType("ReasonId", str)
TemplateId = NewType("TemplateId", str)
PersonId = NewType("PersonId", str)
VisitId = NewType("VisitId", str)
CaseId = NewType("CaseId", str)
NoticeId = NewType("NoticeId", str)
TicketId = NewType("TicketId", str)
FeedId = NewType("FeedId", str)


class Kind(StrEnum):
    """Kinds of stream; the value is stored."""

    PROVIDER = "provider"
    UNIT = "unit"
    ROLE = "role"
    STAFF = "staff"
    ASSIGNMENT = "assignment"
    REASON = "reason"
    TEMPLATE = "template"
    PERSON = "person"
    IDENTIFIER = "identifier"
    VISIT = "visit"
    CASE = "case"
    NOTICE = "notice"
    EMERGENCY = "emergency"
    TICKET = "ticket"
    FEED = "feed"


@frozen
class Ref:
    """Names one stream: what kind of thing, and which."""

    kind: Kind
    id: str

    def __hash__(self) -> int:
        """Of the id alone: text keeps its own hash, two kinds hardly ever share an id, and refs are looked up a lot."""
        return hash(self.id)


def shard_of(id: str) -> ProviderId:
    """The care provider that an id belongs to; a provider's own id is its shard."""
    return ProviderId(id.partition(".")[0])


def local_of(id: str) -> str:
    """The part of an id that is unique within its provider."""
    return id.partition(".")[2]


def within(shard: str, local: str) -> str:
    """The id of something that belongs to a provider."""
    return f"{shard}.{local}"
