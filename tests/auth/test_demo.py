"""The demonstration sign-in: when it opens, and which forms it believes."""

from urllib.parse import urlencode

import arende_auth.demo
import pytest
from arende.ports.auth import Challenge, Identity, IdentityKind, NotAuthenticated, SignInContext
from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.http import RawRequest
from arende.ports.registry import AuthRegistry
from arende_auth.demo import DemoFactory

CONTEXT = SignInContext(return_to="/", now=1_795_000_000_000_000)
STAFF = {"system": "hsa", "value": "SE5560000000-0001", "name": "Åsa Öberg", "kind": "staff"}
CITIZEN = {"system": "personnummer", "value": "198001072381", "name": "Anton Testberg", "kind": "citizen"}
FORM = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}


def complete(body: bytes, method: str = "POST", headers: dict[str, str] = FORM) -> Identity | NotAuthenticated:
    raw = RawRequest(method=method, url="https://example.se/in", headers=headers, body=body, remote="127.0.0.1")
    return DemoFactory().open(AdapterConfig(name="demo", demo=True)).complete(CONTEXT, raw)


def test_it_opens_in_a_demonstration_only() -> None:
    with pytest.raises(ConfigError, match="only in a demonstration"):
        DemoFactory().open(AdapterConfig(name="demo"))
    with pytest.raises(ConfigError, match="no options"):
        DemoFactory().open(AdapterConfig(name="demo", demo=True, options={"x": 1}))
    authenticator = DemoFactory().open(AdapterConfig(name="demo", demo=True))
    assert authenticator.begin(CONTEXT) == Challenge(redirect=None, keep={})
    authenticator.close()


def test_the_module_registers_demo_by_the_door() -> None:
    registry = AuthRegistry()
    arende_auth.demo.arende_register_auth(registry)
    assert list(registry.names()) == ["demo"]
    assert registry.faults == []


def test_the_form_is_believed() -> None:
    assert complete(urlencode(STAFF).encode()) == Identity(
        kind=IdentityKind.STAFF,
        system="hsa",
        value="SE5560000000-0001",
        name="Åsa Öberg",
        assurance="demo",
        commissions=(),
        at=CONTEXT.now,
    )
    citizen = complete(urlencode(CITIZEN | {"csrf": "x"}).encode(), headers={})
    assert isinstance(citizen, Identity)
    assert citizen.kind is IdentityKind.CITIZEN


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "form.fields"),
        (b"\xff\xfe=", "form.unreadable"),
        (b"name=%ff", "form.unreadable"),
        (b"a=" + b"b" * 5000, "form.unreadable"),
        (b"system=hsa&value=x&name=y", "form.fields"),
        (urlencode(STAFF).encode() + b"&value=other", "form.fields"),
        (urlencode(STAFF | {"kind": "admin"}).encode(), "form.identity"),
        (urlencode(STAFF | {"system": ""}).encode(), "form.identity"),
        (urlencode(STAFF | {"name": "a\0b"}).encode(), "form.identity"),
        (urlencode(STAFF | {"name": " "}).encode(), "form.identity"),
        (urlencode(CITIZEN | {"value": "8001072381"}).encode(), "form.identity"),
        (urlencode(CITIZEN | {"value": "19800107238१"}).encode(), "form.identity"),
    ],
)
def test_other_forms_are_not(body: bytes, code: str) -> None:
    assert complete(body) == NotAuthenticated(code=code, again=True)


def test_only_a_posted_form_counts() -> None:
    assert complete(urlencode(STAFF).encode(), method="GET") == NotAuthenticated(code="form.method", again=False)
    other = complete(urlencode(STAFF).encode(), headers={"content-type": "application/json"})
    assert other == NotAuthenticated(code="form.unreadable", again=True)
