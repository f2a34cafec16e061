"""`docs/reference/metrics.md`: every figure that `/metrics` and `arende worker --metrics` show, asked of themselves."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from arende.cli.figures import Figures, text
from arende.engine import Engine, Settings
from arende_web.health import told
from arende_web.live.hub import Hub
from prometheus_client.parser import text_string_to_metric_families

from .markdown import code, ended, head, table

INTRO: Final = """
Prometheus text, at `/metrics` of the web ([who may read it](../web.md#for-whoever-runs-it)) and by `arende
worker --metrics PORT`. What waits is of the whole database; counts are of the process that answered, since it
began. No person, id or text is in them. `provider` is the name in `[[sms]]`.
"""

OWN: Final = "provider"
"""The label whose values are names of the settings' own."""


def page() -> str:
    lines = head("Metrics", "what `/metrics` answers", "metrics", INTRO)
    web, worker = shown()
    rows = []
    for family in text_string_to_metric_families(web):
        labels: dict[str, list[str]] = {}
        for sample in family.samples:
            for name, value in sample.labels.items():
                labels.setdefault(name, []).append(value)
        told_labels = [label(name, values) for name, values in labels.items()]
        name = family.name + ("_total" if family.type == "counter" else "")
        where = "both" if family.name in worker else "the web"
        rows.append((code(name), family.type, "; ".join(told_labels), where, family.documentation))
    lines += table(("name", "type", "labels", "shown by", "what"), rows)
    return ended(lines)


def label(name: str, values: list[str]) -> str:
    known = ", ".join(dict.fromkeys(map(code, values)))
    return code(name) if name == OWN else f"{code(name)}: {known}"


def shown() -> tuple[str, str]:
    """What the web and a worker show, with one SMS provider."""
    with TemporaryDirectory() as folder:
        settings = Settings(storage="memory:", sms=[f"spool:{Path(folder, 'outgoing')}"])
        with Engine.open(settings) as engine:
            return told(engine, Hub.of(engine)).decode(), text(Figures(engine.metrics)).decode()


def undocumented() -> list[str]:
    return [family.name for family in text_string_to_metric_families(shown()[0]) if not family.documentation.strip()]
