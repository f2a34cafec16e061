"""BankID against a stand-in with mutual TLS: orders, hints, the animated QR code, certificates, and the clauses."""

import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
import trustme
from arende.ports.auth import Challenge, Completed, Identity, NotAuthenticated, Pending, SignInContext
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry
from arende_auth.bankid import hints, plugin
from arende_auth.bankid.order import qr
from arende_auth.bankid.plugin import BankIdAuthenticator, BankIdFactory
from arende_conformance.auth import AuthContract
from attrs import evolve
from cryptography.hazmat.primitives import serialization

from .bankid_stand_in import ROOT, SECRET, TOKEN, BankId
from .json_server import Reply

SECOND: Final = 1_000_000
NOW: Final = 1_795_000_000 * SECOND
START: Final = SignInContext(return_to="https://clinic.example/back", now=NOW, remote="203.0.113.7")
POLL: Final = RawRequest(method="POST", url="https://clinic.example/poll", headers={}, body=b"", remote="203.0.113.7")
VECTORS: Final = {
    0: "dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8",
    1: "949d559bf23403952a94d103e67743126381eda00f0b3cbddbf7c96b1adcbce2",
    2: "a9e5ec59cb4eee4ef4117150abc58fad7a85439a6a96ccbecc3668b41795b3f3",
}


class TestBankId(AuthContract):
    factory = "tests.auth.bankid_stand_in:make"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BankId]:
    made = BankId(tmp_path_factory.mktemp("bankid"))
    yield made
    made.close()


@pytest.fixture
def bankid(shared: BankId) -> Iterator[BankId]:
    routes = dict(shared.server.routes)
    shared.server.got.clear()
    shared.outcome = {"status": "pending", "hintCode": "outstandingTransaction"}
    yield shared
    shared.server.routes = routes


@pytest.fixture
def ours(bankid: BankId) -> Iterator[BankIdAuthenticator]:
    made = bankid.open()
    yield made
    made.close()


def begun(authenticator: BankIdAuthenticator) -> tuple[SignInContext, Challenge]:
    challenge = authenticator.begin(START)
    assert isinstance(challenge, Challenge), challenge
    return evolve(START, kept=challenge.keep), challenge


def after(authenticator: BankIdAuthenticator, ctx: SignInContext, seconds: float = 2.5) -> Completed:
    return authenticator.complete(evolve(ctx, now=NOW + round(seconds * SECOND)), POLL)


@pytest.mark.parametrize("seconds", VECTORS)
def test_the_qr_code_is_bankids(seconds: int) -> None:
    assert qr(TOKEN, SECRET, seconds) == f"bankid.{TOKEN}.{seconds}.{VECTORS[seconds]}"


def test_an_order_gives_a_qr_code_and_a_way_to_start_the_app(bankid: BankId, ours: BankIdAuthenticator) -> None:
    _, challenge = begun(ours)
    assert bankid.calls("auth") == [{"endUserIp": "203.0.113.7"}]
    assert challenge.redirect is None
    assert challenge.launch == "bankid:///?autostarttoken=7c40b5c9%20fa74&redirect=null"
    assert challenge.qr == f"bankid.{TOKEN}.0.{VECTORS[0]}"
    shown = f"{challenge!r} {ours!r} {vars(ours)!r}"
    assert SECRET not in shown and TOKEN not in shown
    assert SECRET not in f"{challenge.qr} {challenge.launch}"


def test_what_is_required_of_the_person(bankid: BankId) -> None:
    authenticator = bankid.open(pin_code=True, certificate_policies="1.2.752.78.1.5, 1.2.3", visible_text="Hej å")
    begun(authenticator)
    authenticator.close()
    assert bankid.calls("auth") == [
        {
            "endUserIp": "203.0.113.7",
            "requirement": {"pinCode": True, "certificatePolicies": ["1.2.752.78.1.5", "1.2.3"]},
            "userVisibleData": b64encode("Hej å".encode()).decode(),
        }
    ]


def test_the_qr_code_moves_each_second_and_bankid_is_asked_every_other(
    bankid: BankId, ours: BankIdAuthenticator
) -> None:
    ctx, _ = begun(ours)
    bankid.outcome = {"status": "pending", "hintCode": "userSign"}
    seen = []
    for tenths in (5, 15, 25, 31, 39, 46, 55):
        done = after(ours, ctx, tenths / 10)
        assert isinstance(done, Pending)
        seen.append((done.hint, done.qr, len(bankid.calls("collect"))))
        assert 0 < done.again_after <= SECOND
        ctx = evolve(ctx, kept=done.keep)
    assert [hint for hint, _, _ in seen] == ["pending", "pending", *["userSign"] * 5]
    assert [code for _, code, _ in seen] == [qr(TOKEN, SECRET, s) for s in (0, 1, 2, 3, 3, 4, 5)]
    assert [calls for _, _, calls in seen] == [0, 0, 1, 1, 1, 2, 2]
    assert bankid.calls("collect")[0] == {"orderRef": ctx.kept["order"]}


def test_a_citizen_signs_in_once(bankid: BankId, ours: BankIdAuthenticator) -> None:
    ctx, _ = begun(ours)
    bankid.complete()
    found = after(ours, ctx)
    assert isinstance(found, Identity)
    assert (found.kind, found.system, found.value) == ("citizen", "personnummer", "198001072381")
    assert (found.name, found.assurance, found.at) == ("Anton Åke Testberg", "bankid", NOW + 2_500_000)
    assert after(ours, ctx) == NotAuthenticated(code="replayed", again=True)
    assert "198001072381" not in repr(found) and "Testberg" not in repr(found)


@pytest.mark.parametrize(
    ("user", "refusal"),
    [
        ({"personalNumber": None}, "identity.missing"),
        ({"personalNumber": "8001072381"}, "identity.system"),
        ({"personalNumber": "19800107238x"}, "identity.system"),
    ],
)
def test_who_is_not_told_is_nobody(
    bankid: BankId, ours: BankIdAuthenticator, user: Mapping[str, object], refusal: str
) -> None:
    ctx, _ = begun(ours)
    bankid.complete(**user)
    assert after(ours, ctx) == NotAuthenticated(code=refusal, again=False)


def test_a_coordination_number_is_named_so(bankid: BankId, ours: BankIdAuthenticator) -> None:
    ctx, _ = begun(ours)
    bankid.complete(personalNumber="196109732393", name="")
    found = after(ours, ctx)
    assert isinstance(found, Identity)
    assert (found.system, found.name) == ("samordningsnummer", "Anton Åke Testberg")


@pytest.mark.parametrize("stated", [*sorted(hints.PENDING), "somethingNew", None, 7])
def test_hints_of_a_living_order(bankid: BankId, ours: BankIdAuthenticator, stated: object) -> None:
    ctx, _ = begun(ours)
    bankid.outcome = {"status": "pending", "hintCode": stated}
    done = after(ours, ctx)
    assert isinstance(done, Pending)
    assert done.hint == (stated if stated in hints.PENDING else "pending")


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        ("userCancel", NotAuthenticated(code="cancelled", again=True)),
        ("expiredTransaction", NotAuthenticated(code="bankid.expiredTransaction", again=True)),
        ("certificateErr", NotAuthenticated(code="bankid.certificateErr", again=False)),
        ("transactionRiskBlocked", NotAuthenticated(code="bankid.transactionRiskBlocked", again=False)),
        ("somethingNew", NotAuthenticated(code="bankid.failed", again=True)),
        (None, NotAuthenticated(code="bankid.failed", again=True)),
        (["x"], NotAuthenticated(code="bankid.failed", again=True)),
    ],
)
def test_how_an_order_ends(
    bankid: BankId, ours: BankIdAuthenticator, stated: object, refusal: NotAuthenticated
) -> None:
    ctx, _ = begun(ours)
    bankid.outcome = {"status": "failed", "hintCode": stated}
    assert after(ours, ctx) == refusal


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [
        ((400, {"errorCode": "alreadyInProgress"}), NotAuthenticated(code="bankid.alreadyInProgress", again=True)),
        ((400, {"errorCode": "invalidParameters"}), NotAuthenticated(code="provider.refused", again=False)),
        ((400, {"errorCode": "somethingNew"}), NotAuthenticated(code="provider.refused", again=False)),
        ((408, {"errorCode": "requestTimeout"}), NotAuthenticated(code="provider.unreachable", again=True)),
        ((503, {"errorCode": "maintenance"}), NotAuthenticated(code="provider.unreachable", again=True)),
        ((503, b"<html>"), NotAuthenticated(code="provider.unreachable", again=True)),
        ((599, {"errorCode": ["x"]}), NotAuthenticated(code="provider.unreachable", again=True)),
        ((200, b"<html>"), NotAuthenticated(code="provider.answer", again=True)),
        ((200, {"orderRef": "x"}), NotAuthenticated(code="provider.answer", again=True)),
    ],
)
def test_calls_that_are_refused(
    bankid: BankId, ours: BankIdAuthenticator, reply: Reply, refusal: NotAuthenticated
) -> None:
    ctx, _ = begun(ours)
    bankid.server.routes[f"{ROOT}/auth"] = bankid.server.routes[f"{ROOT}/collect"] = lambda got: reply
    assert ours.begin(START) == refusal
    assert after(ours, ctx) == refusal


def test_an_outcome_of_another_order_is_none(bankid: BankId, ours: BankIdAuthenticator) -> None:
    ctx, _ = begun(ours)
    bankid.complete()
    bankid.outcome = {**bankid.outcome, "orderRef": "another"}
    assert after(ours, ctx) == NotAuthenticated(code="provider.answer", again=True)


def test_what_was_not_begun_or_too_long_ago(bankid: BankId, ours: BankIdAuthenticator) -> None:
    ctx, _ = begun(ours)
    assert ours.begin(evolve(START, remote="")) == NotAuthenticated(code="remote.missing", again=False)
    missing = NotAuthenticated(code="state.missing", again=True)
    for kept in ({}, {**ctx.kept, "started": "now"}, {**ctx.kept, "secret": ""}):
        assert after(ours, evolve(ctx, kept=kept)) == missing
    assert after(ours, ctx, 181) == NotAuthenticated(code="state.late", again=True)
    assert bankid.calls("collect") == []


def test_cancelling_tells_bankid(bankid: BankId, ours: BankIdAuthenticator) -> None:
    ctx, _ = begun(ours)
    ours.cancel(ctx)
    ours.cancel(START)
    assert bankid.calls("cancel") == [{"orderRef": ctx.kept["order"]}]
    bankid.server.routes[f"{ROOT}/cancel"] = lambda got: (400, {"errorCode": "notFound"})
    ours.cancel(ctx)


def test_without_our_certificate_there_is_no_answer(bankid: BankId) -> None:
    bankid.write(trustme.CA(), "stranger")
    stranger = bankid.open(
        certificate_file=str(bankid.folder / "stranger.pem"), key_file=str(bankid.folder / "stranger.key")
    )
    assert stranger.begin(START) == NotAuthenticated(code="provider.unreachable", again=True)
    stranger.close()
    assert bankid.server.got == []
    # The stand-in does demand one: the control of the line above.
    import httpx

    context = ssl.create_default_context(cafile=str(bankid.folder / "bankid.pem"))
    with pytest.raises(httpx.HTTPError), httpx.Client(verify=context, trust_env=False) as bare:
        bare.post(f"{bankid.server.address}{ROOT}/auth", json={})


def test_only_bankids_own_authority_is_trusted(bankid: BankId) -> None:
    trustme.CA().cert_pem.write_to_path(bankid.folder / "other.pem")
    deceived = bankid.open(ca_file=str(bankid.folder / "other.pem"))
    assert deceived.begin(START) == NotAuthenticated(code="provider.unreachable", again=True)
    deceived.close()
    assert bankid.server.got == []


def test_the_key_may_have_a_passphrase(bankid: BankId) -> None:
    plain = serialization.load_pem_private_key((bankid.folder / "rp.key").read_bytes(), None)
    locked = plain.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"open sesame"),
    )
    (bankid.folder / "locked.key").write_bytes(locked)
    opened = bankid.open(key_file=str(bankid.folder / "locked.key"), key_passphrase="open sesame")
    begun(opened)
    opened.close()
    for wrong in ("", "open"):
        with pytest.raises(ConfigError, match="certificates of a sign-in cannot be read") as error:
            bankid.open(key_file=str(bankid.folder / "locked.key"), key_passphrase=wrong)
        assert "open" not in str(error.value)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"certificate_file": ""}, "certificate_file is missing"),
        ({"ca_file": ""}, "ca_file is missing"),
        ({"key_file": "/no/such"}, "key_file must name a file"),
        ({"endpoint": "http://127.0.0.1/rp"}, "endpoint must begin with https://"),
        ({"endpoint": "appapi"}, "endpoint must be a URL"),
        ({"visible_text": "x" * 1500}, "visible_text is too long"),
        ({"pin": True}, "has no option pin"),
    ],
)
def test_options_that_do_not_do(bankid: BankId, options: dict[str, Option], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        bankid.open(**options)


def test_the_module_registers_bankid_by_the_door(tmp_path: Path) -> None:
    registry = AuthRegistry()
    plugin.arende_register_auth(registry)
    assert list(registry.names()) == ["bankid"] and registry.faults == []
    with pytest.raises(ConfigError, match="certificate_file is missing"):
        BankIdFactory().open(AdapterConfig(name="bankid"))
