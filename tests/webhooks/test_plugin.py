"""Signed calls for what was committed: judged by a library not ours, tried again, without a word of content."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from arende.cli.main import run
from arende.domain.ids import CaseId
from arende.engine import Engine, Settings, SettingsFaults
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.records import Record, Shard
from arende.testing.build import NOW
from arende.testing.clock import FakeClock
from arende_webhooks.message import body, matches, message_id, wanted
from arende_webhooks.subscriber import NotTold, WebhookFactory
from standardwebhooks import Webhook, WebhookVerificationError

from tests.engine.canaries import PERSONAL, Aviary, Out
from tests.engine.clinic import Clinic, open_clinic, put_up

from .receiving import OLD, SECRET, Keeping, keeping

pytestmark = pytest.mark.spec("B27")


@pytest.fixture
def receiver() -> Iterator[Keeping]:
    with keeping() as server:
        yield server


def config(at: str, **options: Option) -> AdapterConfig:
    return AdapterConfig(name="webhooks", options={"url": at, "events": "case.*", "secret": SECRET, **options})


def record(seq: int, name: str = "case.message_sent", stream: str = "case/7f") -> Record:
    at = 1_795_352_700_000_001
    return Record(shard=Shard("SE1"), stream=stream, seq=seq, name=name, schema=2, body=b"hemligt", at=at, first=None)


def test_a_call_is_signed_and_tells_ids_and_names_only(receiver: Keeping) -> None:
    WebhookFactory().open(config(receiver.url)).told([record(4), record(5, "case.handled")])
    (call,) = receiver.calls
    assert json.loads(call.body) == Webhook(SECRET).verify(call.body, call.headers)
    assert json.loads(call.body) == {
        "provider": "SE1",
        "kind": "case",
        "id": "SE1.7f",
        "events": [
            {"name": "case.message_sent", "number": 4, "at": "2026-11-22T13:05:00.000001+00:00"},
            {"name": "case.handled", "number": 5, "at": "2026-11-22T13:05:00.000001+00:00"},
        ],
    }
    assert call.headers["webhook-id"] == message_id([record(4), record(5)]) != message_id([record(4)])
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(call.body + b" ", call.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(call.body, call.headers)


def test_while_a_secret_is_changed_both_hold(receiver: Keeping) -> None:
    WebhookFactory().open(config(receiver.url, old_secret=OLD)).told([record(1)])
    (call,) = receiver.calls
    for secret in (SECRET, OLD):
        Webhook(secret).verify(call.body, call.headers)


def test_only_what_was_asked_for_is_told_and_no_identifier_ever(receiver: Keeping) -> None:
    some = [record(1, "case.opened"), record(2), record(3, "case.handled")]
    assert wanted(some, ("case.opened", "case.handled")) == [some[0], some[2]]
    assert wanted(some, ("*",)) == some == wanted(some, ("case.*",))
    assert not matches("identifier.claimed", "*")
    assert not matches("identifier.claimed", "identifier.claimed")
    assert json.loads(body([record(1, "provider.registered", "provider/self")]))["id"] == "SE1"
    WebhookFactory().open(config(receiver.url)).told([record(1, "person.registered", "person/1")])
    assert receiver.calls == []


@pytest.mark.parametrize("status", [302, 400, 410, 500])
def test_whoever_does_not_say_2xx_was_not_told_and_no_redirect_is_followed(receiver: Keeping, status: int) -> None:
    receiver.status = status
    with pytest.raises(NotTold, match=str(status)):
        WebhookFactory().open(config(receiver.url)).told([record(1)])
    assert [call.path for call in receiver.calls] == ["/hook"]


def test_nobody_there_is_not_told(receiver: Keeping) -> None:
    url = receiver.url
    receiver.shutdown()
    receiver.server_close()
    with pytest.raises(NotTold, match="connection") as told:
        WebhookFactory().open(config(url)).told([record(1)])
    assert url not in str(told.value)


@pytest.mark.parametrize(
    ("options", "of"),
    [
        ({"url": "http://elsewhere.example/"}, "url"),
        ({"events": "Case Opened"}, "events"),
        ({"events": ""}, "events"),
        ({"secret": "kort"}, "secret"),
        ({"secret": "whsec_AAAA"}, "secret"),
        ({"old_secret": SECRET[6:]}, "old_secret"),
        ({"timeout": 60}, "timeout"),
        ({"ca_file": "finns-inte"}, "ca_file"),
        ({"evnts": "x"}, "evnts"),
    ],
)
def test_options_that_will_not_do(options: dict[str, Option], of: str) -> None:
    with pytest.raises(ConfigError, match=of) as raised:
        WebhookFactory().open(config("https://host.example/", **options))
    assert SECRET not in str(raised.value)


def settings(folder: Path, url: str, events: str = "*") -> Settings:
    (folder / "hook.key").write_text(SECRET + "\n")
    file = folder / "arende.toml"
    file.write_text(
        f'storage = "sqlite:///{folder}/clinic.db"\nsms = ["spool:{folder}/outgoing"]\ndemo = true\n'
        f'[export]\nspool = "spool:{folder}/journal"\n'
        f'[subscribers.host]\nprovider = "webhooks"\nurl = "{url}"\nevents = "{events}"\n'
        f'secret_file = "{folder}/hook.key"\n'
    )
    return Settings.load(file, {})


@pytest.fixture
def clinic(tmp_path: Path, receiver: Keeping) -> Iterator[Clinic]:
    """A clinic whose cases are told of."""
    opened = open_clinic("", tmp_path, settings=settings(tmp_path, receiver.url, "case.*"))
    yield put_up(opened)
    opened.engine.close()


def names(receiver: Keeping, case: CaseId) -> list[tuple[int, str]]:
    told = [json.loads(call.body) for call in receiver.calls]
    return [(event["number"], event["name"]) for one in told if one["id"] == case for event in one["events"]]


def test_a_receiver_that_was_away_is_told_in_order_when_it_is_back(clinic: Clinic, receiver: Keeping) -> None:
    receiver.status = 503
    case = clinic.open_case()
    clinic.say(case, "ett")
    clinic.work()
    assert {call.headers["webhook-id"] for call in receiver.calls if case.encode() in call.body} != set()
    receiver.calls.clear()
    receiver.status = 204
    clinic.clock.advance(timedelta(minutes=1))
    clinic.work()
    told = names(receiver, case)
    assert [number for number, _ in told] == list(range(1, len(told) + 1))
    assert told[0][1] == "case.opened"
    assert "case.message_sent" in {name for _, name in told}


def test_dead_letters_are_listed_tried_again_and_dropped(
    clinic: Clinic,
    receiver: Keeping,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    receiver.status = 503
    cases = [clinic.open_case(), clinic.open_case("karin")]
    for _ in range(25):
        clinic.work()
        clinic.clock.advance(timedelta(hours=4))
    monkeypatch.chdir(tmp_path)

    def dead() -> dict[str, str]:
        capsys.readouterr()
        assert run(["outbox", "list", "--dead", "--json", "--limit", "100"]) == 0
        return {one["id"]: one["stream"] for one in json.loads(capsys.readouterr().out)["items"]}

    found = dead()
    streams = {f"tell/host/case/{case.partition('.')[2]}" for case in cases}
    assert streams <= set(found.values())
    receiver.status, receiver.calls[:] = 204, []
    for id, stream in found.items():
        first = stream == f"tell/host/case/{cases[0].partition('.')[2]}"
        assert run(["outbox", *(("retry", "SE1", id) if first else ("drop", "SE1", id, "--reason", "prov"))]) == 0
    clinic.clock.set(max(clinic.clock.now(), datetime.now(UTC)) + timedelta(hours=1))
    clinic.work()
    assert dead() == {}
    assert (1, "case.opened") in names(receiver, cases[0])
    assert (1, "case.opened") not in names(receiver, cases[1])


@pytest.mark.spec("B23", "B25")
def test_nothing_personal_leaves_whatever_happens_in_the_clinic(tmp_path: Path, receiver: Keeping) -> None:
    clock = FakeClock(NOW)
    with Engine.open(settings(tmp_path, receiver.url), clock=clock) as engine:
        aviary = Aviary(engine=engine, clock=clock, folder=tmp_path)
        aviary.put_up()
        aviary.days()
        aviary.work()
    out = Out()
    out.add("calls", *(f"{call.path} {call.headers} {call.body.decode()}" for call in receiver.calls))
    assert out.leaks((*PERSONAL, SECRET)) == {}
    assert out.leaks(("person.registered",)) != {}
    assert out.leaks(("identifier",)) == {}
    assert len(receiver.calls) > 20


def test_a_secret_that_will_not_do_stops_the_start_and_is_not_shown(tmp_path: Path) -> None:
    made = settings(tmp_path, "https://host.example/")
    (tmp_path / "hook.key").write_text("hemligt men kort")
    with pytest.raises(SettingsFaults, match="host") as raised:
        Engine.open(made)
    assert "hemligt" not in str(raised.value)
