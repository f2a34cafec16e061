"""What several acts do alike: choose a reason, open a case, put a ticket in the ledger, show both sides the case."""

from collections.abc import Iterable
from typing import Final

from arende.domain.actor import StaffActor
from arende.domain.commands import CreateCase, CreateVisit
from arende.domain.ids import AssignmentId, CaseId, Kind, ReasonId, StaffId, VisitId
from arende.views.fold import words
from arende.views.names import StaffName
from arende.views.person_rows import PersonRow
from arende.views.rows import CaseRow, ReasonRow

from .clinic import ASSIGNMENTS, Someone, local
from .story import DOCTOR, DemoFault, Story
from .words import NOT_WRITTEN, left, until, why

OTHER: Final = (
    "Registret är inte det som demot läste in. Spela upp demot i en ny databas: arende demo --db sqlite:///ny.db.",
    "The register is not what the demo imported. Play the demo on a new database: arende demo --db sqlite:///new.db.",
)
STAFF: Final = {AssignmentId(local(id)): StaffId(local(staff)) for id, staff, *_ in ASSIGNMENTS}
"""Who has which assignment."""


def reasons(story: Story, actor: StaffActor) -> tuple[ReasonRow, ...]:
    """What the box for Sökorsak offers, preset ones first."""
    return story.ask(story.engine.queries.reasons(actor)).items


def preset(story: Story, actor: StaffActor) -> ReasonRow:
    """The reason that is chosen beforehand."""
    return reasons(story, actor)[0]


def typed(story: Story, actor: StaffActor, text: str) -> ReasonRow:
    """The first of the predefined reasons that has a word beginning as was typed."""
    begun = words(text)[0]
    fit = (row for row in reasons(story, actor) if any(word.startswith(begun) for word in words(row.title)))
    row = next(fit, None)
    if row is None:
        raise DemoFault(*OTHER)
    return row


def known(story: Story, actor: StaffActor, someone: Someone) -> PersonRow:
    """Someone of the register, found by identifier as staff find them."""
    hits = story.ask(story.engine.queries.search_patients(actor, someone.number)).items
    if len(hits) != 1:
        raise DemoFault(*OTHER)
    return hits[0]


def signed_in(story: Story, assignment: AssignmentId) -> StaffName:
    """Who acts in an assignment: name, role and unit, as they stand at sign-in."""
    rows = story.ask(story.engine.queries.assignments_of(StaffActor(assignment), STAFF[assignment])).items
    return next(row.staff for row in rows if row.id == assignment)


def opened(story: Story, actor: StaffActor, command: CreateCase) -> CaseRow:
    """Slutför; the SMS leaves. The case as its sender sees it."""
    case = CaseId(story.do(command, actor).ids[Kind.CASE])
    story.deliver(case)
    row = story.row(actor, case)
    keep(story, row, command)
    return row


def keep(story: Story, row: CaseRow, command: CreateCase, **more: object) -> None:
    """The case for the document, as it stands right after Slutför."""
    story.cases.append(
        {
            "id": row.id,
            "entry": command.entry.value,
            "visit": command.visit,
            "patient": row.patient.id,
            "representative": row.representative.id,
            "assignment": row.staff.assignment,
            "title": row.title,
            "days_asked": command.days,
            "days_left_at_start": row.days_left,
            "attention_at_start": [str(reason) for reason in row.attention],
            **more,
        }
    )


def theirs(story: Story, row: CaseRow) -> CaseRow:
    """The case as it stands in the list of whoever represents in it."""
    return next(seen for seen in story.seen_by(row.representative.id) if seen.id == row.id)


def found(rows: Iterable[CaseRow], case: CaseId) -> CaseRow | None:
    """The case in a list; None where it does not stand there."""
    return next((row for row in rows if row.id == case), None)


def both_see(story: Story, row: CaseRow) -> None:
    """The new case in the inbox of its sender, and in the patient app."""
    mine = found(story.inbox(row.staff.assignment), row.id) or row
    told = f"{mine.title} · {mine.patient.name} · {left(mine, story.lang)} · {why(mine, story.lang)}"
    story.sees(f"{row.staff.name}, Inkorg", told, told)
    patient_sees(story, row)


def patient_sees(story: Story, row: CaseRow) -> None:
    """The case in the patient app of whoever represents in it."""
    seen = theirs(story, row)
    about = "" if seen.patient.id == seen.representative.id else f" · {seen.patient.name}"
    missing = "" if seen.messages else f" · {story.text(*NOT_WRITTEN)}"
    told = f"{seen.title}{about} · {until(seen, story.lang)}{missing}"
    story.sees(story.app(seen.representative.name), told, told)


def ticket(story: Story, someone: Someone) -> VisitId:
    """A colleague puts a patient who has called into the ledger («Schemalagt fri»)."""
    doctor = StaffActor(DOCTOR)
    patient = known(story, doctor, someone)
    command = CreateVisit(patient=patient.id, reason=ReasonId(local("fraga")))
    return VisitId(story.do(command, doctor).ids[Kind.VISIT])
