"""The application, put together: routes of every face over one engine. Composition only.

Who asks is found once for each request, before it is routed, so that the page about a fault knows it too.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Final

from arende.engine import Engine
from arende.engine.sign_in import open_sign_in
from arende.ports.storage import StorageError
from attrs import frozen
from litestar import Litestar, Router
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router
from litestar.types import Receive, Scope, Send

from . import callbacks, faults, health, misc, sign_in
from .api import ROUTES as API
from .asking import Asker, Connection, PatientAsker, SignInNeeded, StaffAsker, asker_of, patient_of, staff_of
from .kept import sign_in_again, signed_out, too_many
from .limits import Limits
from .live import events
from .live.hub import Hub
from .pages import STATIC
from .patient import ROUTES as PATIENT
from .security import forever, headers_of, with_headers
from .settings import WebSettings
from .staff import ROUTES as STAFF

ROUTES: Final = [
    *misc.ROUTES,
    *sign_in.ROUTES,
    *events.ROUTES,
    *STAFF,
    *PATIENT,
    *API,
    *health.ROUTES,
    *callbacks.ROUTES,
]
PUBLIC: Final = ("/static/", "/health/", "/metrics", "/callbacks/", "/api/v1/openapi.json", "/api/v1/directory/")
"""Paths that ask nobody who they are."""


@frozen(kw_only=True)
class Web:
    """The application: an ASGI callable. `lifespan` is for a host that mounts it and runs no lifespan of its own."""

    inner: Litestar
    engine: Engine
    settings: WebSettings
    headers: Mapping[str, str]
    limits: Limits
    hub: Hub
    """Whoever serves it closes this when it is to end: the streams of hints would never end by themselves."""

    @property
    def lifespan(self) -> Callable[[], AbstractAsyncContextManager[None]]:
        return self.inner.lifespan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: who asks is found on a thread, for the session is in the database."""
        if scope["type"] != ScopeType.HTTP:
            await self.inner(scope, receive, send)
            return
        connection: Connection = ASGIConnection(scope)
        path = scope["path"].removeprefix(scope.get("root_path", "").rstrip("/"))
        sessions = None if path.startswith(PUBLIC) else self.engine.sessions
        broken: StorageError | None = None
        try:
            asker = await asyncio.to_thread(asker_of, connection, sessions, self.settings.public_url)
        except StorageError as error:
            asker, broken = asker_of(connection, None, self.settings.public_url), error
        scope["state"] = {**scope.get("state", {}), "asker": asker, "broken": broken}
        sends = with_headers(send, self.headers)
        seconds = self.limits.wait(asker)
        if seconds:
            await too_many(scope, receive, sends, asker, seconds)
        elif broken is None and signed_out(scope, asker):
            await sign_in_again(scope, receive, sends, asker)
        else:
            await self.inner(scope, receive, sends)


def create_app(engine: Engine, settings: WebSettings | None = None) -> Web:
    """The web over this engine, to be served by any ASGI server, or mounted under any path of a host.

    The engine stays the caller's: it is not closed with the application. A host that mounts it enters
    `app.lifespan()` itself. Raises SettingsFaults where a way to sign in cannot be opened.
    """
    told = settings or WebSettings()
    entry = open_sign_in(engine)
    hub = Hub.of(engine)

    inner = Litestar(
        route_handlers=[
            create_static_files_router(
                path="/static",
                directories=[str(STATIC)],
                name="static",
                after_request=forever,
                include_in_schema=False,
            ),
            Router(
                path="/",
                route_handlers=ROUTES,
                include_in_schema=False,
            ),
        ],
        dependencies={
            "engine": Provide(lambda: engine, sync_to_thread=False),
            "web": Provide(lambda: told, sync_to_thread=False),
            "entry": Provide(lambda: entry, sync_to_thread=False),
            "hub": Provide(lambda: hub, sync_to_thread=False),
            "asker": Provide(asker_here, sync_to_thread=False),
            "staff": Provide(staff_here, sync_to_thread=False),
            "patient": Provide(patient_here, sync_to_thread=False),
        },
        exception_handlers={
            SignInNeeded: faults.on_sign_in,
            faults.Refused: faults.on_refusal,
            StorageError: faults.on_storage,
            HTTPException: faults.on_http,
            Exception: faults.on_bug,
        },
        on_shutdown=[hub.close],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=1024 * 1024,
    )
    return Web(inner=inner, engine=engine, settings=told, headers=headers_of(told), hub=hub, limits=Limits(told.rates))


def asker_here(scope: Scope) -> Asker:
    """Who asks. Raises StorageError where that could not be found out."""
    broken = scope["state"]["broken"]
    if isinstance(broken, StorageError):
        raise broken
    asker = scope["state"]["asker"]
    assert isinstance(asker, Asker)
    return asker


def staff_here(scope: Scope) -> StaffAsker:
    return staff_of(asker_here(scope))


def patient_here(scope: Scope) -> PatientAsker:
    return patient_of(asker_here(scope))
