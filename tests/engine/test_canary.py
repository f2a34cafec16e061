"""No name, identifier, number or text of a patient's side stands in the repr or str of anything that may be logged."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from arende.domain import commands as c
from arende.domain.ids import PersonId, VisitId
from arende.engine import Settings
from arende.engine.appends import asked
from arende.engine.entrance import Request
from arende.engine.importing import import_lines
from arende.ports.storage import StorageUnavailable
from arende.wire.heads import BrokenHead
from arende.wire.records import BrokenRecord
from returns.pipeline import is_successful
from returns.primitives.exceptions import UnwrapFailedError

from .clinic import CENTRE, FOLLOW_UP, HEAD, HERE, NURSE, OPERATOR, PEOPLE, Clinic, identifier
from .conftest import Opener
from .vendor import Line, Vendor

SECRET = "Hemlig text om utslagen"
CANARIES = (
    SECRET,
    *(word for _, name, _ in PEOPLE.values() for word in name.split()),
    *(number for number, _, _ in PEOPLE.values()),
    *(number.replace("-", "") for number, _, _ in PEOPLE.values()),
    *(phone for _, _, phone in PEOPLE.values() if phone),
)


def clean(shown: object) -> bool:
    return not [word for word in CANARIES if word in repr(shown) or word in str(shown)]


def a_day(clinic: Clinic) -> Iterator[object]:
    """Everything that a host is handed through a day, refusals among it."""
    handle = clinic.engine.handle
    patient, guardian = clinic.persons["elsa"], clinic.persons["karin"]
    create = c.CreateCase(patient=patient, reason=FOLLOW_UP, representative=guardian, message=SECRET)
    yield create
    yield asked(create, NURSE, "k1", "k1")
    yield Request(command=create, actor=NURSE)
    case = clinic.open_case("elsa", rep="karin")
    for actor in (NURSE, clinic.rep("karin"), HEAD, OPERATOR):
        send = c.SendMessage(case=case, text=SECRET)
        yield send
        yield handle(send, actor=actor)
        yield handle(c.SendMessage(case=case, text=SECRET * 1000), actor=actor)
        yield handle(c.SendMessage(case=case, text=SECRET + "\0"), actor=actor)
    clinic.open_visit("elsa", rep="karin")
    yield from told(clinic)
    clinic.work()
    queries = clinic.engine.queries
    yield queries.inbox(NURSE)
    yield queries.cases_of_unit(HEAD, CENTRE)
    yield queries.cases_of_patient(NURSE, patient)
    yield queries.case(NURSE, case)
    yield queries.thread(NURSE, case)
    yield queries.thread(clinic.rep("karin"), case)
    yield queries.journal_entry(NURSE, case)
    yield queries.search_patients(NURSE, "provd")
    yield queries.search_patients(NURSE, PEOPLE["anton"][0])
    yield queries.person(NURSE, patient)
    ledger = queries.ledger(NURSE)
    yield ledger
    yield queries.visit(NURSE, VisitId(ledger.unwrap().items[0].id))
    yield queries.access_log(OPERATOR, patient)
    yield clinic.engine


def told(clinic: Clinic) -> Iterator[object]:
    """What a register tells, right and wrong."""
    for name in PEOPLE:
        yield c.RegisterPerson(provider=HERE, identifier=identifier(name), name=PEOPLE[name][1], phone=PEOPLE[name][2])
    wrong = c.RegisterPerson(provider=HERE, identifier=identifier("anton"), name=PEOPLE["anton"][1], phone="070")
    yield clinic.engine.handle(wrong, actor=OPERATOR)
    contradicts = c.RegisterPerson(
        provider=HERE, identifier=identifier("anton"), name=PEOPLE["anton"][1], born=date(1990, 1, 1)
    )
    yield clinic.engine.handle(contradicts, actor=OPERATOR)
    yield clinic.engine.handle(
        c.RecordGuardianship(
            child=clinic.persons["elsa"], guardian=PersonId("SE1.x"), source="uppgift", verified=date(2026, 1, 1)
        ),
        actor=OPERATOR,
    )


def test_nothing_that_a_host_is_handed_shows_personal_data(clinic: Clinic) -> None:
    shown = list(a_day(clinic))
    assert len(shown) > 30
    leaking = [type(one).__name__ for one in shown if not clean(one)]
    assert leaking == []


def test_each_row_is_clean_by_itself(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin")
    clinic.say(case, SECRET)
    clinic.say(case, SECRET, clinic.rep("karin"))
    queries = clinic.engine.queries
    entry = queries.journal_entry(NURSE, case).unwrap()
    rows = (
        *queries.inbox(NURSE).unwrap().items,
        *queries.thread(NURSE, case).unwrap().items,
        *queries.search_patients(NURSE, "provd").unwrap().items,
        *entry.messages,
        entry,
        entry.patient,
        *clinic.engine.storage.access(clinic.engine.storage.shards()[0], None, 99),
    )
    assert [type(row).__name__ for row in rows if not clean(row)] == []


def test_an_answer_unwrapped_in_the_wrong_way_shows_nothing(clinic: Clinic) -> None:
    answer = clinic.engine.handle(c.SendMessage(case=clinic.open_case(), text=SECRET), actor=clinic.rep("erik"))
    assert not is_successful(answer)
    with pytest.raises(UnwrapFailedError) as raised:
        answer.unwrap()
    assert clean(raised.value)


def test_a_broken_head_or_record_is_told_without_its_content(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.say(case, SECRET)
    storage = clinic.engine.storage
    shard, stream = storage.shards()[0], f"case/{case.partition('.')[2]}"
    storage.redact(shard, stream, 2, f'{{"text": "{SECRET}"}}'.encode())
    with pytest.raises(BrokenRecord) as raised:
        clinic.engine.queries.thread(NURSE, case)
    assert clean(raised.value)
    (head,) = storage.heads(shard, [f"person/{clinic.persons['anton'].partition('.')[2]}"])
    assert head is not None
    spoilt = type(head)(
        shard=shard,
        stream=head.stream,
        kind=head.kind,
        version=head.version,
        body=head.body.replace(b'"personnummer"', b'"ingen"'),
        columns=head.columns,
    )
    storage.rebuild(shard, head.version, spoilt, [])
    with pytest.raises(BrokenHead) as broken:
        clinic.engine.queries.person(NURSE, clinic.persons["anton"])
    assert clean(broken.value)


def test_faults_of_an_import_name_lines_and_paths_and_no_values(clinic: Clinic) -> None:
    lines = [
        b'{"type": "person", "provider": "SE1", "identifier": "19800107-2381", "name": "Anton Testberg", "phone": "x"}',
        '{"type": "person", "provider": "SE1", "identifier": "19800107-2382", "name": "Stina Utanför"}'.encode(),
        b'{"type": "person", "provider": "SE1", "identifier": "19800107-2381", "Karin Provdotter": "+46701740615"}',
        b"Anton Testberg 19800107-2381",
    ]
    found = import_lines(clinic.engine.handler, lines, OPERATOR)
    assert {fault.number for fault in found.faults} == {1, 2, 3, 4}
    assert clean(found)


def test_a_vendors_request_and_the_settings_show_nothing(opener: Opener) -> None:
    line = Line()
    clinic = opener(plugins=(Vendor(lines={"line": line}),), sms=("line",))
    clinic.open_case()
    clinic.work()
    assert len(line.sent) == 1
    assert clean(line.sent[0])
    settings = Settings(
        storage="postgresql://arende:Hemlig text om utslagen@db/arende",
        sms=["spool:Hemlig text om utslagen"],
        export={"spool": "spool:Hemlig text om utslagen"},
    )
    assert clean(settings)
    assert clean(clinic.engine.settings)


def test_a_refusal_for_lack_of_storage_tells_the_storages_sentence_only(opener: Opener) -> None:
    vendor = Vendor()
    clinic = opener(plugins=(vendor,), scheme="cut:")
    case = clinic.open_case()
    clinic.clock.advance(timedelta(seconds=1))
    vendor.opened[0].broken["commit"] = StorageUnavailable("The disk is full: make room.")
    assert clean(clinic.engine.handle(c.SendMessage(case=case, text=SECRET), actor=NURSE))
