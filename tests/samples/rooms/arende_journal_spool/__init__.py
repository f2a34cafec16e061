"""Broken on purpose: an exporter imports the engine."""

from arende.engine import shell

__all__ = ["shell"]
