"""The web: caregiver interface, patient app and JSON API, as one ASGI application. Faces only: no rule is here.

`create_app(engine)` is what a host mounts, under any path. Every page asks the engine's queries and gives the engine's
commands; what may be done, and why not, the engine answers.
"""

from .app import create_app
from .settings import WebSettings

__all__ = ["WebSettings", "create_app"]
