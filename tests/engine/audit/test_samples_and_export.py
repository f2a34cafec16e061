"""Spot checks that can be repeated and are kept with their outcome; the log in the field layout of StoreLog."""

from collections import Counter
from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.engine.audit import Period
from arende.engine.audit.samples import Outcome, draw
from arende.engine.audit.storelog import StoreLog
from arende.ports.records import Shard

from .clinic import COLLEAGUE, HERE, NOW, NURSE, OPERATOR, Clinic, identifier

DAY = Period(NOW - timedelta(hours=1), NOW + timedelta(hours=1))


def busy(clinic: Clinic) -> str:
    case = clinic.open_case("anton")
    for _ in range(5):
        clinic.engine.queries.thread(NURSE, case).unwrap()
        clinic.do(c.SendMessage(case=case, text="hej"), NURSE)
    clinic.engine.queries.thread(clinic.rep("anton"), case).unwrap()
    clinic.engine.queries.thread(COLLEAGUE, case)
    clinic.engine.queries.journal_entry(NURSE, case).unwrap()
    clinic.do(c.OpenEmergencyAccess(patient=clinic.persons["anton"], reason="akut"), COLLEAGUE)
    clinic.engine.queries.thread(COLLEAGUE, case).unwrap()
    clinic.engine.queries.search_patients(NURSE, "prov").unwrap()
    return case


@pytest.mark.spec("B23")
def test_a_sample_can_be_drawn_again_and_is_kept_with_its_outcome(clinic: Clinic) -> None:
    busy(clinic)
    audit = clinic.engine.audit
    first = audit.sample(OPERATOR, HERE, Period(DAY.start, NOW + timedelta(microseconds=1)), 4, seed=7).unwrap()
    assert len(first.lines) == 4
    assert all(line.patients for line in first.lines)
    assert not any(line.who.startswith("rep:") or line.action == "person.registered" for line in first.lines)
    (state,) = audit.samples(OPERATOR, HERE).unwrap().items
    assert (state.id, state.outcome, state.by) == (first.id, None, "operator:prov")
    assert state.keys == tuple(line.key for line in first.lines)
    audit.record_sample(OPERATOR, HERE, first.id, Outcome.FOLLOW_UP, "Fråga Olle.").unwrap()
    after = audit.record_sample(OPERATOR, HERE, first.id, Outcome.NOTHING).unwrap()
    assert (after.outcome, after.note) == (Outcome.NOTHING, "")
    stream = f"audit/{first.id}"
    assert len(clinic.engine.storage.records(Shard(HERE), stream, 0, 9)) == 3, "what was said before is kept"
    clinic.engine.audit.seal_once()
    assert clinic.engine.audit.verify().faults == ()


def test_the_same_seed_draws_the_same_and_each_line_is_as_likely_as_another(clinic: Clinic) -> None:
    busy(clinic)
    period = Period(DAY.start, NOW)  # up to, and not with, the clock's now: the samples themselves are not in it
    clinic.clock.advance(timedelta(minutes=5))
    audit = clinic.engine.audit
    assert audit.sample(OPERATOR, HERE, period, 3, seed=1).unwrap().lines == ()
    period = Period(DAY.start, NOW + timedelta(seconds=1))
    drawn = [audit.sample(OPERATOR, HERE, period, 3, seed=seed).unwrap() for seed in (1, 1, 2)]
    assert drawn[0].lines == drawn[1].lines != drawn[2].lines
    assert {one.of for one in drawn} == {drawn[0].of}
    lines = drawn[0].lines
    counts = Counter(line.key for seed in range(600) for line in draw(lines, 1, seed)[0])
    assert all(150 < count < 250 for count in counts.values())


@pytest.mark.parametrize("n", [0, -1, 1001])
def test_a_sample_has_a_size(clinic: Clinic, n: int) -> None:
    assert clinic.engine.audit.sample(OPERATOR, HERE, DAY, n).failure().code == "input.invalid"


def test_who_has_no_right_to_the_log_draws_nothing_and_has_nothing(clinic: Clinic) -> None:
    audit = clinic.engine.audit
    assert audit.sample(NURSE, HERE, DAY, 3).failure().code == "access.denied"
    assert audit.samples(NURSE, HERE).failure().code == "access.denied"
    assert audit.export(NURSE, HERE, DAY).failure().code == "access.denied"
    assert audit.record_sample(NURSE, HERE, "x", Outcome.NOTHING).failure().code == "access.denied"
    assert audit.record_sample(OPERATOR, HERE, "x", Outcome.NOTHING).failure().code == "input.invalid"


def exported(clinic: Clinic, limit: int, period: Period = DAY) -> list[StoreLog]:
    found: list[StoreLog] = []
    after: str | None = None
    while True:
        page = clinic.engine.audit.export(OPERATOR, HERE, period, after=after, limit=limit).unwrap()
        found += page.items
        after = page.next
        if after is None:
            return found


def part(log: StoreLog, *names: str) -> object:
    found: object = log
    for name in names:
        assert isinstance(found, dict)
        found = found[name]
    return found


@pytest.mark.spec("B23")
def test_the_export_has_the_fields_of_storelog(clinic: Clinic) -> None:
    busy(clinic)
    logs = exported(clinic, 500)
    kinds = Counter(part(log, "Activity", "ActivityType") for log in logs)
    # 5 threads, a refusal and a search; a case and 5 messages; the entry; the emergency opened and used
    assert kinds == {"Läsa": 7, "Skriva": 6, "Utskrift": 1, "Nödöppning": 2}
    denied = [log for log in logs if "Nekad" in repr(log)]
    assert [part(log, "Activity", "ActivityArgs") for log in denied] == ["access.denied"]
    for log in logs:
        assert len(str(log["LogId"])) == 36
        assert part(log, "User", "CareProvider") == {"Id": "SE1", "Name": "Vården Ett"}
        assert part(log, "User", "CareUnit") == {"Id": "vc", "Name": "Vårdcentralen Eken"}
        assert part(log, "User", "UserId") in ("haris", "olle")
        assert part(log, "User", "Title") == "Sjuksköterska"
        assert part(log, "Activity", "Purpose") == "Vård och behandling"
        assert part(log, "Activity", "StartDate") == "2026-11-22T13:05:00.000+00:00"
        assert part(log, "System", "SystemName") == "arende"


def test_every_page_size_gives_every_line_once(clinic: Clinic) -> None:
    busy(clinic)
    clinic.clock.advance(timedelta(hours=2))  # the export's own entries are after the period
    whole = exported(clinic, 500)
    ids = [log["LogId"] for log in whole]
    assert len(ids) == len(set(ids)) > 10
    for limit in (1, 3, 7):
        assert [log["LogId"] for log in exported(clinic, limit)] == ids
    assert clinic.log()[-1].ref == "storelog"
    for text in ("", "x", "1 x", "1 r:", "1 r:a#b", f"{'9' * 30} e:x"):
        answer = clinic.engine.audit.export(OPERATOR, HERE, DAY, after=text)
        assert answer.failure().code == "input.invalid", text


@pytest.mark.spec("B25")
def test_names_of_patients_stand_in_no_export(clinic: Clinic) -> None:
    busy(clinic)
    logs = exported(clinic, 500)
    assert "Testberg" not in repr(logs)
    assert identifier("anton").value in repr(logs)


def test_a_period_is_half_open() -> None:
    period = Period(NOW, NOW + timedelta(seconds=1))
    at = int(NOW.timestamp()) * 1_000_000
    assert [period.holds(at + step) for step in (-1, 0, 999_999, 1_000_000)] == [False, True, True, False]
