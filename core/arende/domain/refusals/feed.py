"""Refusals about directory feeds."""

from typing import ClassVar, TypeAlias

from attrs import field as attribute
from attrs import frozen


@frozen
class FeedUnknown:
    """No feed of that name stands in the settings."""

    code: ClassVar[str] = "feed.unknown"
    field: ClassVar[str] = "name"


@frozen
class FeedOnlyPushed:
    """It has no register to read: what it says comes by itself."""

    code: ClassVar[str] = "feed.only_pushed"
    field: ClassVar[str] = "name"


@frozen
class FeedGap:
    """The delivery follows on another one than the last that was taken."""

    code: ClassVar[str] = "feed.gap"
    field: ClassVar[str] = "after"
    kept: str | None = attribute(repr=False)
    """What the next delivery must follow; None: the beginning."""


@frozen
class FeedOvertaken:
    """Another delivery of the feed was taken meanwhile."""

    code: ClassVar[str] = "feed.overtaken"
    field: ClassVar[str] = ""


@frozen
class EndedByOthers:
    """A register says once more that something is there which somebody else has ended since it first said so."""

    code: ClassVar[str] = "feed.ended_by_others"
    field: ClassVar[str] = ""


@frozen
class ProtectionUnstated:
    """The person's identity is protected, and whoever says how the person is does not say whether it still is."""

    code: ClassVar[str] = "person.protection_unstated"
    field: ClassVar[str] = "protected"


FeedRefusal: TypeAlias = FeedUnknown | FeedOnlyPushed | FeedGap | FeedOvertaken | EndedByOthers | ProtectionUnstated
