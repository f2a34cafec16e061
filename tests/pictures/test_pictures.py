"""The pictures and tables of `docs/concepts` are as the code has them. Stale? `python -m tests.pictures` draws anew."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from arende.domain import commands, phase
from arende.domain.case import model as case
from arende.domain.case.transitions import Stage
from arende.domain.directory import model as directory
from arende.domain.notice import model as notice
from arende.domain.notice.model import Answered, TryState
from arende.domain.notice.moves import MOVES
from arende.domain.template import model as template
from arende.domain.ticket import model as ticket
from arende.domain.visit import model as visit
from arende.engine.queries import Queries
from attrs import fields

from . import cases, drawn, flow, notices, ways

PAGES = sorted(drawn.PAGES.glob("*.md"))


@pytest.mark.parametrize("name", drawn.PICTURES)
def test_a_picture_is_as_its_table(name: str) -> None:
    text = drawn.images()[name]
    assert drawn.IMAGES.joinpath(name).read_text(encoding="utf-8") == text
    ElementTree.fromstring(text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_has_its_tables_as_they_are(path: object) -> None:
    page = drawn.PAGES.joinpath(str(path)).read_text(encoding="utf-8")
    assert page == drawn.page(page)


def test_each_picture_and_table_is_shown_once() -> None:
    whole = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert sorted(re.findall(r"\(img/(.+?)\)", whole)) == sorted(drawn.PICTURES)
    assert sorted(re.findall(r"<!-- drawn: (.+?) -->", whole)) == sorted(drawn.TABLES)


def test_what_is_drawn_of_cases() -> None:
    found = cases.bundled(cases.arrows())
    assert found[cases.OPEN, cases.BY_DAY] == [cases.CLOCK]
    assert found[Stage.PATIENT_SIDE, Stage.STAFF] == ["SendMessage", "CorrectMessage", "RetractMessage"]
    assert found["none", cases.OPEN] == ["CreateCase", cases.TICKET]
    assert cases.arrows()[Stage.EMPTY, Stage.CLOSED] == ["CloseCase"]


def test_nothing_is_lost_in_bundles() -> None:
    """Each arrow of the table is one that is drawn, or lies between two frames that one is drawn between."""
    alone: Mapping[str, frozenset[Stage]] = {stage: frozenset({stage}) for stage in Stage}
    groups = {**cases.OUTER, **cases.INNER, **alone}
    found = cases.bundled(cases.arrows())
    for (begin, end), names in cases.arrows().items():
        for name in names:
            assert any(begin in groups[a] and end in groups[b] and name in told for (a, b), told in found.items())


def test_a_move_out_of_order_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = {**MOVES, TryState.DELIVERED: frozenset({Answered.UNCERTAIN})}
    monkeypatch.setattr(notices, "MOVES", moves)
    with pytest.raises(ValueError, match="one order"):
        notices.order()


def test_a_command_of_the_worker_that_nothing_leads_to_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(flow.effects())) == 2 + len(flow.COMES_BACK)
    monkeypatch.setattr(flow, "COMES_BACK", dict.fromkeys(flow.COMES_BACK, ()))
    with pytest.raises(ValueError, match="NoteSmsReply"):
        list(flow.effects())


def test_a_ticket_is_tried_in_every_state() -> None:
    table = ways.cells(ways.of_tickets(), ways.tickets())
    assert table["`TakeTicket`"]["waiting"] == f"→ {ways.MINE}"
    assert table["`TakeTicket`"][ways.OTHERS] == "`ticket.taken`"
    assert table["`TurnIntoCase`"][ways.MINE] == "→ turned"
    assert len(table) == 8


def test_words_in_code_are_in_the_code() -> None:
    """Names in the third column of `words.md`: classes of the domain, their fields, queries."""
    page = drawn.PAGES.joinpath("words.md").read_text(encoding="utf-8")
    named = re.findall(r"^\|[^|]+\|[^|]+\| `([\w.]+)` \|", page, re.MULTILINE)
    rooms = (commands, case, directory, notice, phase, template, ticket, visit)
    assert len(named) > 20
    for name in named:
        first, _, field = name.partition(".")
        if first == "queries":
            assert hasattr(Queries, field), name
        else:
            (cls, *_) = [vars(room)[first] for room in rooms if first in vars(room)]
            assert not field or field in {one.name for one in fields(cls)}, name
