"""What an adapter claims: each capability, graded, and the clauses it is excused from. No clause is run here."""

from collections.abc import Mapping
from enum import Enum, StrEnum

from arende.ports.storage import StorageClaims
from attrs import field, frozen


class Support(Enum):
    """How far an adapter supports a capability."""

    FULL = "It does this; every clause that needs it must pass."
    NOT_YET = "It is meant to do this and does not yet; the clauses are not run, and the report says so."
    CANNOT = "It cannot do this by its nature; the clauses are not run, and nobody waits for them."


class Capability(StrEnum):
    """What an adapter may or may not be able to do. A clause that needs one is due only where it is claimed."""

    DURABLE = "durable"
    SHARED = "shared"
    JOINED = "joined"
    OBSERVED = "observed"
    ONCE = "once"
    SEVERABLE = "severable"
    TROUBLED = "troubled"
    WEB = "web"
    SECRETIVE = "secretive"
    REPORTED = "reported"
    SEALED = "sealed"
    ANSWERED = "answered"
    ASKED = "asked"
    LISTENED = "listened"
    SCRIPTED = "scripted"
    SIGNED = "signed"
    BOUND = "bound"
    CODE = "code"
    LEVELS = "levels"
    SYSTEMS = "systems"
    KEPT = "kept"
    PARTED = "parted"
    CONFIRMED = "confirmed"
    HELD = "held"
    STAFFED = "staffed"
    PEOPLED = "peopled"
    GUARDED = "guarded"
    BROKEN_OFF = "broken off"
    REPLACED = "replaced"
    CONFIGURED = "configured"
    HEARD = "heard"


MEANINGS: Mapping[Capability, str] = {
    Capability.DURABLE: "storage: what was acknowledged survives a kill of the process",
    Capability.SHARED: "storage: several processes may use it at once",
    Capability.JOINED: "storage: it joins a host's transaction (`joined`), and the harness can begin one (`begin()`)",
    Capability.OBSERVED: "sms: the harness can show what left (`delivered()`)",
    Capability.ONCE: "sms: the same id sent twice leaves once",
    Capability.HEARD: "subscribers: the harness can show what its other side was told (`heard()`)",
    Capability.SEVERABLE: (
        "sms, export, directory, subscribers: the harness can cut the way to the other side (`sever()`)"
    ),
    Capability.TROUBLED: (
        "sms, export, directory, subscribers: the harness can let the other side lose, hang, lock out (`trouble()`)"
    ),
    Capability.WEB: (
        "sms, export, directory, subscribers: called by HTTP, and the side can fall over or redirect (`trouble()`, "
        "`strayed()`)"
    ),
    Capability.SECRETIVE: (
        "sms, export, directory, subscribers: opened with secrets, which the harness can name (`secrets()`)"
    ),
    Capability.REPORTED: "sms: reports come as requests, and the harness can make one (`report()`)",
    Capability.SEALED: "sms: reports are signed",
    Capability.ANSWERED: "sms: people can write back, and the harness can make a reply (`reply()`)",
    Capability.ASKED: "sms: the provider can be asked what became of an SMS",
    Capability.LISTENED: "sms: reports come over the provider's own connection; the harness can send one (`tell()`)",
    Capability.SCRIPTED: "auth: the harness can let a provider answer (`answer()`)",
    Capability.SIGNED: "auth: the provider's answer is, or is exchanged for, a signed token",
    Capability.BOUND: "auth: an answer is bound to its sign-in by a state or a nonce",
    Capability.CODE: "auth: the answer is a code of OAuth 2, exchanged with PKCE",
    Capability.LEVELS: "auth: the provider states levels of assurance",
    Capability.SYSTEMS: "auth: the provider may know persons by identifiers of several systems",
    Capability.KEPT: "export: the harness can show what the receiver keeps (`kept()`)",
    Capability.PARTED: "export: an entry is kept in parts, and the harness can let one fail (`trouble()`)",
    Capability.CONFIRMED: "export: the exporter can ask whether an entry is kept (`confirm`)",
    Capability.HELD: "directory: the harness can say what the register holds, and change it (`hold()`, `change()`)",
    Capability.STAFFED: "directory: it holds units, roles, staff and assignments",
    Capability.PEOPLED: "directory: it holds persons, and who of them is protected",
    Capability.GUARDED: "directory: it holds who is whose guardian",
    Capability.BROKEN_OFF: "directory: the harness can let an answer break off midway (`break_off()`)",
    Capability.REPLACED: "directory: the harness can put another register in its place (`replace()`)",
    Capability.CONFIGURED: "directory, subscribers: the harness can tell how it is configured (`configured()`)",
}

CAPABILITIES: Mapping[str, tuple[Capability, ...]] = {
    "storage": (Capability.DURABLE, Capability.SHARED, Capability.JOINED),
    "sms": (
        Capability.OBSERVED,
        Capability.ONCE,
        Capability.SEVERABLE,
        Capability.TROUBLED,
        Capability.WEB,
        Capability.SECRETIVE,
        Capability.REPORTED,
        Capability.SEALED,
        Capability.ANSWERED,
        Capability.ASKED,
        Capability.LISTENED,
    ),
    "auth": (
        Capability.SCRIPTED,
        Capability.SIGNED,
        Capability.BOUND,
        Capability.CODE,
        Capability.LEVELS,
        Capability.SYSTEMS,
    ),
    "export": (
        Capability.KEPT,
        Capability.SEVERABLE,
        Capability.TROUBLED,
        Capability.PARTED,
        Capability.WEB,
        Capability.SECRETIVE,
        Capability.CONFIRMED,
    ),
    "directory": (
        Capability.HELD,
        Capability.STAFFED,
        Capability.PEOPLED,
        Capability.GUARDED,
        Capability.REPLACED,
        Capability.SEVERABLE,
        Capability.BROKEN_OFF,
        Capability.TROUBLED,
        Capability.WEB,
        Capability.SECRETIVE,
        Capability.CONFIGURED,
    ),
    "subscribers": (
        Capability.HEARD,
        Capability.SEVERABLE,
        Capability.TROUBLED,
        Capability.WEB,
        Capability.SECRETIVE,
        Capability.CONFIGURED,
    ),
}
"""The capabilities of each port."""


@frozen
class Exclusion:
    """A clause that an adapter is known to fail, and why. It must fail: one that passes is an error, to be removed."""

    clause: str
    reason: str


@frozen(kw_only=True)
class Claims:
    """What an adapter says of itself. A capability that is not named is `Support.CANNOT`."""

    supports: Mapping[Capability, Support] = field(factory=dict)
    exclusions: tuple[Exclusion, ...] = ()

    def grade(self, capability: Capability) -> Support:
        """How far the capability is supported."""
        return self.supports.get(capability, Support.CANNOT)

    def excluded(self, clause: str) -> Exclusion | None:
        """The exclusion of a clause, if there is one."""
        return next((e for e in self.exclusions if e.clause == clause), None)


def claim(*full: Capability, exclusions: tuple[Exclusion, ...] = ()) -> Claims:
    """Claims that support these capabilities fully and no others."""
    return Claims(supports=dict.fromkeys(full, Support.FULL), exclusions=exclusions)


def from_storage(claims: StorageClaims) -> Claims:
    """The port's own two claims, in the suite's terms."""
    said = {Capability.DURABLE: claims.durable, Capability.SHARED: claims.shared}
    return claim(*(capability for capability, yes in said.items() if yes))
