"""What all providers over HTTP do alike: send, read what comes in, be asked, be opened. A provider is a subclass: its
tables, how it is called, and what its own answers mean.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final, Generic, TypeAlias, TypeVar

from arende.ports.calls import Reply
from arende.ports.config import AdapterConfig
from arende.ports.http import RawRequest
from arende.ports.options import Options
from arende.ports.sms import (
    Accepted,
    Answer,
    AskedSms,
    Delivery,
    Rejected,
    SendOutcome,
    SmsReply,
    SmsReport,
    SmsRequest,
    Unanswered,
    Uncertain,
)
from attrs import frozen

from . import settings
from .answers import Table, asked, called, clean, json_object, refusal
from .checks import e164, refused
from .web import Call, Web

S = TypeVar("S", bound=settings.HttpSettings)
A = TypeVar("A", bound=settings.ApiSettings)
P = TypeVar("P")
Clock: TypeAlias = Callable[[], int]
"""Microseconds since 1970."""
MARGIN: Final = 60_000_000
"""Microseconds that clocks may differ, and that a request may have been on its way."""
PAGES: Final = 5
"""How many pages of a list are read before nobody can tell."""


class OverHttp(ABC, Generic[S]):
    """Sends, and reads what comes in. Safe from several threads."""

    states: ClassVar[Mapping[str, Delivery]]
    """What the provider's words for an outcome mean in a report; others tell nothing."""
    refusals: ClassVar[Table]
    code_in: ClassVar[str] = ""
    """The field of a refusal's object that holds the provider's own code."""
    longest: ClassVar[int | None] = None
    """Characters of a text."""
    told_by: ClassVar[str] = "POST"
    """The method of what comes in."""

    def __init__(self, of: S, web: Web, now: Clock) -> None:
        self._of = of
        self._web = web
        self._now = now

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when the provider has said so in its own form."""
        no = self.refused(sms)
        if no is not None:
            return no
        reply = called(self._web, self.request(sms))
        if isinstance(reply, Rejected | Uncertain):
            return reply
        if not 200 <= reply.status < 300:
            code = (json_object(reply) or {}).get(self.code_in) if self.code_in else None
            return refusal(reply, self.refusals, clean(code))
        return self.taken(reply)

    def refused(self, sms: SmsRequest) -> Rejected | None:
        """Why the provider is not asked at all."""
        return refused(sms, self.longest)

    @abstractmethod
    def request(self, sms: SmsRequest) -> Call:
        """The call that sends it."""

    @abstractmethod
    def taken(self, reply: Reply) -> Accepted | Rejected | Uncertain:
        """What an answer says that is no refusal by its status."""

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """One report, or none where the request is something else. Raises ValueError."""
        found = self.report(raw) if raw.method == self.told_by else None
        return () if found is None else (found,)

    @abstractmethod
    def report(self, raw: RawRequest) -> SmsReport | None:
        """What it reports, if it is a report. Raises ValueError."""

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        """Who wrote back to a number of ours; none where that is no number. Raises ValueError."""
        found = self.reply(raw) if raw.method == self.told_by else None
        sender = None if found is None else e164(found.sender)
        if found is None or sender is None:
            return ()
        return (SmsReply(sender=sender, provider_id=found.provider_id, at=found.at),)

    @abstractmethod
    def reply(self, raw: RawRequest) -> SmsReply | None:
        """The same with the number as the provider writes it, if it is a reply. Raises ValueError."""

    def close(self) -> None:
        """Give the connections back."""
        self._web.close()


class AskedOverHttp(OverHttp[A]):
    """One with an API that can be asked what became of an SMS, by its id, else by what its list holds since then."""

    stored: ClassVar[Mapping[str, Delivery]]
    """As `states`, of an SMS that is asked for."""
    media: ClassVar[str] = "application/x-www-form-urlencoded"

    def ask(self, sms: AskedSms) -> Answer:
        """By the provider's id where it is known. A list is read when all that was on its way must stand in it."""
        if sms.provider_id is not None:
            return self.known(sms, sms.provider_id)
        return Unanswered(code="early") if self._now() < sms.since + MARGIN else self.searched(sms)

    @abstractmethod
    def known(self, sms: AskedSms, provider_id: str) -> Answer:
        """What became of the one with that id."""

    @abstractmethod
    def searched(self, sms: AskedSms) -> Answer:
        """What the provider's list tells of it."""

    def pages(self, path: str, look: Callable[[int, Mapping[str, object]], Answer | str]) -> Answer:
        """Read a list page by page. `look` gives the answer, or the path of the next page."""
        for number in range(PAGES):
            page = self.get(path)
            found = page if isinstance(page, Unanswered) else look(number, page)
            if not isinstance(found, str):
                return found
            path = found
        return Unanswered(code="ambiguous")

    def standing(self, status: object, *, right: bool) -> Delivery | Unanswered:
        """What the status means that was asked for; `right`: whether the answer is about the one that was meant."""
        state = self.stored.get(status) if isinstance(status, str) else None
        return Unanswered(code=clean(status) or "answer") if state is None or not right else state

    def get(self, path: str) -> Mapping[str, object] | Unanswered:
        return asked(self._web, self.call("GET", path), self.refusals)

    def call(self, method: str, path: str, body: bytes = b"") -> Call:
        headers = {"authorization": self._of.authorization, "accept": "application/json"}
        if body:
            headers["content-type"] = self.media
        return Call(method=method, url=f"{self._of.api_url}{path}", headers=headers, body=body)


@frozen
class Opens(Generic[S, P]):
    """The factory of a provider: nothing is called before the first SMS."""

    read: Callable[[Options], S]
    made: Callable[[S, Web, Clock], P]

    def open(self, config: AdapterConfig, now: Clock = lambda: time.time_ns() // 1000) -> P:
        """Raises ConfigError, also for an option that the provider does not know."""
        options = settings.options(config)
        of = self.read(options)
        options.done()
        return self.made(of, Web(of.web), now)
