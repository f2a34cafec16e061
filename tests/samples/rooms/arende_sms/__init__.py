"""Broken on purpose: an adapter imports the domain."""

from arende.domain import outside

__all__ = ["outside"]
