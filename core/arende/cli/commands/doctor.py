"""`arende doctor`: what is configured, what answers, what is missing. It looks and says; it mends nothing."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from functools import partial
from os import environ
from typing import Final, Literal, TypeAlias, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...domain.actor import Operator
from ...domain.ids import ProviderId
from ...domain.notice_texts import HINDRANCES
from ...engine import Settings, SettingsFaults
from ...engine.adapters import open_exporters, open_sms, open_storage, open_subscribers, open_ways
from ...engine.last_tries import faulty_tries
from ...engine.outcomes import is_dead
from ...engine.plugins import Registries, load
from ...engine.queries import Queries
from ...engine.reach import Reach, reach
from ...engine.settings import FILE
from ...engine.shards import providers
from ...engine.system import SystemClock, operator_name
from ...ports.storage import Storage
from ...ports.times import to_micros
from ..context import STORAGE, Session
from ..faults import Problem, problem_of
from ..given import got
from ..output import emit, say, words
from ..spoken import spoken
from ..words import ZONE
from .doctor_feeds import directory
from .schema import pending

T = TypeVar("T")
State: TypeAlias = Literal["ok", "note", "broken"]
Pair: TypeAlias = tuple[str, str]
SIGNS: Final = {"ok": ("✓", "green"), "note": ("•", "yellow"), "broken": ("✗", "red")}


class Checks:
    """What has been found, in order."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.found: list[dict[str, str]] = []

    def add(self, id: str, state: State, said: Pair) -> None:
        self.found.append({"id": id, "state": state, "message": self.session.text(said)})

    def of(self, id: str, look: Callable[[], T]) -> T | None:
        """What was found; what fails is told, and the next is looked at."""
        try:
            return look()
        except Exception as error:  # noqa: BLE001 - whatever it is, the doctor says it and goes on
            message = problem_of(error, self.session.lang).message
            self.add(id, "broken", (message, message))
            return None

    def broken(self) -> dict[str, str]:
        return {one["id"]: one["message"] for one in self.found if one["state"] == "broken"}


@spoken("doctor")
def command(session: Session) -> int:
    checks = Checks(session)
    examine(checks, session)
    broken = checks.broken()
    pair = (f"{len(broken)} fel: se det som är märkt ✗.", f"{len(broken)} faults: see what is marked ✗.")
    problem = Problem("doctor.faults", session.text(pair), broken)
    if session.json:
        emit({"id": "doctor", "items": checks.found, "next": None, **(problem.plain() if broken else {})})
        return 1 if broken else 0
    for one in checks.found:
        sign, style = SIGNS[one["state"]]
        say(words(f"{sign} {one['message']}", style))
    return 1 if broken else 0


def examine(checks: Checks, session: Session) -> None:
    """From the settings outwards; what needs something that is broken is left out."""
    zone(checks)
    found = checks.of("settings", lambda: session.settings().resolved())
    if found is not None:
        origin = "ARENDE_STORAGE" if any(map(environ.get, STORAGE)) else session.config or FILE
        checks.add("settings", "ok", (f"Inställningar från {origin}", f"Settings from {origin}"))
    allow, block = (None, ()) if found is None else (found.plugins_allow, found.plugins_block)
    known = checks.of("plugins", lambda: load((), allow, block))
    if known is not None:
        count = len(known.sources)
        checks.add("plugins", "ok", (f"{count} insticksprogram", f"{count} plugins"))
    if found is None or known is None:
        return
    checks.of("storage", lambda: database(checks, found, known))
    checks.of("sms", lambda: adapters(checks, "sms", len(found.sms), partial(open_sms, found, known)))
    checks.of("export", lambda: adapters(checks, "export", len(found.export), partial(open_exporters, found, known)))
    checks.of("auth", lambda: adapters(checks, "auth", len(found.auth), partial(open_ways, found, known)))
    if found.subscribers:
        opened = partial(open_subscribers, found, known)
        checks.of("subscribers", lambda: adapters(checks, "subscribers", len(found.subscribers), opened))
    checks.of("directory", lambda: directory(checks, found, known))


def zone(checks: Checks) -> None:
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        checks.add("zone", "broken", ("Tidszoner saknas: installera tzdata", "Time zones are missing: install tzdata"))
    else:
        checks.add("zone", "ok", ("Tidszoner finns", "Time zones are there"))


def database(checks: Checks, settings: Settings, registries: Registries) -> None:
    """Its form first: an older one is not opened. Raises StorageError."""
    lacking = pending(settings.storage, registries)
    if lacking:
        sv = f"Databasen finns inte eller har en äldre form ({len(lacking)} steg saknas): kör arende migrate"
        en = f"The database is missing or older ({len(lacking)} steps are lacking): run arende migrate"
        checks.add("schema", "broken", (sv, en))
        return
    with closing(open_storage(settings.storage, registries, create=False, migrate=False)) as storage:
        kept(checks, storage)
        queries = Queries(storage=storage, clock=SystemClock(), policy=settings.policy)
        faulty_providers(checks, queries)
        stranded(checks, queries)
        out_of_reach(checks, reach(queries))


def kept(checks: Checks, storage: Storage) -> None:
    """The database answers: its form, outbox and access log."""
    begun = time.monotonic()
    shards = providers(storage)
    took = (time.monotonic() - begun) * 1000
    checks.add("schema", "ok", ("Databasen har rätt form", "The database is up to date"))
    count = len(shards)
    sv, en = f"{count} vårdgivare, svar på {took:.0f} ms", f"{count} care providers, answered in {took:.0f} ms"
    checks.add("storage", "ok", (f"Databasen svarar: {sv}", f"The database answers: {en}"))
    outbox(checks, storage, SystemClock().now())
    for shard in shards:
        storage.access(shard, None, 1)
    checks.add("access_log", "ok", ("Åtkomstloggen går att läsa", "The access log can be read"))


def faulty_providers(checks: Checks, queries: Queries) -> None:
    """SMS that wait because a provider's own program failed: a fault to report to whoever wrote it."""
    found = Counter(one for shard in providers(queries.storage) for one in faulty_tries(queries, shard))
    for (provider, kind), count in sorted(found.items()):
        sv = f"SMS-leverantören {provider}: dess egen kod gick fel ({kind}) vid {count} SMS som väntar: anmäl det"
        en = f"The SMS provider {provider}: its own code failed ({kind}) at {count} SMS that wait: report it"
        checks.add("sms_faults", "note", (sv, en))


def stranded(checks: Checks, queries: Queries) -> None:
    """Units where something waits and nobody is left to see it (B19)."""
    asker = Operator(operator_name())
    for provider in providers(queries.storage):
        for row in got(queries.stranded(asker, ProviderId(provider))).items:
            sv = f"{row.unit_name} har inget uppdrag kvar (väntande: {row.waiting}): registrera ett på {row.unit}"
            en = f"{row.unit_name} has no assignment left (cases waiting: {row.waiting}): register one at {row.unit}"
            checks.add("stranded", "note", (sv, en))


def out_of_reach(checks: Checks, found: Reach) -> None:
    """How many could not be told by SMS, and why (B4). Nobody is named."""
    if not found.adults:
        return
    many = found.out_of_reach
    sv, en = (
        "; ".join(f"{HINDRANCES[why][place]}: {count}" for why, count in sorted(found.hindered.items()))
        for place in (0, 1)
    )
    sv, en = (
        f"SMS når inte {many} av {found.adults} vuxna ({sv}): fyll på med arende import, eller arende patient phone",
        f"SMS does not reach {many} of {found.adults} adults ({en}): add by arende import, or arende patient phone",
    )
    all_told = (f"SMS kan nå alla vuxna ({found.adults})", f"SMS can reach all adults ({found.adults})")
    checks.add("sms_reach", "note" if many else "ok", (sv, en) if many else all_told)


def outbox(checks: Checks, storage: Storage, now: datetime) -> None:
    """How much waits, how old the oldest of what is due is, and how much has failed and is tried again."""
    due: list[int] = []
    waiting = failed = dead = 0
    for shard in providers(storage):
        after: str | None = None
        while items := storage.outbox(shard, after, 500):
            waiting += len(items)
            failed += sum(item.attempt > 0 for item in items)
            dead += sum(map(is_dead, items))
            due += [item.not_before for item in items if item.not_before <= to_micros(now)]
            after = items[-1].id
    minutes = (to_micros(now) - min(due)) // 60_000_000 if due else 0
    late = len(due) > 0 and minutes >= LATE
    sv = f"Utkorgen: {waiting} väntar, {len(due)} skulle ha gått (äldst {minutes} min), {failed} har misslyckats"
    en = f"Outbox: {waiting} wait, {len(due)} are due (oldest {minutes} min), {failed} have failed"
    hint = ("; kör arende worker", "; run arende worker") if late else ("", "")
    checks.add("outbox", "note" if late or failed else "ok", (sv + hint[0], en + hint[1]))
    if dead:
        sv = f"{dead} i utkorgen kan ingen utföra: se arende outbox list --dead"
        en = f"{dead} in the outbox cannot be carried out: see arende outbox list --dead"
        checks.add("dead_letters", "note", (sv, en))


LATE: Final = 5
"""Minutes after which something due tells that no worker runs."""


def adapters(checks: Checks, port: str, count: int, opened: Callable[[ExitStack, list[str]], object]) -> None:
    """Those of a port, opened as the engine opens them."""
    if count == 0:
        none = {
            "sms": ("Inget SMS är inställt: notifieringar går inte ut", "No SMS is configured: notices do not leave"),
            "export": ("Ingen journalöverföring är inställd", "No export to the record is configured"),
            "auth": (
                "Inget sätt att logga in är inställt: ingen kommer in i webben (auth i inställningarna)",
                "No way to sign in is configured: nobody can enter the web (auth in the settings)",
            ),
        }
        checks.add(port, "note", none[port])
        return
    faults: list[str] = []
    with ExitStack() as stack:
        opened(stack, faults)
    if faults:
        raise SettingsFaults(faults)
    said = {
        "sms": (f"SMS: {count} öppnade", f"SMS: {count} opened"),
        "auth": (f"Sätt att logga in: {count}", f"Ways to sign in: {count}"),
        "subscribers": (f"Prenumeranter på händelser: {count}", f"Subscribers to events: {count}"),
    }
    checks.add(port, "ok", said.get(port, (f"Journalöverföring: {count} öppnade", f"Export: {count} opened")))
