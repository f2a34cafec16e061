"""The journal exporter `spool`: one JSON file per (entry, version) in a folder. This module is its door only.

`spool:./journal` names the folder; it is made if it is missing. The format is told in `document`, the writing in
`exporter`.
"""

from arende.ports.hooks import hookimpl
from arende.ports.registry import ExportRegistry

from .exporter import SpoolExportFactory


@hookimpl
def arende_register_export(registry: ExportRegistry) -> None:
    """Registers `spool`."""
    registry.add("spool", SpoolExportFactory())
