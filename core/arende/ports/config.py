"""What an adapter is opened with: its name in the settings, where it points, and its options; and the error about it.

No parsing here.
"""

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

Option: TypeAlias = str | int | bool
Said: TypeAlias = str | tuple[str, str]
"""A sentence, or a piece of one: in Swedish and in English, or one text where there is no other."""


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
    """The adapter cannot be opened with this configuration; one sentence that says what to do, without any secret.

    In English, or in Swedish and English: `ConfigError(("… saknas.", "… is missing."))`.
    """

    def __init__(self, said: Said) -> None:
        self.both = both(said)
        """In Swedish, in English."""
        super().__init__(self.both[1])


def both(said: Said) -> tuple[str, str]:
    """In Swedish, in English; the same text twice where there is only one."""
    return (said, said) if isinstance(said, str) else said
