"""Puts an engine together from settings and plugins. Composition only; `Engine.open` is the way in."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..ports.anchor import Anchor
from ..ports.config import Said
from .adapters import open_exporters, open_sms, open_storage, open_subscribers
from .audit import Audit, FileAnchor
from .audit.keys import Keyring, key_path, read_keys
from .audit.pace import Pace
from .audit.sealer import Sealer
from .directory import Feeds, Pulling, open_directory
from .dispatch import Dispatcher
from .entrance import entrance
from .erasing import Erasing
from .faults import SettingsFaults
from .handle import Handler
from .hands import Hands
from .metrics import Gauges
from .once import OnceInStorage
from .pausing import Pausing
from .plugins import load
from .presence import Presence
from .queries import Queries
from .sessions import Sessions
from .settings import Settings
from .sms.incoming import SmsReports
from .sms.listening import Ears
from .sms.matching import Matching
from .sms.replies import Replies
from .sms.reports import Reports
from .sms.sender import Sender
from .sms_replies import SmsReplies
from .sweeping import Sweeping
from .system import Clock, SystemClock
from .telling import Telling, host_names
from .unread import Unread
from .untouched import Untouched
from .worker import Worker

if TYPE_CHECKING:
    from .engine import Engine

E = TypeVar("E", bound="Engine")


def assembled(
    made: type[E],
    settings: Settings,
    plugins: Sequence[object],
    *,
    clock: Clock | None,
    anchor: Anchor | None,
    create: bool,
    migrate: bool,
) -> E:
    """The engine of that class, as `Engine.open` tells."""
    settings = settings.resolved()
    registries = load(plugins, settings.plugins_allow, settings.plugins_block)
    with ExitStack() as stack:
        storage = open_storage(settings.storage, registries, create=create, migrate=migrate)
        stack.callback(storage.close)
        faults: list[Said] = []
        sms = open_sms(settings, registries, stack, faults)
        exporters = open_exporters(settings, registries, stack, faults)
        told_of = open_subscribers(settings, registries, stack, faults)
        feeds = open_directory(settings, registries, stack, faults)
        if faults:
            raise SettingsFaults(faults)
        at = clock or SystemClock()
        names = tuple(settings.subscribers)
        handler = Handler(storage=storage, clock=at, policy=settings.policy, subscribers=names)
        queries = Queries(storage=storage, clock=at, policy=settings.policy)
        door = entrance(handler)
        stack.callback(door.pool.close)
        audit = open_audit(settings, queries, anchor)
        sender = Sender(entrance=door, queries=queries, routes=sms, uncertain=settings.policy.sms_uncertain)
        reports = Reports(entrance=door, storage=storage, matching=Matching(queries=queries))
        told = SmsReplies(entrance=door, queries=queries)
        replies = Replies(counted=reports.counted, told=told)
        telling = Telling(storage=storage, clock=at, names=host_names(settings), plugins=told_of)
        hands, erasing = Hands(queries=queries), Erasing(queries=queries)
        pausing = Pausing(storage=storage, clock=at, exporters=frozenset(exporters))
        dispatcher = Dispatcher(
            entrance=door,
            queries=queries,
            sms=sender,
            reports=reports,
            hands=hands,
            erasing=erasing,
            pausing=pausing,
            exporters=exporters,
            telling=telling,
        )
        directory = Feeds(handler=handler, feeds=feeds)
        sessions = Sessions(storage=storage, clock=at, limits=settings.sessions)
        return made(
            settings=settings,
            registries=registries,
            storage=storage,
            queries=queries,
            audit=audit,
            worker=Worker(
                storage=storage,
                dispatcher=dispatcher,
                clock=at,
                pace=Pace(audit.seal_once),
                sweeping=Sweeping(sessions.sweep),
                untouched=Untouched(owners=queries, entrance=door),
                ears=Ears(routes=sms, reports=reports, replies=replies),
                unread=Unread(owners=queries, entrance=door),
                pulling=Pulling(directory),
            ),
            hands=hands,
            telling=telling,
            erasing=erasing,
            pausing=pausing,
            metrics=Gauges(
                storage=storage, clock=at, routes=sms, counted=reports.counted, pausing=pausing, directory=directory
            ),
            sms_reports=SmsReports(routes=sms, reports=reports, replies=replies),
            handler=handler,
            entrance=door,
            presence=Presence(queries=queries),
            sms_replies=told,
            sessions=sessions,
            directory=directory,
            once=OnceInStorage(storage),
            closing=stack.pop_all(),
        )


def open_audit(settings: Settings, queries: Queries, anchor: Anchor | None) -> Audit:
    """The log as a whole. Its keys are read when they are needed: who only works with cases need not have them."""

    def keys() -> Keyring:
        return read_keys(key_path(settings.audit.key_file, settings.storage))

    at = anchor or (FileAnchor(Path(settings.audit.anchor)) if settings.audit.anchor else None)
    sealer = Sealer(storage=queries.storage, clock=queries.clock, keys=keys, anchor=at)
    return Audit(
        queries=queries,
        sealer=sealer,
        keys=keys,
        key_file=key_path(settings.audit.key_file, settings.storage),
        anchor=at,
    )
