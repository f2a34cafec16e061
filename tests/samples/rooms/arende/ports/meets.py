"""Broken on purpose: a port imports wire."""

from arende.wire import codec

__all__ = ["codec"]
