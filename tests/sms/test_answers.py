"""What answers mean: tables before defaults, waits that are told, codes that quote nothing."""

from collections.abc import Mapping

import pytest
from arende.ports.calls import Reply
from arende.ports.sms import Rejected, Rejection, Uncertain
from arende_sms.answers import LONGEST_WAIT, Table, clean, json_object, refusal

TABLE = Table(
    codes={"21211": Rejection.RECIPIENT, "20503": Rejection.BUSY},
    words={"not enough credits": (Rejection.CREDENTIALS, "credits")},
    statuses={503: Rejection.BUSY},
)


def reply(status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status=status, headers=headers or {}, body=body)


@pytest.mark.parametrize(
    ("answer", "code", "outcome"),
    [
        (reply(400), "21211", Rejected(kind=Rejection.RECIPIENT, code="21211")),
        (reply(500), "20503", Rejected(kind=Rejection.BUSY, code="20503")),
        (reply(403, b"Not Enough Credits."), "", Rejected(kind=Rejection.CREDENTIALS, code="credits")),
        (reply(503), "", Rejected(kind=Rejection.BUSY, code="http_503")),
        (reply(400), "21999", Rejected(kind=Rejection.SENDER, code="21999")),
        (reply(500), "x 1", Uncertain(code="http_500")),
        (reply(429), "", Rejected(kind=Rejection.BUSY, code="http_429")),
        (reply(418), "", Rejected(kind=Rejection.SENDER, code="http_418")),
        (reply(599), "", Uncertain(code="http_599")),
    ],
)
def test_tables_come_before_defaults(answer: Reply, code: str, outcome: Rejected | Uncertain) -> None:
    assert refusal(answer, TABLE, code) == outcome


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "17"}, 17),
        ({"retry-after": "999999999"}, LONGEST_WAIT),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:10 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 10),
        ({"retry-after": "Wed, 21 Oct 2026 07:27:00 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 0),
        ({"retry-after": "Wed, 21 Oct 2020 07:27:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], wait: int | None) -> None:
    assert refusal(reply(429, headers=headers), TABLE) == Rejected(
        kind=Rejection.BUSY, code="http_429", retry_after=wait
    )


def test_only_a_busy_provider_is_waited_for() -> None:
    assert refusal(reply(401, headers={"retry-after": "5"}), TABLE) == Rejected(
        kind=Rejection.CREDENTIALS, code="http_401"
    )


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (21211, "21211"),
        ("syntax_invalid_json", "syntax_invalid_json"),
        ("+46701740605", ""),
        ("46701740605", ""),
        ("Du har fått", ""),
        ("x" * 41, ""),
        (True, ""),
        (None, ""),
        ({}, ""),
    ],
)
def test_codes_that_could_be_something_else_are_not_shown(code: object, shown: str) -> None:
    assert clean(code) == shown


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_none(body: bytes) -> None:
    assert json_object(reply(200, body)) is None
