"""SMPP, held to every clause that a vendor's provider is held to."""

from collections.abc import Iterator

import pytest
from arende_conformance.sms import SmsContract

from .kit import OPERATORS
from .smsc import Smsc


@pytest.fixture(scope="module", autouse=True)
def there(operator: Smsc) -> Iterator[None]:
    """The operator, where the harness looks for it."""
    OPERATORS.append(operator)
    yield
    OPERATORS.remove(operator)


class TestSmpp(SmsContract):
    factory = "tests.sms.smpp.kit:make"
