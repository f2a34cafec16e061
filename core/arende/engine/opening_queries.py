"""The question behind «Nytt»: what the form that opens a case offers for a patient. Logged as a look at the patient."""

from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor
from ..domain.directory.model import Person, Unit
from ..domain.ids import Kind, PersonId, Ref, shard_of
from ..domain.refusals import AssignmentNeeded, NotFound, Refusal
from ..views.opening import Chosen, OpeningForm, opening_form
from .reading import answering
from .ticket_queries import TicketQueries

NOTHING = Chosen()


class OpeningQueries(TicketQueries):
    """Questions of staff who are about to open a case."""

    @answering
    def opening(self, actor: Actor, patient: PersonId, chosen: Chosen = NOTHING) -> Result[OpeningForm, Refusal]:
        """What the form offers at the unit of the signed-in assignment, and what is wrong with what was chosen."""
        shard, state = shard_of(patient), self.state(Ref(Kind.PERSON, patient))
        refused = self.allowed(actor, View.OPENING, shard, state)
        if refused is not None:
            return Failure(refused)
        at = self.own_unit(actor)
        unit = None if at is None else self.state(Ref(Kind.UNIT, at))
        if not isinstance(unit, Unit):
            return Failure(AssignmentNeeded())
        if not isinstance(state, Person):
            return Failure(NotFound(Kind.PERSON, "patient"))
        people = [one.guardian for one in state.guardians] + ([chosen.representative] if chosen.representative else [])
        found = self.names(shard, (Ref(Kind.PERSON, id) for id in people if shard_of(id) == shard))
        self.told(actor, View.OPENING, shard, (patient,), patient)
        return Success(opening_form(state, unit, chosen, found, self.policy, self.clock.now()))
