"""A bench for each provider over HTTP."""

from collections.abc import Iterator

import pytest
from arende_conformance import intree_sms
from arende_conformance.standins.kannel import KannelSide
from arende_conformance.standins.sinch import SinchSide
from arende_conformance.standins.twilio import TwilioSide
from arende_sms.kannel import KANNEL, KannelSms
from arende_sms.sinch.plugin import SINCH
from arende_sms.sinch.provider import SinchSms
from arende_sms.twilio.plugin import TWILIO
from arende_sms.twilio.provider import TwilioSms

from tests.sms.http_bench import Bench


@pytest.fixture
def kannel() -> Iterator[Bench[KannelSide, KannelSms]]:
    made = Bench("kannel", KannelSide(), intree_sms.kannel(), KANNEL.open)
    yield made
    made.close()


@pytest.fixture
def sinch() -> Iterator[Bench[SinchSide, SinchSms]]:
    made = Bench("sinch", SinchSide(), intree_sms.sinch(), SINCH.open)
    made.side.clock = lambda: made.now / 1_000_000
    yield made
    made.close()


@pytest.fixture
def twilio() -> Iterator[Bench[TwilioSide, TwilioSms]]:
    made = Bench("twilio", TwilioSide(), intree_sms.twilio(), TWILIO.open)
    yield made
    made.close()
