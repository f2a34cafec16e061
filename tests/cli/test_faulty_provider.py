"""An SMS provider whose own code fails is told apart from one that was asked: outbox list, doctor and figures."""

from pathlib import Path

import pytest
from arende.engine import Engine, Settings
from arende.ports.sms import Rejected, Rejection, Uncertain
from attrs import evolve

from tests.engine.vendor import Answer, Line, Vendor

from .conftest import NURSE, Cli

SECRET = "+46701740605 is what the request held"


def tried(folder: Path, answer: Answer) -> Engine:
    """The clinic's outbox after its worker has had the SMS in hand, with a provider of a vendor's; closed."""
    settings = evolve(Settings.load(folder / "arende.toml", {}), sms=("line",))
    with Engine.open(settings, plugins=(Vendor(lines={"line": Line([answer])}),)) as engine:
        engine.worker.run_once()
        engine.worker.give_back()
    return engine


@pytest.mark.spec("B4")
@pytest.mark.parametrize(
    ("answer", "swedish", "english", "fault"),
    [
        (KeyError(SECRET), "line: egen kod gick fel (KeyError)", "line: own code failed (KeyError)", "KeyError"),
        (Uncertain(code="timeout"), "line: ovisst (timeout)", "line: unknown (timeout)", None),
        (Rejected(kind=Rejection.BUSY, code="slow"), "line: tog inte emot (slow)", "line: not taken (slow)", None),
    ],
)
def test_the_last_try_is_told(
    clinic: Cli, empty: Path, case: str, answer: Answer, swedish: str, english: str, fault: str | None
) -> None:
    clinic.made("case", "send", case, "--text", "Hej", "--as", NURSE)
    engine = tried(empty, answer)
    assert swedish in clinic("outbox", "list").out
    assert english in clinic("--lang", "en", "outbox", "list").out
    items = clinic("outbox", "list", "--json").json["items"]
    assert isinstance(items, list)
    (told,) = [one["last_try"] for one in items if one["last_try"]]
    assert (told["provider"], told["fault"]) == ("line", fault)
    shown = "".join(clinic(*line).out for line in (("outbox", "list", "--json"), ("doctor",), ("outbox", "list")))
    assert SECRET not in shown and SECRET[:12] not in shown
    said = "SMS-leverantören line: dess egen kod gick fel (KeyError) vid 1 SMS som väntar"
    assert (said in shown) is (fault is not None)
    (figures,) = engine.metrics.routes
    assert figures.counts.faults == (1 if fault else 0)
