"""A host's register pulled: changes only, line by line, and what breaks off (B30). On every storage."""

import pytest
from arende.domain.feed.rules import FAULTS_KEPT
from arende.engine.verifying import verify
from arende.ports.directory import DirectoryError
from returns.pipeline import is_successful

from .clinic import OPERATOR
from .conftest import Opener
from .registers import (
    ANTON,
    BROKEN,
    CLINIC,
    ELSA,
    FEED,
    KARIN,
    Fed,
    Line,
    assignment,
    custody,
    custody_end,
    fed,
    person,
)
from .snapshot import everything

LINES: tuple[Line, ...] = (
    *CLINIC,
    assignment(1),
    person(ANTON, "Anton Testberg", phone="070-174 06 05"),
    person(ELSA, "Elsa Provdotter"),
    person(KARIN, "Karin Provdotter"),
    custody(),
)


@pytest.fixture
def host(opener: Opener) -> Fed:
    return fed(opener, *LINES)


@pytest.mark.spec("B30")
def test_a_register_is_pulled_and_then_only_what_has_changed(host: Fed) -> None:
    first = host.pull()
    assert (first.lines, first.changed, first.faulty, first.trouble, first.cursor) == (9, 9, 0, None, "9")
    before = everything(host.clinic.engine.storage).records
    again = host.pull()
    assert (again.lines, again.changed) == (0, 0)
    assert everything(host.clinic.engine.storage).records == before, "a pull that finds nothing is no event"
    host.register.lines.append(person(ANTON, "Anton Bytnamn"))
    third = host.pull()
    assert (third.lines, third.changed) == (1, 1)
    assert host.person(ANTON).name == "Anton Bytnamn"
    assert host.register.asked == [None, "9", "9"]
    assert verify(host.clinic.engine.storage).faults == ()


@pytest.mark.spec("B30")
def test_everything_again_changes_nothing_and_writes_no_line(host: Fed) -> None:
    host.pull()
    before = everything(host.clinic.engine.storage)
    again = host.pull(full=True)
    assert (again.lines, again.changed, again.ended) == (9, 0, 0)
    after = everything(host.clinic.engine.storage)
    own = [record for record in after.records if record not in before.records]
    assert {record.stream for record in own} == {f"feed/{FEED}"}
    assert after.access == before.access


@pytest.mark.spec("B30")
def test_the_log_tells_that_the_feed_did_it(host: Fed) -> None:
    host.pull()
    marks = [record.first for record in everything(host.clinic.engine.storage).records if record.first is not None]
    assert {mark.actor for mark in marks} == {f"operator:feed:{FEED}"}
    assert {mark.purpose for mark in marks} == {"drift"}


@pytest.mark.spec("B30")
def test_a_register_that_breaks_off_loses_nothing_and_says_so(host: Fed) -> None:
    host.register.breaks[6] = BROKEN
    cut = host.pull()
    assert (cut.lines, cut.changed, cut.cursor) == (6, 6, "6")
    assert cut.trouble is not None
    assert cut.trouble.code == "register.unreachable"
    (status,) = host.feeds.status()
    assert (status.last, status.state.trouble) == (None, cut.trouble)
    rest = host.pull()
    assert (rest.lines, rest.trouble, rest.cursor) == (3, None, "9")
    assert host.register.asked == [None, "6"]
    assert host.feeds.status()[0].last == host.clinic.clock.now()


@pytest.mark.spec("B30")
def test_what_a_plugin_says_of_its_trouble_is_a_code_or_is_not_kept(host: Fed) -> None:
    host.register.breaks[0] = DirectoryError("Anton Testberg 19800107-2381 saknas")
    trouble = host.pull().trouble
    assert trouble is not None
    assert trouble.code == "directory.faulty"
    host.register.breaks[0] = RuntimeError("Anton Testberg")
    assert host.pull().trouble == trouble
    assert "Testberg" not in str(everything(host.clinic.engine.storage).records)


@pytest.mark.spec("B30")
def test_a_register_that_has_forgotten_where_we_are_is_read_anew(host: Fed) -> None:
    host.pull()
    host.register.lines.append(assignment(2))
    host.register.unknown.add("9")
    anew = host.pull()
    assert (anew.lines, anew.changed, anew.trouble) == (10, 1, None)
    assert host.register.asked == [None, "9", None]


@pytest.mark.spec("B30")
def test_a_register_that_knows_no_beginning_is_in_trouble(host: Fed) -> None:
    host.register.unknown.add(None)
    trouble = host.pull().trouble
    assert trouble is not None
    assert trouble.code == "cursor.unknown"


@pytest.mark.spec("B30")
def test_a_faulty_line_holds_up_none_of_the_others(host: Fed) -> None:
    host.register.lines[5:5] = [b"inte json", person("19800107-2382", "Fel siffra"), assignment(3, unit="SE1.borta")]
    taken = host.pull()
    assert (taken.lines, taken.changed, taken.faulty) == (12, 9, 3)
    found = [(one.number, one.cursor, one.path) for one in taken.faults]
    assert found == [(6, "6", ""), (7, "7", "identifier"), (8, "8", "unit")]
    (status,) = host.feeds.status()
    assert status.state.faults == taken.faults
    assert "2382" not in str(status.state), "no identifier is kept with a fault"


@pytest.mark.spec("B30")
def test_a_later_good_line_about_the_same_thing_clears_the_fault(host: Fed) -> None:
    host.register.lines.append(assignment(3, unit="SE1.borta"))
    host.register.lines.append(person(ANTON, "", phone="070-174 06 05"))
    host.register.lines.append(b"{")
    assert host.pull().faulty == 3
    host.register.lines.append(assignment(3))
    host.register.lines.append(person(ANTON, "Anton Testberg"))
    assert host.pull().faulty == 0
    (left,) = host.feeds.status()[0].state.faults
    assert left.path == ""
    host.register.lines.remove(b"{")
    host.register.lines.remove(assignment(3, unit="SE1.borta"))
    host.register.lines.remove(person(ANTON, "", phone="070-174 06 05"))
    host.pull(full=True)
    assert host.feeds.status()[0].state.faults == (), "everything is there, and nothing of it at fault"


@pytest.mark.spec("B30")
def test_faults_are_kept_up_to_a_limit_and_counted_beyond(host: Fed) -> None:
    host.register.lines += [f"nej {n}".encode() for n in range(FAULTS_KEPT + 20)]
    assert host.pull().faulty == FAULTS_KEPT + 20
    state = host.feeds.status()[0].state
    assert (len(state.faults), state.beyond) == (FAULTS_KEPT, 20)


@pytest.mark.spec("B30")
def test_a_line_about_another_care_provider_is_a_fault_and_writes_nothing(host: Fed) -> None:
    host.register.lines += [
        {"type": "provider", "id": "SE2", "name": "Andra", "sender": "Andra"},
        {**person(ANTON), "provider": "SE2"},
    ]
    taken = host.pull()
    assert [(one.number, one.path) for one in taken.faults] == [(10, "id"), (11, "identifier")]
    assert set(host.clinic.engine.storage.shards()) == {"SE1"}


@pytest.mark.spec("B30")
def test_what_ends_by_a_change_ends(host: Fed) -> None:
    host.pull()
    host.register.lines += [{"type": "assignment_end", "id": "SE1.a1"}, custody_end()]
    taken = host.pull()
    assert (taken.changed, taken.faulty) == (2, 0)
    assert host.ended(1)
    (guardian,) = host.person(ELSA).guardians
    assert str(guardian.until) == "2026-02-01"


@pytest.mark.spec("B30")
def test_the_end_of_what_was_never_told_of_is_no_fault(host: Fed) -> None:
    host.pull()
    host.register.lines += [
        {"type": "assignment_end", "id": "SE1.a7"},
        custody_end(ELSA, ANTON),
        custody_end(ELSA, "19840105-2397"),
    ]
    taken = host.pull()
    assert (taken.lines, taken.changed, taken.faulty) == (3, 0, 0)


def test_an_unknown_feed_and_one_that_is_only_pushed(opener: Opener) -> None:
    pushed = fed(opener, provider="push")
    for name, code in (("borta", "feed.unknown"), (FEED, "feed.only_pushed")):
        answer = pushed.feeds.pull(name)
        assert not is_successful(answer)
        assert answer.failure().code == code
    assert pushed.feeds.push("borta", []).failure().code == "feed.unknown"


@pytest.mark.spec("B23")
def test_a_patient_s_report_tells_that_a_register_did_it(host: Fed) -> None:
    host.pull()
    text = host.clinic.engine.audit.report(OPERATOR, host.person(ANTON).id).unwrap().text()
    assert "ett anslutet register registrerade personuppgifter. Ändamål: drift." in text
