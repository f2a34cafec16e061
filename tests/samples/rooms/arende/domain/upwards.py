"""Broken on purpose: the domain imports the engine."""

from arende.engine import shell

__all__ = ["shell"]
