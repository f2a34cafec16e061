"""Exporters that are paused, and a person's hand on what goes to the record: it waits, it is tried, it is dropped."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Operator
from arende.domain.case.attention import Attention
from arende.engine.outcomes import is_dead
from arende.ports.export import Exported, ExportFailed, ExportOutcome
from arende.ports.journal import JournalEntry
from arende.ports.records import OutboxItem, Shard
from arende.views.thread import Happening
from arende.wire.outbox import EXPORT
from attrs import define

from .clinic import HERE, NURSE, Clinic
from .conftest import Opener
from .test_export import export, told_case, with_receiver
from .test_worker_sms import attention, happenings
from .vendor import Receiver, Vendor

WHO = Operator("drift")
AT = Shard(HERE)
KEPT = Exported(reference="r")


def waiting(clinic: Clinic) -> list[OutboxItem]:
    return [item for item in clinic.engine.storage.outbox(AT, None, 999) if item.kind == EXPORT]


@pytest.mark.spec("B22")
def test_what_is_to_go_to_a_paused_exporter_waits_and_goes_when_it_is_resumed(opener: Opener) -> None:
    clinic, receiver = with_receiver(opener, KEPT)
    case = told_case(clinic, days=365)
    assert clinic.engine.pausing.pause("journal", WHO).unwrap() == 2  # care providers
    assert clinic.engine.pausing.pause("journal", WHO).unwrap() == 0
    assert clinic.engine.metrics().paused == ("journal",)
    export(clinic, case, "journal")
    for _ in range(5):
        clinic.clock.advance(timedelta(days=3))  # longer than anything is tried
        clinic.work()
    assert (receiver.entries, len(waiting(clinic))) == ([], 1)
    assert happenings(clinic, case)[-1] is Happening.EXPORT_REQUESTED
    assert clinic.engine.pausing.resume("journal", WHO).unwrap() == 2
    clinic.clock.advance(timedelta(minutes=2))
    clinic.work()
    assert (len(receiver.entries), waiting(clinic)) == (1, [])
    assert happenings(clinic, case)[-1] is Happening.EXPORTED
    assert clinic.engine.metrics().paused == ()
    told = [entry.action for entry in clinic.engine.storage.access(AT, None, 9999) if entry.ref == "journal"]
    assert told == ["outbox.paused", "outbox.resumed"]


@pytest.mark.spec("B22")
def test_a_pause_holds_back_nothing_else_of_the_case_also_amid_retries(opener: Opener) -> None:
    clinic, receiver = with_receiver(opener, ExportFailed(code="down", again=True), KEPT)
    case = told_case(clinic, days=365)
    export(clinic, case, "journal")
    assert waiting(clinic)[0].attempt == 1
    clinic.engine.pausing.pause("journal", WHO).unwrap()
    clinic.clock.advance(timedelta(hours=1))
    clinic.work()
    assert waiting(clinic)[0].attempt == 0
    clinic.say(case, "Ett SMS om detta går ändå.")
    clinic.work()
    kinds = [item.kind for item in clinic.engine.storage.outbox(AT, None, 999) if item.kind != "timer"]
    assert kinds == [EXPORT]
    assert len(receiver.entries) == 1


def test_only_an_exporter_that_there_is_can_be_paused(clinic: Clinic) -> None:
    assert clinic.engine.pausing.pause("annan", WHO).failure().code == "export.exporter_unknown"
    assert clinic.engine.pausing.resume("annan", WHO).unwrap() == 0


@define
class Stumbling(Receiver):
    """It meets a fault that nobody has thought of, until it is mended."""

    mended: bool = False

    def export(self, entry: JournalEntry) -> ExportOutcome:
        if not self.mended:
            raise ZeroDivisionError
        return super().export(entry)


def dead_letter(opener: Opener) -> tuple[Clinic, Stumbling, OutboxItem]:
    receiver = Stumbling()
    clinic = opener(plugins=(Vendor(receivers={"receiver": receiver}),), export={"journal": "receiver"})
    case = told_case(clinic, days=365)
    clinic.do(c.ExportCase(case=case, exporter="journal"), NURSE)
    for _ in range(30):
        clinic.work()
        clinic.clock.advance(timedelta(days=2))
    (item,) = waiting(clinic)
    assert is_dead(item)
    return clinic, receiver, item


@pytest.mark.spec("B22")
def test_a_transfer_that_is_a_dead_letter_is_tried_again_by_hand(opener: Opener) -> None:
    clinic, receiver, item = dead_letter(opener)
    receiver.mended = True
    clinic.engine.hands.retry(AT, item.id, WHO).unwrap()
    clinic.work()
    assert (len(receiver.entries), waiting(clinic)) == (1, [])


@pytest.mark.spec("B22")
def test_a_transfer_that_is_dropped_stands_as_failed_in_the_case(opener: Opener) -> None:
    clinic, receiver, item = dead_letter(opener)
    clinic.engine.hands.drop(AT, item.id, "Mottagaren finns inte längre", WHO).unwrap()
    clinic.work()
    assert (receiver.entries, waiting(clinic)) == ([], [])
    assert Attention.EXPORT in attention(clinic)
