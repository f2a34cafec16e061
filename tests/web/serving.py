"""A clinic behind the web: served on loopback by a real server in a thread of its own, or asked in the process."""

import html
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlencode

import httpx
import uvicorn
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.directory.model import Assignment, Person
from arende.domain.ids import Kind, Ref, local_of
from arende.engine import Settings
from arende.testing.clock import FakeClock
from arende_web import WebSettings, create_app
from arende_web.app import Web
from attrs import field, frozen
from litestar.types import ASGIApp

from tests.engine.clinic import NOW, Clinic, open_clinic, put_up

TOKEN: Final = re.compile(r'name="_csrf" value="([0-9a-f]*)"')


def clinic_with_web(folder: Path, url: str = "memory:") -> Clinic:
    """The clinic of the engine's tests, as a demonstration that can be signed in to."""
    settings = Settings(
        storage=url, sms=[f"spool:{folder}/outgoing"], export=[f"spool:{folder}/journal"], auth=["demo"], demo=True
    )
    return put_up(open_clinic(url, folder, clock=FakeClock(NOW), settings=settings))


def identity(clinic: Clinic, actor: StaffActor | RepresentativeActor) -> str:
    """What the demonstration's form holds for that person."""
    queries = clinic.engine.queries
    if isinstance(actor, StaffActor):
        assignment = queries.state(Ref(Kind.ASSIGNMENT, actor.assignment))
        assert isinstance(assignment, Assignment)
        who: Mapping[str, str] = {"kind": "staff", "system": "hsa", "value": local_of(assignment.staff), "name": "x"}
    else:
        person = queries.state(Ref(Kind.PERSON, actor.person))
        assert isinstance(person, Person)
        who = {
            "kind": "citizen",
            "system": person.identifier.system,
            "value": person.identifier.value,
            "name": person.name,
        }
    return urlencode(who)


class Visitor:
    """A client in the process that keeps cookies and posts forms as a browser without scripts would."""

    def __init__(self, base: str, transport: httpx.BaseTransport | None = None) -> None:
        self.client = httpx.Client(base_url=base, transport=transport, trust_env=False, follow_redirects=True)
        self.page: httpx.Response | None = None

    def get(self, path: str) -> httpx.Response:
        self.page = self.client.get(path)
        return self.page

    def post(self, path: str, fields: Mapping[str, str] | None = None, *, token: str | None = None) -> httpx.Response:
        """With the token of the page that was seen last, unless another is given."""
        found = TOKEN.search(self.page.text) if self.page is not None else None
        given = token if token is not None else (html.unescape(found[1]) if found else "")
        self.page = self.client.post(path, data={"_csrf": given, **(fields or {})})
        return self.page

    def sign_in(self, clinic: Clinic, actor: StaffActor | RepresentativeActor) -> Self:
        """Signed in, in the assignment."""
        staff = isinstance(actor, StaffActor)
        self.post("/sign-in/demo" if staff else "/patient/sign-in/demo", {"identity": identity(clinic, actor)})
        if isinstance(actor, StaffActor):
            self.get("/sign-in/assignment")
            self.post("/sign-in/assignment", {"assignment": actor.assignment})
        return self

    def close(self) -> None:
        self.client.close()


@frozen
class Served:
    """The clinic, and where it is served."""

    clinic: Clinic
    base: str
    closing: ExitStack = field(factory=ExitStack, repr=False)

    def visitor(self) -> Visitor:
        """A browser without scripts, closed with the site."""
        visitor = Visitor(self.base)
        self.closing.callback(visitor.close)
        return visitor


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The application on a free port of loopback; its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="web", daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server has ended"
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def web_of(clinic: Clinic) -> Web:
    return create_app(clinic.engine, WebSettings(sms_folder=str(clinic.outgoing)))
