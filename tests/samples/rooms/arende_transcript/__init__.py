"""Broken on purpose: an exporter imports the rules."""

from arende.domain import outside

__all__ = ["outside"]
