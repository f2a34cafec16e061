"""Broken on purpose: an adapter imports another."""

import arende_auth

__all__ = ["arende_auth"]
