"""A text that goes by order: nowhere any longer, seen to be gone by both sides, and the log verifies (B26)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from arende.domain import commands as c
from arende.domain.effects import EraseText
from arende.domain.ids import CaseId, ReasonId, TicketId
from arende.engine.audit.faults import What
from arende.engine.verifying import verify
from arende.ports.storage import StorageUnavailable
from arende.views.thread import HappeningLine, JournalNoteLine, MessageLine, NoteLine
from arende.wire.records import tombstone
from returns.pipeline import is_successful

from .audit.clinic import CENTRE, NURSE, OPERATOR, SHARD, Clinic, open_clinic, put_up

SECRET = "Hemlig text som ska bort"
BY = "IVO, dnr 8.2-17"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = put_up(open_clinic(f"sqlite:///{tmp_path}/arende.db", tmp_path))
    with made.engine:
        yield made


def written(clinic: Clinic) -> CaseId:
    """A case in which everything holds the text."""
    case = clinic.open_case("anton")
    clinic.do(c.SendMessage(case=case, text=SECRET), NURSE)
    clinic.do(c.AddNote(case=case, text=SECRET), NURSE)
    clinic.do(c.SignJournalNote(case=case, title=SECRET, text=SECRET), NURSE)
    clinic.do(c.SaveDraft(case=case, text=SECRET), NURSE)
    clinic.do(c.SaveDraft(case=case, text=SECRET), clinic.rep("anton"))
    clinic.do(c.SendMessage(case=case, text="Hur går det?"), NURSE)
    clinic.do(c.SaveDraft(case=case, text=SECRET), NURSE)
    return case


def work(clinic: Clinic) -> None:
    while clinic.engine.worker.run_once():
        pass


def order(clinic: Clinic, case: CaseId, place: int, message: int | None, *, drafts: bool = False) -> None:
    clinic.do(c.RedactText(case=case, place=place, message=message, by=BY, reason="Beslut", drafts=drafts))


def everything(clinic: Clinic, case: CaseId) -> str:
    """All that anyone can be given of the case, and the database's own bytes."""
    queries = clinic.engine.queries
    threads = (queries.thread(NURSE, case).unwrap(), queries.thread(clinic.rep("anton"), case).unwrap())
    shown = [
        "".join(str(getattr(line, "text", "")) + str(getattr(line, "title", "")) for line in answer.items)
        for answer in threads
    ]
    entry = queries.journal_entry(NURSE, case).unwrap()
    shown += [*(one.text for one in entry.messages), *(one.title + one.text for one in entry.notes)]
    storage = clinic.engine.storage
    kept = [
        record.body.decode()
        for name in storage.streams(SHARD, None, 999)
        for record in storage.records(SHARD, name, 0, 999)
    ]
    kept += [str(row.body) for row in storage.rows(SHARD, "draft", case, None, 99)]
    return "\n".join([*shown, *kept])


@pytest.mark.spec("B26", "B23")
def test_what_is_ordered_away_is_nowhere_and_the_log_verifies(clinic: Clinic) -> None:
    case = written(clinic)
    clinic.engine.audit.seal_once()
    texts = clinic.engine.erasing.texts(OPERATOR, case).unwrap()
    assert [(one.name, one.message) for one in texts] == [
        ("case.message_sent", 1),
        ("case.note_added", None),
        ("case.journal_note_signed", None),
        ("case.message_sent", 2),
    ]
    assert SECRET in everything(clinic, case)
    for one in texts[:3]:
        order(clinic, case, one.place, one.message, drafts=True)
    # Nobody sees a message from the order on, also before the worker has been by.
    assert SECRET not in str([line for line in told(clinic, case) if isinstance(line, MessageLine)])
    work(clinic)
    assert SECRET not in everything(clinic, case)
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in clinic.folder.glob("*.toml"))
    clinic.clock.advance(timedelta(minutes=5))
    clinic.engine.audit.seal_once()
    found = clinic.engine.audit.verify(clinic.engine.audit.anchor)
    assert found.faults == ()
    gone = clinic.engine.erasing.texts(OPERATOR, case).unwrap()
    assert [one.gone for one in gone] == [True, True, True, False]
    report = clinic.engine.audit.report(clinic.rep("anton"), clinic.persons["anton"]).unwrap().text()
    assert "tog bort en text enligt beslut i ärendet" in report


def told(clinic: Clinic, case: CaseId) -> list[object]:
    queries = clinic.engine.queries
    both = (queries.thread(NURSE, case).unwrap(), queries.thread(clinic.rep("anton"), case).unwrap())
    return [line for page in both for line in page.items]


@pytest.mark.spec("B26")
def test_both_sides_see_that_it_is_gone_and_who_decided(clinic: Clinic) -> None:
    case = written(clinic)
    for place, message in (
        (2, 1),
        *((one.place, one.message) for one in clinic.engine.erasing.texts(OPERATOR, case).unwrap()[1:3]),
    ):
        order(clinic, case, place, message)
    work(clinic)
    shown = told(clinic, case)
    messages = [line for line in shown if isinstance(line, MessageLine)]
    assert [(line.number, line.redacted, line.text) for line in messages] == [
        (1, BY, ""),
        (2, None, "Hur går det?"),
    ] * 2
    assert [line.redacted for line in shown if isinstance(line, NoteLine | JournalNoteLine)] == [True, True]
    orders = [line for line in shown if isinstance(line, HappeningLine) and line.what == "redacted"]
    assert [(line.author, line.reason) for line in orders] == [(BY, "Beslut")] * 3
    entry = clinic.engine.queries.journal_entry(NURSE, case).unwrap()
    assert [one.text for one in entry.messages] == ["Borttaget enligt beslut", "Hur går det?"]
    assert [one.text for one in entry.notes] == ["Borttaget enligt beslut"]


@pytest.mark.spec("B26", "B23")
def test_a_removal_that_the_log_does_not_tell_of_is_a_fault(clinic: Clinic) -> None:
    case = written(clinic)
    clinic.engine.audit.seal_once()
    stream = f"case/{case.partition('.')[2]}"
    record = clinic.engine.storage.records(SHARD, stream, 1, 1)[0]
    clinic.engine.storage.redact(SHARD, stream, 2, tombstone(record))
    assert [one.what for one in clinic.engine.audit.verify().faults] == [What.CHANGED]


@pytest.mark.spec("B26")
def test_a_removal_that_is_cut_short_is_done_by_the_worker(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    case = written(clinic)
    order(clinic, case, 2, 1)
    redact = type(clinic.engine.storage).redact

    def cut(*_: object) -> None:
        raise StorageUnavailable("gone")

    monkeypatch.setattr(type(clinic.engine.storage), "redact", cut)
    with pytest.raises(StorageUnavailable):
        clinic.engine.erasing.erase(EraseText(case=case, place=2))
    monkeypatch.setattr(type(clinic.engine.storage), "redact", redact)
    work(clinic)
    assert clinic.engine.erasing.texts(OPERATOR, case).unwrap()[0].gone
    clinic.engine.erasing.erase(EraseText(case=case, place=2))
    clinic.engine.erasing.erase(EraseText(case=case, place=1))  # where no text stands
    clinic.engine.erasing.erase(EraseText(case=case, place=999))


@pytest.mark.spec("B26", "B17")
def test_what_someone_asked_goes_from_the_ticket_too(clinic: Clinic) -> None:
    clinic.do(c.RegisterReason(reason=ReasonId("SE1.kontakt"), title="Kontakt", for_patients=True))
    asked = c.AskForContact(
        patient=clinic.persons["anton"], unit=CENTRE, reason=ReasonId("SE1.kontakt"), message=SECRET
    )
    ticket = TicketId(clinic.do(asked, clinic.rep("anton"))["ticket"])
    clinic.do(c.TakeTicket(ticket=ticket), NURSE)
    case = CaseId(clinic.do(c.TurnIntoCase(ticket=ticket), NURSE)["case"])
    clinic.engine.audit.seal_once()
    (text,) = clinic.engine.erasing.texts(OPERATOR, case).unwrap()
    order(clinic, case, text.place, text.message)
    work(clinic)
    (head,) = clinic.engine.storage.heads(SHARD, [f"ticket/{ticket.partition('.')[2]}"])
    assert head is not None and SECRET.encode() not in head.body
    assert SECRET not in everything(clinic, case)
    assert verify(clinic.engine.storage).faults == ()
    clinic.clock.advance(timedelta(minutes=5))
    clinic.engine.audit.seal_once()
    assert clinic.engine.audit.verify(clinic.engine.audit.anchor).faults == ()
    report = clinic.engine.audit.report(clinic.rep("anton"), clinic.persons["anton"]).unwrap().text()
    assert "tog bort en text" in report


@pytest.mark.spec("B26")
def test_what_may_go_is_listed_and_nothing_goes_by_itself(clinic: Clinic) -> None:
    case, held = written(clinic), clinic.open_case("anton")
    clinic.do(c.PlaceHold(case=held, by="Chefsjuristen", reason="Tvist"))
    assert list(clinic.engine.erasing.past(10)) == []
    clinic.clock.advance(timedelta(days=3653))
    work(clinic)
    clinic.clock.advance(timedelta(days=3653))
    assert [one.case for one in clinic.engine.erasing.past(10)] == [case]
    assert list(clinic.engine.erasing.past(30)) == []
    answer = clinic.engine.handle(c.RedactText(case=held, place=1, by=BY, reason="x"), actor=OPERATOR)
    assert not is_successful(answer) and answer.failure().code == "case.on_hold"
    assert SECRET in everything(clinic, case)
