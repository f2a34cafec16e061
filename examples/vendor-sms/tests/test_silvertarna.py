"""Silvertärna against every clause of the SMS port: `pytest -p arende_conformance.plugin`."""

from arende_conformance.sms import SmsContract


class TestSilvertarna(SmsContract):
    """The provider, against its stand-in."""

    factory = "silvertarna.conformance:make"
