"""What an adapter is opened with: its name in the settings, where it points, and its options. No parsing here."""

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

Option: TypeAlias = str | int | bool


@frozen(kw_only=True)
class AdapterConfig:
    """One configured adapter. Options are kept out of `repr`, for a secret may stand among them."""

    name: str
    """The name it is registered by, e.g. `spool`."""
    location: str = field(default="", repr=False)
    """What stands after the colon in the short form (`spool:./outgoing` gives `./outgoing`), else empty."""
    options: Mapping[str, Option] = field(factory=dict, repr=False)
    demo: bool = False
    """True where the settings say that this is a demonstration with invented persons."""


class ConfigError(Exception):
    """The adapter cannot be opened with this configuration; one sentence that says what to do, without any secret."""
