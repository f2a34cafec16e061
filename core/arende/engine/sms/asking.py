"""Asking a provider what became of an SMS whose fate is uncertain, and what its answer comes to."""

from datetime import datetime

from ...domain.ids import NoticeId
from ...domain.notice.commands import RecordSmsReport
from ...domain.notice.model import Answered, Cause, Reported, Try
from ...ports.sms import Answer, Asked, AskedSms, Known, NotTaken, SmsReport, Unanswered
from ...ports.times import from_micros, to_micros
from ..outcomes import Settled, Told, kept, later, put_off
from .prepared import Prepared


def ask(provider: Asked, sms: Prepared, to: str, last: Try, now: datetime) -> Settled | Told:
    """`last` is the try in doubt. What the provider knows is recorded; what it never took is sent anew."""
    question = AskedSms(id=sms.effect.notice, to=to, provider_id=last.provider_id, since=to_micros(last.begun))
    match answer(provider, question):
        case Known(report=report):
            return Told(item=sms.item, command=told(sms.effect.notice, last.provider, report))
        case NotTaken():
            number = sms.following - 1
            command = sms.outcome(
                number, last.provider, Answered.REJECTED, code="not_taken", cause=Cause.BUSY, again=True
            )
            return Told(item=sms.item, command=command, then=put_off(sms.item, now))
        case Unanswered():
            return later(sms.item, now) or kept(sms.item, now)


def answer(provider: Asked, question: AskedSms) -> Answer:
    """Whatever a vendor's code raises tells nothing."""
    try:
        return provider.ask(question)
    except Exception:  # noqa: BLE001 - as above
        return Unanswered(code="fault")


def told(notice: str, provider: str, report: SmsReport) -> RecordSmsReport:
    """A provider's report as a command."""
    return RecordSmsReport(
        notice=NoticeId(notice),
        provider=provider,
        provider_id=report.provider_id,
        report=Reported(report.state.value),
        code=report.raw_state,
        reported=None if report.at is None else from_micros(report.at),
    )
