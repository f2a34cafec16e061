"""Refusals about SMS notices."""

from typing import ClassVar

from attrs import frozen

from ..notice.model import Hindrance


@frozen
class SmsNotDue:
    """Another worker has it, or it is settled: nothing is to be sent now."""

    code: ClassVar[str] = "sms.not_due"
    field: ClassVar[str] = "number"


@frozen
class SmsNotFailed:
    """It is on its way, or has arrived."""

    code: ClassVar[str] = "sms.not_failed"
    field: ClassVar[str] = "notice"


@frozen
class SmsOfAnother:
    """The notice was for someone who no longer represents in the case."""

    code: ClassVar[str] = "sms.of_another"
    field: ClassVar[str] = "notice"


@frozen
class SmsHindered:
    """Nobody would be told by SMS, and why. Staff confirm with `despite_no_sms` on the same command (B4)."""

    code: ClassVar[str] = "sms.hindered"
    field: ClassVar[str] = "despite_no_sms"
    hindrances: tuple[Hindrance, ...]


@frozen
class SmsStillHindered:
    """The SMS was asked for once more, and what hinders it is not mended."""

    code: ClassVar[str] = "sms.still_hindered"
    field: ClassVar[str] = "notice"
    hindrances: tuple[Hindrance, ...]
