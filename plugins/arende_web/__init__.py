"""The web: caregiver interface, patient app and JSON API, as one ASGI application. Faces only: no rule is here.

`create_app(engine)` is what a host mounts, under any path. Every page asks the engine's queries and gives the engine's
commands; what may be done, and why not, the engine answers. Nothing heavy is loaded until an application is made.
"""

from typing import TYPE_CHECKING

from .settings import WebSettings

if TYPE_CHECKING:
    from arende.engine import Engine

    from .app import Web

__all__ = ["WebSettings", "create_app"]


def create_app(engine: "Engine", settings: WebSettings | None = None) -> "Web":
    """The web over this engine: see `app.create_app`. Needs the extra `arende[web]`."""
    from .app import create_app as made

    return made(engine, settings)
