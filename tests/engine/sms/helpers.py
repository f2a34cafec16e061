"""A clinic with the lines of a test, and how its SMS stand. Nothing is asserted here."""

from collections.abc import Mapping

from arende.domain.ids import Kind, NoticeId, Ref
from arende.domain.notice.model import Notice, NoticeState, TryState
from arende.domain.notice.next_step import WhenUncertain
from arende.domain.notice.shown import shown
from arende.ports.config import AdapterConfig, Option
from arende.ports.records import OutboxItem, Shard
from arende.wire.heads import decode_state
from arende.wire.outbox import SMS
from attrs import evolve

from ..clinic import HERE, Clinic
from ..conftest import Opener
from ..vendor import Line, Vendor


def with_lines(
    opener: Opener,
    *lines: Line,
    uncertain: WhenUncertain = WhenUncertain.RESEND,
    options: Mapping[str, Option] | None = None,
    scheme: str = "",
) -> Clinic:
    """Providers called a, b, … in this order, each with these options; on the storage of the opener."""
    names = [chr(ord("a") + place) for place in range(len(lines))]
    vendor = Vendor(lines=dict(zip(names, lines, strict=True)))
    sms = tuple(AdapterConfig(name=name, options=options or {}) for name in names)
    clinic = opener(plugins=(vendor,), sms=sms, scheme=scheme)
    worker = clinic.engine.worker
    sender = evolve(worker.dispatcher.sms, uncertain=uncertain)
    dispatcher = evolve(worker.dispatcher, sms=sender)
    return evolve(clinic, engine=evolve(clinic.engine, worker=evolve(worker, dispatcher=dispatcher)))


def notices(clinic: Clinic) -> list[Notice]:
    """Every notice that was begun."""
    storage, found = clinic.engine.storage, list[Notice]()
    for stream in storage.streams(Shard(HERE), None, 1_000_000):
        if stream.startswith("notice/"):
            (head,) = storage.heads(Shard(HERE), [stream])
            assert head is not None
            state = decode_state(head)
            assert isinstance(state, Notice)
            found.append(state)
    return found


def the_notice(clinic: Clinic) -> Notice:
    (notice,) = notices(clinic)
    return notice


def states(clinic: Clinic) -> list[TryState]:
    """Of the tries of the one notice."""
    return [one.state for one in the_notice(clinic).tries]


def seen(clinic: Clinic, id: NoticeId) -> NoticeState:
    notice = clinic.engine.queries.state(Ref(Kind.NOTICE, id))
    assert isinstance(notice, Notice)
    return shown(notice)


def queued(clinic: Clinic) -> list[OutboxItem]:
    """SMS that wait."""
    return [item for item in clinic.engine.storage.outbox(Shard(HERE), None, 1_000_000) if item.kind == SMS]
