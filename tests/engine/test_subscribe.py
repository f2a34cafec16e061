"""Events to a host and to plugins: after commit, at least once, in order per stream, whoever fails (B27)."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Operator
from arende.domain.events import CaseOpened, MessageSent
from arende.domain.ids import Kind, Ref
from arende.engine import Occurred, Request, Settings, SettingsFaults
from arende.engine.outcomes import is_dead
from arende.engine.shards import providers
from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.records import OutboxItem, Record, Shard
from arende.ports.registry import SubscriberRegistry
from attrs import define, evolve, field
from returns.pipeline import is_successful

from .clinic import HERE, NURSE, Clinic, put_up
from .conftest import Opener

pytestmark = pytest.mark.spec("B27")
OPERATOR = Operator("prov")


@define
class Ledger:
    """A host's own book of events; it refuses the message «ett» as often as it is told to."""

    heard: list[Occurred] = field(factory=list)
    refuse: int = 0

    def told(self, events: Sequence[Occurred]) -> None:
        if self.refuse and any(isinstance(one.event, MessageSent) and one.event.text == "ett" for one in events):
            self.refuse -= 1
            raise RuntimeError("boken är stängd")
        self.heard += events

    def texts(self) -> list[str]:
        return [one.event.text for one in self.heard if isinstance(one.event, MessageSent)]


@define
class Vendor:
    """A plugin with a subscriber, which keeps what it was given."""

    records: list[Record] = field(factory=list)
    closed: int = 0

    @hookimpl
    def arende_register_subscribers(self, registry: SubscriberRegistry) -> None:
        registry.add("vendor", self)

    def open(self, config: AdapterConfig) -> "Vendor":
        return self

    def told(self, records: Sequence[Record]) -> None:
        self.records += records

    def close(self) -> None:
        self.closed += 1


def subscribed(opener: Opener, given: dict[str, str], plugins: tuple[object, ...] = ()) -> Clinic:
    """A clinic whose settings name these subscribers."""
    first = opener(empty=True)
    if first.url == "memory:":
        settings = Settings(storage=first.url, sms=[f"spool:{first.outgoing}"], subscribers=given, demo=True)
    else:
        settings = evolve(first.engine.settings, subscribers=given)
    opened = opener(empty=True, url=first.url, clock=first.clock, settings=settings, plugins=plugins)
    return put_up(evolve(opened, folder=first.folder))


def waiting(clinic: Clinic, *, dead: bool = False) -> list[OutboxItem]:
    storage = clinic.engine.storage
    items = [item for shard in providers(storage) for item in storage.outbox(shard, None, 500)]
    return [item for item in items if item.kind == "tell" and is_dead(item) == dead]


def test_events_come_typed_whole_and_in_order_after_the_commit(opener: Opener) -> None:
    clinic = subscribed(opener, {"ledger": "host"})
    case = clinic.open_case()
    clinic.say(case, "ett")
    ledger = Ledger()
    clinic.engine.subscribe("ledger", ledger.told)
    assert ledger.heard == []
    clinic.work()
    of_case = [one for one in ledger.heard if one.ref == Ref(Kind.CASE, case)]
    assert [one.seq for one in of_case] == list(range(1, len(of_case) + 1))
    assert isinstance(of_case[0].event, CaseOpened)
    assert ledger.texts()[-1] == "ett"
    assert {one.ref.kind for one in ledger.heard} >= {Kind.UNIT, Kind.PERSON, Kind.CASE}
    told = len(ledger.heard)
    clinic.work()
    assert len(ledger.heard) == told
    assert waiting(clinic) == []


def test_commands_of_one_group_are_told_in_order(opener: Opener) -> None:
    clinic = subscribed(opener, {"ledger": "host"})
    case, ledger = clinic.open_case(), Ledger()
    clinic.engine.subscribe("ledger", ledger.told)
    texts = [str(number) for number in range(12)]
    said = [
        Request(command=c.SendMessage(case=case, text=text, despite_no_sms=True), actor=NURSE, command_id=f"nr-{text}")
        for text in texts
    ]
    assert all(map(is_successful, clinic.engine.handle_many(said)))
    clinic.work()
    assert ledger.texts()[-12:] == texts


def test_a_refused_command_and_a_repeated_one_tell_nothing_more(opener: Opener) -> None:
    clinic = subscribed(opener, {"ledger": "host"})
    case, ledger = clinic.open_case(), Ledger()
    clinic.engine.subscribe("ledger", ledger.told)
    clinic.work()
    told = len(ledger.heard)
    clinic.refused(c.SendMessage(case=case, text=""), NURSE)
    for _ in range(2):
        clinic.do(c.SendMessage(case=case, text="en gång", despite_no_sms=True), NURSE, "samma")
    clinic.work()
    assert [type(one.event) for one in ledger.heard[told:]].count(MessageSent) == 1


def test_who_raises_is_told_again_and_holds_up_its_own_stream_only(opener: Opener) -> None:
    clinic = subscribed(opener, {"ledger": "host", "other": "host"})
    case, ledger, other = clinic.open_case(), Ledger(), Ledger()
    clinic.engine.subscribe("ledger", ledger.told)
    clinic.engine.subscribe("other", other.told)
    clinic.work()
    sms = len(clinic.sms())
    ledger.refuse = 1
    clinic.say(case, "ett")
    clinic.say(case, "två")
    second = clinic.open_case("karin")
    clinic.say(second, "annat")
    clinic.work()
    assert len(clinic.sms()) > sms, "SMS wait for no subscriber"
    assert [text for text in other.texts() if text != "annat"] == ["ett", "två"]
    assert ledger.texts() == ["annat"], "what follows in the same stream waits"
    clinic.clock.advance(timedelta(minutes=1))
    clinic.work()
    assert ledger.texts() == ["annat", "ett", "två"]


def test_who_always_raises_leaves_dead_letters_that_a_person_sees_tries_and_drops(opener: Opener) -> None:
    clinic = subscribed(opener, {"ledger": "host"})
    ledger = Ledger()
    clinic.engine.subscribe("ledger", ledger.told)
    case = clinic.open_case()
    clinic.work()
    ledger.refuse = 1_000
    clinic.say(case, "ett")
    for _ in range(25):
        clinic.work()
        clinic.clock.advance(timedelta(hours=4))
    dead = waiting(clinic, dead=True)
    assert dead
    assert clinic.engine.metrics().dead == len(dead)
    ledger.refuse = 0
    assert is_successful(clinic.engine.hands.retry(dead[0].shard, dead[0].id, OPERATOR))
    for item in dead[1:]:
        assert is_successful(clinic.engine.hands.drop(item.shard, item.id, "prov", OPERATOR))
    clinic.work()
    assert "ett" in ledger.texts()
    assert waiting(clinic, dead=True) == []


def test_what_another_process_wrote_waits_for_the_one_that_has_the_function(opener: Opener) -> None:
    clinic = subscribed(opener, {"ledger": "host"})
    case = clinic.open_case(days=14)
    clinic.say(case, "ett")
    for _ in range(30):  # longer than anything is tried
        clinic.work()
        clinic.clock.advance(timedelta(hours=4))
    assert waiting(clinic, dead=True) == []
    clinic.work()
    clinic.say(case, "två")
    ledger = Ledger()
    clinic.engine.subscribe("ledger", ledger.told)
    clinic.work()
    assert ledger.texts() == [], "the second does not overtake the first"
    clinic.clock.advance(timedelta(minutes=1))
    clinic.work()
    assert ledger.texts()[-2:] == ["ett", "två"]


def test_a_plugin_is_given_records_and_closed_with_the_engine(opener: Opener) -> None:
    vendor = Vendor()
    clinic = subscribed(opener, {"book": "vendor"}, (vendor,))
    case = clinic.open_case()
    clinic.work()
    stream = f"case/{case.partition('.')[2]}"
    told = [one for one in vendor.records if one.stream == stream]
    assert told == list(clinic.engine.storage.records(Shard(HERE), stream, 0, 100))
    clinic.engine.close()
    assert vendor.closed == 1


def test_nothing_waits_where_nobody_subscribes(opener: Opener) -> None:
    clinic = opener()
    clinic.open_case()
    assert waiting(clinic) == []


def test_a_name_that_the_settings_do_not_know_is_refused(opener: Opener) -> None:
    clinic = subscribed(opener, {"ledger": "host"})
    clinic.engine.subscribe("ledger", print)
    with pytest.raises(ValueError, match="already"):
        clinic.engine.subscribe("ledger", Ledger().told)
    with pytest.raises(SettingsFaults, match="annat"):
        clinic.engine.subscribe("annat", print)
    with pytest.raises(SettingsFaults, match="finns inget"):
        subscribed(opener, {"ledger": "nosuch"})
    with pytest.raises(SettingsFaults, match="duger inte"):
        subscribed(opener, {"Fel/namn": "host"})
