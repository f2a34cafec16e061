"""Commands about what of a case goes into the health record (S17, B22)."""

from attrs import field, frozen

from ..ids import CaseId, TemplateId
from .export_state import ExportState


@frozen(kw_only=True)
class SignJournalNote:
    """A journal note that staff have written about the case is signed by who is signed in.

    It can be written and signed at any time; a correction is a new version, and the earlier ones stay (B9).
    """

    case: CaseId
    title: str = field(repr=False)
    text: str = field(repr=False)
    up_to: int | None = None
    """Every message up to this one is documented by it (S17); None: it marks nothing."""
    corrects: int | None = None
    """Number of the note that this is a new version of."""
    template: TemplateId | None = None
    """The template that it was made from: none of its placeholders may be left in it (B7)."""


@frozen(kw_only=True)
class ExportCase:
    """The case as it stands goes to the health record, by the exporter of this name."""

    case: CaseId
    exporter: str


@frozen(kw_only=True)
class RecordExport:
    """What came of an export."""

    case: CaseId
    exporter: str
    version: int
    """The version of the case that was exported."""
    state: ExportState
    up_to: int = 0
    """Number of the last message that it held."""
    reference: str = ""
    code: str = ""
