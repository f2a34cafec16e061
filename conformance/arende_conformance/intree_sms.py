"""Harnesses of the SMS providers over HTTP that come with arende, each against its stand-in, imported when called.

What left is what the stand-in took; its way out is cut by ending it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from arende.ports.config import AdapterConfig, Option
from arende.ports.http import RawRequest
from arende.ports.sms import Delivery, SmsProvider, SmsRequest

from .claims import Capability, Claims, Exclusion, claim
from .intree import sms_factory
from .sms.harness import Trouble
from .sms.sending import NUMBER, TEXT
from .standins.server import Held, Manner, Reply, ReportingSide, StandIn, said

CALLBACK = "https://clinic.example/callbacks/sms/provider"
PATH = "W3q9Zx-7bTnU2kLm5RsV"
"""The secret end of the address, for those who sign nothing."""
SECRET: Final = ("password", "secret", "token", "api_key")
"""How the name of an option ends that nobody may see."""
EVERY: Final = (
    Capability.OBSERVED,
    Capability.SEVERABLE,
    Capability.TROUBLED,
    Capability.WEB,
    Capability.SECRETIVE,
    Capability.REPORTED,
    Capability.ANSWERED,
)
HTML: Final = b"<html><body><h1>All is well, or not</h1></body></html>"
PLAINLY: Final[Mapping[Trouble, Reply]] = {
    Trouble.THROTTLED: Reply(status=429, headers={"retry-after": "17"}),
    Trouble.LOCKED: Reply(status=401),
    Trouble.FALLEN: Reply(status=500, body=HTML, headers={"content-type": "text/html"}),
    Trouble.GARBLED: Reply(status=200, body=HTML, headers={"content-type": "text/html"}),
}


class HttpHarness(Held):
    """A provider by its name in the settings, the provider's side, and the options that lead there."""

    timeout = 10.0

    def __init__(
        self,
        name: str,
        side: Callable[[], ReportingSide],
        options: Callable[[str], Mapping[str, Option]],
        *,
        reports: Mapping[Delivery, str],
        module: str = "",
        address: str = CALLBACK,
        also: tuple[Capability, ...] = (),
        exclusions: tuple[Exclusion, ...] = (),
    ) -> None:
        """`reports`: the provider's own words. `module`: where its door is, if not in the module of its name."""
        super().__init__()
        self.claims: Claims = claim(*EVERY, *also, exclusions=exclusions)
        self._name = name
        self._module = f"arende_sms.{module or name}"
        self._side = side
        self.options = options
        self._reports = reports
        self._address = address
        self._trouble: Trouble | None = None
        self._sides: list[ReportingSide] = []

    def provider(self) -> SmsProvider:
        self._sides.append(self._side())
        stand_in = self.stand(self._sides[-1])
        address = stand_in.address
        if self._trouble is not None:
            self._make(self._trouble, stand_in)
        given = {"timeout": 1 if self._trouble is Trouble.SILENT else 5, **self.options(address)}
        factory = sms_factory(self._module, self._name)
        return factory.open(AdapterConfig(name=self._name, options=given))

    def delivered(self) -> Sequence[SmsRequest]:
        return list(self.stand_ins[-1].left)

    def trouble(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def secrets(self) -> Sequence[str]:
        return [str(value) for name, value in self.options("https://provider.example").items() if name.endswith(SECRET)]

    def report(self, our_id: str, delivery: Delivery) -> RawRequest:
        return self._sides[-1].report(our_id, self._reports[delivery])

    def reply(self, sender: str, text: str) -> RawRequest:
        return self._sides[-1].reply(self._address, sender, text)

    def _make(self, trouble: Trouble, stand_in: StandIn) -> None:
        if trouble is Trouble.LOST:
            stand_in.manner = Manner.LOSES
        elif trouble is Trouble.SILENT:
            stand_in.manner = Manner.SILENT
        elif trouble is Trouble.ELSEWHERE:
            self.lead_astray(self._side(), "/a")
        elif trouble is Trouble.QUOTING:
            quoted = f"{NUMBER} {TEXT} {' '.join(self.secrets())}"
            stand_in.always = said(400, {"code": NUMBER, "error": quoted, "message": quoted, "text": quoted})
        else:
            stand_in.always = PLAINLY[trouble]


def elks46() -> HttpHarness:
    """The factory of `elks46`."""
    from .standins.elks46 import KEY, USER, Elks46Side

    def options(address: str) -> Mapping[str, Option]:
        return {
            "api_url": address,
            "username": USER,
            "password": KEY,
            "callback_url": CALLBACK,
            "callback_secret": PATH,
        }

    reports = {Delivery.DELIVERED: "delivered", Delivery.FAILED: "failed"}
    address = f"{CALLBACK}/{PATH}"
    return HttpHarness("elks46", Elks46Side, options, reports=reports, address=address, also=(Capability.ASKED,))


def twilio() -> HttpHarness:
    """The factory of `twilio`."""
    from .standins.twilio import ACCOUNT, KEY, TwilioSide

    def options(address: str) -> Mapping[str, Option]:
        return {"api_url": address, "account_sid": ACCOUNT, "auth_token": KEY, "callback_url": CALLBACK}

    reports = {Delivery.DELIVERED: "delivered", Delivery.FAILED: "undelivered"}
    also = (Capability.ASKED, Capability.SEALED)
    return HttpHarness("twilio", TwilioSide, options, reports=reports, module="twilio.plugin", also=also)


def sinch() -> HttpHarness:
    """The factory of `sinch`."""
    from .standins.sinch import KEY, PLAN, SHARED, SinchSide

    def options(address: str) -> Mapping[str, Option]:
        own = {"service_plan_id": PLAN, "api_token": KEY, "hmac_secret": SHARED}
        return {"api_url": address, "callback_url": CALLBACK, **own}

    reports = {Delivery.DELIVERED: "Delivered", Delivery.FAILED: "Failed"}
    also = (Capability.ASKED, Capability.SEALED)
    return HttpHarness("sinch", SinchSide, options, reports=reports, module="sinch.plugin", also=also)


def kannel() -> HttpHarness:
    """The factory of `kannel`."""
    from .standins.kannel import KEY, USER, KannelSide
    from .standins.kannel import PATH as SENDSMS

    def options(address: str) -> Mapping[str, Option]:
        own = {"api_url": f"{address}{SENDSMS}", "username": USER, "password": KEY}
        return {**own, "callback_url": CALLBACK, "callback_secret": PATH}

    without_id = Exclusion("SMS-15", "Kannel gives no id with its answer; reports come back with ours.")
    reports = {Delivery.DELIVERED: "1", Delivery.FAILED: "2"}
    address = f"{CALLBACK}/{PATH}"
    return HttpHarness("kannel", KannelSide, options, reports=reports, address=address, exclusions=(without_id,))
