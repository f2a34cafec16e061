"""What opening an engine can raise, each with sentences for a person. Refusals of commands are values, never raised."""

from collections.abc import Sequence
from typing import Literal

from ..ports.config import ConfigError, Said, both


class ArendeError(Exception):
    """Base: the text is for a person, one sentence per fault; in Swedish, where there is one in Swedish."""

    def __init__(self, *faults: Said) -> None:
        self.said = tuple(map(both, faults))
        self.faults = self.sentences("sv")
        super().__init__("\n".join(self.faults))

    def sentences(self, lang: Literal["sv", "en"]) -> tuple[str, ...]:
        """Each fault in that language."""
        return tuple(pair[0 if lang == "sv" else 1] for pair in self.said)


class SettingsFaults(ArendeError):
    """The settings are wrong: every fault at once."""

    def __init__(self, faults: Sequence[Said]) -> None:
        super().__init__(*faults)


class PluginFaults(ArendeError):
    """Plugins cannot serve: every fault at once."""

    def __init__(self, faults: Sequence[Said]) -> None:
        super().__init__(*faults)


def about(place: str, error: ConfigError) -> Said:
    """What an adapter found wrong with its settings, with the place where they stand."""
    sv, en = error.both
    return f"{place}: {sv}", f"{place}: {en}"
