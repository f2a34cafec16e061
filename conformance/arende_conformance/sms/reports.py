"""SMS clauses SMS-20 to SMS-23: what comes in from outside is doubted. Sending is in `sending`."""

from collections.abc import Mapping

from arende.ports.http import RawRequest

from ..bench import SmsBench
from ..clauses import clause, fail, same

VERIFY = "ports.sms.SmsProvider.verify: False unless that is shown"
PARSE = "ports.sms.SmsProvider.parse_report"
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


def raw(body: bytes, headers: Mapping[str, str] = FORM, method: str = "POST", query: str = "") -> RawRequest:
    """A request as anyone on the internet could make it."""
    url = f"https://clinic.example/callbacks/sms/x{query}"
    return RawRequest(method=method, url=url, headers=headers, body=body, remote="203.0.113.7")


FORGED = (
    raw(b"id=n-1&status=delivered"),
    raw(b'{"id":"n-1","status":"delivered"}', JSON),
    raw(b"", {}, "GET", "?id=n-1&status=delivered"),
    raw(b"id=n-1&status=delivered", FORM | {"authorization": "Basic Og==", "x-signature": ""}),
)
MALFORMED = (
    raw(b""),
    raw(b"\x00\xff\xfe"),
    raw(b"{", JSON),
    raw(b"[]", JSON),
    raw(b'{"id":[{}]}', JSON),
    raw(b"null", JSON),
    raw(b"=&&=%zz&id"),
    raw(b"<x>" * 2000, {"content-type": "text/xml"}),
    raw(b"", {}, "GET", "?"),
)


class ReportClauses:
    """Delivery reports."""

    @clause("SMS-20", "A request that carries no proof of coming from the provider is not verified.", source=VERIFY)
    def test_forged(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for number, request in enumerate(FORGED):
            same(provider.verify(request), False, f"the answer to forged request {number}")

    @clause("SMS-21", "To verify a malformed request is to answer False, not to raise.", source=VERIFY)
    def test_verify_malformed(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for number, request in enumerate(MALFORMED):
            try:
                answer = provider.verify(request)
            except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
                fail(f"verify raised {type(error).__name__} on malformed request {number}")
            same(answer, False, f"the answer to malformed request {number}")

    @clause("SMS-22", "A malformed report is a ValueError or reports nothing; nothing else is raised.", source=PARSE)
    def test_malformed(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for number, request in enumerate(MALFORMED):
            try:
                found = list(provider.parse_report(request))
            except ValueError:
                continue
            except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
                fail(f"parse_report raised {type(error).__name__} on malformed request {number}")
            same(found, [], f"what malformed request {number} reports")

    @clause("SMS-23", "Reading a report changes nothing: the same request reads the same again.", source=PARSE)
    def test_pure(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for request in (*FORGED, *MALFORMED):
            answers = []
            for _ in range(2):
                try:
                    answers.append(repr(list(provider.parse_report(request))))
                except Exception as error:  # noqa: BLE001 -- compared here; which ones are allowed is SMS-22
                    answers.append(type(error).__name__)
            same(answers[1], answers[0], "the second reading")
