"""Hints over server-sent events: to whom they concern, what was missed, and to nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from arende.domain import commands as c
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.ids import Ref
from arende.ports.storage import StorageUnavailable
from arende.wire.names import ref_of
from arende_web.live import events, hub

from tests.engine.clinic import HEAD, NURSE, OPERATOR

from .serving import Served, served, web_of


@contextmanager
def listening(
    site: Served, actor: StaffActor | RepresentativeActor, query: str = "", last: str = ""
) -> Iterator[Iterator[str]]:
    """Lines of the stream, as they come."""
    visitor = site.visitor().sign_in(site.clinic, actor)
    path = "/events" if isinstance(actor, StaffActor) else "/patient/events"
    headers = {"last-event-id": last} if last else {}
    with visitor.client.stream("GET", path + query, headers=headers, timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines) == "retry: 3000"
        yield (line for line in lines if line)


def later(site: Served) -> None:
    site.clinic.clock.advance(timedelta(minutes=1))


def test_a_message_is_hinted_at_to_both_sides(site: Served) -> None:
    case = site.clinic.open_case()
    with (
        listening(site, NURSE, f"?case={case}") as staff,
        listening(site, site.clinic.rep("anton")) as patient,
    ):
        later(site)
        site.clinic.say(case, "Hej Anton, hur är det med såret?")
        assert [next(staff) for _ in range(3)][1:] == ["event: hint", "data: case inbox unit"]
        assert [next(patient) for _ in range(3)][1:] == ["event: hint", "data: cases"]


def test_who_may_not_read_a_case_is_not_told_of_it(site: Served) -> None:
    """The other guardian names the case; what they hear is of their own cases only."""
    case = site.clinic.open_case("elsa", rep="karin")
    with listening(site, site.clinic.rep("erik"), f"?case={case}") as lines:
        later(site)
        site.clinic.say(case, "Hur kliar det?")
        site.clinic.open_case("elsa", rep="erik")
        assert [next(lines) for _ in range(3)][1:] == ["event: hint", "data: cases"]


def test_what_was_missed_is_told_on_the_way_back(site: Served) -> None:
    with listening(site, HEAD) as lines:
        later(site)
        site.clinic.open_case()
        heard = [next(lines) for _ in range(3)]
        assert heard[1:] == ["event: hint", "data: unit"]
        missed = str(int(heard[0].removeprefix("id: ")) - 1)
        with listening(site, NURSE, last=missed) as back:
            assert [next(back) for _ in range(3)] == [heard[0], "event: hint", "data: inbox unit"]


def test_what_was_missed_is_told_by_whichever_process_one_comes_back_to(site: Served) -> None:
    """Each process reads changes for itself: an id of one is a place in the other."""
    with served(web_of(site.clinic)) as address:
        other = Served(site.clinic, address)
        with other.closing, listening(site, NURSE) as lines, listening(other, HEAD) as kept:
            later(site)
            site.clinic.open_case()
            heard = [next(lines) for _ in range(3)]
            assert next(kept) == heard[0]
            missed = str(int(heard[0].removeprefix("id: ")) - 1)
            with listening(other, NURSE, last=missed) as back:
                assert [next(back) for _ in range(3)] == heard


def test_who_comes_from_before_anything_was_read_looks_at_everything(site: Served) -> None:
    with listening(site, NURSE, "?after=1") as lines:
        assert [next(lines), next(lines)] == ["event: resync", "data: all"]


@pytest.mark.parametrize("error", [StorageUnavailable("planted"), ValueError("planted")])
def test_what_could_not_be_read_is_not_passed_over(
    site: Served, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """It breaks when the change has been noted as read; and whatever breaks it, live pages do not fall silent."""
    broken = [error]

    def breaks_once(*what: str) -> Ref:
        if broken:
            raise broken.pop()
        return ref_of(*what)

    monkeypatch.setattr("arende.engine.changes.ref_of", breaks_once)
    with listening(site, NURSE) as lines:
        later(site)
        site.clinic.open_case()
        assert [next(lines), next(lines)] == ["event: resync", "data: all"]
        later(site)
        site.clinic.open_case()
        assert [next(lines) for _ in range(3)][1:] == ["event: hint", "data: inbox unit"]


@pytest.mark.parametrize("by_api", [False, True])
def test_who_signs_out_hears_no_more(site: Served, by_api: bool) -> None:
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    with visitor.client.stream("GET", "/events", timeout=10) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "retry: 3000"
        other = site.visitor()
        other.client.cookies.update(visitor.client.cookies)
        if by_api:
            csrf = other.client.get("/api/v1/session").json()["csrf"]
            assert other.client.delete("/api/v1/session", headers={"x-csrf-token": csrf}).status_code == 204
        else:
            other.get("/")
            other.post("/sign-out")
        assert [line for line in lines if line] == []


def test_a_stream_ends_by_itself_and_whoever_comes_back_is_judged_anew(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where another process has heard of the sign-out, or the assignment has ended."""
    monkeypatch.setattr(events, "LIFE", 0.0)
    monkeypatch.setattr(hub, "HEARTBEAT", 0.01)
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    with visitor.client.stream("GET", "/events", timeout=10) as answer:
        assert [line for line in answer.iter_lines() if line] == ["retry: 3000", ":"]
    site.clinic.engine.sessions.revoke(visitor.client.cookies["arende"])
    assert visitor.client.get("/events", follow_redirects=False).status_code == 303
    visitor.sign_in(site.clinic, NURSE)
    site.clinic.do(c.EndAssignment(assignment=NURSE.assignment), OPERATOR)
    assert visitor.client.get("/events", follow_redirects=False).status_code == 422


def test_nobody_listens_without_signing_in(site: Served) -> None:
    answer = httpx.get(site.base + "/events", follow_redirects=False)
    assert answer.status_code == 303
