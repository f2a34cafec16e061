"""What a plugin module registers for a port, found by its name. No adapter stands here."""

import importlib
from collections.abc import Callable
from typing import TypeVar

from arende.ports.registry import Registry

F = TypeVar("F")


def registered(module: str, registry: Registry[F], name: str) -> F:
    """The factory that a plugin module registers under this name. LookupError where it registers none."""
    hook = f"arende_register_{registry.port}"
    register: Callable[[Registry[F]], None] = getattr(importlib.import_module(module), hook)
    register(registry)
    found = registry.get(name)
    if found is None:
        raise LookupError(f"{module} registers no {registry.port} {name!r}: {registry.faults}")
    return found
