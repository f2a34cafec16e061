"""A bench for each provider over HTTP."""

from collections.abc import Iterator

import pytest
from arende_conformance import intree_sms
from arende_conformance.standins.twilio import TwilioSide
from arende_sms.twilio.plugin import TwilioFactory
from arende_sms.twilio.provider import TwilioSms

from tests.sms.http_bench import Bench


@pytest.fixture
def twilio() -> Iterator[Bench[TwilioSide, TwilioSms]]:
    made = Bench("twilio", TwilioSide(), intree_sms.twilio(), TwilioFactory().open)
    yield made
    made.close()
