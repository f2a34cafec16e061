"""Through random days: what staff write for themselves, or take back, reaches nobody on the patient's side (B8, B9)."""

from collections.abc import Iterator, Mapping, Sequence
from inspect import getmembers, signature
from typing import Final

import pytest
from arende.domain.actor import RepresentativeActor
from arende.domain.case.model import Case
from arende.domain.disclosure import Ground
from arende.domain.events import MessageRetracted, MessageSent, NoteAdded
from arende.domain.ids import CaseId, Kind, Ref, TemplateId, TicketId, VisitId
from arende.engine.case_orders import CaseList
from arende.engine.queries import Queries
from arende.ports.records import Shard
from arende.views.opening import Chosen
from arende.views.thread import MessageLine
from arende.wire.names import stream_name
from arende.wire.records import decode_event
from attrs import fields, has
from hypothesis import example, given
from returns.pipeline import is_successful
from returns.result import Result

from .clinic import CENTRE, HARIS, HERE, NURSE
from .conftest import Opener
from .moves import MOVES, NAMES, NOTE, Day, Move
from .test_properties import begin, moderate, play

UNTAKEN: Final = frozenset({"self", "after", "limit"})
"""Parameters that are left as they are, or that say no more than how much to answer."""


def questions() -> Iterator[str]:
    """Every question that there is, by name: those that `answering` wraps."""
    return (name for name, member in getmembers(Queries) if callable(member) and hasattr(member, "__wrapped__"))


def asked(day: Day, me: RepresentativeActor) -> Iterator[tuple[str, object]]:
    """Every question by this one, of every case and of what else there is. A new parameter has to be named here."""
    queries = day.clinic.engine.queries
    values: Mapping[str, Sequence[object]] = {
        "actor": [me],
        "case": day.cases,
        "patient": [me.person],
        "person": [me.person],
        "persons": [[me.person]],
        "lang": ["sv"],
        "form": ["json"],
        "unit": [CENTRE],
        "staff": [HARIS],
        "assignment": [NURSE.assignment],
        "visit": [VisitId("SE1.b")],
        "template": [TemplateId("SE1.svar")],
        "ticket": [TicketId("SE1.t")],
        "which": list(CaseList),
        "pool": [False, True],
        "chosen": [Chosen()],
        "text": ["provd"],
        "ground": list(Ground),
        "provider": [HERE],
    }
    for name in questions():
        question: object = getattr(queries, name)
        assert callable(question)
        wanted = [one for one in signature(question).parameters if one not in UNTAKEN]
        longest = max(len(values[one]) for one in wanted)
        for n in range(longest):
            yield name, question(**{one: values[one][n % len(values[one])] for one in wanted})


def all_of(value: object) -> str:
    """Everything in an answer, also what its repr leaves out."""
    if isinstance(value, Result):
        return all_of(value.unwrap() if is_successful(value) else value.failure())
    cls = type(value)
    if has(cls):
        return " ".join(all_of(getattr(value, field.name)) for field in fields(cls))
    if isinstance(value, tuple | list):
        return " ".join(map(all_of, value))
    return str(value)


DAY: Final = [
    Move(kind="say", who=0, a=0, b=1),
    Move(kind="note", who=0, a=0, b=0),
    Move(kind="retract", who=0, a=0, b=0),
    Move(kind="correct", who=0, a=0, b=0),
    Move(kind="document", who=0, a=0, b=0),
]


@pytest.mark.deep
@pytest.mark.spec("B8", "B9")
@moderate
@example(moves=DAY)
@given(moves=MOVES)
def test_a_note_is_in_no_answer_to_the_patients_side_and_in_no_sms(opener: Opener, moves: Sequence[Move]) -> None:
    day = begin(opener)
    play(day, moves)
    day.clinic.work()
    for name in NAMES:
        for question, answer in asked(day, day.clinic.rep(name)):
            assert NOTE not in all_of(answer), question
    assert not [sms for sms in day.clinic.sms() if NOTE in sms.text]
    assert not [path for path in day.clinic.journal.glob("*") if NOTE in path.read_text(encoding="utf-8")]
    for case in day.cases:
        nothing_retracted_is_shown(day, case)


def nothing_retracted_is_shown(day: Day, case: CaseId) -> None:
    """To whoever represents in the case and may look."""
    state = day.clinic.engine.queries.state(Ref(Kind.CASE, case))
    assert isinstance(state, Case)
    answer = day.clinic.engine.queries.thread(RepresentativeActor(state.representative.person), case, limit=1000)
    if not is_successful(answer):
        return
    shown = {line.number: line for line in answer.unwrap().items if isinstance(line, MessageLine)}
    assert len(shown) == len(answer.unwrap().items)
    for number, line in shown.items():
        assert line.retracted is (number in state.retracted)
        assert (line.text == "") is line.retracted


def test_a_day_reaches_what_the_property_is_about(opener: Opener) -> None:
    day = begin(opener)
    play(day, DAY)
    stream = stream_name(Ref(Kind.CASE, day.cases[0]))
    records = day.clinic.engine.storage.records(Shard(HERE), stream, 0, 100)
    events = [decode_event(record) for record in records]
    kinds = [type(event) for event in events]
    assert kinds.count(NoteAdded) == kinds.count(MessageRetracted) == 1
    assert [event.corrects for event in events if isinstance(event, MessageSent)][-1] == 1
    staffs = day.clinic.engine.queries.thread(NURSE, day.cases[0], limit=1000)
    assert NOTE in all_of(staffs)
    answered = {name for name, answer in asked(day, day.clinic.rep("karin")) if isinstance(answer, Result)}
    assert answered == set(questions()) >= {"thread", "case", "cases_of_patient", "journal_entry"}
