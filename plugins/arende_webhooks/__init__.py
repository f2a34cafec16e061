"""The subscriber `webhooks`: signed calls to a host's address for what was committed. This module is its door only.

What a call says is in `message`, how it is signed in `signature`, the options and the call in `subscriber`.
"""

from arende.ports.hooks import hookimpl
from arende.ports.registry import SubscriberRegistry

from .subscriber import WebhookFactory


@hookimpl
def arende_register_subscribers(registry: SubscriberRegistry) -> None:
    """Registers `webhooks`."""
    registry.add("webhooks", WebhookFactory())
