"""Broken on purpose: domain and ports meet."""

from arende.ports import records

__all__ = ["records"]
