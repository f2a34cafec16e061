"""The access log as a whole (B23): sealed, verified, reported to patients, sampled, handed on. Not written here.

Reads are entries (`reading`), writes are on their records (`appends`); nothing of the kind is ever removed.
"""

from .anchors import FileAnchor
from .audit import Audit
from .faults import AuditFault, AuditVerified, Blind, What
from .keys import AuditKeyMissing, create_key, rotate_key
from .period import Period

__all__ = [
    "Audit",
    "AuditFault",
    "AuditKeyMissing",
    "AuditVerified",
    "Blind",
    "FileAnchor",
    "Period",
    "What",
    "create_key",
    "rotate_key",
]
