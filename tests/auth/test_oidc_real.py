"""OpenID Connect against a certified provider process: good sign-ins, and what must not be one."""

import hmac
import json
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from arende.ports.auth import (
    Commission,
    Identity,
    IdentityKind,
    NotAuthenticated,
    SignInContext,
)
from attrs import evolve
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64encode

from .json_server import JsonServer
from .real_provider import BASIC, OTHER, PERSON, RETURN_TO, RealProvider, install
from .real_sign_in import DAY, SECOND, Intruder, code, complete, nonce_of, oidc, part, payload, visit


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealProvider]:
    folder = tmp_path_factory.mktemp("oidc-provider")
    obstacle = install(folder)
    if obstacle:
        pytest.skip(obstacle)
    process = RealProvider(folder)
    yield process
    process.stop()


@pytest.fixture(autouse=True)
def tidy(provider: RealProvider) -> Iterator[None]:
    yield
    while provider.opened:
        provider.opened.pop().close()


def test_an_employee_signs_in_with_commission_and_level(provider: RealProvider) -> None:
    authenticator = oidc(provider)
    visited = visit(provider, authenticator)
    found = complete(authenticator, visited)
    assert isinstance(found, Identity)
    assert found == Identity(
        kind=IdentityKind.STAFF,
        system="hsa",
        value="SE5560000000-1001",
        name="Åsa Öberg",
        assurance="http://id.sambi.se/loa/loa3",
        commissions=(
            Commission(
                id="SE5560000000-2001",
                name="Läkare på Norra mottagningen",
                unit="SE5560000000-3001",
                provider="SE5560000000-0001",
                purpose="Vård och behandling",
            ),
        ),
        at=found.at,
    )
    assert abs(found.at - visited.ctx.now) < 5 * SECOND


def test_the_secret_may_go_in_the_header_and_claims_may_come_from_userinfo(provider: RealProvider) -> None:
    authenticator = oidc(provider, client_id=BASIC, client_auth="basic", userinfo=True, scope="openid profile")
    assert isinstance(complete(authenticator, visit(provider, authenticator)), Identity)


def test_another_verifier_is_refused_by_the_provider(provider: RealProvider) -> None:
    authenticator = oidc(provider)
    other = visit(provider, authenticator).ctx.kept["verifier"]
    assert code(complete(authenticator, visit(provider, authenticator), verifier=other)) == "provider.refused"


def test_a_code_is_worth_something_once(provider: RealProvider) -> None:
    authenticator, elsewhere = oidc(provider), oidc(provider)
    visited = visit(provider, authenticator)
    assert isinstance(complete(authenticator, visited), Identity)
    assert code(complete(authenticator, visited)) == "replayed"
    assert code(complete(elsewhere, visited)) == "provider.refused"  # forgotten here, remembered by the provider
    again = visit(provider, authenticator)
    spent = parse_qs(urlsplit(visited.raw.url).query)["code"][0]
    url = f"{RETURN_TO}?{urlencode({'code': spent, 'state': again.ctx.kept['state'], 'iss': provider.issuer})}"
    assert code(complete(authenticator, evolve(again, raw=evolve(again.raw, url=url)))) == "provider.refused"


def test_the_answer_belongs_to_its_sign_in(provider: RealProvider) -> None:
    authenticator = oidc(provider)
    one, other = visit(provider, authenticator), visit(provider, authenticator)
    assert code(complete(authenticator, evolve(one, raw=other.raw))) == "state.wrong"
    assert code(complete(authenticator, one, nonce=other.ctx.kept["nonce"])) == "token.nonce"
    assert code(complete(authenticator, evolve(other, ctx=evolve(other.ctx, kept={})))) == "state.missing"
    assert code(complete(authenticator, evolve(other, ctx=evolve(other.ctx, now=other.ctx.now + DAY)))) == "state.late"


def test_the_answer_names_its_issuer(provider: RealProvider) -> None:
    authenticator = oidc(provider)
    visited = visit(provider, authenticator)
    other = evolve(visited.raw, url=visited.raw.url.replace(f"%3A{provider.port}", "%3A443"))
    assert code(complete(authenticator, evolve(visited, raw=other))) == "token.issuer"
    unnamed = evolve(visited.raw, url=visited.raw.url.partition("&iss=")[0])
    assert code(complete(authenticator, evolve(visited, raw=unnamed))) == "token.issuer"
    assert isinstance(complete(authenticator, visited), Identity)


def test_a_lower_level_is_refused(provider: RealProvider) -> None:
    authenticator = oidc(provider)
    assert code(complete(authenticator, visit(provider, authenticator, hint="loa2"))) == "assurance.low"
    both = oidc(provider, acr="http://id.sambi.se/loa/loa2,http://id.sambi.se/loa/loa3")
    assert isinstance(complete(both, visit(provider, both, hint="loa2")), Identity)


def test_who_says_no_is_not_signed_in(provider: RealProvider) -> None:
    authenticator = oidc(provider)
    assert code(complete(authenticator, visit(provider, authenticator, hint="refuse"))) == "cancelled"


def test_a_wrong_secret_is_a_matter_of_the_settings(provider: RealProvider) -> None:
    authenticator = oidc(provider, client_secret="not-the-secret")
    done = complete(authenticator, visit(provider, authenticator))
    assert done == NotAuthenticated(code="provider.refused", again=False)


def test_an_issuer_is_compared_exactly(provider: RealProvider) -> None:
    authenticator = oidc(provider, issuer=provider.issuer + "/")
    ctx = SignInContext(return_to=RETURN_TO, now=time.time_ns() // 1000)
    assert authenticator.begin(ctx) == NotAuthenticated(code="provider.answer", again=False)


def test_keys_rotate(provider: RealProvider) -> None:
    authenticator = oidc(provider)
    assert isinstance(complete(authenticator, visit(provider, authenticator)), Identity)
    provider.restart()
    assert isinstance(complete(authenticator, visit(provider, authenticator)), Identity)
    provider.stop()
    begun = authenticator.begin(SignInContext(return_to=RETURN_TO, now=time.time_ns() // 1000 + DAY))
    assert begun == NotAuthenticated(code="provider.unreachable", again=True)
    provider.start()


@pytest.fixture
def intruder(provider: RealProvider) -> Iterator[Intruder]:
    with JsonServer() as server:
        yield Intruder(provider, server)


def test_real_tokens_of_other_sign_ins_and_clients_are_refused(intruder: Intruder) -> None:
    token = intruder.real_token()
    assert code(intruder.judged(token)) == "token.nonce"
    assert code(intruder.judged(token, ahead=DAY)) == "token.expired"
    assert code(intruder.judged(token, ahead=-DAY)) == "token.early"
    other = intruder.real_token(OTHER)
    assert code(intruder.judged(other, nonce=nonce_of(other))) == "token.audience"
    # The same way with nothing wrong: so what was refused was refused for what is wrong with it.
    assert isinstance(intruder.judged(token, nonce=nonce_of(token)), Identity)


def test_forged_tokens_are_refused(intruder: Intruder) -> None:
    token = intruder.real_token()
    claims = {name: value for name, value in payload(token).items() if name != "at_hash"}
    nonce, kid = str(claims["nonce"]), str(intruder.key.kid)
    head = token.split(".")[0]

    def judged(forged: str) -> str:
        return code(intruder.judged(forged, nonce=nonce))

    for none in ("none", "None", "nOnE"):
        assert judged(f"{part({'alg': none, 'kid': kid})}.{part(claims)}.") == "token.algorithm"
    for secret in (intruder.key.as_pem(private=False), json.dumps(intruder.key.as_dict(private=False)).encode()):
        signed = f"{part({'alg': 'HS256', 'kid': kid})}.{part(claims)}"
        mac = urlsafe_b64encode(hmac.new(secret, signed.encode(), "sha256").digest()).decode()
        assert judged(f"{signed}.{mac}") == "token.algorithm"
    own = RSAKey.generate_key(2048)
    assert judged(jwt.encode({"alg": "RS256", "kid": kid}, claims, own)) == "token.signature"
    bringing = {"alg": "RS256", "kid": kid, "jwk": own.as_dict(private=False)}
    assert judged(jwt.encode(bringing, claims, own)) == "token.signature"
    assert judged(jwt.encode({"alg": "RS256", "kid": "unknown"}, claims, own)) == "token.key"
    changed = {**claims, "employeeHsaId": "SE5560000000-9999"}
    assert judged(f"{head}.{part(changed)}.{token.rpartition('.')[2]}") == "token.signature"
    assert judged(f"{head}.{part(claims)}.") == "token.signature"
    for rubbish in ("", "a.b.c", "..", token + "x" * 100_000, f"{part([])}.{part([])}."):
        assert judged(rubbish) in ("token.malformed", "token.signature", "token.algorithm")


def test_nobody_is_who_the_provider_did_not_name(provider: RealProvider) -> None:
    authenticator = oidc(
        provider,
        profile="generic",
        kind="citizen",
        system="personnummer",
        claim="personnummer",
        acr="http://id.sambi.se/loa/loa3",
    )
    assert code(complete(authenticator, visit(provider, authenticator))) == "identity.missing"
    by_number = oidc(
        provider, profile="generic", kind="staff", system="account", claim="sub", acr="http://id.sambi.se/loa/loa3"
    )
    found = complete(by_number, visit(provider, by_number))
    assert isinstance(found, Identity)
    assert (found.system, found.value, found.commissions) == ("account", "account-1", ())
    assert PERSON["name"] != found.name
