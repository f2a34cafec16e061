"""A file of JSON lines to commands that fill the directory: read whole, each fault named by line and path. No I/O.

One object a line, its `type` one of those in `TYPES`; other fields are the command's, and `id` is the full id
(`<shard>.<local>`; a provider's is its shard) of what the line is about. ::

    {"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"}
    {"type": "unit", "id": "SE1.vc", "name": "Vårdcentralen", "zone": "Europe/Stockholm", "days": 3,
     "reopen_days": 30}
    {"type": "role", "id": "SE1.ssk", "name": "Sjuksköterska"}
    {"type": "staff", "id": "SE1.siv", "name": "Siv Provsson", "display_name": "Siv"}
    {"type": "assignment", "id": "SE1.a1", "staff": "SE1.siv", "role": "SE1.ssk", "unit": "SE1.vc", "sees_unit": true}
    {"type": "assignment_end", "id": "SE1.a0"}
    {"type": "template", "id": "SE1.svar", "name": "Provsvar", "text": "Ditt prov: {värde}", "unit": "SE1.vc"}
    {"type": "reason", "id": "SE1.hosta", "title": "Hosta", "unit": "SE1.vc", "days": "14", "for_patients": true}
    {"type": "person", "provider": "SE1", "identifier": "19800107-2381", "name": "Anton", "phone": "070-174 06 05"}
    {"type": "sms_consent", "provider": "SE1", "person": "…", "given": true, "source": "…", "day": "2026-01-31"}
    {"type": "guardianship", "provider": "SE1", "child": "…", "guardian": "…", "source": "…", "verified": "2026-01-31"}
    {"type": "guardianship_end", "provider": "SE1", "child": "…", "guardian": "…", "ended": "2026-01-31"}

Lines may stand in any order; they are given back in the order in which things need each other. What a line refers to
may stand in the file or in the database: that, and texts and lengths, the engine settles by `decide`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

import orjson
from attrs import field, frozen

from arende.domain.commands import (
    Command,
    EndAssignment,
    RegisterAssignment,
    RegisterPerson,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterTemplate,
    RegisterUnit,
)
from arende.domain.ids import ProviderId
from arende.domain.person import Fault, Identifier
from arende.domain.refusal_texts import sentence
from arende.domain.refusals import IdentifierInvalid
from arende.domain.text import faulty_id, faulty_shard

from .commands import read_identifier, read_typed
from .converter import PROBLEMS, WireError, structure, unstructure


@frozen(kw_only=True)
class GuardianshipLine:
    """Custody between two persons named by identifier, within a provider: the engine finds the persons."""

    provider: ProviderId
    child: Identifier = field(repr=False)
    guardian: Identifier = field(repr=False)
    source: str
    verified: date
    until: date | None = None


@frozen(kw_only=True)
class GuardianshipEndLine:
    """Custody that has ended: `ended` is the first day without it."""

    provider: ProviderId
    child: Identifier = field(repr=False)
    guardian: Identifier = field(repr=False)
    ended: date


@frozen(kw_only=True)
class ConsentLine:
    """What a person named by identifier has said about SMS: yes, or no more of them."""

    provider: ProviderId
    person: Identifier = field(repr=False)
    given: bool
    source: str
    day: date


Content: TypeAlias = Command | GuardianshipLine | GuardianshipEndLine | ConsentLine


@frozen
class ImportLine:
    """A good line: its number from 1, and what it says."""

    number: int
    content: Content


@frozen
class LineFault:
    """A fault: the line's number from 1, the path in it (empty: the whole line), and the problem in two languages."""

    number: int
    path: str
    problem_sv: str
    problem_en: str


TYPES: Final[Mapping[str, tuple[type[Content], str]]] = {
    "provider": (RegisterProvider, "provider"),
    "unit": (RegisterUnit, "unit"),
    "role": (RegisterRole, "role"),
    "staff": (RegisterStaff, "staff"),
    "assignment": (RegisterAssignment, "assignment"),
    "assignment_end": (EndAssignment, "assignment"),
    "template": (RegisterTemplate, "template"),
    "reason": (RegisterReason, "reason"),
    "person": (RegisterPerson, ""),
    "guardianship": (GuardianshipLine, ""),
    "guardianship_end": (GuardianshipEndLine, ""),
    "sms_consent": (ConsentLine, ""),
}
"""By `type`, in the order of what needs what: the command, and the field of it that `id` is."""

REFERENCES: Final = ("staff", "role", "unit", "assignment", "template")
ORDER: Final[dict[type[object], int]] = {c: list(TYPES).index(n.removesuffix("_end")) for n, (c, _) in TYPES.items()}
"""What begins and what ends is of the same place: between the two, the order of the lines counts."""
PROTECTED: Final = b'"protected"'
BOM: Final = b"\xef\xbb\xbf"
NO_TYPE: Final = (f"ska vara ett av {', '.join(TYPES)}", f"must be one of {', '.join(TYPES)}")

NOT_JSON: Final = ("är inte ett JSON-objekt på en rad", "is not one JSON object on a line")
TOLD_TWICE: Final = ("står flera gånger på raden", "stands several times on the line")
BAD_ID: Final = (
    "är inget id; skriv <vårdgivare>.<eget id> med A–Z, a–z, 0–9 och bindestreck",
    "is no id; write <care provider>.<own id> with A–Z, a–z, 0–9 and hyphens",
)
TWICE: Final = (
    "finns redan på rad {first} med annat innehåll; behåll en av raderna",
    "stands on line {first} already with other content; keep one of the lines",
)
WRONG_PROVIDER: Final = (
    "hör till en annan vårdgivare än radens id",
    "belongs to another care provider than the line's id",
)


class Faulty(Exception):
    """A line that says nothing usable: (path, (Swedish, English)) for each fault."""

    def __init__(self, *faults: tuple[str, tuple[str, str]]) -> None:
        super().__init__("the line is faulty")
        self.faults = faults


def read_lines(lines: Iterable[bytes], today: date) -> tuple[Sequence[ImportLine], Sequence[LineFault]]:
    """The whole file: what its good lines say, and every fault. Where there are faults, nothing should be written."""
    good: list[ImportLine] = []
    faults: list[LineFault] = []
    seen: dict[tuple[str, ...], ImportLine] = {}
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(BOM) if number == 1 else line
        if not text.strip():
            continue
        try:
            read = ImportLine(number, content_of(text, today))
            first = seen.setdefault(key_of(read.content), read)
            if first.content != read.content:
                path = path_of(read.content)
                raise Faulty((path, (TWICE[0].format(first=first.number), TWICE[1].format(first=first.number))))
            good.append(read)
        except Faulty as faulty:
            faults += [LineFault(number, path, sv, en) for path, (sv, en) in faulty.faults]
    return sorted(good, key=lambda each: ORDER[type(each.content)]), faults


TYPES_BY_CLASS: Final = {
    **{cls: "id" for cls, _ in TYPES.values()},
    RegisterPerson: "identifier",
    GuardianshipLine: "child",
    GuardianshipEndLine: "child",
    ConsentLine: "person",
}
"""Where a line of that class says what it is about."""


def path_of(content: Content) -> str:
    """Where in a line it stands what the line is about."""
    return TYPES_BY_CLASS[type(content)]


def content_of(text: bytes, today: date) -> Content:
    """What one line says. Raises Faulty."""
    try:
        plain: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Faulty(("", NOT_JSON)) from None
    if not isinstance(plain, dict):
        raise Faulty(("", NOT_JSON))
    if len(words_on_protection(text)) > 1:
        raise Faulty(("protected", TOLD_TWICE))
    if "type" not in plain:
        raise Faulty(("type", PROBLEMS["missing"]))
    known = TYPES.get(plain["type"]) if isinstance(plain["type"], str) else None
    if known is None:
        raise Faulty(("type", NO_TYPE))
    cls, own = known
    fields = {key: value for key, value in plain.items() if key != "type"}
    if own and own in fields:
        raise Faulty((own, PROBLEMS["unknown"]))
    if own and "id" in fields:
        fields[own] = fields.pop("id")
    typed = read_typed(fields, today)
    if typed is not None:
        raise Faulty((typed.field, (sentence(typed, "sv"), sentence(typed, "en"))))
    read_identifiers(fields, NAMED.get(cls, ()), today)
    try:
        content = structure(fields, cls)
    except WireError as error:
        named = [("id" if flaw.path == own else flaw.path, PROBLEMS[flaw.problem]) for flaw in error.faults]
        raise Faulty(*named) from None
    check_ids(fields, own)
    return content


def words_on_protection(text: bytes) -> Sequence[object]:
    """All that a JSON object says of `protected`: of a name that stands twice, whoever reads it picks one."""
    if text.count(PROTECTED) < 2:
        return ()
    try:
        pairs: object = json.loads(text, object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return ()
    found = pairs if isinstance(pairs, tuple) else ()
    return [value for name, value in found if name == "protected"]


NAMED: Final[Mapping[type[Content], tuple[str, ...]]] = {
    GuardianshipLine: ("child", "guardian"),
    GuardianshipEndLine: ("child", "guardian"),
    ConsentLine: ("person",),
}
"""Fields that name a person by identifier."""


def read_identifiers(fields: dict[str, object], names: tuple[str, ...], today: date) -> None:
    """Persons as they are written. Raises Faulty."""
    for name in names:
        found = read_identifier(fields.get(name), today)
        if isinstance(found, Fault):
            refusal = IdentifierInvalid(found)
            raise Faulty((name, (sentence(refusal, "sv"), sentence(refusal, "en"))))
        if found is not None:
            fields[name] = unstructure(found)


def check_ids(fields: Mapping[str, object], own: str) -> None:
    """Ids must be ids, and all of a line within one care provider. Raises Faulty."""
    subject = str(fields[own] if own else fields["provider"])
    at_provider = own in ("", "provider")
    if (faulty_shard if at_provider else faulty_id)(own, subject) is not None:
        raise Faulty(("id" if own else "provider", BAD_ID))
    for name in REFERENCES:
        id = fields.get(name)
        if name == own or not isinstance(id, str):
            continue
        if faulty_id(name, id) is not None:
            raise Faulty((name, BAD_ID))
        if id.partition(".")[0] != subject.partition(".")[0]:
            raise Faulty((name, WRONG_PROVIDER))


def ends(content: object) -> bool:
    """Whether a line says that something ends."""
    return isinstance(content, EndAssignment | GuardianshipEndLine)


def key_of(content: Content) -> tuple[str, ...]:
    """What a line is about, and of what sort that is: of two lines of one file with the same key, both must say the
    same. That something ends is about the same thing as that it is.
    """
    match content:
        case GuardianshipLine() | GuardianshipEndLine():
            return ("guardianship", content.provider, named(content.child), named(content.guardian))
        case ConsentLine(provider=provider, person=person):
            return ("sms_consent", provider, named(person))
        case RegisterPerson(provider=provider, identifier=identifier):
            return ("person", provider, named(identifier))
        case RegisterAssignment(assignment=id) | EndAssignment(assignment=id):
            return ("assignment", id)
        case _:
            plain = unstructure(content)
            name, own = SORTS[type(content)]
            return (name, str(plain[own]))


def named(identifier: Identifier) -> str:
    return f"{identifier.system}:{identifier.value}"


SORTS: Final = {cls: (name, own) for name, (cls, own) in TYPES.items()}
