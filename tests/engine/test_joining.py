"""Commands in a host's own transaction: kept and undone with its rows, and nothing told of before it is committed."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from arende.domain import commands as c
from arende.domain.events import MessageSent
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.model import Nothing
from arende.domain.refusals import Unavailable
from arende.engine import Engine, Occurred, Settings
from arende.ports.records import Shard
from arende.ports.storage import StorageUnusable
from returns.pipeline import is_successful

from tests.postgres import Server, database_of

from .clinic import FOLLOW_UP, HERE, NURSE, STRANGER, Clinic, open_clinic, put_up

pytestmark = pytest.mark.spec("B27")
ROWS = "SELECT count(*) FROM bookings"


@pytest.fixture
def clinic(postgres_url: str, tmp_path: Path) -> Iterator[Clinic]:
    made = Settings(storage=postgres_url, sms=[f"spool:{tmp_path}/outgoing"], subscribers={"host": "host"}, demo=True)
    opened = open_clinic(postgres_url, tmp_path, settings=made)
    yield put_up(opened)
    opened.engine.close()


@pytest.fixture
def host(clinic: Clinic, postgres_server: Server) -> Iterator[psycopg.Connection]:
    """The host's connection, and its table in the same database."""
    postgres_server.sql(database_of(clinic.url), "CREATE TABLE bookings (who text)")
    with psycopg.connect(clinic.url) as connection:
        yield connection
        connection.rollback()


def create(clinic: Clinic, message: str = "hej") -> c.CreateCase:
    patient = clinic.persons["anton"]
    return c.CreateCase(patient=patient, reason=FOLLOW_UP, days=3, message=message, despite_no_sms=True)


def bookings(clinic: Clinic, server: Server) -> object:
    return server.sql(database_of(clinic.url), ROWS)[0][0]


@pytest.mark.slow
def test_what_the_host_commits_is_kept_together_and_told_of_afterwards(
    clinic: Clinic, host: psycopg.Connection, postgres_server: Server
) -> None:
    heard: list[Occurred] = []
    clinic.engine.subscribe("host", heard.extend)
    clinic.work()
    heard.clear()
    with host.transaction():
        host.execute("INSERT INTO bookings VALUES ('anton')")
        with clinic.engine.transaction(host) as joined:
            receipt = joined.handle(create(clinic), actor=NURSE, command_id="bokning-1").unwrap()
            again = joined.handle(create(clinic), actor=NURSE, command_id="bokning-1").unwrap()
            said = joined.handle(
                c.SendMessage(case=CaseId(receipt.ids["case"]), text="ett till", despite_no_sms=True), actor=NURSE
            )
        assert (again.repeated, again.ids) == (True, receipt.ids)
        assert is_successful(said)
        unseen = clinic.engine.queries.state(Ref(Kind.CASE, receipt.ids["case"]))
        assert unseen == Nothing(), "nobody else sees it yet"
        clinic.work()
        assert (heard, clinic.sms()) == ([], ())
    clinic.work()
    assert [one.event.text for one in heard if isinstance(one.event, MessageSent)] == ["hej", "ett till"]
    assert len(clinic.sms()) == 2
    assert bookings(clinic, postgres_server) == 1


@pytest.mark.slow
def test_what_the_host_undoes_leaves_nothing(clinic: Clinic, host: psycopg.Connection, postgres_server: Server) -> None:
    before = clinic.engine.storage.streams(Shard(HERE), None, 999)
    clinic.work()
    with pytest.raises(RuntimeError), host.transaction():
        host.execute("INSERT INTO bookings VALUES ('anton')")
        with clinic.engine.transaction(host) as joined:
            assert is_successful(joined.handle(create(clinic), actor=NURSE, command_id="bokning-1"))
        raise RuntimeError
    assert bookings(clinic, postgres_server) == 0
    assert clinic.engine.storage.streams(Shard(HERE), None, 999) == before
    assert clinic.work() == 0
    assert not clinic.do(create(clinic), NURSE, "bokning-1").repeated


@pytest.mark.slow
def test_a_refusal_leaves_the_transaction_and_is_logged_whatever_becomes_of_it(
    clinic: Clinic, host: psycopg.Connection, postgres_server: Server
) -> None:
    case = clinic.open_case()

    before = len(clinic.engine.storage.access(Shard(HERE), None, 9999))
    host.execute("INSERT INTO bookings VALUES ('anton')")
    with clinic.engine.transaction(host) as joined:
        assert not is_successful(joined.handle(c.SendMessage(case=case, text=""), actor=NURSE))
        assert not is_successful(joined.handle(c.SendMessage(case=case, text="hej"), actor=STRANGER))
        assert is_successful(joined.handle(create(clinic), actor=NURSE))
    host.rollback()
    assert len(clinic.engine.storage.access(Shard(HERE), None, 9999)) == before + 1
    host.execute("INSERT INTO bookings VALUES ('anton')")
    host.commit()
    assert bookings(clinic, postgres_server) == 1


@pytest.mark.slow
def test_what_another_committed_meanwhile_is_seen_and_an_error_of_sql_undoes_its_own_command_only(
    clinic: Clinic, host: psycopg.Connection, postgres_server: Server
) -> None:
    case = clinic.open_case()
    host.execute("INSERT INTO bookings VALUES ('anton')")
    with clinic.engine.transaction(host) as joined:
        assert is_successful(joined.handle(c.SendMessage(case=case, text="1", despite_no_sms=True), actor=NURSE))
        other = clinic.open_case("karin")
        assert is_successful(joined.handle(c.SendMessage(case=other, text="2", despite_no_sms=True), actor=NURSE))
        host.execute("SET LOCAL default_transaction_read_only = on")
        host.execute("SET LOCAL transaction_read_only = on")
        failed = joined.handle(c.SendMessage(case=other, text="3", despite_no_sms=True), actor=NURSE)
        assert isinstance(failed.failure(), Unavailable)
    host.commit()
    assert bookings(clinic, postgres_server) == 1
    texts = [
        one.body.count(b'"2"') + one.body.count(b'"3"')
        for one in clinic.engine.storage.records(Shard(HERE), f"case/{other.partition('.')[2]}", 0, 99)
        if one.name == "case.message_sent"
    ]
    assert texts == [1]


@pytest.mark.slow
def test_only_an_open_transaction_of_psycopg_is_joined_and_only_while_it_lasts(
    clinic: Clinic, host: psycopg.Connection
) -> None:
    with pytest.raises(StorageUnusable, match="psycopg 3"), clinic.engine.transaction(object()):
        pass
    with (
        psycopg.connect(clinic.url, autocommit=True) as idle,
        pytest.raises(StorageUnusable, match="begin one"),
        clinic.engine.transaction(idle),
    ):
        pass
    with clinic.engine.transaction(host) as joined:
        pass
    assert not is_successful(joined.handle(create(clinic), actor=NURSE))


@pytest.mark.parametrize("url", ["memory:", "sqlite"])
def test_a_storage_that_joins_nothing_says_so(url: str, tmp_path: Path) -> None:
    storage = url if url == "memory:" else f"sqlite:///{tmp_path}/clinic.db"
    with (
        Engine.open(Settings(storage=storage)) as engine,
        pytest.raises(StorageUnusable, match="joins no transactions"),
        engine.transaction(object()),
    ):
        pass
