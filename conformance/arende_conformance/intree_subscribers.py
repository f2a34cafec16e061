"""The harness of the webhooks that come with arende: over real HTTP to a receiver on this machine."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Final

from arende.ports.config import AdapterConfig, Option
from arende.ports.registry import SubscriberRegistry
from arende.ports.sms import SmsRequest
from arende.ports.subscribers import Subscriber

from .claims import CAPABILITIES, claim
from .registered import registered
from .standins.server import Got, Held, Manner, Reply, said
from .subscribers.harness import Configured, Heard, Trouble
from .subscribers.samples import PERSONAL

PATH: Final = "/hook"
KEY: Final = base64.b64encode(bytes(range(32))).decode()
SECRET: Final = f"whsec_{KEY}"
PLAINLY: Final[Mapping[Trouble, Reply]] = {
    Trouble.BUSY: Reply(status=503),
    Trouble.LOCKED: Reply(status=401),
    Trouble.QUOTING: said(400, {"error": " ".join((*PERSONAL, SECRET))}),
}


class Receiver:
    """Keeps what it is sent, signed or not: signatures are the business of the plugin's own tests."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []
        self.heard: list[Heard] = []

    def answer(self, got: Got) -> Reply:
        if (got.method, got.path) != ("POST", PATH) or "webhook-signature" not in got.headers:
            return Reply(status=404)
        told = json.loads(got.body)
        stream = f"{told['kind']}/{told['id'].partition('.')[2]}"
        delivery = got.headers["webhook-id"]
        self.heard += [Heard(stream=stream, seq=one["number"], delivery=delivery) for one in told["events"]]
        return Reply(status=204)


class WebhookHarness(Held):
    """A webhook of everything."""

    claims = claim(*CAPABILITIES["subscribers"])
    timeout = 20.0

    def __init__(self) -> None:
        super().__init__()
        self._receiver = Receiver()
        self._stand_in = self.stand(self._receiver)

    def subscriber(self) -> Subscriber:
        setup = self.configured()
        return setup.factory.open(setup.config)

    def heard(self) -> Sequence[Heard]:
        return list(self._receiver.heard)

    def trouble(self, trouble: Trouble) -> None:
        match trouble:
            case Trouble.LOST:
                self._stand_in.manner = Manner.LOSES
            case Trouble.SILENT:
                self._stand_in.manner = Manner.SILENT
            case Trouble.ELSEWHERE:
                self.lead_astray(self._receiver, PATH)
            case plain:
                self._stand_in.always = PLAINLY[plain]

    def mend(self) -> None:
        self._stand_in.close()
        self._stand_in = self.stand(self._receiver, port=self._stand_in.port)

    def secrets(self) -> Sequence[str]:
        return [KEY]

    def configured(self) -> Configured:
        url = f"{self._stand_in.address}{PATH}"
        options: Mapping[str, Option] = {"url": url, "events": "*", "secret": SECRET, "timeout": 3}
        config = AdapterConfig(name="webhooks", options=options)
        factory = registered("arende_webhooks", SubscriberRegistry(), "webhooks")
        return Configured(factory=factory, config=config, required=("url", "events", "secret"))


def webhooks() -> WebhookHarness:
    """The factory of `webhooks`."""
    return WebhookHarness()
