"""One value of every state that is kept as a head, as the golden files hold it. Never changed, only added to."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from arende.domain.case.commands import Maturity
from arende.domain.case.model import Case, StaffWrote
from arende.domain.directory.model import (
    Assignment,
    Guardianship,
    IdentifierClaim,
    Person,
    Provider,
    Reason,
    Role,
    SmsConsent,
    Staff,
    Unit,
)
from arende.domain.emergency.model import Emergency, Opened
from arende.domain.feed.model import Feed, Trouble
from arende.domain.model import State
from arende.domain.notice.model import Cause, Notice, Try, TryState
from arende.domain.phone import NumberSource
from arende.domain.sms_texts import SmsKey
from arende.domain.template.model import MessageTemplate
from arende.domain.ticket.model import Ticket, TicketStatus, TurnedInto
from arende.domain.visit.model import Visit, VisitStatus

from .sample_ids import (
    ASSIGNMENT,
    AT,
    CASE,
    CHILD,
    FAULT,
    FEED,
    GUARDIAN,
    IDENTIFIER,
    NOTICE,
    PHASE,
    PROVIDER,
    REASON,
    REPRESENTATIVE,
    ROLE,
    STAFF,
    TEMPLATE,
    TICKET,
    UNIT,
    VISIT,
)

STATES: Final[Mapping[str, State]] = {
    "provider": Provider(id=PROVIDER, name="Kliniken", sender="Kliniken"),
    "unit": Unit(id=UNIT, name="Vårdcentralen", zone="Europe/Stockholm", days=None),
    "role": Role(id=ROLE, name="Sjuksköterska"),
    "staff": Staff(id=STAFF, name="Siv Provsson", display_name=None),
    "assignment": Assignment(id=ASSIGNMENT, staff=STAFF, role=ROLE, unit=UNIT, sees_unit=False, ended=True),
    "reason": Reason(id=REASON, title="Hosta", unit=None, days=14, preset=False),
    "template": MessageTemplate(
        id=TEMPLATE, name="Provsvar", text="Ditt prov: {värde}", unit=None, assignment=ASSIGNMENT, retired=True
    ),
    "identifier": IdentifierClaim(person=CHILD),
    "person": Person(
        id=CHILD,
        identifier=IDENTIFIER,
        name="Anton Testberg",
        phone=None,
        language="sv",
        born=date(1980, 1, 7),
        protected=True,
        deceased=date(2026, 1, 2),
        guardians=(Guardianship(guardian=GUARDIAN, source="folkbokföringen", verified=date(2026, 2, 28), until=None),),
        blocked=(UNIT,),
    ),
    "visit": Visit(
        id=VISIT,
        patient=CHILD,
        representative=GUARDIAN,
        unit=UNIT,
        reason=REASON,
        title="Hosta",
        scheduled=None,
        created=AT,
        status=VisitStatus.ONGOING,
        assignment=ASSIGNMENT,
    ),
    "case": Case(
        id=CASE,
        patient=CHILD,
        representative=REPRESENTATIVE,
        assignment=ASSIGNMENT,
        unit=UNIT,
        reason=REASON,
        title="Hosta",
        phase=PHASE,
        ended_noted=False,
        messages=7,
        last_from_staff=6,
        last_from_patient_side=7,
        read_by_patient_side=7,
        unanswered_since=AT,
        visible_from=3,
        representative_lost_since=AT,
        sms_trouble_since=None,
        export_trouble_since=AT,
        last_activity=AT,
        undocumented_since=AT,
        staff_wrote=StaffWrote(number=6, by=ASSIGNMENT),
    ),
    "notice": Notice(
        id=NOTICE,
        case=CASE,
        recipient=GUARDIAN,
        message=None,
        key=None,
        tries=(
            Try(
                provider="spool",
                provider_id=None,
                state=TryState.FAILED,
                code="17",
                cause=None,
                begun=AT,
                at=AT,
            ),
        ),
        waits=False,
        earlier=0,
        at=AT,
    ),
    "ticket": Ticket(
        id=TICKET,
        patient=CHILD,
        representative=REPRESENTATIVE,
        maturity=Maturity.MATURE,
        unit=UNIT,
        zone="Europe/Stockholm",
        reason=REASON,
        title="Hosta",
        message="Hon har hostat i två veckor",
        created=AT,
        created_by=ASSIGNMENT,
        status=TicketStatus.TURNED,
        assignment=ASSIGNMENT,
        taken=AT,
        into=TurnedInto.VISIT,
        became=VISIT,
    ),
    "emergency": Emergency(patient=CHILD, opened=(Opened(ASSIGNMENT, datetime(2026, 3, 1, 10, 30, 15, 123456, UTC)),)),
    "feed": Feed(
        id=FEED,
        cursor="00018",
        whole=2,
        whole_open=True,
        faults=(FAULT,),
        beyond=3,
        trouble=Trouble(code="feed.many_ended", since=AT, ending=12, standing=40),
    ),
}
"""By kind of head."""

STATES_NOW: Final[Mapping[str, State]] = {
    "person-consent": Person(
        id=CHILD,
        identifier=IDENTIFIER,
        name="Anton Testberg",
        phone="+46701740606",
        language="sv",
        born=date(1980, 1, 7),
        protected=False,
        deceased=None,
        guardians=(),
        blocked=(),
        phone_source=NumberSource.PATIENT,
        phone_since=AT,
        sms_consent=SmsConsent(given=False, source="Sagt i telefon", day=date(2026, 3, 1)),
    ),
    "notice-tries": Notice(
        id=NOTICE,
        case=CASE,
        recipient=GUARDIAN,
        message=6,
        key=SmsKey.NEW_MESSAGE,
        tries=(
            Try(
                provider="spool",
                provider_id="s-1",
                state=TryState.REJECTED,
                code="503",
                cause=Cause.BUSY,
                begun=AT,
                at=AT,
            ),
        ),
        waits=True,
        earlier=1,
        at=AT,
    ),
}
"""What a head of that kind is written as now, where an older form of it is kept above."""
