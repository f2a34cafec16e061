"""Broken on purpose: Any, by every name."""

from typing import Any
from typing import *
import typing


def read(value: typing.Any) -> None:
    del value
