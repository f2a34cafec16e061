"""`arende serve`: the web, until it is told to stop. The command and its texts; the server itself is in `running`.

Loaded by the command line through the entry-point group `arende.cli`; nothing of the extra is loaded before it runs.
"""

from importlib.util import find_spec
from typing import Final

import click
from arende.cli.context import Session
from arende.cli.faults import Told
from arende.cli.spoken import option, spoken

NEEDED: Final = ("babel", "jinja2", "litestar", "prometheus_client", "uvicorn")
TOLD: Final = (
    "Visar webben för vårdpersonal och patienter, och svarar på JSON-API:t, tills Ctrl-C eller SIGTERM. SMS skickas av "
    "arende worker, eller härifrån med --worker.",
    "Serves the web for staff and patients, and the JSON API, until Ctrl-C or SIGTERM. SMS leave by arende worker, or "
    "from here with --worker.",
    "arende serve\narende serve --host 0.0.0.0 --port 8000 --workers 4",
)


@spoken(
    "serve",
    option(
        "--host",
        metavar="NAME",
        default="127.0.0.1",
        told=("Adress att lyssna på; annars bara den här datorn.", "Address to listen at; else this machine only."),
    ),
    option(
        "--port",
        type=click.IntRange(0, 65535),
        metavar="NUMBER",
        default=8000,
        told=("Port; 0 tar en ledig, som skrivs ut. Annars 8000.", "Port; 0 takes a free one and tells. Else 8000."),
    ),
    option(
        "--workers",
        type=click.IntRange(1, 64),
        metavar="NUMBER",
        default=1,
        told=("Antal processer som svarar; annars en.", "How many processes answer; else one."),
    ),
    option(
        "--worker",
        is_flag=True,
        default=False,
        told=("Kör också arende worker härifrån.", "Runs arende worker from here, too."),
    ),
    told=TOLD,
)
def command(session: Session, host: str, port: int, workers: int, worker: bool) -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Told(
            "web.missing",
            f"Webben behöver {', '.join(missing)}: installera med pip install 'arende[web]'.",
            f"The web needs {', '.join(missing)}: install it by pip install 'arende[web]'.",
        )
    from .running import run

    run(session, host, port, workers, beside=worker)
