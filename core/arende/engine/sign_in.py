"""Signing in, put together for faces: authenticator, what has been used, who it is here, what they may act as, session.

The one place that makes a `SignInContext`: so no face forgets to say what remembers used answers. Who may do what is
`access`. A person of ours is known by an identifier that a care provider has registered; a staff member by the HSA-id,
in upper case, that is the local part of their id.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Final, TypeAlias

from attrs import field, frozen
from returns.pipeline import is_successful

from ..domain.actor import RepresentativeActor, StaffActor, System
from ..domain.directory.model import IdentifierClaim, Staff
from ..domain.ids import AssignmentId, Kind, PersonId, ProviderId, Ref, StaffId, within
from ..domain.needs import identifier_ref
from ..domain.person import Identifier, IdSystem
from ..ports.auth import Authenticator, Challenge, Identity, IdentityKind, NotAuthenticated, Pending, SignInContext
from ..ports.config import Said
from ..ports.http import RawRequest
from ..ports.times import to_micros
from ..views.waits import AssignmentRow
from .adapters import Way, open_ways
from .engine import Engine
from .faults import SettingsFaults
from .queries import Queries
from .sessions import Acting, Session, Sessions
from .shards import hashed, providers

WAY: Final = "arende:way"
BACK: Final = "arende:return_to"
LAUNCH: Final = "arende:launch"
OWN: Final = (WAY, BACK, LAUNCH)
ACTS: Final = "arende:ids"
"""What is kept with a session beside what the authenticator wants kept: how it was begun; and then who may be acted
as, where that is still to be chosen."""


@frozen(kw_only=True)
class Started:
    """Show the challenge; the token goes into the browser's cookie, and back to `complete`."""

    token: str = field(repr=False)
    challenge: Challenge


@frozen(kw_only=True)
class SignedIn:
    """Someone is in, with a new token. `actor` is None while they have to choose among `assignments` or `persons`."""

    token: str = field(repr=False)
    identity: Identity
    actor: Acting | None
    assignments: tuple[AssignmentRow, ...]
    persons: tuple[PersonId, ...]


Ended: TypeAlias = SignedIn | Pending | NotAuthenticated
"""Codes beyond those of `arende.ports.auth`: `way.unknown`, `identity.unknown` (nobody here is known so)."""


@frozen(kw_only=True)
class SignIn:
    """Every way to sign in that the settings name. Safe for use from several threads. Raises StorageError."""

    ways: Mapping[str, Way]
    engine: Engine = field(repr=False)

    @property
    def sessions(self) -> Sessions:
        return self.engine.sessions

    def begin(self, way: str, *, return_to: str, remote: str = "") -> Started | NotAuthenticated:
        """A sign-in by the way of this name; `return_to` and `remote` as in `SignInContext`."""
        found = self.ways.get(way)
        if found is None:
            return NotAuthenticated(code="way.unknown", again=True)
        begun = found.authenticator.begin(self.context(return_to, remote, {}))
        if isinstance(begun, NotAuthenticated):
            return begun
        token = self.sessions.begin({**begun.keep, WAY: way, BACK: return_to, LAUNCH: begun.launch or ""})
        return Started(token=token, challenge=begun)

    def complete(self, token: str, raw: RawRequest, *, remote: str = "") -> Ended:
        """What came back to the browser that holds the token. Whatever ends the sign-in, the token is void after it."""
        under_way = self.under_way(token)
        if under_way is None:
            return NotAuthenticated(code="state.missing", again=True)
        session, authenticator = under_way
        ctx = self.context(session.kept[BACK], remote, session.kept)
        answer = authenticator.complete(ctx, raw)
        if isinstance(answer, Pending):
            own = {name: session.kept.get(name, "") for name in OWN}
            kept = self.sessions.keep(token, {**answer.keep, **own})
            return answer if kept else NotAuthenticated(code="state.missing", again=True)
        until = to_micros(session.begun + self.sessions.limits.idle)
        if isinstance(answer, Identity) and not self.engine.once.first_time(f"begun:{hashed(token)}", ctx.now, until):
            answer = NotAuthenticated(code="replayed", again=True)
        if isinstance(answer, NotAuthenticated):
            self.sessions.revoke(token)
            return answer
        return self.entered(token, answer)

    def launch(self, token: str) -> str:
        """What opens the provider's app on the same device, for a sign-in that is under way; empty: nothing does."""
        under_way = self.under_way(token)
        return "" if under_way is None else under_way[0].kept.get(LAUNCH, "")

    def cancel(self, token: str) -> None:
        """The person gave up."""
        under_way = self.under_way(token)
        if under_way is not None:
            session, authenticator = under_way
            authenticator.cancel(self.context(session.kept[BACK], "", session.kept))
            self.sessions.revoke(token)

    def choose(self, token: str, chosen: AssignmentId | PersonId) -> str | None:
        """A new token, of one who acts as the assignment or person chosen; None where that is not theirs to choose."""
        session = self.sessions.find(token)
        if session is None or not session.who:
            return None
        actor = next((one for one in self.actors(self.known(session)) if chosen in acting_ids(one)), None)
        return None if actor is None else self.sessions.rotate(token, actor)

    def known(self, session: Session) -> Sequence[str]:
        """Ids of the staff member or person that someone signed in is, one for each care provider that knows them."""
        return session.kept.get(ACTS, session.who).split()

    def under_way(self, token: str) -> tuple[Session, Authenticator] | None:
        """The sign-in that the token was given for, if it has neither ended nor gone too long."""
        session = self.sessions.find(token)
        if session is None or session.who:
            return None
        way = self.ways.get(session.kept.get(WAY, ""))
        return None if way is None else (session, way.authenticator)

    def context(self, return_to: str, remote: str, kept: Mapping[str, str]) -> SignInContext:
        return SignInContext(
            return_to=return_to,
            kept={name: value for name, value in kept.items() if name not in OWN},
            now=to_micros(self.engine.queries.clock.now()),
            remote=remote,
            once=self.engine.once,
        )

    def entered(self, token: str, identity: Identity) -> SignedIn | NotAuthenticated:
        """A session for whom the identity is here, in every care provider that knows them."""
        ids = tuple(known_as(self.engine.queries, identity))
        if not ids:
            self.sessions.revoke(token)
            return NotAuthenticated(code="identity.unknown", again=False)
        actors = tuple(self.actors(ids))
        actor = actors[0] if len(actors) == 1 else None
        new = self.sessions.sign_in(ids[0], assurance=identity.assurance, actor=actor, instead_of=token)
        self.sessions.keep(new, {ACTS: " ".join(ids)})
        staff = identity.kind is IdentityKind.STAFF
        return SignedIn(
            token=new,
            identity=identity,
            actor=actor,
            assignments=tuple(row for id in ids for row in self.assignments(id)) if staff else (),
            persons=() if staff else tuple(map(PersonId, ids)),
        )

    def actors(self, ids: Sequence[str]) -> Iterator[Acting]:
        """What someone may act as: each assignment that has not ended, or each person that they are."""
        for id in ids:
            if isinstance(self.engine.queries.state(Ref(Kind.STAFF, id)), Staff):
                yield from (StaffActor(row.id) for row in self.assignments(id))
            else:
                yield RepresentativeActor(PersonId(id))

    def assignments(self, staff: str) -> Sequence[AssignmentRow]:
        found = self.engine.queries.assignments_of(System(), StaffId(staff))
        return found.unwrap().items if is_successful(found) else ()


def acting_ids(actor: Acting) -> tuple[str, ...]:
    return (actor.assignment,) if isinstance(actor, StaffActor) else (actor.person,)


def known_as(queries: Queries, identity: Identity) -> Iterator[str]:
    """Ids of the staff member, or of the person, in each care provider that has registered them."""
    for shard in map(ProviderId, providers(queries.storage)):
        if identity.kind is IdentityKind.STAFF:
            ref = Ref(Kind.STAFF, within(shard, identity.value))
            if isinstance(queries.state(ref), Staff):
                yield ref.id
        elif identity.system in set(IdSystem):
            claim = queries.state(identifier_ref(shard, Identifier(IdSystem(identity.system), identity.value)))
            if isinstance(claim, IdentifierClaim):
                yield claim.person


def open_sign_in(engine: Engine) -> SignIn:
    """The ways to sign in of the engine's settings, closed with it. Raises SettingsFaults with every fault."""
    faults: list[Said] = []
    with ExitStack() as stack:
        ways = open_ways(engine.settings, engine.registries, stack, faults)
        if faults:
            raise SettingsFaults(faults)
        engine.closing.push(stack.pop_all())
    return SignIn(ways=ways, engine=engine)
