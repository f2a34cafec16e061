"""OpenID Connect: claims, profiles, a provider that misbehaves, and options. Real sign-ins are in `test_oidc_real`."""

import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest
from arende.ports.auth import Commission, Completed, Identity, NotAuthenticated, SignInContext
from arende.ports.config import AdapterConfig
from arende.ports.registry import AuthRegistry
from arende_auth.oidc import plugin
from arende_auth.oidc.plugin import OidcFactory
from arende_conformance.auth.forge import Signer
from arende_conformance.auth.harness import Answer
from attrs import evolve
from joserfc.util import urlsafe_b64encode

from .bent_provider import BACK, CITIZEN, EMPLOYEE, FREJA, LOA3, NOW, SECOND, Provider, back, code
from .json_server import JsonServer, Reply


@pytest.fixture
def provider() -> Iterator[Provider]:
    with JsonServer() as server:
        made = Provider(server)
        yield made
        for authenticator in made.opened:
            authenticator.close()


def test_what_is_asked_for(provider: Provider) -> None:
    _, asked = provider.begun(provider.open(scope="profile"))
    assert asked["tenant"] == "1"
    assert asked["scope"] == "openid profile"
    assert asked["acr_values"] == LOA3
    assert asked["code_challenge_method"] == "S256"
    assert '"commissionHsaId":null' in asked["claims"]


def test_commissions_come_alone_or_in_a_list(provider: Provider) -> None:
    chosen = {"commissionHsaId": ["SE1-2"], "commissionPurpose": "Vård och behandling", "healthCareUnitHsaId": "se1-3"}
    listed = [{"commissionHsaId": "se1-2", "commissionName": "Same"}, {"commissionHsaId": "SE1-4"}, {}, "x", None]
    listed += [{"commissionHsaId": "SE1-5", "healthCareUnitHsaId": "no id"}, {"commissionHsaId": "åäö"}]
    provider.claims |= {**chosen, "allCommissions": listed}
    found = provider.sign_in(provider.open())
    assert isinstance(found, Identity)
    assert found.value == "SE5560000000-1001"
    assert found.commissions == (
        Commission(id="SE1-2", purpose="Vård och behandling", unit="SE1-3"),
        Commission(id="SE1-4"),
    )


@pytest.mark.parametrize(
    ("claims", "refusal"),
    [
        ({"employeeHsaId": ["SE1-1", "SE1-2"]}, "identity.missing"),
        ({"employeeHsaId": 7}, "identity.missing"),
        ({"employeeHsaId": "SE1 1"}, "identity.system"),
        ({"employeeHsaId": "S" * 33}, "identity.system"),
        ({"acr": [LOA3]}, "assurance.low"),
        ({"acr": LOA3.upper()}, "assurance.low"),
        ({"sub": ""}, "token.claims"),
        ({"iat": "now"}, "token.claims"),
        ({"exp": True}, "token.claims"),
        ({"exp": 1e400}, "token.claims"),
        ({"exp": None}, "token.claims"),
        ({"nbf": NOW // SECOND + 3600}, "token.early"),
        ({"aud": ["someone-else"]}, "token.audience"),
        ({"aud": ["someone-else", "arende"]}, "token.audience"),
        ({"aud": "arende", "azp": "someone-else"}, "token.audience"),
        ({"aud": {"arende": 1}}, "token.audience"),
        ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "token.hash"),
        ({"at_hash": 7}, "token.hash"),
    ],
)
def test_claims_that_do_not_do(provider: Provider, claims: Mapping[str, object], refusal: str) -> None:
    provider.claims |= claims
    assert code(provider.sign_in(provider.open())) == refusal


def test_claims_that_do(provider: Provider) -> None:
    half = urlsafe_b64encode(hashlib.sha256(b"an-access-token").digest()[:16]).decode()
    provider.claims |= {"aud": ["arende", "log"], "azp": "arende", "at_hash": half, "auth_time": NOW // SECOND - 60}
    provider.claims |= {"name": " Åsa\x00\nÖberg ", "employeeHsaId": ["SE1-1"]}
    found = provider.sign_in(provider.open())
    assert isinstance(found, Identity)
    assert (found.value, found.name, found.at) == ("SE1-1", "ÅsaÖberg", NOW - 60 * SECOND)


def freja(provider: Provider, **claims: object) -> Completed:
    provider.claims = {"sub": "s-2"}
    provider.userinfo = {**CITIZEN, **claims}
    return provider.sign_in(provider.open(profile="freja"))


def test_freja_gives_a_citizen(provider: Provider) -> None:
    found = freja(provider)
    assert isinstance(found, Identity)
    assert (found.kind, found.system, found.value) == ("citizen", "personnummer", "198001072381")
    assert (found.name, found.assurance, found.commissions) == ("Anton Testberg", "PLUS", ())
    assert provider.server.got[-1].headers["authorization"] == "Bearer an-access-token"
    other = freja(provider, **{f"{FREJA}/claims/personalIdentityNumber": "196109732393"})
    assert isinstance(other, Identity)
    assert other.system == "samordningsnummer"


def test_freja_elsewhere_or_lower_is_refused(provider: Provider) -> None:
    number, country, level = (f"{FREJA}/claims/{n}" for n in ("personalIdentityNumber", "country", "registrationLevel"))
    assert code(freja(provider, **{country: "NO"})) == "identity.system"
    assert code(freja(provider, **{country: None})) == "identity.system"
    assert code(freja(provider, **{level: "EXTENDED"})) == "assurance.low"
    assert code(freja(provider, **{level: None})) == "assurance.low"
    for wrong in ("8001072381", "19800107-2381", "19800107238１", "198001072381\n1"):
        assert code(freja(provider, **{number: wrong})) == "identity.system"
    assert code(freja(provider, **{number: None})) == "identity.missing"
    assert code(freja(provider, sub="somebody-else")) == "provider.answer"
    provider.server.routes["/userinfo"] = lambda got: (503, b"")
    assert code(freja(provider)) == "provider.unreachable"


def test_what_is_signed_stands_above_userinfo(provider: Provider) -> None:
    provider.userinfo = {"sub": "s-1", "employeeHsaId": "SE1-9", "acr": "other"}
    found = provider.sign_in(provider.open(userinfo=True))
    assert isinstance(found, Identity)
    assert found.value == "SE5560000000-1001"


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [
        ((400, {"error": "invalid_grant"}), NotAuthenticated(code="provider.refused", again=True)),
        ((401, {"error": "invalid_client"}), NotAuthenticated(code="provider.refused", again=False)),
        ((503, b"<html>"), NotAuthenticated(code="provider.unreachable", again=True)),
        ((500, {"error": "server_error"}), NotAuthenticated(code="provider.unreachable", again=True)),
        ((200, b"<html>"), NotAuthenticated(code="provider.answer", again=True)),
        ((200, [1]), NotAuthenticated(code="provider.answer", again=True)),
        ((200, {"access_token": "x"}), NotAuthenticated(code="provider.answer", again=True)),
        ((200, {"id_token": 1, "access_token": "x"}), NotAuthenticated(code="provider.answer", again=True)),
        ((200, b'{"a":"' + b"x" * (1 << 20) + b'"}'), NotAuthenticated(code="provider.answer", again=True)),
        ((302, b"http://127.0.0.1:1/elsewhere"), NotAuthenticated(code="provider.answer", again=True)),
        ((200, b"[" * 100_000), NotAuthenticated(code="provider.answer", again=True)),
    ],
)
def test_a_token_endpoint_that_misbehaves(provider: Provider, reply: Reply, refusal: NotAuthenticated) -> None:
    provider.server.routes["/token"] = lambda got: reply
    assert provider.sign_in(provider.open()) == refusal


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"issuer": "http://127.0.0.1:1"}, "provider.answer"),
        ({"issuer": None}, "provider.answer"),
        ({"token_endpoint": "http://idp.example/token"}, "provider.answer"),
        ({"jwks_uri": "https://user@idp.example/jwks"}, "provider.answer"),
        ({"authorization_endpoint": "https://["}, "provider.answer"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "provider.answer"),
    ],
)
def test_a_description_that_is_not_believed(provider: Provider, changed: Mapping[str, object], refusal: str) -> None:
    provider.description |= changed
    begun = provider.open().begin(SignInContext(return_to=BACK, now=NOW))
    assert begun == NotAuthenticated(code=refusal, again=False)


@pytest.mark.parametrize("jwks", [{"keys": []}, {"keys": "x"}, {"keys": [1, {"kty": "oct", "k": "AAAA"}]}, {}])
def test_keys_that_cannot_be_used(provider: Provider, jwks: object) -> None:
    provider.server.routes["/jwks"] = lambda got: (200, jwks)
    assert code(provider.sign_in(provider.open())) == "provider.answer"


def test_keys_among_others_that_are_not_understood(provider: Provider) -> None:
    (good,) = (Signer.jwks(provider.signer)["keys"],)
    assert isinstance(good, list)
    strange = [{"kty": "EC", "crv": "P-1", "x": "", "y": ""}, {"kty": "AKP"}, {"kty": "RSA", "use": "enc"}]
    provider.server.routes["/jwks"] = lambda got: (200, {"keys": [*strange, *good]})
    assert isinstance(provider.sign_in(provider.open()), Identity)


def test_keys_are_down(provider: Provider) -> None:
    provider.server.routes["/jwks"] = lambda got: (500, {})
    assert code(provider.sign_in(provider.open())) == "provider.unreachable"


def test_an_unknown_key_is_looked_for_once(provider: Provider) -> None:
    authenticator = provider.open()
    assert isinstance(provider.sign_in(authenticator), Identity)
    strange = Signer(provider.issuer, "arende")
    provider.server.routes["/token"] = lambda got: (
        200,
        {"id_token": strange.token(EMPLOYEE, Answer.GOOD, NOW // SECOND), "access_token": "x"},
    )
    before = sum(got.path == "/jwks" for got in provider.server.got)
    assert code(provider.sign_in(authenticator)) == "token.key"
    assert sum(got.path == "/jwks" for got in provider.server.got) == before + 1


def test_what_the_provider_says_of_itself_is_asked_for_anew_each_hour(provider: Provider) -> None:
    authenticator = provider.open()
    for minutes in (0, 59, 61):
        authenticator.begin(SignInContext(return_to=BACK, now=NOW + minutes * 60 * SECOND))
    assert len(provider.server.got) == 2


def test_other_answers_of_the_browser(provider: Provider) -> None:
    authenticator = provider.open()
    assert code(provider.sign_in(authenticator, error="server_error")) == "provider.refused"
    assert code(provider.sign_in(authenticator, error="access_denied")) == "cancelled"
    assert code(provider.sign_in(authenticator, code="")) == "provider.answer"
    assert code(provider.sign_in(authenticator, iss="https://other.example")) == "token.issuer"
    ctx, asked = provider.begun(authenticator)
    answer = {"code": "c", "state": asked["state"]}
    assert code(authenticator.complete(ctx, back(answer, "POST"))) == "state.wrong"
    twice = evolve(back(answer), url=f"{BACK}?{urlencode(answer)}&state={asked['state']}")
    assert code(authenticator.complete(ctx, twice)) == "state.wrong"
    other_issuer = {**ctx.kept, "issuer": "https://other.example"}
    assert code(authenticator.complete(evolve(ctx, kept=other_issuer), back(answer))) == "state.missing"
    assert isinstance(authenticator.complete(ctx, back(answer)), Identity)
    authenticator.cancel(ctx)


def test_the_provider_must_name_itself_where_it_says_that_it_does(provider: Provider) -> None:
    provider.description["authorization_response_iss_parameter_supported"] = True
    authenticator = provider.open()
    assert code(provider.sign_in(authenticator)) == "token.issuer"
    assert isinstance(provider.sign_in(authenticator, iss=provider.issuer), Identity)


def test_a_provider_that_is_not_there() -> None:
    with JsonServer() as server:
        address = server.address
    config = {"profile": "siths", "issuer": address, "client_id": "x", "discovery": f"{address}/d"}
    authenticator = OidcFactory().open(AdapterConfig(name="oidc", options=config))
    refused = authenticator.begin(SignInContext(return_to=BACK, now=NOW))
    assert refused == NotAuthenticated(code="provider.unreachable", again=True)
    authenticator.close()


def test_the_module_registers_oidc_by_the_door() -> None:
    registry = AuthRegistry()
    plugin.arende_register_auth(registry)
    assert list(registry.names()) == ["oidc"] and registry.faults == []


def test_the_secret_is_shown_nowhere(provider: Provider) -> None:
    authenticator = provider.open(client_secret="hush-hush-hush", client_auth="basic")
    assert "hush" not in repr(authenticator) + repr(vars(authenticator))
    assert isinstance(provider.sign_in(authenticator), Identity)
    token_call = next(got for got in provider.server.got if got.path == "/token")
    assert b"hush" not in token_call.body and token_call.headers["authorization"].startswith("Basic ")
