"""The web's own settings: what the table and the environment become, and that each fault is named without its value."""

import re
from pathlib import Path

import pytest
from arende.engine import Settings, SettingsFaults
from arende.ports.config import AdapterConfig, Option
from arende_web import WebSettings
from arende_web.given_settings import VARIABLES, web_settings
from arende_web.running import address_of, bound, root_of
from arende_web.settings import Rates

DOC = Path("docs/web.md").read_text(encoding="utf-8")


def settings(**options: Option) -> Settings:
    return Settings(storage="memory:", faces={"web": AdapterConfig(name="web", options=options)})


def test_nothing_need_be_said() -> None:
    assert web_settings(Settings(storage="memory:"), {}) == WebSettings()


def test_the_table_and_the_environment_over_it() -> None:
    told = web_settings(
        settings(
            public_url="https://vard.example/arende/",
            frame_ancestors="https://journal.example, https://other.example",
            strict_transport=False,
            send_rate=5,
            provider="Region Prov",
        ),
        {"ARENDE_WEB_STRICT_TRANSPORT": "ja", "ARENDE_WEB_TRUSTED_PROXIES": "10.0.0.1", "ARENDE_WEB_PORT": "tcp://x"},
    )
    assert told == WebSettings(
        public_url="https://vard.example/arende",
        frame_ancestors=("https://journal.example", "https://other.example"),
        strict_transport=True,
        provider="Region Prov",
        rates=Rates(send=5),
        trusted_proxies=("10.0.0.1",),
    )
    assert root_of(told) == "/arende" and root_of(WebSettings()) == ""


def test_a_secret_may_be_the_path_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("a-token-of-some-length\n", encoding="utf-8")
    for told in (
        web_settings(settings(metrics_token_file=str(file)), {}),
        web_settings(settings(), {"ARENDE_WEB_METRICS_TOKEN_FILE": str(file)}),
    ):
        assert told.metrics_token == "a-token-of-some-length" and "a-token" not in repr(told)


def test_a_demonstration_shows_its_phones() -> None:
    demo = Settings(storage="memory:", sms=["spool:/tmp/x"], demo=True)
    assert web_settings(demo, {}).sms_folder == "/tmp/x"
    assert web_settings(Settings(storage="memory:", sms=["spool:/tmp/x"]), {}).sms_folder == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("public_url", "http://hemligt.example"),
        ("public_url", "https://hemligt.example/?a=1"),
        ("frame_ancestors", "https://a.example; script-src hemligt"),
        ("frame_ancestors", "hemligt"),
        ("strict_transport", "hemligt"),
        ("metrics_token", "hemligt"),
        ("send_rate", "hemligt"),
        ("sms_floder", "hemligt"),
    ],
)
def test_each_fault_is_named_without_its_value(name: str, value: str) -> None:
    with pytest.raises(SettingsFaults) as told:
        web_settings(settings(**{name: value}), {})
    assert name in str(told.value) and "hemligt" not in str(told.value) and "[web]" in str(told.value)


def test_the_page_of_documentation_has_every_variable_and_option() -> None:
    for variable, name in VARIABLES.items():
        assert name.removesuffix("_file") in DOC
        assert variable.removesuffix("_FILE") in DOC
    named = set(re.findall(r"`([a-z_]+)`", DOC.partition("### Settings")[2].partition("###")[0]))
    assert {"sign_in_rate", "search_rate", "send_rate", "provider", "accessibility_contact"} <= named


def test_addresses_as_browsers_write_them() -> None:
    with bound("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert address_of(WebSettings(), "127.0.0.1", listener) == f"http://127.0.0.1:{port}"
        assert address_of(WebSettings(), "::1", listener) == f"http://[::1]:{port}"
        assert address_of(WebSettings(public_url="https://v.example"), "0.0.0.0", listener) == "https://v.example"
