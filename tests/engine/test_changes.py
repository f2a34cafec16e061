"""Hints of what has changed: each change once, for whoever's list it stands in, and nothing of what it holds."""

from datetime import timedelta

from arende.domain import commands as c
from arende.engine.audit.keys import Keyring, key_id
from arende.engine.audit.sealer import Sealer
from arende.engine.changes import Changes
from arende.ports.times import to_micros

from .clinic import CENTRE, COLLEAGUE, NURSE, Clinic


def changes(clinic: Clinic) -> Changes:
    found = Changes(storage=clinic.engine.storage)
    found.since_last(to_micros(clinic.clock.now()) + 1)
    return found


def sealing(clinic: Clinic) -> Sealer:
    secret = b"k" * 32
    keys = Keyring({key_id(secret): secret}, key_id(secret))
    return Sealer(storage=clinic.engine.storage, clock=clinic.clock, keys=lambda: keys)


def test_a_new_case_is_hinted_at_once_for_everyone_it_concerns(clinic: Clinic) -> None:
    found = changes(clinic)
    clinic.clock.advance(timedelta(minutes=1))
    case = clinic.open_case()
    (change,) = found.since_last(0)
    assert change.topics == {case, NURSE.assignment, CENTRE, clinic.persons["anton"]}
    assert change.at == to_micros(clinic.clock.now())
    assert found.since_last(0) == []


def test_who_gets_a_case_is_hinted_at(clinic: Clinic) -> None:
    case = clinic.open_case()
    found = changes(clinic)
    clinic.clock.advance(timedelta(minutes=1))
    clinic.do(c.HandOver(case=case, to=COLLEAGUE.assignment), NURSE)
    (change,) = found.since_last(0)
    assert COLLEAGUE.assignment in change.topics


def test_what_becomes_visible_late_is_hinted_at(clinic: Clinic) -> None:
    """A record of an earlier time than the newest that was told, as a slow transaction leaves it."""
    found = changes(clinic)
    clinic.clock.advance(timedelta(minutes=1))
    clinic.open_case()
    assert len(found.since_last(0)) == 1
    clinic.clock.advance(timedelta(seconds=-3))
    late = clinic.open_case("stina")
    (change,) = found.since_last(0)
    assert late in change.topics


def test_the_directory_is_no_list_that_people_look_at(clinic: Clinic) -> None:
    found = changes(clinic)
    clinic.clock.advance(timedelta(minutes=1))
    clinic.tell_person("anton", phone="+46701740620")
    assert found.since_last(0) == []


def test_the_seals_of_the_access_log_stop_no_hints(clinic: Clinic) -> None:
    """A seal stands among what has been written, and in nobody's list."""
    found = changes(clinic)
    clinic.clock.advance(timedelta(minutes=1))
    case = clinic.open_case()
    assert sealing(clinic).seal_once() > 0
    (change,) = found.since_last(0)
    assert case in change.topics
