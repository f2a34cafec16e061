"""`arende audit`: the access log verified, sealed, reported, sampled and exported. The work is `engine.audit`'s."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import click

from ...domain.actor import Actor, RepresentativeActor
from ...domain.ids import PersonId, ProviderId
from ...engine import Engine
from ...engine.audit import FileAnchor, Period, rotate_key
from ...engine.audit.samples import Outcome, SampleState
from ...ports.anchor import AnchorError
from ...ports.times import from_micros
from ..context import Session
from ..faults import Problem, Told
from ..given import got, person_id, provider_for
from ..output import emit, note, progress, say, table, warn, words
from ..spoken import Branch, argument, option, spoken
from ..usage import Misuse
from ..words import ZONE, moment
from .shared import AS

T = TypeVar("T")
HERE: Final = "arende.cli.commands.audit"
NAMES: Final = ("verify", "seal", "key", "report", "sample", "samples", "record", "export")
PROVIDER: Final = option("--provider", metavar="PROVIDER")
FROM: Final = option("--from", "start", metavar="DATE", required=True)
TO: Final = option("--to", "end", metavar="DATE", required=True)
OUTCOMES: Final = {"nothing": Outcome.NOTHING, "follow-up": Outcome.FOLLOW_UP}
SHOWN: Final = 50
"""Faults that people are shown; JSON holds them all."""

group = Branch("audit", {name: f"{HERE}:{name}" for name in NAMES})


@spoken("audit verify", option("--anchor", metavar="FILE"))
def verify(session: Session, anchor: str | None) -> int:
    with session.engine() as engine, progress(session, ("Kontrollerar", "Verifying")) as advance:
        at = FileAnchor(Path(anchor)) if anchor else engine.audit.anchor
        found = engine.audit.verify(at, lambda count: advance(count, None))
    faults = [fault.sentence(session.lang) for fault in found.faults]
    unseen = [one.sentence(session.lang) for one in found.cannot_see]
    document: dict[str, object] = {
        "id": "audit.verify",
        "seals": found.seals,
        "sealed": found.sealed,
        "waiting": found.waiting,
        "faults": [
            {"provider": fault.shard, "what": fault.what.value, "name": fault.name, "message": message}
            for fault, message in zip(found.faults, faults, strict=True)
        ],
        "cannot_see": [
            {"what": one.blind.value, "message": message} for one, message in zip(found.cannot_see, unseen, strict=True)
        ],
    }
    pair = (f"{len(faults)} fel i åtkomstloggen.", f"{len(faults)} faults in the access log.")
    more = [session.text((f"… och {len(faults) - SHOWN} till", f"… and {len(faults) - SHOWN} more"))]
    details = faults[:SHOWN] + (more if len(faults) > SHOWN else [])
    problem = Problem("audit.faults", session.text(pair), details=details)
    if session.json:
        emit({**document, **(problem.plain() if faults else {})})
        return 1 if faults else 0
    if faults:
        warn(session, problem)
    else:
        sv = f"Loggen stämmer: {found.sealed} poster i {found.seals} förseglingar."
        say(words(session.text((sv, f"The log holds: {found.sealed} things in {found.seals} seals."))))
    for sentence in unseen:
        say(words(f"• {sentence}"))
    return 1 if faults else 0


@spoken("audit seal")
def seal(session: Session) -> None:
    with session.engine() as engine:
        count = anchored(engine.audit.seal_once)
    if session.json:
        emit({"id": "audit.seal", "sealed": count})
    else:
        say(words(session.text((f"{count} poster förseglade.", f"{count} things sealed."))))


@spoken("audit key", option("--rotate", is_flag=True, default=False))
def key(session: Session, rotate: bool) -> None:
    with session.engine() as engine:
        file = engine.audit.key_file
        if rotate and file is not None:
            rotate_key(file)
        else:
            file = engine.audit.make_key()
    if session.json:
        emit({"id": "audit.key", "file": str(file)})
        return
    sv = f"Nyckeln ligger i {file}. Spara en kopia på en annan plats än databasen."
    say(words(session.text((sv, f"The key lies in {file}. Keep a copy in another place than the database."))))


@spoken(
    "audit report",
    AS,
    argument("patient", "NUMBER", required=False),
    option("--guardian", metavar="NUMBER"),
    option("--whole", is_flag=True, default=False),
)
def report(session: Session, as_: str | None, patient: str | None, guardian: str | None, whole: bool) -> None:
    actor = session.actor(as_)
    if patient is None and isinstance(actor, RepresentativeActor):
        patient = actor.person
    if patient is None:
        raise Misuse("Ange patienten: id, personnummer eller -", "Give the patient: id, number or -", "patient")
    with session.engine() as engine:
        of = PersonId(person_id(session, engine, actor, patient, "patient"))
        to = None if guardian is None else PersonId(person_id(session, engine, actor, guardian, "guardian"))
        made = got(engine.audit.report(actor, of, for_guardian=to, whole=whole, lang=session.lang))
    if not session.json:
        say(words(made.text()))
        return
    rows = [
        {"at": row.at.isoformat(), "who": row.who, "what": row.what, "thing": row.thing, "purpose": row.purpose}
        for row in made.rows
    ]
    emit({"id": made.patient, "name": made.name, "made": made.made.isoformat(), "items": rows})


@spoken(
    "audit sample",
    AS,
    PROVIDER,
    FROM,
    TO,
    option("--count", metavar="NUMBER", type=click.IntRange(1, 1000), default=20),
    option("--seed", metavar="NUMBER", type=click.IntRange(0)),
)
def sample(
    session: Session, as_: str | None, provider: str | None, start: str, end: str, count: int, seed: int | None
) -> None:
    actor, period = session.actor(as_), period_of(start, end)
    with session.engine() as engine:
        made = got(engine.audit.sample(actor, provider_of(engine, actor, provider), period, count, seed))
    if session.json:
        items = [
            {
                "id": line.key,
                "at": from_micros(line.at).isoformat(),
                "who": line.who,
                "unit": line.unit,
                "purpose": line.purpose,
                "action": line.action,
                "about": line.ref,
                "patients": list(line.patients),
            }
            for line in made.lines
        ]
        emit({"id": made.id, "seed": made.seed, "of": made.of, "items": items})
        return
    headings = [
        session.text(pair) for pair in (("Tid", "Time"), ("Vem", "Who"), ("Vad", "What"), ("Patient", "Patient"))
    ]
    rows = [
        [moment(from_micros(line.at)), line.who, f"{line.action} ({line.purpose})", "\n".join(line.patients)]
        for line in made.lines
    ]
    say(table(headings, rows, whole=(1, 3)))
    sv = f"Stickprov {made.id}: {len(made.lines)} av {made.of} poster. Skriv in utfallet: arende audit record {made.id}"
    en = f"Sample {made.id}: {len(made.lines)} of {made.of} things. Record the outcome: arende audit record {made.id}"
    say(words(session.text((sv, en))))


@spoken("audit samples", AS, PROVIDER)
def samples(session: Session, as_: str | None, provider: str | None) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        page = got(engine.audit.samples(actor, provider_of(engine, actor, provider)))
    if session.json:
        emit({"items": [plain(state) for state in page.items], "next": None})
        return
    headings = [
        session.text(pair) for pair in (("Id", "Id"), ("Draget", "Drawn"), ("Antal", "Count"), ("Utfall", "Outcome"))
    ]
    rows = [
        [state.id, moment(from_micros(state.drawn)), f"{len(state.keys)}/{state.of}", state.outcome or "–"]
        for state in page.items
    ]
    say(table(headings, rows, whole=(0,)))


@spoken(
    "audit record",
    AS,
    PROVIDER,
    argument("sample", "ID"),
    option("--outcome", metavar="nothing|follow-up", type=click.Choice(list(OUTCOMES)), required=True),
    option("--note", metavar="TEXT"),
)
def record(
    session: Session, as_: str | None, provider: str | None, sample: str, outcome: str, note: str | None
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        at = provider_of(engine, actor, provider)
        state = got(engine.audit.record_sample(actor, at, sample, OUTCOMES[outcome], note or ""))
    if session.json:
        emit(plain(state))
    else:
        say(words(session.text((f"Utfallet är inskrivet: {state.outcome}.", f"The outcome is recorded: {outcome}."))))


@spoken("audit export", AS, PROVIDER, FROM, TO)
def export(session: Session, as_: str | None, provider: str | None, start: str, end: str) -> None:
    actor, period = session.actor(as_), period_of(start, end)
    count = 0
    with session.engine() as engine:
        at = provider_of(engine, actor, provider)
        page = got(engine.audit.export(actor, at, period))
        while True:
            for log in page.items:
                print(json.dumps(log, ensure_ascii=False), file=sys.stdout)
            count += len(page.items)
            if page.next is None:
                break
            page = got(engine.audit.export(actor, at, period, after=page.next))
    note(session, (f"{count} rader.", f"{count} lines."))


def plain(state: SampleState) -> dict[str, object]:
    return {
        "id": state.id,
        "drawn": from_micros(state.drawn).isoformat(),
        "by": state.by,
        "of": state.of,
        "things": list(state.keys),
        "outcome": state.outcome,
        "note": state.note,
    }


def provider_of(engine: Engine, actor: Actor, named: str | None) -> ProviderId:
    """The provider whose log it is. Raises Misuse where that must be told."""
    found = provider_for(engine, actor, named)
    if found is None:
        raise Misuse(
            "Ange --provider: databasen har flera vårdgivare", "Give --provider: there are several", "provider"
        )
    return found


def period_of(start: str, end: str) -> Period:
    """Whole days, Swedish time, the last of them not included. Raises Misuse."""
    try:
        days = [date.fromisoformat(text.strip()) for text in (start, end)]
    except ValueError:
        raise Misuse("Dagar skrivs 2026-11-01", "Days are written 2026-11-01", "from") from None
    if days[0] >= days[1]:
        raise Misuse("--to ska vara efter --from", "--to must be after --from", "to")
    first, last = (datetime.combine(day, time(0), ZoneInfo(ZONE)) for day in days)
    return Period(first, last)


def anchored(work: Callable[[], T]) -> T:
    """Sealing is done even where the anchor fails; that it failed is told."""
    try:
        return work()
    except AnchorError as error:
        raise Told(
            "audit.anchor", f"{error} Loggen är förseglad ändå.", f"{error} (The log is sealed all the same.)"
        ) from None
