"""The patient app: pages for a patient, or for a guardian as representative. What may be done the engine answers."""

from typing import Final

from litestar.types import ControllerRouterHandler

from . import case, cases, contact, own

ROUTES: Final[list[ControllerRouterHandler]] = [*cases.ROUTES, *case.ROUTES, *contact.ROUTES, *own.ROUTES]
