"""Refusals about SMS notices."""

from typing import ClassVar

from attrs import frozen


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
