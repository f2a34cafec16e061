"""The table of indexed head columns and of the indexes over them. Data only: a new list is a new row here.

No index holds a column that changes with every message (the last activity): a list sorts by waiting time, end or
opening. What is small (one patient's cases) is sorted when read.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from attrs import frozen

ColumnType: TypeAlias = Literal["int", "text"]

COLUMNS: Final[tuple[tuple[str, ColumnType], ...]] = (
    ("unit", "text"),  # care unit that the thing belongs to
    ("owner", "text"),  # the assignment that answers for it, or the unit's pool
    ("patient", "text"),  # whom it concerns
    ("representative", "text"),  # who reads and writes on the patient's side
    ("waiting_since", "int"),  # since when there is something to deal with; None: nothing
    ("their_turn_since", "int"),  # since when the patient's side is the one to write; None: it is not
    ("until", "int"),  # when the phase (or a cover) ends or ended
    ("opened", "int"),  # when it was opened
    ("parent", "text"),  # what it belongs to, where that is none of the above
    ("undocumented_since", "int"),  # since when a message does not stand in the health record; None: all do
    ("external", "text"),  # what someone outside calls it
    ("label", "text"),  # folded text that a directory list is sorted by
)
"""Columns that a head may carry, with their type. Storage keeps each as a nullable column of its own."""


@frozen(kw_only=True)
class Index:
    """A keyset order over heads of one kind: equality on the prefix columns, order by the last one, then by stream."""

    name: str
    kind: str
    columns: tuple[str, ...]
    """Prefix columns first; the last one gives the order. The stream's name breaks ties."""
    where: str | None = None
    """Only heads whose column of this name is not None stand in the index (a partial index)."""


INDEXES: Final[tuple[Index, ...]] = (
    Index(name="case_inbox", kind="case", columns=("owner", "waiting_since"), where="waiting_since"),
    Index(name="case_owner_theirs", kind="case", columns=("owner", "their_turn_since"), where="their_turn_since"),
    Index(name="case_owner", kind="case", columns=("owner", "until")),
    Index(name="case_owner_opened", kind="case", columns=("owner", "opened")),
    Index(name="case_unit_inbox", kind="case", columns=("unit", "waiting_since"), where="waiting_since"),
    Index(name="case_unit_theirs", kind="case", columns=("unit", "their_turn_since"), where="their_turn_since"),
    Index(name="case_unit", kind="case", columns=("unit", "until")),
    Index(name="case_undocumented", kind="case", columns=("owner", "undocumented_since"), where="undocumented_since"),
    Index(
        name="case_unit_undocumented", kind="case", columns=("unit", "undocumented_since"), where="undocumented_since"
    ),
    Index(name="case_unit_opened", kind="case", columns=("unit", "opened")),
    Index(name="case_patient", kind="case", columns=("patient", "opened")),
    Index(name="case_representative", kind="case", columns=("representative", "opened")),
    Index(name="ledger", kind="visit", columns=("unit", "waiting_since"), where="waiting_since"),
    Index(name="visit_patient", kind="visit", columns=("patient", "opened")),
    Index(name="ledger_ticket", kind="ticket", columns=("unit", "waiting_since"), where="waiting_since"),
    Index(name="ticket_patient", kind="ticket", columns=("patient", "opened")),
    Index(name="ticket_representative", kind="ticket", columns=("representative", "opened")),
    Index(name="notice_case", kind="notice", columns=("parent", "opened")),
    Index(name="notice_external", kind="notice", columns=("external", "opened"), where="external"),
    Index(name="person_phone", kind="person", columns=("parent", "label"), where="parent"),  # by a hash
    Index(name="unit_list", kind="unit", columns=("label",)),
    Index(name="staff_list", kind="staff", columns=("label",)),
    Index(name="role_list", kind="role", columns=("label",)),
    Index(name="reason_unit", kind="reason", columns=("unit", "label")),
    Index(name="template_unit", kind="template", columns=("unit", "label"), where="unit"),
    Index(name="template_owner", kind="template", columns=("owner", "label"), where="owner"),
    Index(name="assignment_staff", kind="assignment", columns=("owner", "label")),
    Index(name="assignment_unit", kind="assignment", columns=("unit", "label")),
    Index(name="assignment_cover", kind="assignment", columns=("parent", "until"), where="parent"),
    Index(name="assignment_away", kind="assignment", columns=("unit", "until"), where="until"),
    Index(name="assignment_leaving", kind="assignment", columns=("unit", "waiting_since"), where="waiting_since"),
)
"""Every list of the product."""
ORDERED_BY: Final[Mapping[str, str]] = {index.name: index.columns[-1] for index in INDEXES}
"""The column that gives each index its order."""


@frozen(kw_only=True)
class IndexRange:
    """A page of an index: heads whose prefix columns equal `prefix`, after `after`, up to `limit` of them.

    `after` is (value of the order column, stream) of the last row of the page before, exclusive; `low` and `high` bound
    the order column, low inclusive and high exclusive. `reverse` reads from the end (`after` is then the row above).
    """

    index: str
    prefix: tuple[int | str, ...]
    limit: int
    after: tuple[int | str, str] | None = None
    low: int | str | None = None
    high: int | str | None = None
    reverse: bool = False
