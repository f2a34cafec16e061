"""Settings as hosts give them, or as file and environment tell them: every fault at once, and no secret shown."""

from pathlib import Path

import pytest
from arende.engine import ArendeError, Engine, Settings, SettingsFaults
from arende.ports.storage import StorageUnusable

GOOD = """
storage = "memory:"
sms = ["spool:{folder}/out"]
demo = true

[export]
journal = "spool:{folder}/journal"

[policy]
days = 5
"""


def load_faults(path: Path | None, **env: str) -> tuple[str, ...]:
    with pytest.raises(SettingsFaults) as raised:
        Settings.load(path, env)
    return raised.value.faults


def test_a_file_opens_an_engine(tmp_path: Path) -> None:
    path = tmp_path / "arende.toml"
    path.write_text(GOOD.format(folder=tmp_path))
    settings = Settings.load(path, {})
    assert settings.policy.days == 5
    with Engine.open(settings) as engine:
        assert engine.settings.policy.exporters == ("journal",)


def test_the_environment_is_enough_and_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.load(None, {"ARENDE_STORAGE": "memory:", "ARENDE_LANGUAGE": "en"}).language == "en"
    path = tmp_path / "arende.toml"
    path.write_text(GOOD.format(folder=tmp_path))
    assert Settings.load(None, {"ARENDE_POLICY_DAYS": "14"}).policy.days == 14


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "arende.toml"
    path.write_text('sms = [7]\nlanguge = "sv"\n[policy]\ndays = "tre"\nguardian_below = 13\nchild_belo = 18\n')
    found = "\n".join(load_faults(path))
    for place in ("sms.0", "languge", "policy.days", "policy.child_belo"):
        assert place in found


def test_a_setting_of_the_right_form_that_will_not_do_is_told(tmp_path: Path) -> None:
    path = tmp_path / "arende.toml"
    path.write_text('language = "fi"\n[policy]\ndays = 0\nexporters = ["finns-inte"]\n')
    found = "\n".join(load_faults(path))
    for place in ("storage", "language", "policy.days", "policy.exporters.0"):
        assert place.capitalize() in found or place in found


@pytest.mark.parametrize("content", ["storage = ", "=", "[", "storage = 'a\n"])
def test_a_file_that_is_no_toml_is_told_without_its_content(tmp_path: Path, content: str) -> None:
    path = tmp_path / "arende.toml"
    path.write_text(content)
    (fault,) = load_faults(path)
    assert str(path) in fault and "TOML" in fault


@pytest.mark.parametrize(
    "content", ['sms = ["spool:x"]\n[[sms]]\nprovider = "x"', "demo = true\ndemo = false", "[policy]\n[policy]"]
)
def test_a_name_that_stands_twice_is_told_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "arende.toml"
    path.write_text(content)
    (fault,) = load_faults(path)
    assert "två gånger" in fault


def test_a_name_of_the_top_that_stands_in_a_table_is_told_where_it_belongs(tmp_path: Path) -> None:
    path = tmp_path / "arende.toml"
    path.write_text('storage = "memory:"\n[audit]\nkey_file = "k"\nauth = ["demo"]\ndays = 3\n')
    auth, days = load_faults(path)
    assert "audit.auth" in auth and "överst i filen" in auth
    assert "audit.days" in days and "överst i filen" not in days


def test_a_file_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (fault,) = load_faults(tmp_path / "ingen.toml")
    assert "ingen.toml" in fault and "arende init" in fault
    monkeypatch.chdir(tmp_path)
    assert "ARENDE_STORAGE" in "\n".join(load_faults(None))


def test_a_secret_stands_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("memory:\n")
    with Engine.open(Settings(storage_file=str(secret))) as engine:
        assert engine.storage.shards() == []
    secret.unlink()
    with pytest.raises(SettingsFaults) as raised:
        Engine.open(Settings(storage_file=str(secret)))
    assert str(secret) in str(raised.value)


@pytest.mark.parametrize("storage", ["oracle://arende:s3krit@db/arende", "memory:"])
def test_secrets_are_never_shown(storage: str) -> None:
    settings = Settings(storage=storage, sms=["telegraf:s3krit"], auth=["oidc:s3krit"], export={"fax": "fax:s3krit"})
    assert "s3krit" not in repr(settings) + str(settings)
    with pytest.raises(ArendeError) as raised:
        Engine.open(settings)
    assert "s3krit" not in str(raised.value)


def test_a_storage_that_nobody_has_is_told_with_those_there_are() -> None:
    with pytest.raises(SettingsFaults) as raised:
        Engine.open(Settings(storage="oracle://db"))
    assert "oracle:" in str(raised.value) and "sqlite" in str(raised.value)


def test_adapters_that_cannot_be_opened_are_told_together(tmp_path: Path) -> None:
    sms = ["telegraf", "spool", f"spool:{tmp_path}", "duva"]
    with pytest.raises(SettingsFaults) as raised:
        Engine.open(Settings(storage="memory:", sms=sms, export={"a": "fax", "b": "spool"}))
    found = str(raised.value)
    for fault in ("telegraf", "spool behöver en mapp", "duva", "fax", "«b»"):
        assert fault in found


def test_what_was_opened_is_closed_when_something_else_cannot_be(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with pytest.raises(SettingsFaults):
        Engine.open(Settings(storage=url, sms=["telegraf"]))
    assert not (tmp_path / "a.db-wal").exists()


def test_a_database_is_made_only_where_that_is_allowed(tmp_path: Path) -> None:
    settings = Settings(storage=f"sqlite:///{tmp_path}/a.db")
    with pytest.raises(StorageUnusable):
        Engine.open(settings, create=False, migrate=False)
    Engine.open(settings).close()
    Engine.open(settings, create=False, migrate=False).close()
