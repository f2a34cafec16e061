"""Where the access log's keys and anchor lie, as settings tell. No file is read here."""

from attrs import frozen


@frozen(kw_only=True)
class AuditSettings:
    """Paths. Empty: the key lies beside a database that is one file (`clinic.db.key`), and there is no anchor."""

    key_file: str = ""
    """The file with the keys that the access log is sealed with, one a line (B23)."""
    anchor: str = ""
    """A file or folder elsewhere to which the heads of the chains go, so that a tail that is cut off is seen."""
