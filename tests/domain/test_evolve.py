"""An event in the wrong stream is a broken store, and is said to be."""

import pytest
from arende.domain.directory.model import IdentifierClaim, Provider
from arende.domain.events import (
    AssignmentEnded,
    BlockLifted,
    EmergencyAccessOpened,
    Event,
    FeedBegunAnew,
    GuardianshipEnded,
    IdentifierClaimed,
    MessagesRead,
    PhoneRecorded,
    RepresentativeLost,
    SmsQueuedAgain,
    SmsReported,
    TemplateRetired,
    TicketReturned,
    UnitBlocked,
    VisitEnded,
    VisitStarted,
)
from arende.domain.evolve import evolve
from arende.domain.ids import FeedId, TemplateId
from arende.domain.model import Nothing, State, initial
from arende.domain.notice.model import Notice, TryState
from arende.domain.phone import NumberSource
from arende.domain.visit.model import VisitStatus
from arende.testing.build import ANTON, KARIN, NOW, NURSE, OAK, PROVIDER, visit

from tests.domain.notice.samples import BEGUN
from tests.domain.notice.samples import RECORDED as OUTCOME
from tests.domain.samples import OPENED, case_of

CASE_STATE = case_of(OPENED)
VISIT_STATE = visit("v1", ANTON, VisitStatus.WAITING)
ENTRY = Provider(id=PROVIDER, name="Exempelvården", sender="Exempel")

EMERGENCY = EmergencyAccessOpened(at=NOW, assignment=NURSE, patient=ANTON, until=NOW, reason="Medvetslös")


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (Nothing(), MessagesRead(at=NOW, up_to=1)),
        (CASE_STATE, OPENED),
        (VISIT_STATE, OPENED),
        (ENTRY, MessagesRead(at=NOW, up_to=1)),
        (Nothing(), VisitStarted(at=NOW, assignment=NURSE)),
        (Nothing(), VisitEnded(at=NOW)),
        (CASE_STATE, VisitEnded(at=NOW)),
        (CASE_STATE, OUTCOME),
        (CASE_STATE, BEGUN),
        (Nothing(), SmsQueuedAgain(at=NOW)),
        (
            Nothing(),
            SmsReported(at=NOW, number=1, state=TryState.SENT, provider_id=None, code="", reported=None),
        ),
        (Nothing(), AssignmentEnded(at=NOW, assignment=NURSE)),
        (ENTRY, GuardianshipEnded(at=NOW, guardian=KARIN, ended=NOW.date())),
        (VISIT_STATE, AssignmentEnded(at=NOW, assignment=NURSE)),
        (Nothing(), RepresentativeLost(at=NOW)),
        (ENTRY, PhoneRecorded(at=NOW, phone=None, source=NumberSource.PATIENT)),
        (ENTRY, UnitBlocked(at=NOW, unit=OAK)),
        (Nothing(), BlockLifted(at=NOW, unit=OAK)),
        (CASE_STATE, EMERGENCY),
        (CASE_STATE, TemplateRetired(at=NOW, template=TemplateId("SE1.svar"))),
        (CASE_STATE, FeedBegunAnew(at=NOW, feed=FeedId("SE1.hsa"))),
        (CASE_STATE, TicketReturned(at=NOW, assignment=NURSE)),
        (evolve(Nothing(), EMERGENCY), AssignmentEnded(at=NOW, assignment=NURSE)),
    ],
)
def test_an_event_in_the_wrong_stream(state: State, event: Event) -> None:
    with pytest.raises(ValueError, match=r"does not fit|before the|opened twice"):
        evolve(state, event)


def test_every_stream_begins_with_nothing() -> None:
    assert initial() == Nothing()
    assert isinstance(evolve(initial(), OUTCOME), Notice)
    assert evolve(initial(), IdentifierClaimed(at=NOW, person=ANTON)) == IdentifierClaim(person=ANTON)
