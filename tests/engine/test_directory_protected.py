"""Protected identity first, and never lifted by silence, however a register's lines are parted (B16, B25, B30)."""

import pytest
from arende.domain.ids import Kind, Ref
from arende.wire.records import decode_event

from .clinic import HERE, OPERATOR
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
    back,
    custody,
    cut_off,
    fed,
    person,
    stops_after,
)
from .snapshot import everything


@pytest.fixture
def host(opener: Opener) -> Fed:
    return fed(opener, *CLINIC, person(ANTON, "Anton"), person(KARIN, "Karin", phone="070-174 06 06"))


def protected(host: Fed, identifier: str) -> bool:
    return host.person(identifier).protected


@pytest.mark.spec("B30")
@pytest.mark.spec("B16")
def test_silence_about_protection_does_not_lift_it(host: Fed) -> None:
    host.pull()
    host.register.lines.append(person(ANTON, "Anton", protected=True))
    host.pull()
    host.register.lines.append(person(ANTON, "Anton Nytt"))
    (fault,) = host.pull().faults
    assert fault.path == "protected"
    assert "skyddade personuppgifter" in fault.problem_sv
    assert (protected(host, ANTON), host.person(ANTON).name) == (True, "Anton")
    host.register.lines.append(person(ANTON, "Anton Nytt", protected=False))
    host.pull()
    assert (protected(host, ANTON), host.person(ANTON).name) == (False, "Anton Nytt")


@pytest.mark.spec("B30")
@pytest.mark.parametrize(
    ("words", "ends_protected", "faults"),
    [
        ((None, True), True, 0),
        ((True, None), True, 1),
        ((True, False), False, 0),
        ((False, True), True, 0),
        ((True, False, None), False, 0),
        ((True, None, False, None, True), True, 1),
        ((True, False, True, None), True, 1),
    ],
)
def test_the_last_word_of_a_window_counts_as_if_they_came_one_by_one(
    host: Fed, words: tuple[bool | None, ...], ends_protected: bool, faults: int
) -> None:
    host.pull()
    lines = [
        person(ANTON, f"Anton {place}", **({} if word is None else {"protected": word}))
        for place, word in enumerate(words)
    ]
    host.register.lines += lines
    taken = host.pull()
    assert (protected(host, ANTON), taken.faulty) == (ends_protected, faults)
    one_by_one = host.person(ANTON)
    host.push(person(ANTON, "Anton", protected=False))
    for line in lines:
        host.push(line)
    again = host.person(ANTON)
    assert (again.protected, again.name) == (one_by_one.protected, one_by_one.name)


@pytest.mark.spec("B30")
@pytest.mark.parametrize(
    ("words", "died"),
    [
        (({"deceased": "2026-11-01"}, {}), "2026-11-01"),
        (({"deceased": "2026-11-01"}, {"alive": True}, {}), None),
        (({"deceased": "2026-11-01"}, {"alive": True}, {"deceased": "2026-11-02"}, {}), "2026-11-02"),
    ],
)
def test_a_death_stands_until_it_is_taken_back(host: Fed, words: tuple[Line, ...], died: str | None) -> None:
    host.pull()
    lines = [person(ANTON, f"Anton {place}", **said) for place, said in enumerate(words)]
    host.push(*lines)
    together = host.person(ANTON)
    host.push(person(ANTON, "Anton", alive=True))
    for line in lines:
        host.push(line)
    for one in (together, host.person(ANTON)):
        assert (one.deceased and one.deceased.isoformat(), one.name) == (died, f"Anton {len(words) - 1}")


@pytest.mark.spec("B30")
def test_a_new_person_is_never_open_before_they_are_protected(host: Fed) -> None:
    host.register.lines += [person(ELSA, "Elsa"), person(ELSA, "Elsa", protected=True)]
    host.pull()
    stream = f"person/{host.person(ELSA).id.partition('.')[2]}"
    told = [decode_event(one) for one in everything(host.clinic.engine.storage).records if one.stream == stream]
    assert [getattr(event, "protected", None) for event in told] == [True]


@pytest.mark.spec("B30")
def test_who_is_protected_is_durable_before_anything_else_is_written(opener: Opener) -> None:
    host, cut = cut_off(opener, *CLINIC, person(ANTON, "Anton"), person(KARIN, "Karin"))
    host.pull()
    host.register.lines += [b"fel", assignment(1), person(KARIN, "Ny"), person(ANTON, "Anton", protected=True)]
    stops_after(cut, 1)
    assert host.feeds.pull(FEED).failure().code == "unavailable"
    back(cut)
    assert protected(host, ANTON)
    assert host.person(KARIN).name == "Karin"
    assert not host.has(1)
    host.pull()
    assert host.has(1)
    assert host.person(KARIN).name == "Ny"


@pytest.mark.spec("B30")
@pytest.mark.parametrize(
    "fault",
    [
        {"phone": "070"},
        {"name": "x" * 500},
        {"name": ""},
        {"born": "1999-01-01"},
        {"surprise": 1},
    ],
)
def test_a_line_that_cannot_be_used_still_protects(host: Fed, fault: Line) -> None:
    host.pull()
    taken = host.push({**person(KARIN, "Karin", protected=True), **fault})
    assert taken.faulty == 1
    karin = host.person(KARIN)
    assert (karin.protected, karin.name, karin.phone) == (True, "Karin", "+46701740606")
    host.push(person(KARIN, "Karin", phone="070-174 06 06", protected=False))
    taken = host.push(person(KARIN, "Karin Ny", protected=False), {**person(KARIN, "Karin", protected=True), **fault})
    assert taken.faulty == 1
    karin = host.person(KARIN)
    assert (karin.protected, karin.name) == (True, "Karin Ny")
    assert host.feeds.status()[0].state.faults[0].about != ""


@pytest.mark.spec("B30")
def test_what_was_given_before_it_broke_off_is_protected(host: Fed) -> None:
    host.pull()
    host.register.lines += [person(ANTON, "Anton", protected=True), custody(), person(ELSA, "Elsa")]
    host.register.breaks[1] = BROKEN
    assert host.pull().lines == 1
    assert protected(host, ANTON)
    assert host.clinic.engine.queries.state(Ref(Kind.PERSON, host.person(ANTON).id)) == host.person(ANTON)


@pytest.mark.spec("B30")
def test_nobody_s_protection_is_lifted_by_half_of_what_had_been_read(opener: Opener) -> None:
    """Read once, and killed before it was noted; read anew, and broken off before the line that protects."""
    host, cut = cut_off(opener, *CLINIC, person(ANTON, "Anton"))
    host.pull()
    host.register.lines += [
        assignment(1),
        person(ANTON, "Anton", protected=False),
        b"fel",
        assignment(2),
        person(ANTON, "Anton Två", protected=True),
    ]
    stops_after(cut, 1)
    host.feeds.pull(FEED)
    back(cut)
    assert protected(host, ANTON)
    host.register.breaks[4] = BROKEN
    half = host.pull()
    assert protected(host, ANTON)
    assert (half.lines, half.cursor, host.has(1), host.has(2)) == (4, "6", True, True)
    rest = host.pull()
    assert (rest.cursor, rest.trouble, host.person(ANTON).name) == ("10", None, "Anton Två")
    assert len(host.feeds.status()[0].state.faults) == 1, "a line that is read twice is at fault once"


@pytest.mark.spec("B30")
def test_a_protection_that_ends_ends_once_all_is_read(host: Fed) -> None:
    host.register.lines.append(person(ANTON, "Anton", protected=True))
    host.pull()
    host.register.lines.append(person(ANTON, "Anton", protected=False))
    host.register.breaks[1] = BROKEN
    assert host.pull().cursor == "7"
    assert protected(host, ANTON)
    assert host.pull().cursor == "8"
    assert not protected(host, ANTON)


NAMELESS = [{"name": ""}, {"name": None}, {"name": "A" * 500}]
MENDED = [{"phone": "070"}, {"born": "i fjol"}, {"okänt": 1}]


def new(host: Fed) -> bool | None:
    """Whether Elsa, whom nobody had told of, is protected; None: she is not there."""
    found = host.clinic.engine.queries.search_patients(OPERATOR, ELSA, provider=HERE).unwrap().items
    return host.person(ELSA).protected if found else None


@pytest.mark.spec("B16")
@pytest.mark.spec("B30")
@pytest.mark.parametrize("fault", MENDED)
@pytest.mark.parametrize("together", [False, True])
def test_a_line_at_fault_protects_also_whom_nobody_knew(opener: Opener, fault: Line, together: bool) -> None:
    host = fed(opener, *CLINIC, provider="push")
    host.push(*CLINIC)
    lines = [{**person(ELSA, "Elsa", protected=True), **fault}, person(ELSA, "Elsa")]
    faults = host.push(*lines).faulty if together else sum(host.push(line).faulty for line in lines)
    assert (faults, new(host), host.person(ELSA).name) == (2, True, "Elsa")
    host.push(person(ELSA, "Elsa", protected=False))
    assert new(host) is False


@pytest.mark.spec("B16")
@pytest.mark.spec("B30")
@pytest.mark.parametrize("fault", NAMELESS)
@pytest.mark.parametrize("together", [False, True])
def test_who_is_protected_and_has_no_name_is_not_opened_by_silence(opener: Opener, fault: Line, together: bool) -> None:
    host = fed(opener, provider="push")
    host.push(*CLINIC)
    lines = [{**person(ELSA, "Elsa", protected=True), **fault}, person(ELSA, "Elsa"), person(ELSA, "Elsa")]
    faults = host.push(*lines).faulty if together else sum(host.push(line).faulty for line in lines)
    assert (faults, new(host)) == (3, None)
    whole = host.push(*CLINIC, *lines, full=True)
    assert (whole.faulty, whole.ended, whole.trouble, new(host)) == (3, 0, None, None)
    assert host.push(person(ELSA, "Elsa", protected=True)).faulty == 0
    assert new(host) is True


@pytest.mark.spec("B30")
def test_who_has_no_name_may_be_told_of_as_open(opener: Opener) -> None:
    host = fed(opener, provider="push")
    host.push(*CLINIC)
    host.push(person(ELSA, "", protected=True))
    assert host.push(person(ELSA, "Elsa", protected=False)).faulty == 0
    assert new(host) is False
    host.push(person(ELSA, "Elsa Ny"))
    assert host.person(ELSA).name == "Elsa Ny"
