"""Settings as hosts hand them in or as `arende.toml` and the environment tell them. Only here are files read."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from attrs import evolve, fields_dict, frozen
from returns.pipeline import is_successful

from ..domain.refusal_texts import sentence
from ..ports.config import AdapterConfig
from ..wire import settings as wire
from .faults import SettingsFaults

FILE: Final = "arende.toml"


@frozen(kw_only=True)
class Settings(wire.Settings):
    """What an engine is opened with: `Settings(storage="sqlite:///clinic.db", sms=["spool:./outgoing"])`."""

    @classmethod
    def load(cls, path: Path | str | None = None, env: Mapping[str, str] | None = None) -> Self:
        """From `arende.toml` (that of this folder, if no path is given) and the environment.

        No file is needed where ARENDE_STORAGE is set. Raises SettingsFaults with every fault.
        """
        environment = dict(os.environ) if env is None else env
        toml = read_toml(path)
        read = wire.parse_settings(toml, environment)
        if not is_successful(read):
            english = wire.parse_settings(toml, environment, "en")
            sentences = [map(sentence, read.failure()), (sentence(fault, "en") for fault in english.failure())]
            raise SettingsFaults(list(zip(*sentences, strict=True)))
        found = read.unwrap()
        return cls(**{name: getattr(found, name) for name in fields_dict(wire.Settings)})

    def resolved(self) -> Self:
        """With the secrets that stand in files of their own read, and exporters that nothing else names."""
        exporters = self.policy.exporters or tuple(self.export)
        return evolve(
            self,
            storage=read_secret("storage_file", self.storage_file) if self.storage_file else self.storage,
            sms=tuple(map(with_secrets, self.sms)),
            auth=tuple(map(with_secrets, self.auth)),
            directory=tuple(map(with_secrets, self.directory)),
            export={name: with_secrets(config) for name, config in self.export.items()},
            subscribers={name: with_secrets(config) for name, config in self.subscribers.items()},
            faces={name: with_secrets(config) for name, config in self.faces.items()},
            policy=evolve(self.policy, exporters=exporters),
        )


def with_secrets(config: AdapterConfig) -> AdapterConfig:
    return wire.with_secrets(
        config, {name: read_secret(name, path) for name, path in wire.secret_files(config).items()}
    )


def read_secret(option: str, path: str) -> str:
    """What stands in the file. Raises SettingsFaults, without what was read."""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        sv = f"{option}: filen {path} går inte att läsa. Kontrollera rättigheterna."
        en = f"{option}: the file {path} cannot be read. Check its permissions."
        raise SettingsFaults([(sv, en)]) from None


def read_toml(path: Path | str | None) -> Mapping[str, object]:
    """The file's content; empty where no path is given and there is no such file here."""
    import tomllib  # not for hosts that hand their settings in

    file = Path(path or FILE)
    try:
        with file.open("rb") as opened:
            return tomllib.load(opened)
    except FileNotFoundError:
        if path is None:
            return {}
        sv = f"Inställningsfilen {file} finns inte. Skapa den med arende init."
        en = f"The settings file {file} does not exist. Make it by arende init."
        raise SettingsFaults([(sv, en)]) from None
    except (OSError, UnicodeDecodeError):
        sv = f"Inställningsfilen {file} går inte att läsa. Kontrollera rättigheterna."
        en = f"The settings file {file} cannot be read. Check its permissions."
        raise SettingsFaults([(sv, en)]) from None
    except tomllib.TOMLDecodeError as error:
        twice = any(word in str(error) for word in ("immutable", "overwrite", "twice"))
        sv, en = TWICE if twice else ("", "")
        sv = f"Inställningsfilen {file} är inte giltig TOML: {error}.{sv}"
        en = f"The settings file {file} is not valid TOML: {error}.{en}"
        raise SettingsFaults([(sv, en)]) from None


TWICE: Final = (
    " Samma namn står två gånger: ta bort det ena, t.ex. raden sms = […] när [[sms]] finns.",
    " The same name stands twice: take one away, e.g. the line sms = […] where there is [[sms]].",
)
