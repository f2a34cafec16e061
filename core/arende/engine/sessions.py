"""Who is signed in, on the server's side: found by the hash of a token, revocable, with idle and absolute limits.

For faces with browsers. No token is stored, and no name or identifier: a session holds ids of ours, what its person
acts as, and, while the sign-in is under way, what the authenticator asked to have kept. What may be done is `access`.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from attrs import field, frozen

from ..domain.actor import RepresentativeActor, StaffActor
from ..ports.records import Append, PlainRow, Shard
from ..ports.storage import Storage
from ..ports.times import to_micros
from ..wire.sessions import (
    Kept,
    SessionBody,
    SessionLimits,
    kept_bytes,
    kept_from,
    moment_bytes,
    moment_from,
    session_bytes,
    session_from,
)
from .shards import ALL, hashed, own_shard
from .system import Clock

TOUCHED: Final = timedelta(minutes=1)
"""How often, at most, it is written down that a session is in use; so the idle limit may come this much early."""
SWEPT_DAYS: Final = 30
IDENTIFIER: Final = re.compile(r"[0-9]{6,8}[-+]?[0-9]{4}", re.ASCII)
MANY: Final = 500

SESSION: Final = "session"  # key: hash of the token; sub: "" itself, "kept", "seen"
OF: Final = "session_of"  # key: who; sub: hash of the token
ENDS: Final = "session_ends"  # key: the day of the absolute limit; sub: hash of the token
REVOKED: Final = "session_revoked"  # key: who; when all that was begun before was revoked

Acting: TypeAlias = StaffActor | RepresentativeActor


@frozen(kw_only=True)
class Session:
    """Someone who is signed in, or about to be."""

    who: str
    """Id of the staff member or person; empty while the sign-in is under way."""
    actor: Acting | None
    """What they act as: the chosen assignment, with the other unit that was chosen; or the person. None: not chosen."""
    assurance: str
    kept: Kept = field(repr=False)
    begun: datetime
    seen: datetime
    until: datetime
    """When it ends if it is not used again."""


@frozen(kw_only=True)
class Sessions:
    """Every session of an installation. Safe for use from several threads and processes. Raises StorageError."""

    storage: Storage = field(repr=False)
    clock: Clock = field(repr=False)
    limits: SessionLimits = field(factory=SessionLimits)

    def begin(self, kept: Mapping[str, str]) -> str:
        """A sign-in is under way: the token of a session without anyone in it, for no longer than the idle limit."""
        return self.opened(SessionBody(who="", actor=None, assurance="", begun=self.clock.now()), kept)

    def sign_in(self, who: str, *, assurance: str, actor: Acting | None = None, instead_of: str | None = None) -> str:
        """A new token for who has signed in; the one that the sign-in began with is revoked, with what it kept.

        `who` is an id of ours. ValueError for what may be a personal identifier: such a thing is not stored.
        """
        if not who or IDENTIFIER.fullmatch(who):
            raise ValueError("who signs in is named by an id of ours, never by a personal identifier")
        if instead_of is not None:
            self.revoke(instead_of)
        return self.opened(SessionBody(who=who, actor=actor, assurance=assurance, begun=self.clock.now()), {})

    def opened(self, body: SessionBody, kept: Mapping[str, str]) -> str:
        token = secrets.token_urlsafe(32)
        digest = hashed(token)
        self.write(own_shard(digest), self.rows(digest, body, kept))
        return token

    def find(self, token: str, *, used: bool = True) -> Session | None:
        """The session, if it has neither ended nor been revoked. That it is in use is noted, unless it is not used by
        a person now: a page that looks by itself keeps nobody signed in.
        """
        digest = hashed(token)
        found = self.stored(digest)
        if found is None:
            return None
        now = self.clock.now()
        if now >= found.until or self.was_revoked(found):
            self.write(own_shard(digest), self.removal(digest, found))
            return None
        if used and now - found.seen >= TOUCHED:
            # A row of its own: had the session been revoked meanwhile, this brings nothing back.
            self.write(own_shard(digest), [self.row(SESSION, digest, "seen", moment_bytes(now))])
        return found

    def keep(self, token: str, kept: Mapping[str, str]) -> bool:
        """What the authenticator wants kept now, in place of what was kept; False where there is no such session."""
        digest = hashed(token)
        if self.find(token) is None:
            return False
        self.write(own_shard(digest), [self.row(SESSION, digest, "kept", kept_bytes(kept))])
        return True

    def rotate(self, token: str, actor: Acting | None = None) -> str | None:
        """A new token in place of this one, which is void at the same instant; `actor` where another was chosen.

        The absolute limit stays. None where there is no such session.
        """
        digest, found = hashed(token), self.find(token)
        if found is None:
            return None
        new = secrets.token_urlsafe(32)
        while own_shard(hashed(new)) != own_shard(digest):  # one shard is one transaction
            new = secrets.token_urlsafe(32)
        body = SessionBody(who=found.who, actor=actor or found.actor, assurance=found.assurance, begun=found.begun)
        removed, made = self.removal(digest, found), self.rows(hashed(new), body, found.kept)
        self.write(own_shard(digest), [*removed, *made])
        return new

    def revoke(self, token: str) -> None:
        """Signed out. What is not there is left as it is."""
        digest = hashed(token)
        found = self.stored(digest)
        if found is not None:
            self.write(own_shard(digest), self.removal(digest, found))

    def revoke_all(self, who: str) -> int:
        """Every session of someone, on whatever device; how many there were. One that is being rotated goes too."""
        mark = self.row(REVOKED, who, "", moment_bytes(self.clock.now()))
        self.write(own_shard(hashed(who)), [mark])
        return sum(self.removed(shard, OF, who) for shard in ALL)

    def sweep(self) -> int:
        """Remove what has ended and was never asked for again; how many. The worker does it."""
        today = self.clock.now().date()
        days = [str(today - timedelta(days=n)) for n in range(1, SWEPT_DAYS + 1)]
        return sum(self.removed(shard, ENDS, day) for shard in ALL for day in days)

    def removed(self, shard: Shard, kind: str, key: str) -> int:
        """Remove every session that stands in a list; how many."""
        count = 0
        while listed := self.storage.rows(shard, kind, key, None, MANY):
            rows = [PlainRow(kind=kind, key=key, sub=row.sub, body=None, at=0) for row in listed]
            for digest in (row.sub for row in listed):
                found = self.stored(digest)
                if found is not None:
                    rows += self.removal(digest, found)
                    count += 1
            self.write(shard, list({(row.kind, row.key, row.sub): row for row in rows}.values()))
        return count

    def was_revoked(self, found: Session) -> bool:
        """Whether everything of this person's was revoked after it was begun, even while it was being rotated."""
        if not found.who:
            return False
        marks = self.storage.rows(own_shard(hashed(found.who)), REVOKED, found.who, None, 1)
        at = moment_from(marks[0].body) if marks else None
        return at is not None and found.begun < at

    def stored(self, digest: str) -> Session | None:
        """The session as its rows say, ended or not; None where there is none, or none that can be read."""
        bodies = {row.sub: row.body for row in self.storage.rows(own_shard(digest), SESSION, digest, None, MANY)}
        body = session_from(bodies.get(""))
        if body is None:
            return None
        seen = moment_from(bodies.get("seen")) or body.begun
        return Session(
            who=body.who,
            actor=body.actor,
            assurance=body.assurance,
            kept=kept_from(bodies.get("kept")),
            begun=body.begun,
            seen=seen,
            until=min(seen + self.limits.idle, self.ends(body)),
        )

    def ends(self, body: SessionBody) -> datetime:
        """The absolute limit."""
        return body.begun + (self.limits.absolute if body.who else self.limits.idle)

    def rows(self, digest: str, body: SessionBody, kept: Mapping[str, str]) -> list[PlainRow]:
        made = [
            self.row(SESSION, digest, "", session_bytes(body)),
            self.row(SESSION, digest, "seen", moment_bytes(self.clock.now())),
            self.row(ENDS, str(self.ends(body).date()), digest, b"{}"),
        ]
        if kept:
            made.append(self.row(SESSION, digest, "kept", kept_bytes(kept)))
        return [*made, self.row(OF, body.who, digest, b"{}")] if body.who else made

    def removal(self, digest: str, found: Session) -> list[PlainRow]:
        body = SessionBody(who=found.who, actor=found.actor, assurance=found.assurance, begun=found.begun)
        named = [(SESSION, digest, sub) for sub in ("", "kept", "seen")]
        named += [(ENDS, str(self.ends(body).date()), digest), *([(OF, found.who, digest)] if found.who else [])]
        return [PlainRow(kind=kind, key=key, sub=sub, body=None, at=0) for kind, key, sub in named]

    def row(self, kind: str, key: str, sub: str, body: bytes) -> PlainRow:
        return PlainRow(kind=kind, key=key, sub=sub, body=body, at=to_micros(self.clock.now()))

    def write(self, shard: Shard, rows: list[PlainRow]) -> None:
        self.storage.commit([Append(shard=shard, rows=tuple(rows))])
