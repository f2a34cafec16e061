"""A gate: no question can be asked of the engine that the access matrix does not ask by everyone, in every state."""

import inspect
from collections.abc import Iterator
from typing import Final, get_origin

from arende.engine.audit import Audit
from arende.engine.queries import Queries
from returns.result import Result

from tests.domain.access_table import LETTERS, THINGS
from tests.domain.access_world import RELATIONS
from tests.engine.access_world import STATES
from tests.engine.test_access_matrix import QUESTIONS

INNER: Final = frozenset({"readable", "case_page"})
"""Steps of questions that have an actor and answer a Result, and are not asked from outside."""


def asked_from_outside(room: type) -> Iterator[tuple[str, bool]]:
    """Every method with an actor that answers a Result, and whether it is a question or a step of one."""
    for name, method in inspect.getmembers(room, inspect.isfunction):
        known = inspect.signature(method)
        if get_origin(known.return_annotation) is Result and "actor" in known.parameters:
            yield name, inspect.unwrap(method) is not method


def test_every_question_and_every_state_has_its_line() -> None:
    found = dict(asked_from_outside(Queries))
    found |= {f"audit.{name}": whole for name, whole in asked_from_outside(Audit)}
    assert {name for name, whole in found.items() if not whole} == INNER
    assert {name for name, whole in found.items() if whole} == set(QUESTIONS), "a line in QUESTIONS, test_access_matrix"
    assert set(STATES) == set(RELATIONS), "a line in STATES, tests/engine/access_world"
    of_case = {view for letters, _ in LETTERS.values() for view in letters if view.islower()}
    assert {row for row, _ in QUESTIONS.values()} <= of_case | {row for row, _ in THINGS}
