"""What wrong SMS providers that have another side stand on: the scripted one, with nothing wrong yet."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from ..sms.scripted import ScriptedHarness, ScriptedSms


class Wrong(ScriptedSms):
    """Nothing is wrong here yet."""

    BREAKS: ClassVar[set[str]] = set()
    TIMEOUT: ClassVar = 30.0


class ScriptedBroken(ScriptedHarness):
    """The scripted side with a wrong provider in front of it."""

    def __init__(self, wrong: type[Wrong]) -> None:
        super().__init__()
        self._wrong = wrong
        self.timeout = wrong.TIMEOUT

    def provider(self) -> ScriptedSms:
        super().provider()
        return self._wrong(self._side)


def around_scripted(wrong: type[Wrong]) -> Callable[[Path], ScriptedBroken]:
    """The factory of a wrong provider on the scripted one."""
    return lambda folder: ScriptedBroken(wrong)
