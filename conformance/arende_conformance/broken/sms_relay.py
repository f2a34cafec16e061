"""What the wrong SMS providers stand on: a provider that passes everything on, and its harness. No fault yet."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from arende.ports.http import RawRequest
from arende.ports.sms import SendOutcome, SmsProvider, SmsReport, SmsRequest

from ..intree import SpoolHarness


class SmsRelay:
    """Passes every call on. Nothing is wrong here yet."""

    BREAKS: ClassVar[set[str]] = set()
    HURRY: ClassVar[bool] = False

    def __init__(self, inner: SmsProvider) -> None:
        self.inner = inner

    def send(self, sms: SmsRequest) -> SendOutcome:
        return self.inner.send(sms)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return self.inner.parse_report(raw)

    def verify(self, raw: RawRequest) -> bool:
        return self.inner.verify(raw)

    def close(self) -> None:
        self.inner.close()


SHORT = 0.04
"""Seconds that a send may take where the harness is in a hurry."""


class BrokenSmsHarness(SpoolHarness):
    """The spool with a wrong provider in front of it."""

    def __init__(self, folder: Path, wrong: type[SmsRelay]) -> None:
        super().__init__(folder)
        self._wrong = wrong
        self.timeout = SHORT if wrong.HURRY else 30.0

    def provider(self) -> SmsProvider:
        return self._wrong(super().provider())


def around_spool(wrong: type[SmsRelay]) -> Callable[[Path], BrokenSmsHarness]:
    """The factory of a wrong provider around the spool."""
    return lambda folder: BrokenSmsHarness(folder, wrong)
