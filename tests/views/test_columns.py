"""The indexed columns: each list's index has what it needs, from the states that it lists, and nothing of the clock."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from arende.domain.case.model import Case
from arende.domain.directory.model import Cover
from arende.domain.ids import TemplateId, local_of
from arende.domain.model import Nothing, State
from arende.domain.notice.model import Notice
from arende.domain.template.model import MessageTemplate
from arende.domain.visit.model import VisitStatus
from arende.ports.indexes import COLUMNS, INDEXES, Index
from arende.ports.times import to_micros
from arende.testing import build
from arende.views.columns import columns
from arende.wire.heads import STATES
from attrs import evolve

from .samples import AT, case, notice, ticket

TYPES = dict(COLUMNS)
TEMPLATE = TemplateId(build.local("svar"))
PYTHON = {"int": int, "text": str}


def samples() -> Mapping[str, tuple[State, ...]]:
    """States of every kind that an index is over, each as a list would hold it."""
    entries = build.directory()
    by_kind: dict[str, list[State]] = {kind: [] for kind in STATES}
    for entry in (*entries, *build.everyone()):
        by_kind[build.KINDS[type(entry)].value].append(entry)
    cover = Cover(by=build.COLLEAGUE, last_day=AT.date(), until=AT)
    nurse = build.assignment(build.NURSE, build.SARA, build.SSK, build.OAK)
    by_kind["assignment"] += [evolve(nurse, cover=cover), evolve(nurse, ended=True, leaving_since=AT)]
    by_kind["case"] = [
        evolve(case(), undocumented_since=AT),
        evolve(case(), messages=1, unanswered_since=AT, undocumented_since=AT),
        evolve(case(), messages=1, their_turn_since=AT),
    ]
    by_kind["visit"] = [ticket()]
    text = MessageTemplate(id=TEMPLATE, name="Provsvar", text="Hej!", unit=None, assignment=None, retired=False)
    by_kind["template"] = [text, evolve(text, unit=build.OAK), evolve(text, assignment=build.NURSE)]
    by_kind["ticket"] = [build.ticket("t1", build.ANTON)]
    named = evolve(notice().tries[0], provider_id="7")
    by_kind["notice"] = [notice(), evolve(notice(), tries=(named,))]
    return {kind: tuple(states) for kind, states in by_kind.items()}


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.name)
def test_an_index_names_columns_and_a_kind_that_there_are(index: Index) -> None:
    assert set(index.columns) <= TYPES.keys()
    assert index.where is None or index.where in TYPES
    assert index.kind in STATES
    assert len(set(index.columns)) == len(index.columns)


def test_each_index_has_a_name_of_its_own() -> None:
    assert len({index.name for index in INDEXES}) == len(INDEXES)
    assert len(TYPES) == len(COLUMNS)


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.name)
def test_every_column_of_an_index_is_filled_for_its_kind(index: Index) -> None:
    """A head whose column is None stands in no index: the list would lack it without a word."""
    given = [columns(state) for state in samples()[index.kind]]
    meant = [one for one in given if index.where is None or one.get(index.where) is not None]
    assert meant
    for one in meant:
        assert [name for name in index.columns if one.get(name) is None] == []


@pytest.mark.parametrize("kind", list(STATES))
def test_values_are_of_their_columns_type_and_of_columns_that_there_are(kind: str) -> None:
    for state in samples()[kind]:
        for name, value in columns(state).items():
            assert value is None or type(value) is PYTHON[TYPES[name]], name


def test_no_column_holds_a_persons_name_or_identifier() -> None:
    for person in build.everyone():
        held = columns(person)
        assert held.keys() == {"parent", "label"}
        assert held["label"] == local_of(person.id)
        assert (held["parent"] is None) is (person.phone is None)
        assert not {person.name, person.identifier.value, person.phone} & set(held.values()) - {None}
    assert columns(Nothing()) == {}


def test_no_column_changes_with_every_message() -> None:
    """A message that changes nothing for any list rewrites no index."""
    waiting = evolve(case(), messages=1, unanswered_since=AT, last_activity=AT)
    later = datetime(2026, 11, 24, tzinfo=UTC)
    assert columns(evolve(waiting, messages=2, last_activity=later, read_by_patient_side=2)) == columns(waiting)


def test_a_case_waits_from_the_earliest_reason() -> None:
    first, second = datetime(2026, 11, 22, 14, tzinfo=UTC), datetime(2026, 11, 22, 15, tzinfo=UTC)
    calm: Case = evolve(case(), messages=1)
    assert columns(calm)["waiting_since"] is None
    assert columns(case())["waiting_since"] == to_micros(case().phase.opened)
    both = evolve(calm, unanswered_since=second, sms_trouble_since=first)
    assert columns(both)["waiting_since"] == to_micros(first)


def test_a_template_that_is_retired_stands_in_no_list() -> None:
    gone = MessageTemplate(id=TEMPLATE, name="Provsvar", text="Hej!", unit=build.OAK, assignment=None, retired=True)
    assert columns(gone)["label"] is None
    assert columns(evolve(gone, retired=False))["label"] == "provsvar"
    own = columns(evolve(gone, unit=None, assignment=build.NURSE))
    assert (own["unit"], own["owner"]) == (None, build.NURSE)


def test_only_a_waiting_ticket_stands_in_the_ledger() -> None:
    waiting = ticket()
    assert columns(waiting)["waiting_since"] == to_micros(waiting.created)
    assert columns(evolve(waiting, scheduled=AT))["waiting_since"] is None
    assert columns(evolve(waiting, status=VisitStatus.ONGOING))["waiting_since"] is None
    assert columns(evolve(waiting, scheduled=AT))["opened"] == to_micros(AT)


def test_a_notice_belongs_to_its_case() -> None:
    told: Notice = evolve(notice(), waits=True)
    assert columns(told) == {"parent": case().id, "opened": to_micros(AT), "external": None}
    tries = tuple(evolve(told.tries[0], provider_id=id) for id in ("7", "8", None))
    assert columns(evolve(told, tries=tries))["external"] == f"{told.tries[0].provider}:8"
