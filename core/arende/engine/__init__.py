"""The shell that hosts use: open an engine, hand it commands, ask its queries, run its worker. No rule is decided here.

with Engine.open(Settings(storage="sqlite:///clinic.db", sms=["spool:./outgoing"])) as engine:
    result = engine.handle(commands.CreateCase(...), actor=actor, command_id=key)
"""

from .engine import Engine
from .entrance import Request
from .faults import ArendeError, PluginFaults, SettingsFaults
from .handle import Receipt
from .settings import Settings
from .system import Clock, SystemClock
from .telling import Occurred

__all__ = [
    "ArendeError",
    "Clock",
    "Engine",
    "Occurred",
    "PluginFaults",
    "Receipt",
    "Request",
    "Settings",
    "SettingsFaults",
    "SystemClock",
]
