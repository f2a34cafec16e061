"""Broken on purpose: the domain logs and draws lots."""

import logging
import random

import cattrs

__all__ = ["cattrs", "logging", "random"]
