"""Broken on purpose: what strict typing does not let through."""

from typing import Any


def loose(value: Any) -> Any:  # wrong
    return value


def untyped(value):  # wrong
    return value


def generic(values: list) -> None:  # wrong
    del values


def falls_off(value: int | str) -> int:
    match value:
        case int():
            return 1
        case str():
            return "a"  # wrong
