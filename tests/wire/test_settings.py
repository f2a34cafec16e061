"""Settings from file and environment: what they become, and that every fault is named."""

import tomllib

import pytest
from arende.domain.policy import Policy
from arende.ports.config import AdapterConfig
from arende.wire.environment import VARIABLES
from arende.wire.sessions import SessionLimits
from arende.wire.settings import Settings, parse_settings, secret_files, with_secrets

FILE = """
storage = "sqlite:///clinic.db"
demo = true
language = "en"
sms = [
  "spool:./outgoing",
  { provider = "elks46", username = "u1", password_file = "/run/secrets/elks", port = 8443, tls = true },
]

[[auth]]
provider = "demo"

[export]
arkiv = "journal_spool:./arkiv"

[export.journal]
provider = "journal_spool"
location = "./journal"
ca_file = "ca.pem"

[subscribers]
ledger = "host"

[subscribers.other]
provider = "webhooks"
secret_file = "hook.key"

[policy]
days = 5
compose_first = true
exporters = ["journal"]

[plugins]
allow = ["storage_sqlite"]
block = ["sms_spool"]
"""


def good(toml: str, **env: str) -> Settings:
    return parse_settings(tomllib.loads(toml), env).unwrap()


def faults(toml: str, lang: str = "sv", **env: str) -> dict[str, str]:
    found = parse_settings(tomllib.loads(toml), env, "en" if lang == "en" else "sv").failure()
    return {fault.field: fault.problem for fault in found}


def test_the_whole_file() -> None:
    settings = good(FILE)
    elks = AdapterConfig(
        name="elks46", options={"username": "u1", "password_file": "/run/secrets/elks", "port": 8443, "tls": True}
    )
    assert settings == Settings(
        storage="sqlite:///clinic.db",
        sms=[AdapterConfig(name="spool", location="./outgoing"), elks],
        auth=["demo"],
        export={
            "arkiv": AdapterConfig(name="journal_spool", location="./arkiv"),
            "journal": AdapterConfig(name="journal_spool", location="./journal", options={"ca_file": "ca.pem"}),
        },
        subscribers={
            "ledger": AdapterConfig(name="host"),
            "other": AdapterConfig(name="webhooks", options={"secret_file": "hook.key"}),
        },
        policy=Policy(days=5, compose_first=True, exporters=("journal",)),
        demo=True,
        plugins_allow=("storage_sqlite",),
        plugins_block=("sms_spool",),
        language="en",
    )
    assert settings.opened(elks).demo
    assert not Settings(storage="x:").opened(elks).demo


def test_adapters_in_short_form() -> None:
    settings = Settings(storage="sqlite:///clinic.db", sms=["spool:./outgoing"], export=["journal_spool:/a:b"])
    assert settings.sms == (AdapterConfig(name="spool", location="./outgoing"),)
    assert settings.export == {"journal_spool": AdapterConfig(name="journal_spool", location="/a:b")}
    assert good('storage = "memory:"\nsms = "spool:./x"').sms == (AdapterConfig(name="spool", location="./x"),)


def test_no_file_is_needed_where_the_environment_says_it() -> None:
    settings = good(
        "",
        ARENDE_STORAGE="sqlite:///env.db",
        ARENDE_SMS="spool:./a, spool:./b",
        ARENDE_AUTH="demo",
        ARENDE_EXPORT="journal_spool:./journal",
        ARENDE_DEMO="ja",
        ARENDE_LANGUAGE="en",
        ARENDE_PLUGINS_ALLOW="a,b",
        ARENDE_PLUGINS_BLOCK="c",
        ARENDE_POLICY_DAYS="3 650",
        ARENDE_POLICY_COMPOSE_FIRST="1",
        ARENDE_POLICY_EXPORTERS="journal_spool",
    )
    assert settings == Settings(
        storage="sqlite:///env.db",
        sms=["spool:./a", "spool:./b"],
        auth=["demo"],
        export=["journal_spool:./journal"],
        policy=Policy(days=3650, compose_first=True, exporters=("journal_spool",)),
        demo=True,
        language="en",
        plugins_allow=("a", "b"),
        plugins_block=("c",),
    )


def test_the_environment_goes_before_the_file() -> None:
    settings = good(FILE, ARENDE_STORAGE="memory:", ARENDE_POLICY_DAYS="9", ARENDE_DEMO="off", ARENDE_SMS="")
    assert (settings.storage, settings.policy.days, settings.demo) == ("memory:", 9, False)
    assert settings.policy.compose_first
    assert len(settings.sms) == 2  # an empty variable is not set
    assert good(FILE, ARENDE_STORAGE_FILE="/run/secrets/db").storage == ""
    assert good('storage_file = "/run/secrets/db"', ARENDE_STORAGE="memory:").storage_file == ""


def test_names_that_are_not_ours_are_left_alone() -> None:
    assert good('storage = "memory:"', ARENDE_SERVICE_HOST="10.0.0.1", PATH="/bin").storage == "memory:"


@pytest.mark.parametrize(
    ("toml", "path"),
    [
        ("", "storage"),
        ('storage = "memory:"\nstorage_file = "x"', "storage"),
        ("storage = 5", "storage"),
        ('storage = "memory:"\nstoarge = "x"', "stoarge"),
        ('storage = "memory:"\ndemo = "true"', "demo"),
        ('storage = "memory:"\ndemo = 1', "demo"),
        ('storage = "memory:"\nlanguage = "de"', "language"),
        ('storage = "memory:"\nsms = 5', "sms"),
        ('storage = "memory:"\nsms = ["spool:x", 5]', "sms.1"),
        ('storage = "memory:"\nsms = [":x"]', "sms.0"),
        ('storage = "memory:"\nsms = [{ location = "x" }]', "sms.0"),
        ('storage = "memory:"\nsms = [{ provider = "x", location = 1 }]', "sms.0.location"),
        ('storage = "memory:"\nsms = [{ provider = "x", rate = 1.5 }]', "sms.0.rate"),
        ('storage = "memory:"\n[export.journal]\nlocation = "x"', "export.journal"),
        ('storage = "memory:"\n[policy]\ndays = 0', "policy.days"),
        ('storage = "memory:"\n[policy]\ndays = 3651', "policy.days"),
        ('storage = "memory:"\n[policy]\nreopen_days = -1', "policy.reopen_days"),
        ('storage = "memory:"\n[policy]\nclosing_soon_days = 3651', "policy.closing_soon_days"),
        ('storage = "memory:"\n[policy]\ndays = "3"', "policy.days"),
        ('storage = "memory:"\n[policy]\ndyas = 3', "policy.dyas"),
        ('storage = "memory:"\n[policy]\nguardian_below = 19', "policy.guardian_below"),
        ('storage = "memory:"\n[policy]\nexporters = ["journal"]', "policy.exporters.0"),
        ('storage = "memory:"\npolicy = 3', "policy"),
        ('storage = "memory:"\nweb = 3', "web"),
        ('storage = "memory:"\n[web]\npublic_url = ["x"]', "web.public_url"),
        ('storage = "memory:"\n[plugins]\nallow = "x"', "plugins.allow"),
        ('storage = "memory:"\n[plugins]\ndeny = ["x"]', "plugins.deny"),
    ],
)
def test_each_fault_is_named_by_path(toml: str, path: str) -> None:
    found, english = faults(toml), faults(toml, "en")
    assert list(found) == list(english) == [path]
    assert found != english


def test_a_face_reads_its_own_table() -> None:
    toml = 'storage = "memory:"\n[web]\npublic_url = "https://vard.example"\nstrict_transport = true'
    options: dict[str, str | int | bool] = {"public_url": "https://vard.example", "strict_transport": True}
    assert good(toml).faces == {"web": AdapterConfig(name="web", options=options)}
    assert good('storage = "memory:"').faces == {}


def test_every_fault_is_told_at_once() -> None:
    found = faults('storge = "x"\nsms = [5, 6]\n[policy]\ndays = "x"', ARENDE_DEMO="kanske")
    assert set(found) == {"storge", "sms.0", "sms.1", "policy.days", "demo"}


def test_no_secret_is_repeated() -> None:
    toml = 'storage = "postgresql://u:hemligt@h/d"\nsms = [{ provider = "x", password = "hemligt", rate = 1.5 }]'
    assert "hemligt" not in f"{faults(toml)}"
    settings = Settings(storage="postgresql://u:hemligt@h/d", sms=[AdapterConfig(name="x", options={"p": "hemligt"})])
    assert "hemligt" not in f"{settings}"


def test_secrets_in_files() -> None:
    options: dict[str, str | int | bool] = {
        "password_file": "/run/secrets/p",
        "api_key_file": "/run/secrets/k",
        "ca_file": "ca.pem",
        "username": "u",
    }
    config = AdapterConfig(name="x", options=options)
    assert secret_files(config) == {"password": "/run/secrets/p", "api_key": "/run/secrets/k"}
    filled = with_secrets(config, {"password": "p", "api_key": "k"})
    assert filled.options == {"password": "p", "api_key": "k", "ca_file": "ca.pem", "username": "u"}


def test_every_variable_has_its_place() -> None:
    for variable, (path, _) in VARIABLES.items():
        assert variable == "ARENDE_" + "_".join(path).upper()


def test_limits_of_sessions_are_data_and_within_reason() -> None:
    found = parse_settings({"storage": "memory:", "sessions": {"idle_minutes": 10, "absolute_hours": 8}}, {}).unwrap()
    assert found.sessions == SessionLimits(idle_minutes=10, absolute_hours=8)
    assert parse_settings({"storage": "memory:"}, {}).unwrap().sessions == SessionLimits()
    wrong = {"storage": "memory:", "sessions": {"idle_minutes": 0, "absolute_hours": 25}}
    assert [fault.field for fault in parse_settings(wrong, {}).failure()] == [
        "sessions.idle_minutes",
        "sessions.absolute_hours",
    ]
