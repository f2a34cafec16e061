"""Broken on purpose: an adapter imports the conformance suite."""

import arende_conformance

__all__ = ["arende_conformance"]
