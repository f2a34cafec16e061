"""What came last of an SMS, also of one that waits in the outbox, for whoever looks after it. Codes and names only.

A provider's own program that failed is told apart from a provider that was asked and of which nobody knows more.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..domain.effects import SendSms
from ..domain.ids import Kind, Ref
from ..domain.notice.faults import fault_of
from ..domain.notice.model import Notice, Try
from ..ports.records import OutboxItem, Shard
from ..wire.outbox import SMS, UnknownEffect, decode_effect
from .queries import Queries

AT_A_TIME = 500


def last_tries(queries: Queries, items: Sequence[OutboxItem]) -> Mapping[str, Try]:
    """By the item's id; what has not been tried is not there. Raises StorageError."""
    return tries_of(queries, {i.id: ref for i in items if i.kind == SMS and (ref := notice_of(i)) is not None})


def tries_of(queries: Queries, notices: Mapping[str, Ref]) -> Mapping[str, Try]:
    """By whatever names each notice; what has not been tried is not there. Raises StorageError."""
    states = queries.many(notices.values())
    found = {id: states.get(ref) for id, ref in notices.items()}
    return {id: state.tries[-1] for id, state in found.items() if isinstance(state, Notice) and state.tries}


def faulty_tries(queries: Queries, shard: Shard) -> Iterator[tuple[str, str]]:
    """Provider and class of exception of each SMS that waits after its provider's own program failed at it.

    Raises StorageError.
    """
    after: str | None = None
    while items := queries.storage.outbox(shard, after, AT_A_TIME):
        for one in last_tries(queries, [item for item in items if item.attempt]).values():
            kind = fault_of(one.code)
            if kind is not None:
                yield one.provider, kind
        after = items[-1].id


def notice_of(item: OutboxItem) -> Ref | None:
    """Which notice it is about; None where nobody can read it."""
    try:
        effect = decode_effect(item.kind, item.body)
    except UnknownEffect:
        return None
    return Ref(Kind.NOTICE, effect.notice) if isinstance(effect, SendSms) else None
