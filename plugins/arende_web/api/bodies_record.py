"""Bodies of what goes into the health record: marks, journal notes, transfers. Shapes only, as `bodies`."""

from typing import Annotated

from attrs import frozen
from msgspec import Meta

from .bodies import Id, Line, Number


@frozen(kw_only=True)
class Documented:
    """Up to this message; `nothing_to_record` where what stands there is not worth recording."""

    up_to: Number
    nothing_to_record: bool = False


@frozen(kw_only=True)
class JournalNote:
    """Signed by who is signed in. `up_to`: the messages through that one are documented by it."""

    title: Line
    text: Annotated[str, Meta(max_length=20_000)]
    up_to: Number | None = None
    corrects: Number | None = None
    template: Id | None = None


@frozen(kw_only=True)
class Export:
    """To the health record, by the exporter of this name."""

    exporter: Line
