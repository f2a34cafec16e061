"""Names, numbers and texts of persons are in no log line and in no address, also when something breaks."""

import logging

import pytest
from arende.domain.directory.model import Person
from arende.domain.ids import Kind, Ref
from arende.engine.queries import Queries

from tests.engine.clinic import FOLLOW_UP, HEAD

from .serving import Served

WRITTEN = "Hur-mår-såret-i-dag"


def test_a_day_leaves_nothing_of_anyone_in_logs_and_addresses(
    site: Served, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client logs each address that it asks for, so addresses are among the lines."""
    clinic = site.clinic
    anton = clinic.engine.queries.state(Ref(Kind.PERSON, clinic.persons["anton"]))
    assert isinstance(anton, Person)
    with caplog.at_level(logging.ERROR, logger="httpcore"), caplog.at_level(logging.DEBUG):
        visitor = site.visitor().sign_in(clinic, HEAD)
        visitor.get("/search")
        assert anton.name in visitor.post("/search", {"q": anton.identifier.value}).text
        case = clinic.open_case("anton", HEAD)
        visitor.get(f"/cases/{case}")
        assert WRITTEN in visitor.post(f"/cases/{case}/send", {"text": WRITTEN}).text
        assert anton.name in visitor.get("/inbox").text + visitor.get("/cases").text
        csrf = {"x-csrf-token": visitor.client.get("/api/v1/session").json()["csrf"]}
        found = visitor.client.post("/api/v1/patients/search", json={"text": anton.identifier.value}, headers=csrf)
        assert anton.name in found.text
        visitor.client.post("/api/v1/cases", json={"patient": anton.name, "reason": FOLLOW_UP}, headers=csrf)

        def broken(*_: object, **__: object) -> None:
            raise ValueError(f"{anton.name} {anton.identifier.value} {WRITTEN}")

        monkeypatch.setattr(Queries, "whose", broken)
        for path in ("/inbox", "/api/v1/inbox"):
            answer = visitor.client.get(path)
            assert answer.status_code == 500 and anton.name not in answer.text and WRITTEN not in answer.text
    assert "fault" in caplog.text and "/inbox" in caplog.text
    token = visitor.client.cookies["arende"]
    for personal in (
        anton.name,
        *anton.name.split(),
        anton.identifier.value,
        anton.identifier.value[2:],
        WRITTEN,
        token,
    ):
        assert personal not in caplog.text, "something of a person is logged"
