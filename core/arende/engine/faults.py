"""What opening an engine can raise, each with sentences for a person. Refusals of commands are values, never raised."""

from collections.abc import Sequence


class ArendeError(Exception):
    """Base: the text is for a person, one sentence per fault."""


class SettingsFaults(ArendeError):
    """The settings are wrong: every fault at once."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class PluginFaults(ArendeError):
    """Plugins cannot serve: every fault at once."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
