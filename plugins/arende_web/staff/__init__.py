"""The caregiver interface: pages for staff in an assignment. What may be done, and why not, the engine answers."""

from typing import Final

from litestar.types import ControllerRouterHandler

from . import start

ROUTES: Final[list[ControllerRouterHandler]] = [*start.ROUTES]
