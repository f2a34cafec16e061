"""`arende outbox`: what waits to be carried out, of every care provider; tried now, or dropped. No body is shown."""

from collections.abc import Iterator, Mapping
from itertools import islice

from ...domain.actor import Operator
from ...domain.effects import SendExport
from ...domain.notice.model import Try
from ...engine import Engine
from ...engine.last_tries import last_tries
from ...engine.outcomes import is_dead
from ...engine.shards import providers
from ...engine.system import operator_name
from ...ports.records import OutboxItem, Shard
from ...ports.times import from_micros
from ...wire.cursor import decode_cursor, encode_cursor
from ...wire.outbox import EXPORT, UnknownEffect, decode_effect
from ..context import Session
from ..faults import Refused
from ..given import got
from ..output import emit, say, table, words
from ..plain import plain
from ..shown import show_list
from ..sms_texts import last_try, last_try_text
from ..spoken import Branch, argument, option, spoken
from ..words import heading, moment
from .shared import paged

AT_A_TIME = 500
HERE = "arende.cli.commands.outbox"
COMMANDS = {"list": "listing", "retry": "retry", "drop": "drop", "pause": "pause", "resume": "resume"}
group = Branch("outbox", {name: f"{HERE}:{function}" for name, function in COMMANDS.items()})
PLACE = (argument("provider", "PROVIDER"), argument("id", "ID"))


@spoken("outbox list", *paged(), option("--dead", is_flag=True, default=False))
def listing(session: Session, after: str | None, limit: int, dead: bool) -> None:
    with session.engine() as engine:
        found = waiting(engine, after, limit + 1, dead=dead)
        tries = last_tries(engine.queries, found[:limit])
        stopped = {shard: engine.pausing.paused(shard) for shard in {item.shard for item in found}}
    items, more = found[:limit], len(found) > limit
    following = encode_cursor(items[-1].shard, items[-1].id) if more else None
    if session.json:
        documents = [document(item, tries.get(item.id), paused=is_paused(item, stopped)) for item in items]
        emit({"items": documents, "next": following})
        return
    names = ("kind", "due", "attempt", "last_try", "stream", "id")
    rows = [
        [
            one.kind,
            due(session, one, paused=is_paused(one, stopped)),
            str(abs(one.attempt)),
            session.text(last_try_text(tries.get(one.id))),
            one.stream,
            one.id,
        ]
        for one in items
    ]
    shown = table([heading(name, session.lang) for name in names], rows, whole=[4, 5])
    show_list(session, shown, len(rows), following, ("Inget väntar.", "Nothing waits."))


def waiting(engine: Engine, after: str | None, limit: int, *, dead: bool) -> list[OutboxItem]:
    """Items by care provider and id, after the cursor. Raises Refused for what is no cursor."""
    from ...domain.refusals import InputInvalid
    from ...engine.reading import NO_CURSOR

    place = None if after is None else decode_cursor(after)
    if after is not None and place is None:
        raise Refused(InputInvalid("after", *NO_CURSOR))
    at, last = ("", None) if place is None else (str(place[0]), place[1])
    found: list[OutboxItem] = []
    for shard in providers(engine.storage):
        if shard >= at and len(found) < limit:
            found += islice(of_provider(engine, shard, last if shard == at else None, dead=dead), limit - len(found))
    return found


def of_provider(engine: Engine, shard: Shard, after: str | None, *, dead: bool) -> Iterator[OutboxItem]:
    while items := engine.storage.outbox(shard, after, AT_A_TIME):
        yield from (item for item in items if is_dead(item) or not dead)
        after = items[-1].id


@spoken("outbox retry", *PLACE)
def retry(session: Session, provider: str, id: str) -> None:
    with session.engine() as engine:
        got(engine.hands.retry(Shard(provider), id, Operator(operator_name())))
    told(session, id, ("Försöks nu, av arende worker", "Tried now, by arende worker"))


@spoken("outbox drop", *PLACE, option("--reason", "because", metavar="TEXT", required=True))
def drop(session: Session, provider: str, id: str, because: str) -> None:
    with session.engine() as engine:
        got(engine.hands.drop(Shard(provider), id, because, Operator(operator_name())))
    told(session, id, ("Stryks nu, av arende worker", "Dropped now, by arende worker"))


@spoken("outbox pause", argument("name", "NAME"))
def pause(session: Session, name: str) -> None:
    with session.engine() as engine:
        got(engine.pausing.pause(name, Operator(operator_name())))
    told(session, name, ("Pausad: inget skickas dit förrän arende outbox resume", "Paused until arende outbox resume"))


@spoken("outbox resume", argument("name", "NAME"))
def resume(session: Session, name: str) -> None:
    with session.engine() as engine:
        got(engine.pausing.resume(name, Operator(operator_name())))
    told(session, name, ("Igång igen: det som väntar skickas inom en minut", "Going again, within a minute"))


def is_paused(item: OutboxItem, stopped: Mapping[Shard, frozenset[str]]) -> bool:
    """Whether it waits for an exporter that is paused."""
    if item.kind != EXPORT or is_dead(item):
        return False
    try:
        effect = decode_effect(item.kind, item.body)
    except UnknownEffect:
        return False
    return isinstance(effect, SendExport) and effect.exporter in stopped[item.shard]


def told(session: Session, id: str, said: tuple[str, str]) -> None:
    if session.json:
        emit({"id": id})
    else:
        say(words(f"{session.text(said)}: {id}"))


def due(session: Session, item: OutboxItem, *, paused: bool) -> str:
    """When it is tried; a dead letter never is by itself, nor what its exporter is paused for."""
    if paused:
        return session.text(("pausad", "paused"))
    return session.text(("dött brev", "dead letter")) if is_dead(item) else moment(from_micros(item.not_before))


def document(item: OutboxItem, tried: Try | None, *, paused: bool) -> dict[str, object]:
    return {
        "id": item.id,
        "provider": item.shard,
        "kind": item.kind,
        "stream": item.stream,
        "not_before": plain(from_micros(item.not_before)),
        "created": plain(from_micros(item.created)),
        "attempt": abs(item.attempt),
        "dead": is_dead(item),
        "paused": paused,
        "last_try": None if tried is None else last_try(tried),
    }
