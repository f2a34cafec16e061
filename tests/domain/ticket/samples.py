"""What the tests of tickets share: a reason that is offered, a patient who asks, the nurse who takes it. Data only."""

from collections.abc import Mapping

from arende.domain.actor import Actor, StaffActor
from arende.domain.case.model import Representation, Representative
from arende.domain.commands import (
    AskForContact,
    ReturnTicket,
    TakeTicket,
)
from arende.domain.directory.model import Reason
from arende.domain.events import (
    TicketAsked,
    TicketCancelled,
    TicketReturned,
    TicketTaken,
    TicketTurned,
)
from arende.domain.facts import Facts
from arende.domain.ids import Kind, Ref, TicketId
from arende.domain.model import State
from arende.domain.policy import Policy
from arende.domain.ticket.model import Ticket
from arende.testing.build import (
    ANTON,
    COLLEAGUE,
    NOW,
    NURSE,
    OAK,
    PROVIDER,
    RENEWAL,
    clinic,
    local,
)
from arende.testing.given import given

TICKET = TicketId(local("new-1"))
ID = TicketId(local("t1"))
OFFERED = Reason(id=RENEWAL, title="Förnyelse av recept", unit=None, days=None, preset=False, for_patients=True)
FOUND = clinic(OFFERED)
WORDS = "Min medicin är snart slut."
ASK = AskForContact(patient=ANTON, unit=OAK, reason=RENEWAL, message=WORDS)
OWN = Representative(person=ANTON, by=Representation.SELF, until=None)
ASKED = TicketAsked(
    at=NOW,
    ticket=TICKET,
    patient=ANTON,
    representative=OWN,
    maturity=None,
    unit=OAK,
    zone="Europe/Stockholm",
    reason=RENEWAL,
    title="Förnyelse av recept",
    message=WORDS,
    created_by=None,
)
AS_COLLEAGUE = StaffActor(COLLEAGUE)
TAKE, BACK = TakeTicket(ticket=TICKET), ReturnTicket(ticket=TICKET)
TAKEN = TicketTaken(at=NOW, assignment=NURSE)


def with_ticket(state: Ticket) -> Mapping[Ref, State]:
    return {**FOUND, Ref(Kind.TICKET, state.id): state}


def facts(actor: Actor, found: Mapping[Ref, State]) -> Facts:
    return Facts(now=NOW, shard=PROVIDER, actor=actor, policy=Policy(), new_id="new-1", found=found)


def state_of(*events: TicketAsked | TicketTaken | TicketReturned | TicketTurned | TicketCancelled) -> Ticket:
    state = given(*events).state
    assert isinstance(state, Ticket)
    return state
