"""Broken on purpose: wire and views meet."""

from arende.views import rows

__all__ = ["rows"]
