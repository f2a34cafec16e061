"""The server of `arende serve`: one process, or several beside each other on one socket. No page is made here.

Each process opens an engine of its own. Told to stop, it takes no more calls, ends the streams of hints, lets what is
under way be answered, and closes its engine.
"""

import logging
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from typing import Final
from urllib.parse import urlsplit

import uvicorn
from arende.cli.commands.worker import stopping
from arende.cli.context import Session
from arende.cli.faults import Told
from arende.cli.output import emit, note, say, words
from arende.engine import Engine
from attrs import frozen

from .app import Web, create_app
from .given_settings import web_settings
from .settings import WebSettings

BACKLOG: Final = 2048
GRACE: Final = 20
"""Seconds that calls under way may take to be answered, once the server is to stop."""


@frozen(kw_only=True)
class Plan:
    """All that a process needs to serve: where its settings are. They are read anew in each."""

    config: str | None
    lang: str

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        with Session(lang="en" if self.lang == "en" else "sv", config=self.config).engine() as engine:
            yield engine


class Gentle(uvicorn.Server):
    """Ends the streams of hints first: they would be waited for."""

    def __init__(self, web: Web) -> None:
        self.web = web
        config = uvicorn.Config(
            web,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            proxy_headers=True,
            forwarded_allow_ips=list(web.settings.trusted_proxies),
            root_path=root_of(web.settings),
            timeout_graceful_shutdown=GRACE,
        )
        super().__init__(config)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.web.hub.close()
        await super().shutdown(sockets)


class Plain(logging.Formatter):
    """A line for what was logged: of an exception its kind only, for its text may hold what was being worked on."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0] if record.exc_info else None
        told = f"{record.levelname} {record.name}: {record.getMessage().strip()}"
        return told if kind is None else f"{told} ({kind.__name__})"


def run(session: Session, host: str, port: int, workers: int, *, beside: bool) -> None:
    """Serve until SIGTERM or Ctrl-C. Raises Told, SettingsFaults, PluginFaults or StorageError before it begins."""
    from .supervisor import supervise

    plan = Plan(config=session.config, lang=session.lang)
    with session.engine() as engine:
        if workers > 1 and not engine.storage.claims.durable:
            raise Told(
                "web.memory",
                "En databas i minnet kan bara en process använda: kör med --workers 1.",
                "A database in memory can be used by one process only: run with --workers 1.",
            )
        web = app_of(engine)  # faults in the settings are told here, before anything is served
        listener = bound(host, port)
        address = address_of(web.settings, host, listener)
        with stopping(), listener, working(engine, beside):
            tell(session, address, workers, demo=engine.settings.demo)  # whoever is told may stop us at once
            if workers == 1:
                serve(web, listener)
            else:
                supervise(plan, listener, workers)
    note(session, ("Webben har stannat.", "The web has stopped."))


def serve(web: Web, listener: socket.socket) -> None:
    """Serve in this process, until a signal."""
    quiet()
    with stopping():
        Gentle(web).run(sockets=[listener])


def serve_by(plan: Plan, listener: socket.socket) -> None:
    """The same in a process of its own."""
    with plan.engine() as engine:
        serve(app_of(engine), listener)


def app_of(engine: Engine) -> Web:
    return create_app(engine, web_settings(engine.settings, environ))


def quiet() -> None:
    """Warnings and faults to stderr, a line each."""
    handler = logging.StreamHandler()
    handler.setFormatter(Plain())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


@contextmanager
def working(engine: Engine, wanted: bool) -> Iterator[None]:
    """What waits in the outbox is carried out beside, where that is wanted."""
    if not wanted:
        yield
        return
    stop = threading.Event()
    worker = threading.Thread(target=engine.worker.run, args=(stop,), name="arende-worker")
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises Told."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)  # who is told the address may call at once, and waits until a process answers
    except OSError:
        listener.close()
        raise Told(
            "web.port",
            f"Det går inte att lyssna på {host} port {port}: välj en annan med --host och --port.",
            f"It is not possible to listen at {host} port {port}: choose another by --host and --port.",
        ) from None
    return listener


def address_of(settings: WebSettings, host: str, listener: socket.socket) -> str:
    """Where browsers find the web."""
    if settings.public_url:
        return settings.public_url
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def root_of(settings: WebSettings) -> str:
    """The path that a reverse proxy takes away before it passes a call on."""
    return urlsplit(settings.public_url).path.rstrip("/")


def tell(session: Session, address: str, workers: int, *, demo: bool) -> None:
    """Where, at once: whoever started us may wait for it."""
    if session.json:
        emit({"id": address, **session.before, "address": address, "workers": workers})
    else:
        sv, en = f"Webben svarar på {address} – Ctrl-C stannar den.", f"The web answers at {address} – Ctrl-C stops it."
        say(words(session.text((sv, en))))
        if demo:
            staff, side, phones = f"{address}/sign-in", f"{address}/patient/sign-in", f"{address}/demo/sms"
            sv = f"Vårdpersonal: {staff}   Patienter och ombud: {side}   SMS: {phones}"
            en = f"Staff: {staff}   Patients' side: {side}   SMS: {phones}"
            say(words(session.text((sv, en))))
    sys.stdout.flush()
