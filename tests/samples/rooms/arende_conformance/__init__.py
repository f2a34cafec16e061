"""Broken on purpose: the suite imports the rules."""

from arende.wire import codec

__all__ = ["codec"]
