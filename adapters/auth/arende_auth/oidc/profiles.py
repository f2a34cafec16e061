"""From claims to an identity, one profile per kind of provider. Claims come in verified; nothing is verified here.

The names of claims are data. A claim that is not there, or has another form, is no identity: there is no second way to
find out who someone is (`sub` is the provider's own number, and never stands in for a HSA-id or a personnummer).
"""

from collections.abc import Mapping
from typing import Final

from arende.ports.auth import Commission, Identity, IdentityKind, NotAuthenticated
from attrs import frozen

from ..identities import HSA, LONGEST_NAME, PERSONNUMMER, display_name, identifier, is_hsa, one_text

FREJA: Final = "https://frejaeid.com/oidc"
MOST_COMMISSIONS: Final = 200


@frozen(kw_only=True)
class Profile:
    """Which claims say what. `country`: a claim that must be `SE` before a number is taken for a Swedish one."""

    kind: IdentityKind
    system: str
    claim: str
    level: str = "acr"
    country: str | None = None
    commissions: bool = False
    asked: tuple[str, ...] = ()
    """Claims asked for in the ID token by the `claims` parameter (OIDC Core 5.5)."""


@frozen(kw_only=True)
class Default:
    """A profile, and the options that go with it."""

    profile: Profile
    scope: str
    acr: str
    userinfo: bool


COMMISSION: Final[Mapping[str, str]] = {
    "id": "commissionHsaId",
    "name": "commissionName",
    "purpose": "commissionPurpose",
    "unit": "healthCareUnitHsaId",
    "provider": "healthCareProviderHsaId",
}
"""Field of a commission, and its claim at Inera."""
ALL_COMMISSIONS: Final = "allCommissions"

DEFAULTS: Final[Mapping[str, Default]] = {
    "siths": Default(
        profile=Profile(
            kind=IdentityKind.STAFF,
            system=HSA,
            claim="employeeHsaId",
            commissions=True,
            asked=("employeeHsaId", "name", "given_name", "family_name", *COMMISSION.values()),
        ),
        scope="openid",
        acr="http://id.sambi.se/loa/loa3",
        userinfo=False,
    ),
    "freja": Default(
        profile=Profile(
            kind=IdentityKind.CITIZEN,
            system=PERSONNUMMER,
            claim=f"{FREJA}/claims/personalIdentityNumber",
            level=f"{FREJA}/claims/registrationLevel",
            country=f"{FREJA}/claims/country",
            asked=(f"{FREJA}/claims/registrationLevel",),
        ),
        scope=f"openid profile {FREJA}/scopes/personalIdentityNumber",
        acr="PLUS",
        userinfo=True,
    ),
}


def identify(
    profile: Profile, claims: Mapping[str, object], levels: tuple[str, ...], at: int
) -> Identity | NotAuthenticated:
    """Who it is. `at` is microseconds UTC; levels are compared exactly."""
    level = claims.get(profile.level)
    if not isinstance(level, str) or level not in levels:
        return NotAuthenticated(code="assurance.low", again=False)
    stated = one_text(claims.get(profile.claim))
    if not stated:
        return NotAuthenticated(code="identity.missing", again=False)
    if profile.country is not None and claims.get(profile.country) != "SE":
        return NotAuthenticated(code="identity.system", again=False)
    found = identifier(profile.system, stated)
    if found is None:
        return NotAuthenticated(code="identity.system", again=False)
    system, value = found
    return Identity(
        kind=profile.kind,
        system=system,
        value=value,
        name=display_name(*(one_text(claims.get(name)) for name in ("name", "given_name", "family_name"))),
        assurance=level,
        commissions=_commissions(claims) if profile.commissions else (),
        at=at,
    )


def _commissions(claims: Mapping[str, object]) -> tuple[Commission, ...]:
    """The chosen one first; then those of the list, each once."""
    listed = claims.get(ALL_COMMISSIONS)
    entries: list[object] = [claims, *(listed[:MOST_COMMISSIONS] if isinstance(listed, list) else ())]
    found: dict[str, Commission] = {}
    for entry in entries:
        if not isinstance(entry, Mapping):
            continue
        fields = {name: one_text(entry.get(claim)) for name, claim in COMMISSION.items()}
        ids = {name: fields[name].upper() for name in ("id", "unit", "provider")}
        if not is_hsa(ids["id"]) or not all(is_hsa(value) for value in ids.values() if value):
            continue
        shown = {name: fields[name][:LONGEST_NAME] for name in ("name", "purpose")}
        found.setdefault(ids["id"], Commission(**ids, **shown))
    return tuple(found.values())
