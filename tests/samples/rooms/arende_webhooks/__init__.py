"""Broken on purpose: a subscriber imports the rules."""

from arende.domain import outside

__all__ = ["outside"]
