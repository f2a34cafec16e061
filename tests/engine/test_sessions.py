"""Who is signed in: found by the hash of a token, never longer than the limits, gone when revoked, in each storage."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from arende.domain.actor import Choice, Purpose, RepresentativeActor, StaffActor
from arende.domain.ids import AssignmentId, PersonId, UnitId
from arende.engine import Engine, Settings
from arende.engine.sessions import TOUCHED, Sessions
from arende.engine.shards import ALL, hashed, own_shard
from arende.ports.records import Append, PlainRow
from arende.ports.storage import Storage
from arende.testing.build import NOW
from arende.testing.clock import FakeClock
from arende.wire.sessions import SessionLimits, moment_from
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NURSE = StaffActor(AssignmentId("SE1.sara-ssk-eken"))
CHOSE = StaffActor(NURSE.assignment, Choice(UnitId("SE1.barn"), Purpose.QUALITY))
ANTON = RepresentativeActor(PersonId("SE1.0195a1b2-c3d4-8abc-9def-0123456789ab"))
IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
INSTANT = timedelta(microseconds=1)


@frozen(kw_only=True)
class Place:
    """An open engine with a clock that is moved."""

    engine: Engine
    clock: FakeClock

    @property
    def sessions(self) -> Sessions:
        return self.engine.sessions

    @property
    def storage(self) -> Storage:
        return self.engine.storage

    def nurse(self) -> str:
        return self.sessions.sign_in("SE1.sara", assurance="loa3", actor=NURSE)

    def held(self) -> Sequence[PlainRow]:
        """Every row that is kept about sign-ins, by the lists that are known to exist."""
        days = [str(date(2026, 11, 20) + timedelta(days=n)) for n in range(10)]
        keys = [("session_ends", day) for day in days] + [("session_of", "SE1.sara"), ("session_of", ANTON.person)]
        return [row for shard in ALL for kind, key in keys for row in self.storage.rows(shard, kind, key, None, 500)]


@pytest.fixture(params=["memory:", "sqlite:///"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Place]]:
    with ExitStack() as stack:
        made: list[Place] = []

        def new() -> Place:
            clock = FakeClock(NOW)
            url = str(request.param)
            at = url if url == "memory:" else f"{url}{tmp_path}/{len(made)}.db"
            engine = Engine.open(Settings(storage=at, sms=[f"spool:{tmp_path}/out"], demo=True), clock=clock)
            stack.callback(engine.close)
            made.append(Place(engine=engine, clock=clock))
            return made[-1]

        yield new


@pytest.fixture
def place(opens: Callable[[], Place]) -> Place:
    return opens()


def test_who_signs_in_is_found_by_the_token_alone(place: Place) -> None:
    token = place.nurse()
    found = place.sessions.find(token)
    assert found is not None
    assert (found.who, found.actor, found.assurance, dict(found.kept)) == ("SE1.sara", NURSE, "loa3", {})
    assert (found.begun, found.until) == (NOW, NOW + IDLE)
    for other in ("", token[:-1], token + "A", token.lower(), "~", "\ud800", hashed(token)):
        assert place.sessions.find(other) is None


def test_tokens_are_random_and_none_is_stored(place: Place) -> None:
    tokens = {place.nurse() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)
    rows = repr(place.held()) + repr([row.body for row in place.held()])
    assert len(place.held()) == 200
    assert not [token for token in tokens if token in rows]
    assert len({own_shard(hashed(token)) for token in tokens}) > 8


@pytest.mark.parametrize("actor", [None, NURSE, CHOSE, ANTON])
def test_what_someone_acts_as_is_kept_as_it_was(place: Place, actor: StaffActor | RepresentativeActor | None) -> None:
    token = place.sessions.sign_in("SE1.sara", assurance="loa3", actor=actor)
    found = place.sessions.find(token)
    assert found is not None
    assert found.actor == actor


def test_the_idle_limit_is_counted_from_the_last_use(place: Place) -> None:
    token = place.nurse()
    place.clock.advance(IDLE - INSTANT)
    assert place.sessions.find(token) is not None
    place.clock.advance(IDLE - INSTANT)
    assert place.sessions.find(token, used=False) is not None  # a page that looks by itself keeps nobody signed in
    place.clock.advance(INSTANT)
    assert place.sessions.find(token) is None
    place.clock.set(NOW + IDLE)
    assert place.sessions.find(token) is None  # what has ended is gone, whatever a clock says later


def test_the_absolute_limit_holds_however_busy_and_however_often_rotated(place: Place) -> None:
    token: str | None = place.nurse()
    for _ in range(48):
        place.clock.advance(ABSOLUTE / 48 - INSTANT)
        token = place.sessions.rotate(token or "")
        assert token is not None
    assert place.sessions.find(token or "") is not None
    place.clock.set(NOW + ABSOLUTE)
    assert place.sessions.find(token or "") is None
    assert place.held() == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waits=st.lists(st.integers(0, 40 * 60) | st.sampled_from([59, 60, 1799, 1800]), min_size=1, max_size=40))
def test_for_any_times_it_lives_as_long_as_the_limits_say(opens: Callable[[], Place], waits: list[int]) -> None:
    place = opens()
    token, last, alive = place.nurse(), NOW, True
    for wait in waits:
        now = place.clock.advance(timedelta(seconds=wait))
        found = place.sessions.find(token)
        must_not = not alive or now - last >= IDLE or now - NOW >= ABSOLUTE
        must = alive and now - last < IDLE - TOUCHED and now - NOW < ABSOLUTE
        if must_not:
            assert found is None
        if must:
            assert found is not None
        alive, last = found is not None, now


def test_being_in_use_is_written_at_most_once_a_minute(place: Place) -> None:
    token = place.nurse()
    digest = hashed(token)

    def seen() -> datetime | None:
        rows = place.storage.rows(own_shard(digest), "session", digest, None, 10)
        return {row.sub: moment_from(row.body) for row in rows}["seen"]

    place.clock.advance(TOUCHED - INSTANT)
    assert place.sessions.find(token) is not None
    assert seen() == NOW
    place.clock.advance(INSTANT)
    assert place.sessions.find(token) is not None
    assert seen() == NOW + TOUCHED


def test_a_sign_in_under_way_keeps_what_it_must_and_is_nobody(place: Place) -> None:
    token = place.sessions.begin({"state": "hemligt-a", "verifier": "hemligt-b"})
    found = place.sessions.find(token)
    assert found is not None
    assert (found.who, found.actor, found.assurance) == ("", None, "")
    assert dict(found.kept) == {"state": "hemligt-a", "verifier": "hemligt-b"}
    assert "hemligt" not in repr(found)
    assert place.sessions.keep(token, {"order": "ref"})
    again = place.sessions.find(token)
    assert again is not None
    assert dict(again.kept) == {"order": "ref"}
    place.clock.advance(IDLE - INSTANT)
    assert place.sessions.find(token) is not None
    place.clock.advance(INSTANT)
    assert place.sessions.find(token) is None  # however busy
    assert not place.sessions.keep(token, {"order": "ref"})


def test_signing_in_rotates_the_token_and_forgets_what_was_kept(place: Place) -> None:
    before = place.sessions.begin({"state": "hemligt-a"})
    after = place.sessions.sign_in("SE1.sara", assurance="loa3", instead_of=before)
    assert after != before
    assert place.sessions.find(before) is None
    found = place.sessions.find(after)
    assert found is not None
    assert dict(found.kept) == {}
    rows = place.storage.rows(own_shard(hashed(before)), "session", hashed(before), None, 10)
    assert list(rows) == []
    assert place.sessions.sign_in("SE1.sara", assurance="loa3", instead_of="never-was") != after


@pytest.mark.parametrize("who", ["", "198001072381", "19800107-2381", "800107-2381", "800107+2381", "8001072381"])
def test_nobody_is_kept_by_a_personal_identifier(place: Place, who: str) -> None:
    with pytest.raises(ValueError, match="an id of ours") as raised:
        place.sessions.sign_in(who, assurance="loa3")
    assert not who or who not in str(raised.value)


def test_choosing_another_assignment_or_unit_makes_a_new_token(place: Place) -> None:
    first = place.nurse()
    second = place.sessions.rotate(first, CHOSE)
    assert second is not None
    assert place.sessions.find(first) is None
    found = place.sessions.find(second)
    assert found is not None
    assert (found.actor, found.who, found.begun) == (CHOSE, "SE1.sara", NOW)
    third = place.sessions.rotate(second)
    kept = place.sessions.find(third or "")
    assert kept is not None
    assert kept.actor == CHOSE
    assert place.sessions.rotate(first) is None
    assert place.sessions.rotate("") is None


def test_revoked_it_is_gone_at_once_and_once_more_is_nothing(place: Place) -> None:
    token, other = place.nurse(), place.nurse()
    place.sessions.revoke(token)
    assert place.sessions.find(token) is None
    place.sessions.revoke(token)
    assert place.sessions.find(other) is not None


def test_all_of_one_persons_are_revoked_and_nobody_elses(place: Place) -> None:
    nurses = [place.nurse() for _ in range(20)]
    antons = place.sessions.sign_in(ANTON.person, assurance="loa3", actor=ANTON)
    place.clock.advance(timedelta(seconds=1))
    assert place.sessions.revoke_all("SE1.sara") == 20
    assert [place.sessions.find(token) for token in nurses] == [None] * 20
    assert place.sessions.find(antons) is not None
    stray = PlainRow(kind="session_of", key="SE1.sara", sub=hashed("gone"), body=b"{}", at=0)
    place.storage.commit([Append(shard=own_shard(hashed("gone")), rows=(stray,))])
    assert place.sessions.revoke_all("SE1.sara") == 0
    assert place.sessions.find(place.nurse()) is not None


def test_what_was_being_rotated_or_touched_while_all_were_revoked_does_not_come_back(place: Place) -> None:
    token = place.nurse()
    digest, shard = hashed(token), own_shard(hashed(token))
    rows = list(place.storage.rows(shard, "session", digest, None, 10))
    place.clock.advance(timedelta(seconds=1))
    place.sessions.revoke_all("SE1.sara")
    place.storage.commit([Append(shard=shard, rows=tuple(row for row in rows if row.sub == "seen"))])
    assert place.sessions.find(token) is None  # a touch that came late
    place.storage.commit([Append(shard=shard, rows=tuple(rows))])
    assert place.sessions.find(token) is None  # a rotation that came late


def test_what_was_never_asked_for_again_is_swept(place: Place) -> None:
    for _ in range(5):
        place.nurse()
        place.sessions.begin({"state": "x"})
    assert place.sessions.sweep() == 0
    place.clock.advance(ABSOLUTE)  # past midnight: the sign-ins that nobody went on with ended yesterday
    assert place.sessions.sweep() == 5
    place.clock.advance(timedelta(days=2))
    fresh = place.nurse()
    assert place.sessions.sweep() == 5
    assert len(place.held()) == 2
    assert place.sessions.find(fresh) is not None


def test_what_cannot_be_read_is_no_session(place: Place) -> None:
    token = place.nurse()
    digest = hashed(token)
    spoilt = PlainRow(kind="session", key=digest, sub="", body=b'{"who": 5}', at=0)
    place.storage.commit([Append(shard=own_shard(digest), rows=(spoilt,))])
    assert place.sessions.find(token) is None


def test_the_limits_are_the_settings(tmp_path: Path) -> None:
    limits = SessionLimits(idle_minutes=5, absolute_hours=1)
    clock = FakeClock(NOW)
    with Engine.open(Settings(storage="memory:", sms=[], sessions=limits), clock=clock) as engine:
        token = engine.sessions.sign_in("SE1.sara", assurance="loa3")
        clock.advance(timedelta(minutes=5))
        assert engine.sessions.find(token) is None
    assert (SessionLimits().idle, SessionLimits().absolute) == (IDLE, ABSOLUTE)


def test_many_at_once_do_not_disturb_each_other(place: Place) -> None:
    tokens = [place.nurse() for _ in range(8)]

    def use(token: str) -> bool:
        for _ in range(5):
            place.sessions.find(token)
        place.sessions.revoke(token)
        return place.sessions.find(token) is None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, tokens))
    assert place.held() == []
