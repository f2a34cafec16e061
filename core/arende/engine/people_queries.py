"""Questions about persons, visits and the directory: search, profile, reasons, assignments, who has looked.

What was shown is in the access log before it is answered.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, StaffActor
from ..domain.directory.model import Assignment, IdentifierClaim, Person, Reason
from ..domain.ids import Kind, PersonId, ProviderId, Ref, StaffId, UnitId, VisitId, shard_of
from ..domain.needs import identifier_ref
from ..domain.person import Identifier, parse
from ..domain.phase import local_date
from ..domain.refusals import InputInvalid, NotFound, Refusal
from ..domain.text import readable
from ..domain.visit.model import Visit
from ..ports.indexes import IndexRange
from ..ports.records import AccessEntry, Shard
from ..views.fold import words
from ..views.names import StaffName, staff_name
from ..views.person_rows import PersonRow, person_row
from ..views.rows import Page, ReasonRow, VisitRow, reason_row, visit_row
from ..views.waits import AssignmentRow, Waits, assignment_row
from ..wire.heads import decode_state
from ..wire.names import ref_of
from .owners import AT_A_TIME, Owners
from .reading import answering, clamped

ZONE: Final = "Europe/Stockholm"
WHICH: Final = ("ange vilken vårdgivare sökningen gäller", "name the care provider")


@frozen
class Sought:
    """Whom a search has found, and where its next page begins."""

    shard: ProviderId
    persons: Sequence[Person]
    next: str | None


class PeopleQueries(Owners):
    """Questions about persons, visits and the directory."""

    @answering
    def search_patients(
        self, actor: Actor, text: str, *, provider: ProviderId | None = None, after: str | None = None, limit: int = 20
    ) -> Result[Page[PersonRow], Refusal]:
        """By full identifier, or by names: words in any order, each by its beginning (S2)."""
        found = self.sought(actor, text, provider, after, limit)
        if not isinstance(found, Sought):
            return Failure(found)
        return Success(self.shown(actor, found.shard, found.persons, found.next))

    @answering
    def find_patients(
        self, actor: Actor, text: str, *, provider: ProviderId | None = None, limit: int = 20
    ) -> Result[Page[PersonId], Refusal]:
        """Whom the same search would show, by id alone: for a face that shows them by `hits`, where it is logged."""
        found = self.sought(actor, text, provider, None, limit)
        if not isinstance(found, Sought):
            return Failure(found)
        return Success(Page(tuple(person.id for person in found.persons), found.next))

    @answering
    def hits(self, actor: Actor, persons: Sequence[PersonId]) -> Result[Page[PersonRow], Refusal]:
        """Whom a search has found, as they are now; those of another provider than the first one's left out."""
        if not persons:
            return Success(Page(()))
        shard = shard_of(persons[0])
        refused = self.allowed(actor, View.SEARCH, shard, self.state(Ref(Kind.PROVIDER, shard)))
        if refused is not None:
            return Failure(refused)
        known = self.many(Ref(Kind.PERSON, id) for id in persons if shard_of(id) == shard).values()
        return Success(self.shown(actor, shard, [person for person in known if isinstance(person, Person)], None))

    def sought(
        self, actor: Actor, text: str, provider: ProviderId | None, after: str | None, limit: int
    ) -> Sought | Refusal:
        shard = provider or (shard_of(actor.assignment) if isinstance(actor, StaffActor) else None)
        if shard is None:
            return InputInvalid("provider", *WHICH)
        refused = self.allowed(actor, View.SEARCH, shard, self.state(Ref(Kind.PROVIDER, shard)))
        if refused is not None:
            return refused
        identifier = parse(text, local_date(self.clock.now(), ZONE))
        if isinstance(identifier, Identifier):
            return Sought(shard, self.by_identifier(shard, identifier), None)
        return Sought(shard, *self.by_name(shard, text, after, clamped(limit)))

    def shown(
        self, actor: Actor, shard: ProviderId, persons: Sequence[Person], following: str | None
    ) -> Page[PersonRow]:
        """Rows of hits, once it is in the log whom they show."""
        today = local_date(self.clock.now(), ZONE)
        found = self.names(shard, (Ref(Kind.PERSON, g.guardian) for p in persons for g in p.guardians))
        self.told(actor, View.SEARCH, shard, (person.id for person in persons), "search")
        return Page(tuple(person_row(person, found, today, self.policy) for person in persons), following)

    def by_identifier(self, shard: ProviderId, identifier: Identifier) -> Sequence[Person]:
        claim = self.state(identifier_ref(shard, identifier))
        if not isinstance(claim, IdentifierClaim):
            return ()
        person = self.state(Ref(Kind.PERSON, claim.person))
        return (person,) if isinstance(person, Person) else ()

    def by_name(
        self, shard: ProviderId, text: str, after: str | None, limit: int
    ) -> tuple[Sequence[Person], str | None]:
        """Whoever has, for every word, a name that begins with it. A part of a number finds nobody."""
        wanted = words(text)
        if not readable(after or "") or not wanted or any(c.isdigit() for word in wanted for c in word):
            return (), None
        streams = self.storage.page_tokens(Shard(shard), wanted, after, limit + 1)
        found = self.many([ref_of(shard, stream) for stream in streams[:limit]])
        following = streams[limit - 1] if len(streams) > limit else None
        return [person for person in found.values() if isinstance(person, Person)], following

    @answering
    def person(self, actor: Actor, person: PersonId) -> Result[PersonRow, Refusal]:
        """A person's profile."""
        shard, state = shard_of(person), self.state(Ref(Kind.PERSON, person))
        refused = self.allowed(actor, View.PERSON, shard, state)
        if refused is not None:
            return Failure(refused)
        if not isinstance(state, Person):
            return Failure(NotFound(Kind.PERSON, "person"))
        found = self.names(shard, (Ref(Kind.PERSON, g.guardian) for g in state.guardians))
        self.told(actor, View.PERSON, shard, (person,), person)
        return Success(person_row(state, found, local_date(self.clock.now(), ZONE), self.policy))

    @answering
    def visit(self, actor: Actor, visit: VisitId) -> Result[VisitRow, Refusal]:
        """One visit."""
        shard, ref = shard_of(visit), Ref(Kind.VISIT, visit)
        state = self.state(ref)
        refused = self.allowed(actor, View.VISIT, shard, state)
        if refused is not None:
            return Failure(refused)
        if not isinstance(state, Visit):
            return Failure(NotFound(Kind.VISIT, "visit"))
        found = self.names(
            shard,
            (Ref(Kind.PERSON, state.patient), Ref(Kind.PERSON, state.representative), Ref(Kind.UNIT, state.unit)),
        )
        self.told(actor, View.VISIT, shard, (state.patient,), visit)
        return Success(visit_row(state, found))

    @answering
    def reasons(self, actor: Actor, unit: UnitId | None = None) -> Result[Page[ReasonRow], Refusal]:
        """Contact reasons that may be chosen at a unit: its own and the provider's, preset ones first (S7)."""
        at_unit = unit or self.own_unit(actor)
        if at_unit is None:
            return Failure(NotFound(Kind.UNIT, "unit"))
        shard = shard_of(at_unit)
        refused = self.allowed(actor, View.DIRECTORY, shard, self.state(Ref(Kind.UNIT, at_unit)))
        if refused is not None:
            return Failure(refused)
        heads = [
            head
            for owner in (at_unit, "")
            for head in self.every(shard, IndexRange(index="reason_unit", prefix=(owner,), limit=AT_A_TIME))
        ]
        reasons = [state for state in map(decode_state, heads) if isinstance(state, Reason)]
        ordered = sorted(reasons, key=lambda reason: (not reason.preset, words(reason.title)))
        found = self.many(Ref(Kind.TEMPLATE, one.template) for one in reasons if one.template is not None)
        return Success(Page(tuple(reason_row(reason, found) for reason in ordered)))

    @answering
    def assignments_of(self, actor: Actor, staff: StaffId) -> Result[Page[AssignmentRow], Refusal]:
        """The assignments that a staff member can choose among at sign-in, with how much waits in each (S6)."""
        shard = shard_of(staff)
        refused = self.allowed(actor, View.DIRECTORY, shard, self.state(Ref(Kind.STAFF, staff)))
        if refused is not None:
            return Failure(refused)
        r = IndexRange(index="assignment_staff", prefix=(staff,), limit=AT_A_TIME)
        states = map(decode_state, self.every(shard, r))
        current = [state for state in states if isinstance(state, Assignment) and not state.ended]
        found = self.names(shard, (Ref(Kind.ASSIGNMENT, one.id) for one in current))
        return Success(Page(tuple(assignment_row(one, found, self.waits(one)) for one in current)))

    @answering
    def colleagues(self, actor: Actor, unit: UnitId | None = None) -> Result[Page[StaffName], Refusal]:
        """The assignments at a unit that have not ended, by name: whom a case can be handed over to (B19)."""
        at_unit = unit or self.own_unit(actor)
        if at_unit is None:
            return Failure(NotFound(Kind.UNIT, "unit"))
        shard = shard_of(at_unit)
        refused = self.allowed(actor, View.DIRECTORY, shard, self.state(Ref(Kind.UNIT, at_unit)))
        if refused is not None:
            return Failure(refused)
        heads = self.every(shard, IndexRange(index="assignment_unit", prefix=(at_unit,), limit=AT_A_TIME))
        current = [s for s in map(decode_state, heads) if isinstance(s, Assignment) and not s.ended]
        found = self.names(shard, (Ref(Kind.ASSIGNMENT, one.id) for one in current))
        names = [staff_name(one.id, found) for one in current]
        return Success(Page(tuple(sorted(names, key=lambda one: (words(one.name), one.role)))))

    def waits(self, assignment: Assignment) -> Waits:
        """How much is to be dealt with there: in its inbox, and in the pool of its unit."""
        shard = shard_of(assignment.id)
        return Waits(
            inbox=self.waiting(shard, self.owners_of(assignment.id)),
            pool=self.waiting(shard, self.pool_owners(assignment.unit)),
        )

    @answering
    def access_log(self, actor: Actor, patient: PersonId, *, limit: int = 1000) -> Result[Page[AccessEntry], Refusal]:
        """The log's own entries about this person, oldest first; what a patient is handed is `audit.report`."""
        shard = shard_of(patient)
        refused = self.allowed(actor, View.ACCESS_LOG, shard, self.state(Ref(Kind.PERSON, patient)))
        if refused is not None:
            return Failure(refused)
        kept: list[AccessEntry] = []
        after: str | None = None
        while len(kept) < limit and (entries := self.storage.access_of(Shard(shard), patient, after, AT_A_TIME)):
            kept += entries
            after = entries[-1].id
        self.told(actor, View.ACCESS_LOG, shard, (patient,), patient)
        return Success(Page(tuple(kept[:limit])))
