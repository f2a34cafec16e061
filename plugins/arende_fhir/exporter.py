"""Exports a case version as one transaction, and reads back whether it is kept. What answers mean, `answers` says.

Nothing is logged: neither body, nor address, nor what the server quotes. Personal data stands in bodies only, so what
is read back is asked for by `_search` with a form.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from arende.ports.calls import CallFailed, NoReply, NotSent, Reply
from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain
from arende.ports.journal import JournalEntry

from .answers import by_status, outcome, waiting
from .bundle import bundle, own
from .form import encode
from .r4 import Bundle, Identifier, Resource
from .sign_in import FORM, SignIn, SignInFailed, plain
from .systems import Systems
from .web import Web

JSON: Final = {"content-type": "application/fhir+json; charset=utf-8", "accept": "application/fhir+json"}
SEARCHED: Final = {**FORM, "accept": "application/fhir+json"}
TOGETHER: Final = 20
"""Identifiers of one search."""
ENDED: Final = ("Encounter", "Communication", "DocumentReference", "Composition")
"""Resources whose status is compared when they are read back."""


class FhirExporter:
    """One server. Safe from several threads."""

    def __init__(self, base: str, web: Web, sign_in: SignIn, systems: Systems) -> None:
        self._base = base
        self._web = web
        self._sign_in = sign_in
        self._systems = systems

    def export(self, entry: JournalEntry) -> ExportOutcome:
        """Exported, with the server's name of the contact, when every entry of the transaction is kept."""
        try:
            made = bundle(entry, self._systems)
            body = encode(made)
        except ValueError:
            return ExportFailed(code="content", again=False)
        try:
            return outcome(self._call("POST", self._base, JSON, body), len(made["entry"]), entry.id)
        except NotSent as fault:
            return ExportFailed(code=fault.code, again=True)
        except NoReply as fault:
            return ExportUncertain(code=fault.code)
        except SignInFailed as fault:
            return ExportFailed(code=fault.code, again=fault.again)

    def close(self) -> None:
        self._web.close()

    def _call(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """The answer; with a new token where the old one is refused. Raises NotSent, NoReply, SignInFailed."""
        reply = self._web.call(method, url, {**headers, **self._sign_in.headers()}, body)
        if reply.status == 401 and self._sign_in.renews:
            self._sign_in.forget()
            reply = self._web.call(method, url, {**headers, **self._sign_in.headers()}, body)
        return reply


class ConfirmingExporter(FhirExporter):
    """One that reads back, too."""

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        """Every resource is there once, with the status that it was given. Nothing is written."""
        try:
            made = bundle(entry, self._systems)
            return self._read_back(made)
        except ValueError:
            return ExportFailed(code="content", again=False)
        except CallFailed as fault:
            return ExportUncertain(code=fault.code)
        except SignInFailed as fault:
            return ExportFailed(code=fault.code, again=fault.again)

    def _read_back(self, made: Bundle) -> ExportOutcome:
        contact = ""
        for kind, wanted in by_kind(made):
            if kind == "Provenance":
                fault = self._provenance(wanted)
            else:
                found = self._found(kind, wanted)
                if not isinstance(found, Sequence):
                    return found
                fault = lacking(kind, wanted, found)
                if kind == "Encounter" and not fault:
                    contact = f"Encounter/{found[0].get('id', '')}"
            if fault is not None:
                return fault
        return Exported(reference=contact, confirmed=True)

    def _provenance(self, wanted: Sequence[Resource]) -> ExportOutcome | None:
        for one in wanted:
            if one["resourceType"] == "Provenance":
                reply = self._call("GET", f"{self._base}/Provenance/{one['id']}", {"accept": JSON["accept"]})
                if reply.status == 404:
                    return ExportFailed(code="missing_provenance", again=True)
                if reply.status != 200:
                    return by_status(reply.status, waiting(reply))
        return None

    def _found(self, kind: str, wanted: Sequence[Resource]) -> Sequence[Mapping[str, object]] | ExportOutcome:
        """What the server has of them, in the order in which it tells."""
        found: list[Mapping[str, object]] = []
        for start in range(0, len(wanted), TOGETHER):
            asked = ",".join(token(own(one)) for one in wanted[start : start + TOGETHER])
            form = urlencode({"identifier": asked, "_count": str(TOGETHER * 4)}).encode()
            reply = self._call("POST", f"{self._base}/{kind}/_search", SEARCHED, form)
            if reply.status != 200:
                return by_status(reply.status, waiting(reply))
            found += matches(plain(reply), kind)
        return found


def by_kind(made: Bundle) -> Iterator[tuple[str, Sequence[Resource]]]:
    resources = [entry["resource"] for entry in made["entry"]]
    for kind, several in groupby(resources, key=lambda one: one["resourceType"]):
        yield kind, list(several)


def token(identifier: Identifier) -> str:
    """As a search has it; what parts tokens is escaped."""
    text = identifier["value"].replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$")
    return f"{identifier['system']}|{text}"


def matches(found: Mapping[str, object], kind: str) -> Iterator[Mapping[str, object]]:
    listed = found.get("entry")
    for one in listed if isinstance(listed, list) else ():
        resource = one.get("resource") if isinstance(one, dict) else None
        if isinstance(resource, dict) and resource.get("resourceType") == kind:
            yield resource


def lacking(kind: str, wanted: Sequence[Resource], found: Sequence[Mapping[str, object]]) -> ExportFailed | None:
    """What is not there, there twice, or not as it was sent."""
    for one in wanted:
        identifier = own(one)
        there = [resource for resource in found if known_by(resource, identifier)]
        if not there:
            return ExportFailed(code=f"missing_{kind.lower()}", again=True)
        if len(there) > 1:
            return ExportFailed(code="several_matches", again=False)
        if kind in ENDED and there[0].get("status") != one.get("status"):
            return ExportFailed(code=f"outdated_{kind.lower()}", again=True)
    return None


def known_by(resource: Mapping[str, object], identifier: Identifier) -> bool:
    """Whether it has the identifier, among others and however else it is described."""
    found = resource.get("identifier")
    several = found if isinstance(found, list) else [found]
    wanted = (identifier["system"], identifier["value"])
    return any(isinstance(one, dict) and (one.get("system"), one.get("value")) == wanted for one in several)
