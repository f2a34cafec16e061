"""A strict FHIR server in memory: transactions whole or not at all, conditional create and update, and search.

What a request must keep is checked first, and told by the status that a server gives: 415 for another media type, 400
for what is no transaction or refers to nothing, 412 for what matches several.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

from arende.ports.sms import SmsRequest

from .server import Got, Reply

Plain: TypeAlias = dict[str, object]
Stored: TypeAlias = dict[str, dict[str, Plain]]

BASE: Final = "/fhir"
JSON: Final = "application/fhir+json"
USER, KEY = "arende", "a-password-of-the-tests"


class Refused(Exception):
    """A status that ends the request."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class FhirSide:
    """What the server holds. `partial`: the last entry of a transaction fails so, in an answer that says 200."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self.stored: Stored = {}
        self.partial: int | None = None
        self.basic = ""
        self._lock = Lock()
        self._count = 0

    def secured(self) -> "FhirSide":
        """The same, for whoever has user and password."""
        self.basic = "Basic " + base64.b64encode(f"{USER}:{KEY}".encode()).decode()
        return self

    def all(self, kind: str) -> Sequence[Plain]:
        with self._lock:
            return list(self.stored.get(kind, {}).values())

    def answer(self, got: Got) -> Reply:
        if self.basic and got.headers.get("authorization") != self.basic:
            return told(401, {"resourceType": "OperationOutcome", "issue": []})
        try:
            with self._lock:
                return told(200, self._answer(got))
        except Refused as refused:
            return told(refused.status, {"resourceType": "OperationOutcome", "issue": []})

    def _answer(self, got: Got) -> Plain:
        parts = got.path.removeprefix(BASE).strip("/").split("/")
        match got.method, parts:
            case "POST", [""]:
                return self._transaction(got)
            case "POST", [kind, "_search"]:
                return self._search(kind, got)
            case "GET", [kind, id] if id in self.stored.get(kind, {}):
                return self.stored[kind][id]
        raise Refused(404)

    def _search(self, kind: str, got: Got) -> Plain:
        tokens = got.form.get("identifier", "")
        if not tokens:
            raise Refused(400)
        wanted = [one for one in tokens.replace("\\,", "\0").split(",") if one]
        found = [one for token in wanted for one in self._matching(kind, *pair(token.replace("\0", ",")))]
        return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": one} for one in found]}

    def _transaction(self, got: Got) -> Plain:
        if got.headers.get("content-type", "").partition(";")[0] != JSON:
            raise Refused(415)
        entries = entries_of(got.json)
        before = json.dumps(self.stored)
        try:
            ids = {str(one["fullUrl"]): self._place(one) for one in entries}
            if len(ids) != len(entries):
                raise Refused(400)
            answers = [self._carry_out(one, ids) for one in entries]
        except Refused:
            self.stored = json.loads(before)
            raise
        if self.partial is not None:
            kind, id = ids[str(entries[-1]["fullUrl"])]
            del self.stored[kind][id]
            answers[-1] = {"response": {"status": str(self.partial)}}
        return {"resourceType": "Bundle", "type": "transaction-response", "entry": answers}

    def _place(self, one: Plain) -> tuple[str, str]:
        """Type and id that the entry comes to have."""
        method, url, condition = request_of(one)
        kind, _, query = url.partition("?")
        kind, _, id = kind.partition("/")
        if id:
            return kind, id
        found = self._matching(kind, *pair(dict(parse_qsl(query or condition)).get("identifier", "")))
        if len(found) > 1:
            raise Refused(412)
        if method not in ("POST", "PUT"):
            raise Refused(400)
        self._count += 1
        return kind, str(found[0]["id"]) if found else f"r{self._count}"

    def _carry_out(self, one: Plain, ids: Mapping[str, tuple[str, str]]) -> Plain:
        kind, id = ids[str(one["fullUrl"])]
        resource, (method, _, _) = one["resource"], request_of(one)
        if not isinstance(resource, dict) or resource.get("resourceType") != kind:
            raise Refused(422)
        there = self.stored.setdefault(kind, {})
        known = id in there
        if not (known and method == "POST"):
            there[id] = {**as_object(resolved(resource, ids)), "id": id}
        return {"response": {"status": "200 OK" if known else "201 Created", "location": f"{kind}/{id}/_history/1"}}

    def _matching(self, kind: str, system: str, value: str) -> Sequence[Plain]:
        if not system or not value:
            raise Refused(400)
        return [one for one in self.stored.get(kind, {}).values() if (system, value) in identifiers(one)]


def told(status: int, content: Plain) -> Reply:
    body = json.dumps(content, ensure_ascii=False).encode()
    return Reply(status=status, body=body, headers={"content-type": JSON})


def entries_of(found: Mapping[str, object]) -> Sequence[Plain]:
    listed = found.get("entry")
    if found.get("resourceType") != "Bundle" or found.get("type") != "transaction" or not isinstance(listed, list):
        raise Refused(400)
    return [as_object(one) for one in listed]


def request_of(one: Plain) -> tuple[str, str, str]:
    """Method, URL and condition of an entry."""
    request = as_object(one.get("request"))
    return str(request.get("method")), str(request.get("url")), str(request.get("ifNoneExist", ""))


def as_object(found: object) -> Plain:
    if not isinstance(found, dict):
        raise Refused(400)
    return {str(name): value for name, value in found.items()}


def pair(token: str) -> tuple[str, str]:
    system, _, value = token.partition("|")
    return system, value


def identifiers(resource: Plain) -> Iterator[tuple[object, object]]:
    found = resource.get("identifier")
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, dict):
            yield one.get("system"), one.get("value")


def resolved(value: object, ids: Mapping[str, tuple[str, str]]) -> object:
    """With the server's own references; 400 for one that leads nowhere."""
    if isinstance(value, dict):
        return {str(name): resolved(part, ids) for name, part in value.items()}
    if isinstance(value, list):
        return [resolved(part, ids) for part in value]
    if isinstance(value, str) and value.startswith("urn:uuid:"):
        if value not in ids:
            raise Refused(400)
        return "/".join(ids[value])
    return value
