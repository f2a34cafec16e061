"""`engine.audit`: the log sealed, verified, reported, sampled and exported; with an actor where data is shown.

Composition only: what each of these is stands in the modules beside.
"""

import secrets
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final

from attrs import field, frozen
from returns.result import Failure, Result, Success

from ...domain.access import View
from ...domain.actor import Actor, RepresentativeActor
from ...domain.directory.model import Person
from ...domain.ids import Kind, PersonId, ProviderId, Ref, shard_of
from ...domain.phase import local_date
from ...domain.policy import REASON_MAX
from ...domain.refusals import InputInvalid, NotAGuardian, NotFound, Refusal, Unavailable
from ...domain.text import faulty
from ...ports.anchor import Anchor
from ...ports.records import Committed, Shard
from ...ports.times import to_micros
from ...views.rows import Page
from ...wire.converter import Language
from ...wire.ids import fresh
from ..queries import Queries
from ..reading import NO_CURSOR, answering
from .faults import AuditVerified
from .keys import AuditKeyMissing, Keyring, create_key
from .lines import Place, lines_of, place
from .period import Period
from .report import ZONE, Report, report
from .samples import PREFIX, Outcome, Sample, SampleState, checked, draw, drawn, reviewed, samples
from .sealer import Sealer
from .storelog import StoreLog, store_log
from .verifier import Verifier

MOST: Final = 1000
NO_SAMPLE: Final = (
    "det finns inget stickprov med det id:t. Se arende audit samples",
    "there is no sample of that id. See arende audit samples",
)
"""Lines in one sample."""


@frozen(kw_only=True)
class Audit:
    """Safe for use from several threads."""

    queries: Queries = field(repr=False)
    sealer: Sealer = field(repr=False)
    keys: Callable[[], Keyring] = field(repr=False)
    key_file: Path | None
    """Where the key lies, or would lie; None where the settings name no place and there is no file to lie beside."""
    anchor: Anchor | None = field(default=None, repr=False)
    """The configured one."""

    def ready(self) -> str | None:
        """Why nothing can be sealed, as a sentence; None: it can."""
        try:
            self.keys()
        except AuditKeyMissing as error:
            return str(error)
        return None

    def make_key(self) -> Path:
        """A new key where there is none; the file. Raises AuditKeyMissing where there is no place, OSError."""
        if self.key_file is None:
            sv = "Nyckeln har ingen plats: ange audit.key_file i arende.toml."
            raise AuditKeyMissing((sv, "The key has no place: set audit.key_file in arende.toml."))
        create_key(self.key_file)
        return self.key_file

    def seal_once(self) -> int:
        """Seal what is not sealed yet; how many things. Raises StorageError, AuditKeyMissing, AnchorError."""
        return self.sealer.seal_once()

    def verify(self, anchor: Anchor | None = None, progress: Callable[[int], None] = lambda _: None) -> AuditVerified:
        """Look at every seal and at all that they cover; `anchor` shows what else cannot be seen.

        Raises StorageError, AuditKeyMissing.
        """
        now = to_micros(self.queries.clock.now())
        return Verifier(self.queries.storage, self.keys(), now).verify(anchor, progress)

    @answering
    def report(
        self,
        actor: Actor,
        patient: PersonId,
        *,
        for_guardian: PersonId | None = None,
        whole: bool = False,
        lang: Language = "sv",
    ) -> Result[Report, Refusal]:
        """Who has looked at a patient's data, or changed it, in plain words of that language (`report.text()`).

        A patient has their own, and a guardian the child's. For a guardian it leaves out cases in which that guardian
        is not the representative; `whole`: staff have decided that it is to hold them all the same, and the log says
        that they have. For whom, and whether whole, is for staff to say: from the patient's side it follows.
        """
        queries, shard = self.queries, shard_of(patient)
        person = queries.state(Ref(Kind.PERSON, patient))
        refused = queries.allowed(actor, View.ACCESS_REPORT, shard, person)
        if refused is not None:
            return Failure(refused)
        if not isinstance(person, Person):
            return Failure(NotFound(Kind.PERSON, "patient"))
        guardian = for_guardian
        if isinstance(actor, RepresentativeActor):
            guardian, whole = None if actor.person == patient else actor.person, False
        today = local_date(queries.clock.now(), ZONE)
        if guardian is not None and person.guardian(guardian, today) is None:
            return Failure(NotAGuardian())
        made = report(queries, person, None if whole else guardian, queries.clock.now(), lang)
        ref = patient if guardian is None else f"{patient} guardian:{guardian}{' whole' if whole else ''}"
        queries.told(actor, View.ACCESS_REPORT, shard, (patient,), ref)
        return Success(made)

    @answering
    def sample(
        self, actor: Actor, provider: ProviderId, period: Period, n: int, seed: int | None = None
    ) -> Result[Sample, Refusal]:
        """Draw `n` accesses to patients at random from a period, for a spot check. What was drawn is kept."""
        refused = self.refused(actor, provider)
        if refused is not None:
            return Failure(refused)
        if not 1 <= n <= MOST:
            return Failure(InputInvalid("n", f"ska vara 1–{MOST}", f"must be 1–{MOST}"))
        queries, shard = self.queries, Shard(provider)
        chosen = secrets.randbits(32) if seed is None else seed
        lines, count = draw(filter(checked, lines_of(queries, shard, period)), n, chosen)
        now = to_micros(queries.clock.now())
        made = Sample(id=fresh(), at=now, seed=chosen, of=count, lines=lines)
        queries.storage.commit([drawn(shard, actor, period, n, made)])
        people = (id for line in lines for id in line.patients)
        queries.told(actor, View.ACCESS_LOG, provider, people, f"sample:{made.id}")
        return Success(made)

    @answering
    def record_sample(
        self, actor: Actor, provider: ProviderId, sample: str, outcome: Outcome, note: str = ""
    ) -> Result[SampleState, Refusal]:
        """What came of looking at a sample. It can be said again: the last counts, and all of them are kept."""
        refused = self.refused(actor, provider)
        if refused is not None:
            return Failure(refused)
        fault = faulty("note", note, REASON_MAX) if note else None
        if fault is not None:
            return Failure(fault)
        storage, shard, stream = self.queries.storage, Shard(provider), PREFIX + sample
        (head,) = storage.heads(shard, [stream])
        if head is None:
            return Failure(InputInvalid("sample", *NO_SAMPLE))
        now = to_micros(self.queries.clock.now())
        (outcome_of,) = storage.commit([reviewed(shard, stream, head.version, actor, now, outcome, note)])
        if not isinstance(outcome_of, Committed):
            return Failure(Unavailable("någon annan skrev om samma stickprov. Försök igen."))
        return Success(next(state for state in samples(storage, shard) if state.id == sample))

    @answering
    def samples(self, actor: Actor, provider: ProviderId) -> Result[Page[SampleState], Refusal]:
        """Every sample with its outcome, the oldest first. No patient is shown."""
        refused = self.refused(actor, provider)
        if refused is not None:
            return Failure(refused)
        return Success(Page(tuple(samples(self.queries.storage, Shard(provider)))))

    @answering
    def export(
        self, actor: Actor, provider: ProviderId, period: Period, *, after: str | None = None, limit: int = 500
    ) -> Result[Page[StoreLog], Refusal]:
        """A page of the period in the field layout of StoreLog; each page is in the log with its patients.

        A page may hold fewer than `limit`, for lines that are no employee's are not in StoreLog.
        """
        refused = self.refused(actor, provider)
        if refused is not None:
            return Failure(refused)
        start = None if after is None else place(after)
        if after is not None and start is None:
            return Failure(InputInvalid("after", *NO_CURSOR))
        queries, shard = self.queries, Shard(provider)
        source = lines_of(queries, shard, period, start)
        lines = list(islice(source, max(limit, 1)))
        following = None if next(source, None) is None else Place(lines[-1].at, lines[-1].key).text()
        logs = tuple(store_log(queries, shard, lines))
        people = (id for line in lines for id in line.patients)
        queries.told(actor, View.ACCESS_LOG, provider, people, "storelog")
        return Success(Page(logs, following))

    def refused(self, actor: Actor, provider: ProviderId) -> Refusal | None:
        """Why the actor may not have what concerns the whole provider."""
        state = self.queries.state(Ref(Kind.PROVIDER, provider))
        return self.queries.allowed(actor, View.ACCESS_LOG, provider, state)
