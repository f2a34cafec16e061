"""Broken on purpose: a directory imports the rules."""

from arende.domain import outside

__all__ = ["outside"]
