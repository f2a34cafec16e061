"""Broken on purpose: the engine imports an adapter."""

import arende_sms

__all__ = ["arende_sms"]
