"""Sessions to the bodies of plain rows and back, and their limits. Trusted bytes; what cannot be read is no session.

Ids and times only, but for what an authenticator wants kept while a sign-in is under way.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, TypeAlias

import orjson
from attrs import frozen

from arende.domain.actor import RepresentativeActor, StaffActor

from .converter import WireError, structure, unstructure

IDLE_MAX: Final = 12 * 60
ABSOLUTE_MAX: Final = 24


@frozen(kw_only=True)
class SessionLimits:
    """How long someone stays signed in at a web face: without doing anything, and at most."""

    idle_minutes: int = 30
    """Minutes without doing anything after which one must sign in again, at most 720."""
    absolute_hours: int = 12
    """Hours after which one must in any case, at most 24."""

    @property
    def idle(self) -> timedelta:
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        return timedelta(hours=self.absolute_hours)


Kept: TypeAlias = Mapping[str, str]
NOTHING_KEPT: Final[Kept] = {}


@frozen(kw_only=True)
class SessionBody:
    """What does not change while a token lasts."""

    who: str
    actor: StaffActor | RepresentativeActor | None
    assurance: str
    begun: datetime


@frozen(kw_only=True)
class Plain:
    """The stored form: which kind of actor stands in the name of its field."""

    who: str
    staff: StaffActor | None = None
    person: RepresentativeActor | None = None
    assurance: str
    begun: datetime


@frozen
class Moment:
    at: datetime


def session_bytes(body: SessionBody) -> bytes:
    actor = body.actor
    plain = Plain(
        who=body.who,
        staff=actor if isinstance(actor, StaffActor) else None,
        person=actor if isinstance(actor, RepresentativeActor) else None,
        assurance=body.assurance,
        begun=body.begun,
    )
    return orjson.dumps(unstructure(plain))


def session_from(data: bytes | None) -> SessionBody | None:
    try:
        plain = structure(orjson.loads(data or b""), Plain)
    except (ValueError, WireError):
        return None
    return SessionBody(who=plain.who, actor=plain.staff or plain.person, assurance=plain.assurance, begun=plain.begun)


def moment_bytes(at: datetime) -> bytes:
    return orjson.dumps(unstructure(Moment(at)))


def moment_from(data: bytes | None) -> datetime | None:
    try:
        return structure(orjson.loads(data or b""), Moment).at
    except (ValueError, WireError):
        return None


def kept_bytes(kept: Kept) -> bytes:
    return orjson.dumps(dict(kept))


def kept_from(data: bytes | None) -> Kept:
    """What was kept; nothing where it cannot be read."""
    try:
        plain: object = orjson.loads(data or b"")
    except ValueError:
        return NOTHING_KEPT
    if not isinstance(plain, dict):
        return NOTHING_KEPT
    return {str(name): value for name, value in plain.items() if isinstance(value, str)}
