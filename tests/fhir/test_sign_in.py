"""Signing in to the record's server: OAuth 2 with a secret and with a signed assertion (SMART), and mutual TLS."""

import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
import trustme
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.export import Confirming, Exported, ExportFailed, JournalExporter
from arende.ports.sms import SmsRequest
from arende_conformance.standins.fhir import BASE, FhirSide
from arende_conformance.standins.server import Got, Reply, StandIn, said
from arende_fhir.settings import FhirExportFactory
from arende_fhir.sign_in import BEARER
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from .test_bundle import CHILD

pytestmark = pytest.mark.spec("B22")

CLIENT, SECRET = "arende-client", "hemlig:lösen/+ %"
KEYS: Final[Mapping[str, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey]] = {
    "RS384": rsa.generate_private_key(65537, 2048),
    "ES384": ec.generate_private_key(ec.SECP384R1()),
}


class Guarded:
    """A FHIR server that asks for tokens, and the place that gives them."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self.fhir = FhirSide()
        self.given: list[str] = []
        self.good: set[str] = set()
        self.asked: list[Got] = []
        self.refusal: Reply | None = None
        self.lifetime: object = 300
        self.address = ""

    def answer(self, got: Got) -> Reply:
        if got.path == f"{BASE}/.well-known/smart-configuration":
            return said(200, {"token_endpoint": f"{self.address}/token"})
        if got.path == "/token":
            self.asked.append(got)
            if self.refusal is not None:
                return self.refusal
            self.given.append(f"token-{len(self.given)}")
            self.good.add(self.given[-1])
            return said(200, {"access_token": self.given[-1], "token_type": "bearer", "expires_in": self.lifetime})
        if got.headers.get("authorization", "").removeprefix("Bearer ") not in self.good:
            return Reply(status=401)
        return self.fhir.answer(got)


@pytest.fixture
def guarded() -> Guarded:
    return Guarded()


@pytest.fixture
def stand_in(guarded: Guarded) -> Iterator[StandIn]:
    made = StandIn(guarded)
    guarded.address = made.address
    yield made
    made.close()


OPENED: Final[list[JournalExporter]] = []


@pytest.fixture(autouse=True)
def tidy() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def opened(stand_in: StandIn, **options: Option) -> JournalExporter:
    given = {"base_url": f"{stand_in.address}{BASE}", "timeout": 5, **options}
    OPENED.append(FhirExportFactory().open(AdapterConfig(name="fhir", options=given)))
    return OPENED[-1]


def with_secret(stand_in: StandIn) -> JournalExporter:
    return opened(
        stand_in,
        auth="client_credentials",
        token_url=f"{stand_in.address}/token",
        client_id=CLIENT,
        client_secret=SECRET,
        scope="system/*.cruds",
    )


def smart(stand_in: StandIn, folder: Path, made_for: str, **options: Option) -> JournalExporter:
    file = folder / "key.pem"
    file.write_bytes(KEYS[made_for].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    given = {"key_file": str(file), "key_id": "key-1", "client_id": CLIENT, "algorithm": made_for}
    return opened(stand_in, auth="smart", **{**given, **options})


def test_one_token_serves_many_calls(stand_in: StandIn, guarded: Guarded) -> None:
    exporter = with_secret(stand_in)
    assert isinstance(exporter.export(CHILD), Exported)
    assert isinstance(exporter, Confirming) and isinstance(exporter.confirm(CHILD), Exported)
    assert len(guarded.asked) == 1
    assert guarded.asked[0].form == {"grant_type": "client_credentials", "scope": "system/*.cruds"}
    assert guarded.asked[0].headers["authorization"].startswith("Basic ")


def test_a_token_that_ends_or_is_refused_is_replaced_once(stand_in: StandIn, guarded: Guarded) -> None:
    guarded.lifetime = 1
    exporter = with_secret(stand_in)
    exporter.export(CHILD)
    exporter.export(CHILD)
    assert len(guarded.given) == 2
    guarded.lifetime = "soon"
    exporter.export(CHILD)
    guarded.good.clear()
    assert isinstance(exporter.export(CHILD), Exported)
    assert len(guarded.given) == 4
    assert len(guarded.fhir.all("Encounter")) == 1


@pytest.mark.parametrize(
    ("refusal", "outcome"),
    [
        (said(400, {"error": "invalid_client"}), ExportFailed(code="sign_in", again=False)),
        (said(200, {"access_token": 7}), ExportFailed(code="sign_in", again=False)),
        (Reply(status=200, body=b"<html>"), ExportFailed(code="sign_in", again=False)),
        (Reply(status=503), ExportFailed(code="sign_in", again=True)),
        (Reply(status=429), ExportFailed(code="sign_in", again=True)),
    ],
)
def test_without_a_token_nothing_is_sent(
    stand_in: StandIn, guarded: Guarded, refusal: Reply, outcome: ExportFailed
) -> None:
    guarded.refusal = refusal
    exporter = with_secret(stand_in)
    assert exporter.export(CHILD) == outcome
    assert isinstance(exporter, Confirming) and exporter.confirm(CHILD) == outcome
    assert {got.path for got in stand_in.got} == {"/token"}


def test_tokens_that_are_never_good_are_a_failure_and_no_loop(stand_in: StandIn, guarded: Guarded) -> None:
    exporter = opened(
        stand_in,
        auth="client_credentials",
        token_url=f"{stand_in.address}/token",
        client_id=CLIENT,
        client_secret=SECRET,
    )
    guarded.refusal = said(200, {"access_token": "never-good"})
    assert exporter.export(CHILD) == ExportFailed(code="sign_in", again=False)
    assert len(guarded.asked) == 2


@pytest.mark.parametrize("algorithm", KEYS)
def test_smart_finds_the_address_and_signs_what_it_asks(
    stand_in: StandIn, guarded: Guarded, tmp_path: Path, algorithm: str
) -> None:
    exporter = smart(stand_in, tmp_path, algorithm)
    assert isinstance(exporter.export(CHILD), Exported)
    guarded.good.clear()
    assert isinstance(exporter.export(CHILD), Exported)
    signed = [got.form["client_assertion"] for got in guarded.asked]
    assert guarded.asked[0].form["client_assertion_type"] == BEARER
    pem = (tmp_path / "key.pem").read_bytes()
    key = RSAKey.import_key(pem) if algorithm == "RS384" else ECKey.import_key(pem)
    tokens = [jwt.decode(one, key, algorithms=[algorithm]) for one in signed]
    assert tokens[0].header == {"alg": algorithm, "typ": "JWT", "kid": "key-1"}
    claims = tokens[0].claims
    assert (claims["iss"], claims["sub"], claims["aud"]) == (CLIENT, CLIENT, f"{stand_in.address}/token")
    assert 0 < claims["exp"] - claims["iat"] <= 300
    assert len({token.claims["jti"] for token in tokens}) == 2


def test_an_address_that_cannot_be_found_is_a_failure(stand_in: StandIn, guarded: Guarded, tmp_path: Path) -> None:
    guarded.address = "ftp://elsewhere.example"
    assert smart(stand_in, tmp_path, "ES384").export(CHILD) == ExportFailed(code="sign_in_address", again=False)
    unreachable = smart(stand_in, tmp_path, "ES384", token_url="http://127.0.0.1:9/token")
    assert unreachable.export(CHILD) == ExportFailed(code="sign_in_unreachable", again=True)


def test_a_key_that_does_not_suit_is_told(stand_in: StandIn, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="key_file must hold a private key"):
        smart(stand_in, tmp_path, "ES384", algorithm="RS384")
    short = tmp_path / "short.pem"
    curve = ec.generate_private_key(ec.SECP256R1())
    short.write_bytes(curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(ConfigError, match="key_file must hold a private key"):
        smart(stand_in, tmp_path, "ES384", key_file=str(short))


def test_mutual_tls_is_beneath_every_way(tmp_path: Path) -> None:
    authority = trustme.CA()
    server, ours = authority.issue_cert("127.0.0.1"), authority.issue_cert("arende.example")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    ca, certificate, key = tmp_path / "ca.pem", tmp_path / "our.pem", tmp_path / "our.key"
    authority.cert_pem.write_to_path(str(ca))
    ours.private_key_pem.write_to_path(str(key))
    ours.cert_chain_pems[0].write_to_path(str(certificate))
    stand_in = StandIn(FhirSide(), tls=context)
    with_it = opened(stand_in, ca_file=str(ca), client_certificate=str(certificate), client_key=str(key))
    assert isinstance(with_it.export(CHILD), Exported)
    without, distrusting = opened(stand_in, ca_file=str(ca)), opened(stand_in)
    assert not isinstance(without.export(CHILD), Exported)
    assert distrusting.export(CHILD) == ExportFailed(code="unreachable", again=True)
    stand_in.close()
