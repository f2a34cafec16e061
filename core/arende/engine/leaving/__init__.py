"""Leaving (B28): all that is kept, in documented files, and the proof that it is all. The formats: docs/leaving.md."""

from .checking import check
from .comparing import against
from .faults import Checked, LeavingFault, What
from .writing import Left, leave

__all__ = ["Checked", "LeavingFault", "Left", "What", "against", "check", "leave"]
