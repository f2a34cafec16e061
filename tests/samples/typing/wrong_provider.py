"""Broken on purpose: providers that do not fit their port, handed to a registry."""

from arende.ports.config import AdapterConfig
from arende.ports.http import RawRequest
from arende.ports.registry import SmsRegistry
from arende.ports.sms import SendOutcome, SmsReport, SmsRequest, Uncertain


class Right:
    def send(self, sms: SmsRequest) -> SendOutcome:
        return Uncertain(code=sms.id)

    def parse_report(self, raw: RawRequest) -> list[SmsReport]:
        del raw
        return []

    def verify(self, raw: RawRequest) -> bool:
        del raw
        return False

    def close(self) -> None:
        return None


class AnswersTrue(Right):
    """As a subclass mypy finds it at once."""

    def send(self, sms: SmsRequest) -> bool:  # wrong
        del sms
        return True


class Silent:
    def send(self, text: str) -> None:
        del text


class OpensRight:
    def open(self, config: AdapterConfig) -> Right:
        del config
        return Right()


class OpensSilent:
    def open(self, config: AdapterConfig) -> Silent:
        del config
        return Silent()


def arende_register_sms(registry: SmsRegistry) -> None:
    registry.add("right", OpensRight())
    registry.add("silent", OpensSilent())  # wrong
    registry.add("provider", Right())  # wrong
    registry.add("nothing", None)  # wrong
