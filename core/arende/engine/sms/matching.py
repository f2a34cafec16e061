"""Which notice a report is about: by our own id, else by the provider's, which notices are indexed by."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from ...domain.ids import Kind, NoticeId, Ref, shard_of
from ...domain.notice.model import Notice
from ...ports.indexes import IndexRange
from ...ports.records import Shard
from ...ports.sms import SmsReport
from ...views.external import external, token
from ...wire.heads import decode_state
from ...wire.names import ref_of
from ..queries import Queries
from ..shards import is_provider, providers


@frozen(kw_only=True)
class Matching:
    """Looks it up. Raises StorageError."""

    queries: Queries

    def notices(self, provider: str, reports: Sequence[SmsReport]) -> Sequence[NoticeId | None]:
        """The notice of each report; None: none that is known."""
        told = (one.our_id for one in reports if one.our_id)
        named = [Ref(Kind.NOTICE, id) for id in told if is_provider(Shard(shard_of(id)))]
        found = self.queries.many(named)
        ours = {ref.id: state.id for ref, state in found.items() if isinstance(state, Notice)}
        return [ours.get(one.our_id or "") or self.by_provider(provider, one.provider_id) for one in reports]

    def by_provider(self, provider: str, provider_id: str | None) -> NoticeId | None:
        """The latest that this provider calls so, of any care provider; else one once called so."""
        if not provider_id:
            return None
        name = external(provider, provider_id)
        r = IndexRange(index="notice_external", prefix=(name,), limit=1, reverse=True)
        return next(self.latest(r), None) or next(self.earlier(name), None)

    def latest(self, r: IndexRange) -> Iterator[NoticeId]:
        for shard in providers(self.queries.storage):
            for head in self.queries.storage.page(shard, r):
                state = decode_state(head)
                if isinstance(state, Notice):
                    yield state.id

    def earlier(self, name: str) -> Iterator[NoticeId]:
        for shard in providers(self.queries.storage):
            for stream in self.queries.storage.page_tokens(shard, [token(name)], None, 1):
                yield NoticeId(ref_of(shard, stream).id)
