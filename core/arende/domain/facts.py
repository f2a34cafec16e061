"""Facts: all that a decision may know beside state and command, gathered by the shell. Nothing is looked up here.

`needs` says, as a pure function, which neighbours the shell must bring before `decide` is asked.
"""

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from .actor import Actor
from .case.message import Message
from .directory.model import Assignment, Person, Provider, Reason, Role, Staff, Unit
from .ids import AssignmentId, Kind, PersonId, ProviderId, ReasonId, Ref, RoleId, StaffId, TemplateId, UnitId, VisitId
from .model import Nothing, State
from .policy import Policy
from .template.model import MessageTemplate
from .visit.model import Visit


@frozen(kw_only=True)
class Facts:
    now: datetime
    """Aware, UTC. Time is an argument: the domain calls no clock."""
    shard: ProviderId
    """The provider in whose transaction it is decided."""
    actor: Actor
    policy: Policy
    new_id: str
    """Local part of the id of what the command makes, derived from the command's own id."""
    found: Mapping[Ref, State] = field(repr=False)
    """The neighbours that `needs` asked for; `Nothing` for one that does not exist."""
    messages: Mapping[int, Message] = field(factory=dict)
    """Those messages of the command's own case that `messages_needed` named, by number, as far as they are there."""

    def state(self, kind: Kind, id: str) -> State:
        """What was found under that id."""
        return self.found.get(Ref(kind, id), Nothing())

    def person(self, id: PersonId) -> Person | None:
        found = self.state(Kind.PERSON, id)
        return found if isinstance(found, Person) else None

    def provider(self, id: ProviderId) -> Provider | None:
        found = self.state(Kind.PROVIDER, id)
        return found if isinstance(found, Provider) else None

    def unit(self, id: UnitId) -> Unit | None:
        found = self.state(Kind.UNIT, id)
        return found if isinstance(found, Unit) else None

    def role(self, id: RoleId) -> Role | None:
        found = self.state(Kind.ROLE, id)
        return found if isinstance(found, Role) else None

    def staff(self, id: StaffId) -> Staff | None:
        found = self.state(Kind.STAFF, id)
        return found if isinstance(found, Staff) else None

    def assignment(self, id: AssignmentId) -> Assignment | None:
        found = self.state(Kind.ASSIGNMENT, id)
        return found if isinstance(found, Assignment) else None

    def reason(self, id: ReasonId) -> Reason | None:
        found = self.state(Kind.REASON, id)
        return found if isinstance(found, Reason) else None

    def template(self, id: TemplateId) -> MessageTemplate | None:
        found = self.state(Kind.TEMPLATE, id)
        return found if isinstance(found, MessageTemplate) else None

    def visit(self, id: VisitId) -> Visit | None:
        found = self.state(Kind.VISIT, id)
        return found if isinstance(found, Visit) else None
