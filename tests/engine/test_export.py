"""The case to the health record, through the worker: what is in the entry, and failures that staff see."""

import json
import shutil
from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.case.attention import Attention
from arende.domain.ids import CaseId
from arende.domain.policy import RETRY_AFTER
from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain
from arende.views.thread import Happening
from attrs import evolve

from .clinic import NURSE, PEOPLE, Clinic
from .conftest import Opener
from .test_worker_sms import attention, happenings
from .vendor import Receiver, Vendor


def export(clinic: Clinic, case: CaseId, exporter: str = "spool") -> None:
    clinic.do(c.ExportCase(case=case, exporter=exporter), NURSE)
    clinic.work()


def told_case(clinic: Clinic, days: int = 3) -> CaseId:
    """A case that waits for nothing, with a message from each side."""
    case = clinic.open_case("elsa", rep="karin", days=days)
    clinic.say(case, "Hur mår Elsa?")
    clinic.clock.advance(timedelta(minutes=3))
    clinic.say(case, "Bättre i dag.", clinic.rep("karin"))
    clinic.clock.advance(timedelta(minutes=3))
    clinic.say(case, "Bra.")
    clinic.work()
    return case


def test_the_spool_holds_the_messages_and_nothing_else_that_was_written(clinic: Clinic) -> None:
    case = told_case(clinic)
    export(clinic, case)
    (path,) = clinic.journal.glob("*.json")
    entry = json.loads(path.read_bytes())
    assert [(m["number"], m["by_patient_side"], m["text"]) for m in entry["messages"]] == [
        (1, False, "Hur mår Elsa?"),
        (2, True, "Bättre i dag."),
        (3, False, "Bra."),
    ]
    first = entry["messages"][0]
    assert (first["author_id"], first["author"], first["role"]) == (NURSE.assignment, "Haris Testgren", "Sjuksköterska")
    assert entry["patient"]["identifier"] == PEOPLE["elsa"][0].replace("-", "")
    assert entry["representative"]["name"] == PEOPLE["karin"][1]
    assert "patientappen" not in path.read_text(encoding="utf-8")
    assert happenings(clinic, case)[-2:] == [Happening.EXPORT_REQUESTED, Happening.EXPORTED]
    assert clinic.engine.queries.inbox(NURSE).unwrap().items == ()


def test_exporting_again_is_a_new_version(clinic: Clinic) -> None:
    case = told_case(clinic)
    export(clinic, case)
    clinic.say(case, "En sak till.")
    export(clinic, case)
    versions = [json.loads(path.read_bytes()) for path in clinic.journal.glob("*.json")]
    assert sorted(len(one["messages"]) for one in versions) == [3, 4]
    assert len({one["version"] for one in versions}) == 2


@pytest.mark.spec("B25")
def test_a_protected_persons_name_is_masked_in_the_entry(clinic: Clinic) -> None:
    clinic.tell_person("anton", protected=True)
    case = clinic.open_case()
    export(clinic, case)
    (path,) = clinic.journal.glob("*.json")
    assert PEOPLE["anton"][1] not in path.read_text(encoding="utf-8")
    assert json.loads(path.read_bytes())["patient"]["identifier"] == PEOPLE["anton"][0].replace("-", "")


def test_a_folder_that_is_gone_is_tried_again(clinic: Clinic) -> None:
    case = told_case(clinic)
    shutil.rmtree(clinic.journal)
    clinic.journal.write_text("in the way")
    export(clinic, case)
    assert Happening.EXPORTED not in happenings(clinic, case)
    clinic.journal.unlink()
    clinic.journal.mkdir()
    clinic.clock.advance(timedelta(seconds=20))  # the first wait is 15, about
    clinic.work()
    assert len(list(clinic.journal.glob("*.json"))) == 1
    assert happenings(clinic, case)[-1] is Happening.EXPORTED


def with_receiver(opener: Opener, *answers: ExportOutcome) -> tuple[Clinic, Receiver]:
    receiver = Receiver(list(answers))
    clinic = opener(plugins=(Vendor(receivers={"receiver": receiver}),), export={"journal": "receiver"})
    return clinic, receiver


def test_a_receiver_that_refuses_is_an_inbox_item_until_it_is_mended(opener: Opener) -> None:
    refusal, kept = ExportFailed(code="no_patient", again=False), Exported(reference="r")
    clinic, receiver = with_receiver(opener, refusal, kept)
    case = told_case(clinic)
    export(clinic, case, "journal")
    assert len(receiver.entries) == 1
    assert attention(clinic) == (Attention.EXPORT,)
    assert happenings(clinic, case)[-1] is Happening.EXPORT_FAILED
    export(clinic, case, "journal")
    assert clinic.engine.queries.inbox(NURSE).unwrap().items == ()


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (ExportFailed(code="down", again=True), Happening.EXPORT_FAILED),
        (ExportUncertain(code="timeout"), Happening.EXPORT_UNCERTAIN),
    ],
)
def test_it_is_tried_for_two_days_and_then_given_up_where_staff_see_it(
    opener: Opener, answer: ExportOutcome, seen: Happening
) -> None:
    clinic, receiver = with_receiver(opener, answer)
    case = told_case(clinic, days=365)  # it does not end meanwhile, for then it would be sent once more
    export(clinic, case, "journal")
    for _ in range(25):
        clinic.clock.advance(timedelta(days=2))
        clinic.work()
    assert len(receiver.entries) == len(RETRY_AFTER) + 1
    assert attention(clinic) == (Attention.EXPORT,)
    assert happenings(clinic, case).count(seen) == 1


def test_an_exporter_that_is_not_set_up_is_refused_at_once(clinic: Clinic) -> None:
    case = clinic.open_case()
    assert clinic.refused(c.ExportCase(case=case, exporter="annan"), NURSE) == "export.exporter_unknown"


def test_an_exporter_that_was_taken_away_meanwhile_is_seen(clinic: Clinic) -> None:
    case = told_case(clinic)
    clinic.do(c.ExportCase(case=case, exporter="spool"), NURSE)
    dispatcher = evolve(clinic.engine.worker.dispatcher, exporters={})
    evolve(clinic.engine.worker, dispatcher=dispatcher).run_once()
    assert attention(clinic) == (Attention.EXPORT,)
