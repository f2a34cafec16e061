"""The options of the sign-in `oidc`, read and checked whole. No call is made here.

=================  ==================================================================================================
`profile`          `siths`, `freja` or `generic`: which claims say who it is, and the defaults below
`issuer`           exactly as the provider writes it, port included; tokens must have the same text
`client_id`        as registered at the provider
`client_secret`    as registered (better: `client_secret_file`); may be left out for a public client
`client_auth`      `post` or `basic`: how the secret is sent; default `post`
`acr`              allowed levels of assurance, exact texts, parted by comma; siths: loa3, freja: PLUS, else required
`acr_claim`        the claim that states the level; default `acr`, for freja its registration level
`scope`            default by profile; `openid` is always among them
`algorithms`       allowed signatures; default `RS256,PS256,ES256`; symmetric ones and `none` cannot be allowed
`userinfo`         true: claims of the userinfo endpoint are read too; default true for freja, else false
`discovery`        where the provider describes itself, if not at the usual place below the issuer
`ca_file`          PEM file of the only authorities trusted for the provider; default those of the system
`skew`             seconds that clocks may differ; default 60, at most 300
`lifetime`         seconds from `begin` to `complete`; default 600
`timeout`          seconds for a call; default 10
`kind`             generic only: `staff` or `citizen`
`system`           generic only: what the identifier is one of, e.g. `hsa` or `personnummer`
`claim`            generic only: the claim with the identifier
=================  ==================================================================================================
"""

from pathlib import Path

from arende.ports.auth import IdentityKind
from arende.ports.config import AdapterConfig
from attrs import evolve, field, frozen

from ..identities import CITIZENS, HSA
from ..options import MICROS, Options
from ..tokens import ASYMMETRIC, Rules, allowed
from .profiles import DEFAULTS, Profile


@frozen(kw_only=True)
class OidcSettings:
    """One provider, and who we are there. `lifetime` is microseconds, `timeout` seconds."""

    name: str
    profile: Profile
    issuer: str
    discovery: str
    client_id: str
    client_secret: str = field(repr=False)
    basic: bool
    scope: tuple[str, ...]
    acr: tuple[str, ...]
    userinfo: bool
    ca: Path | None
    rules: Rules
    lifetime: int
    timeout: int


def read(config: AdapterConfig) -> OidcSettings:
    """The settings. Raises ConfigError."""
    o = Options(config)
    name = o.one_of("profile", (*DEFAULTS, "generic"), "generic")
    default = DEFAULTS.get(name)
    profile = default.profile if default else _generic(o)
    issuer = o.url("issuer")
    client_id = o.text("client_id")
    settings = OidcSettings(
        name=config.name,
        profile=_claim_of_level(o, profile),
        issuer=issuer,
        discovery=o.url("discovery", issuer.rstrip("/") + "/.well-known/openid-configuration"),
        client_id=client_id,
        client_secret=o.text("client_secret", ""),
        basic=o.one_of("client_auth", ("post", "basic"), "post") == "basic",
        scope=_with_openid(o.texts("scope", default.scope if default else "openid")),
        acr=o.texts("acr", default.acr if default else None),
        userinfo=o.truth("userinfo", default.userinfo if default else False),
        ca=o.path("ca_file"),
        rules=Rules(
            issuer=issuer,
            audience=client_id,
            algorithms=allowed(o.texts("algorithms", "RS256,PS256,ES256"), ASYMMETRIC),
            skew=o.whole("skew", 60, 0, 300),
        ),
        lifetime=o.whole("lifetime", 600, 60, 3600) * MICROS,
        timeout=o.whole("timeout", 10, 1, 60),
    )
    if not settings.acr:
        raise o.fault("acr", ("ska ange minst en tillitsnivå", "must name at least one level of assurance"))
    o.done()
    return settings


def _generic(o: Options) -> Profile:
    kind = IdentityKind(o.one_of("kind", [k.value for k in IdentityKind]))
    system = o.text("system")
    if (system in CITIZENS) != (kind is IdentityKind.CITIZEN) and (system in CITIZENS or system == HSA):
        sv = "går inte ihop med kind: hsa är för vårdpersonal, personnummer för medborgare"
        raise o.fault("system", (sv, "does not go with kind: hsa is for staff, personnummer for citizens"))
    return Profile(kind=kind, system=system, claim=o.text("claim"))


def _claim_of_level(o: Options, profile: Profile) -> Profile:
    return evolve(profile, level=o.text("acr_claim", profile.level))


def _with_openid(scope: tuple[str, ...]) -> tuple[str, ...]:
    return scope if "openid" in scope else ("openid", *scope)
