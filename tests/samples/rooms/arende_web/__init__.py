"""Broken on purpose: a face imports what is for tests."""

from arende import testing

__all__ = ["testing"]
