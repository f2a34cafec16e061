"""An identity handed over by the embedding system: keys, secrets, what comes unasked for, claims and options."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

import arende_auth.host
import pytest
from arende.ports.auth import Challenge, Commission, Completed, Identity, NotAuthenticated, SignInContext
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry
from arende_auth.host import HostAuthenticator, HostFactory
from arende_conformance.auth.forge import Signer
from arende_conformance.auth.harness import Answer
from attrs import evolve
from joserfc import jwt
from joserfc.jwk import OctKey

SECOND: Final = 1_000_000
NOW: Final = 1_795_000_000 * SECOND
CTX: Final = SignInContext(return_to="https://clinic.example/in", now=NOW)
ISSUER: Final = "https://record.example"
HUSH: Final = "hush-hush-hush-hush-hush-hush-hush-hush"
STAFF: Final[Mapping[str, object]] = {
    "kind": "staff",
    "system": "hsa",
    "sub": "se5560000000-1001",
    "name": "Åsa Öberg",
    "acr": "loa3",
    "commissions": [
        {"id": "SE1-2", "name": "Läkare", "unit": "se1-3", "provider": "SE1-4", "purpose": "Vård och behandling"},
        {"id": "no id"},
        {"id": "SE1-5", "unit": 7},
        "SE1-6",
    ],
}
CITIZEN: Final = {"kind": "citizen", "system": "personnummer", "sub": "198001072381", "name": "Anton", "acr": "loa3"}


class System:
    """The embedding system."""

    def __init__(self, folder: Path) -> None:
        self.signer = Signer(ISSUER, "arende")
        self.keys = folder / "keys.json"
        self.publish()

    def publish(self) -> None:
        self.keys.write_text(json.dumps(self.signer.jwks()))

    def open(self, **options: Option) -> HostAuthenticator:
        usual: dict[str, Option] = {"issuer": ISSUER, "audience": "arende", "acr": "loa3", "keys_file": str(self.keys)}
        return HostFactory().open(AdapterConfig(name="host", options={**usual, **options}))

    def token(self, claims: Mapping[str, object] = STAFF, answer: Answer = Answer.GOOD) -> str:
        return self.signer.token(claims, answer, NOW // SECOND)


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System(tmp_path)


def posted(token: str, **more: str) -> RawRequest:
    body = urlencode({"token": token, **more}).encode()
    return RawRequest(method="POST", url=CTX.return_to, headers={}, body=body, remote="")


def handed(authenticator: HostAuthenticator, token: str) -> Completed:
    return authenticator.complete(CTX, posted(token))


def test_an_employee_is_handed_over(system: System) -> None:
    authenticator = system.open()
    assert authenticator.begin(CTX) == Challenge(keep={})
    found = handed(authenticator, system.token({**STAFF, "auth_time": NOW // SECOND - 5}))
    assert isinstance(found, Identity)
    assert (found.value, found.name, found.at) == ("SE5560000000-1001", "Åsa Öberg", NOW - 5 * SECOND)
    assert found.commissions == (
        Commission(id="SE1-2", name="Läkare", unit="SE1-3", provider="SE1-4", purpose="Vård och behandling"),
        Commission(id="SE1-5"),
    )
    authenticator.cancel(CTX)
    authenticator.close()


def test_the_token_may_stand_in_the_header_and_nowhere_else(system: System) -> None:
    authenticator, token = system.open(), system.token()
    url = f"{CTX.return_to}?token={token}"
    in_url = RawRequest(method="GET", url=url, headers={}, body=b"", remote="")
    refused = NotAuthenticated(code="token.missing", again=True)
    assert authenticator.complete(CTX, in_url) == refused
    twice = posted(token)
    assert authenticator.complete(CTX, evolve(twice, body=twice.body * 2 + b"&token=x")) == refused
    assert authenticator.complete(CTX, evolve(twice, body=b"x" * 200_000)) == refused
    header = RawRequest(method="POST", url="", headers={"authorization": f"Bearer {token}"}, body=b"", remote="")
    assert isinstance(authenticator.complete(CTX, header), Identity)
    assert authenticator.complete(CTX, header) == NotAuthenticated(code="replayed", again=True)


@pytest.mark.parametrize(
    ("claims", "refusal"),
    [
        ({"acr": "loa2"}, "assurance.low"),
        ({"acr": None}, "assurance.low"),
        ({"kind": "robot"}, "identity.missing"),
        ({"sub": ""}, "identity.missing"),
        ({"system": "payroll"}, "identity.system"),
        ({"kind": "citizen"}, "identity.system"),
        ({"system": "personnummer", "sub": "198001072381"}, "identity.system"),
        ({**CITIZEN, "sub": "8001072381"}, "identity.system"),
        ({**CITIZEN, "sub": "196109732393"}, "identity.system"),
        ({"jti": ""}, "token.claims"),
        ({"jti": "x" * 129}, "token.claims"),
        ({"exp": NOW // SECOND + 600}, "token.lifetime"),
        ({"exp": NOW // SECOND, "iat": NOW // SECOND + 5}, "token.lifetime"),
    ],
)
def test_claims_that_do_not_do(system: System, claims: Mapping[str, object], refusal: str) -> None:
    done = handed(system.open(), system.token({**STAFF, **claims}))
    assert isinstance(done, NotAuthenticated)
    assert done.code == refusal


def test_a_citizen_and_another_system_where_allowed(system: System) -> None:
    authenticator = system.open(systems="samordningsnummer payroll")
    for claims in ({**CITIZEN, "system": "samordningsnummer", "sub": "196109732393"}, {**STAFF, "system": "payroll"}):
        assert isinstance(handed(authenticator, system.token(claims)), Identity)
    assert isinstance(handed(system.open(), system.token(CITIZEN)), Identity)


def test_a_pem_and_a_shared_secret_do_as_well(system: System, tmp_path: Path) -> None:
    pem = tmp_path / "key.pem"
    pem.write_bytes(system.signer.public_pem())
    assert isinstance(handed(system.open(keys_file=str(pem)), system.token()), Identity)
    shared = system.open(keys_file="", secret=HUSH)
    claims: dict[str, object] = {"iss": ISSUER, "aud": "arende", "jti": "1", "iat": NOW // SECOND}
    claims |= {"exp": NOW // SECOND + 30, **STAFF}
    good = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(HUSH))
    other = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(HUSH[::-1]))
    assert handed(shared, other) == NotAuthenticated(code="token.signature", again=True)
    assert isinstance(handed(shared, good), Identity)
    assert handed(system.open(), good) == NotAuthenticated(code="token.algorithm", again=True)
    assert handed(shared, system.token()) == NotAuthenticated(code="token.algorithm", again=True)
    assert "hush" not in repr(shared) + repr(vars(shared))


def test_keys_are_read_anew_and_a_lost_file_lets_nobody_in(system: System) -> None:
    authenticator = system.open()
    system.signer.rotate()
    unknown = NotAuthenticated(code="token.key", again=True)
    assert handed(authenticator, system.token()) == unknown
    system.keys.unlink()
    assert handed(authenticator, system.token()) == unknown
    system.publish()
    assert isinstance(handed(authenticator, system.token()), Identity)


def test_asked_for_it_carries_the_nonce(system: System) -> None:
    authenticator = system.open(url="https://record.example/hand-over?unit=1")
    challenge = authenticator.begin(CTX)
    assert isinstance(challenge, Challenge) and challenge.redirect
    asked = parse_qs(urlsplit(challenge.redirect).query)
    assert (asked["unit"], asked["return_to"]) == (["1"], [CTX.return_to])
    ctx = evolve(CTX, kept=challenge.keep)
    raw = posted(system.token({**STAFF, "nonce": asked["nonce"][0]}))
    late = authenticator.complete(evolve(ctx, now=NOW + 601 * SECOND), raw)
    assert late == NotAuthenticated(code="state.late", again=True)
    assert isinstance(authenticator.complete(ctx, raw), Identity)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"secret": HUSH}, "keys_file or secret must be given, and not both"),
        ({"keys_file": ""}, "keys_file or secret must be given"),
        ({"keys_file": "", "secret": "hush"}, "secret must have 32 characters"),
        ({"algorithms": "HS256"}, "algorithms of a sign-in must be among RS256"),
        ({"keys_file": "", "secret": HUSH, "algorithms": "RS256"}, "algorithms of a sign-in must be among HS256"),
        ({"longest": 301}, "longest must be a whole number from 1 to 300"),
        ({"url": "http://record.example"}, "url must be a URL"),
        ({"lifetime": 1}, "lifetime must be a whole number from 60"),
        ({"keyfile": "x"}, "has no option keyfile"),
    ],
)
def test_options_that_do_not_do(system: System, options: dict[str, Option], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence) as error:
        system.open(**options)
    assert "hush" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"{", b'{"keys":[]}', b"-----BEGIN PUBLIC KEY-----\nAAAA\n", b"\xff"])
def test_keys_that_are_none(system: System, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "none"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match="keys_file of the sign-in host must name"):
        system.open(keys_file=str(file))


def test_a_private_key_is_not_taken_for_a_public_one(system: System, tmp_path: Path) -> None:
    from joserfc.jwk import ECKey

    file = tmp_path / "private.pem"
    file.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    with pytest.raises(ConfigError, match="PEM with a public key"):
        system.open(keys_file=str(file))


def test_the_module_registers_host_by_the_door() -> None:
    registry = AuthRegistry()
    arende_auth.host.arende_register_auth(registry)
    assert list(registry.names()) == ["host"] and registry.faults == []
