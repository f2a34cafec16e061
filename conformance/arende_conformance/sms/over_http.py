"""A harness for any SMS provider over HTTP, against a stand-in of its side: what a vendor need not write again.

What left is what the stand-in took; its way out is cut by ending it. The side says what its answers and reports look
like (`standins.server.ReportingSide`), and how it answers in trouble is the same for all.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from arende.ports.config import AdapterConfig, Option
from arende.ports.http import RawRequest
from arende.ports.sms import Delivery, SmsProvider, SmsRequest

from ..claims import Capability, Claims, Exclusion, claim
from ..standins.server import Held, Manner, Reply, ReportingSide, StandIn, said
from .harness import Trouble
from .sending import NUMBER, TEXT

CALLBACK = "https://clinic.example/callbacks/sms/provider"
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
    """A provider by its name in the settings, what opens it, its side, and the options that lead there."""

    timeout = 10.0

    def __init__(
        self,
        name: str,
        opens: Callable[[AdapterConfig], SmsProvider],
        side: Callable[[], ReportingSide],
        options: Callable[[str], Mapping[str, Option]],
        *,
        reports: Mapping[Delivery, str],
        address: str = CALLBACK,
        also: tuple[Capability, ...] = (),
        exclusions: tuple[Exclusion, ...] = (),
    ) -> None:
        """`reports`: the provider's own words. `also`: claims beyond `EVERY`. The provider has an option `timeout`."""
        super().__init__()
        self.claims: Claims = claim(*EVERY, *also, exclusions=exclusions)
        self._name = name
        self._opens = opens
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
        return self._opens(AdapterConfig(name=self._name, options=given))

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
