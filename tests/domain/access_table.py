"""The rules of access written a second time, from the specification and the law, as literal tables. Nothing is derived.

`arende.domain.access` is not read here and must not be: `test_access_matrix` holds the two against each other.

Sources: S5 (only that representative), S6 (the assignment, and not the person), S15, B16 (when a guardian's right
ends), B24 (own; unit by permission; another unit by active choice with purpose; other providers nothing; emergency;
block), B30 (what a register tells); PDL 4 kap.; B23 and PDL 8 kap. 5 § for the report.
"""

from collections.abc import Mapping
from typing import Final

CASE_GRID: Final = """
                 adult child youth 12y   13y   18y   cust  child_p guard_p guard_d child_d adult_d block emerg over  bl+em ended chang none pool gone away back lone
owner            O     O     O     O     O     O     O     O       O       O       O       O       O     O     O     O     O     O     -    K    F    O    O    O
other_role       C     C     C     C     C     C     C     C       C       C       C       C       C     C     C     C     C     C     -    K    K    C    C    K
colleague        C     C     C     C     C     C     C     C       C       C       C       C       C     C     C     C     C     C     -    K    K    O    C    O
colleague_chose  C     C     C     C     C     C     C     C       C       C       C       C       C     C     C     C     C     C     -    K    K    O    C    O
head             H     H     H     H     H     H     H     H       H       H       H       H       H     H     H     H     H     H     -    K    K    L    H    K
other_unit       -     -     -     -     -     -     -     -       -       -       -       -       -     R     -     R     -     -     -    -    -    -    -    -
chose            R     R     R     R     R     R     R     R       R       R       R       R       -     R     R     R     R     R     -    R    R    R    R    R
chose_system     -     -     -     -     -     -     -     -       -       -       -       -       -     R     -     R     -     -     -    -    -    -    -    -
chose_elsewhere  -     -     -     -     -     -     -     -       -       -       -       -       -     R     -     R     -     -     -    -    -    -    -    -
ended            F     F     F     F     F     F     F     F       F       F       F       F       F     F     F     F     F     F     F    F    F    F    F    F
unknown          -     -     -     -     -     -     -     -       -       -       -       -       -     -     -     -     -     -     -    -    -    -    -    -
other_provider   -     -     -     -     -     -     -     -       -       -       -       -       -     -     -     -     -     -     -    -    -    -    -    -
anton            P     -     -     -     -     -     -     -       -       -       -       E       P     -     -     P     -     -     -    P    P    P    P    P
elsa             -     -     -     -     -     -     -     -       -       -       -       -       -     -     -     -     -     -     -    -    -    -    -    -
nils             -     -     -     -     -     -     -     -       -       -       -       -       -     -     -     -     -     -     -    -    -    -    -    -
karin            -     P     P     P     E     E     E     E       E       E       E       -       -     P     P     -     P     -     -    -    -    -    -    -
erik             -     -     -     -     -     -     -     -       -       -       -       -       -     -     -     -     -     P     -    -    -    -    -    -
stranger         -     -     -     -     -     -     -     -       -       -       -       -       -     -     -     -     -     -     -    -    -    -    -    -
person_elsewhere -     -     -     -     -     -     -     -       -       -       -       -       -     -     -     -     -     -     -    -    -    -    -    -
operator         X     X     X     X     X     X     X     X       X       X       X       X       X     X     X     X     X     X     X    X    X    X    X    X
system           S     S     S     S     S     S     S     S       S       S       S       S       S     S     S     S     S     S     S    S    S    S    S    S
"""  # noqa: E501 - a grid is read across
"""Who × the state of the relation, for one case at Eken that the nurse answers for. The letters are in `LETTERS`."""

READ_CASE: Final = frozenset({"case", "thread"})
ENDS: Final = frozenset({"ExtendPhase", "ShortenPhase", "CloseCase", "ReopenCase"})
KEEPING: Final = frozenset({"RetractMessage", "AddNote", "MarkDocumented", "SignJournalNote", "MarkSeen"})
"""B5, B8, B9, S17: also for who may read all of the unit's, since it cannot wait until whoever answers is back."""
ORDERS: Final = frozenset({"RedactText", "PlaceHold", "LiftHold"})
"""B26: whoever may decide it orders it, and whoever is at the machine carries it out."""
DRAFTS: Final = frozenset({"SaveDraft", "DiscardDraft"})
ALL_OF_CASE: Final = READ_CASE | KEEPING | {"notices", "journal_entry", "disclosure"}
WRITING: Final = frozenset({"SendMessage", "CorrectMessage"}) | DRAFTS
LETTERS: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "O": (
        ALL_OF_CASE
        | ENDS
        | WRITING
        | {"MarkHandled", "HandOver", "TakeCase", "ChangeRepresentative", "ExportCase", "RetrySms"},
        "access.denied",
    ),
    "K": (ALL_OF_CASE | WRITING | {"MarkHandled", "HandOver", "TakeCase", "RetrySms"}, "access.denied"),
    "L": (ALL_OF_CASE | DRAFTS | {"HandOver", "TakeCase"}, "access.denied"),
    "H": (ALL_OF_CASE | DRAFTS | {"TakeCase"}, "access.denied"),
    "C": (DRAFTS | {"TakeCase"}, "access.denied"),
    "R": (READ_CASE | {"notices", "journal_entry"}, "access.denied"),
    "P": (READ_CASE | {"SendMessage", "CorrectMessage", "MarkRead"} | DRAFTS, "access.denied"),
    "X": (
        READ_CASE | {"notices", "journal_entry", "disclosure", "ExportCase", "RetrySms"} | ORDERS,
        "access.assignment_needed",
    ),
    "S": (
        READ_CASE
        | {"notices", "journal_entry", "NotePhaseEnd", "NoteRepresentativeLost", "RecordExport"}
        | {"RemindUnread", "NoteUnread", "NoteSmsReply", "ReturnCase"},
        "access.assignment_needed",
    ),
    "-": (frozenset(), "access.denied"),
    "E": (frozenset(), "access.representation_ended"),
    "F": (frozenset(), "access.assignment_ended"),
}
"""What the letter lets the actor do with the case, and the code of the refusal for all else.

O answers for the case, or covers for who does; K is at the unit of a case that nobody answers for; L may hand over for
who is away; H and C are at the unit: who takes what is not to be taken is told so (B19), and what they had begun to
write when they lost the case is kept (B10); R reads it, P represents,
X is at the machine, S is the worker; nobody (-), no longer the representative (E), an assignment that has ended (F).
"""

MACHINES: Final = frozenset(
    {
        "RemindUnread",
        "NoteUnread",
        "NoteSmsReply",
        "ExportCase",
        "ReturnCase",
        "NotePhaseEnd",
        "NoteRepresentativeLost",
        "RecordExport",
        "BeginSms",
        "RecordSmsOutcome",
        "RecordSmsReport",
        "RetrySms",
    }
    | ORDERS
)
"""What the operator or the system does: the other one of them is denied it, and not told to choose an assignment."""

THING_GRID: Final = """
                     own role coll colc head unit chos chsy chel ende unkn prov anto elsa nils kari erik stra pels oper syst
RegisterProvider     -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
RegisterUnit         -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
RegisterRole         -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
RegisterStaff        -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
RegisterAssignment   -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
EndAssignment        -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
CoverAssignment      +   -    -    -    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
EndCover             +   -    -    -    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
NoteAssignmentEmpty  -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    -    +
RegisterReason       -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
RegisterTemplate     +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    +    +
RetireTemplate       +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    +    +
RecordGuardianship   -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
EndGuardianship      -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    +
RegisterPerson       +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    +    +
RecordPhone          +   +    +    +    +    +    +    +    +    F    -    -    +    -    -    -    -    -    -    +    +
RecordSmsConsent     +   +    +    +    +    +    +    +    +    F    -    -    +    -    -    -    -    -    -    +    +
WithdrawSmsConsent   +   +    +    +    +    +    +    +    +    F    -    -    +    -    -    -    -    -    -    +    +
BlockUnit            +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    +    +
LiftBlock            +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    +    +
OpenEmergencyAccess  +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    N    N
CreateVisit          +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    N    N
StartVisit           +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    N    N
EndVisit             +   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    N    N
CreateCase           +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    N    N
BeginSms             -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    -    +
RecordSmsReport      -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    -    +
RecordSmsOutcome     -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    -    +
AskForContact        -   -    -    -    -    -    -    -    -    F    -    -    +    -    -    -    -    -    -    N    N
CreateTicket         +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    N    N
TakeTicket           +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    N    N
ReturnTicket         +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    N    N
TurnIntoCase         +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    N    N
TurnIntoVisit        +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    N    N
CancelTicket         +   +    +    +    +    -    -    -    -    F    -    -    +    -    -    -    -    -    -    N    N
inbox                +   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
undocumented         +   -    -    -    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
counters             +   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
pool_of_unit         +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
stranded_cases       -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
cases_of_unit        -   -    -    -    +    -    +    -    -    F    -    -    -    -    -    -    -    -    -    +    -
cases_of_patient     +   +    +    +    +    +    +    +    +    F    -    -    +    -    -    -    -    -    -    +    -
draft                +   +    +    +    +    +    +    +    +    F    -    -    +    -    -    -    -    -    -    -    -
drafts               +   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    -    -
search_patients      +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    +    -
person               +   +    +    +    +    +    +    +    +    F    -    -    +    -    -    -    -    -    -    +    +
ledger               +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
visit                +   +    +    +    +    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
ticket               +   +    +    +    +    -    -    -    -    F    -    -    +    -    -    -    -    -    -    +    -
tickets_of_person    -   -    -    -    -    -    -    -    -    F    -    -    +    -    -    -    -    -    -    +    -
opening              +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    -    -
ways_to_contact      -   -    -    -    -    -    -    -    -    F    -    -    +    -    -    -    -    -    -    +    -
access_report        -   -    -    -    -    -    -    -    -    F    -    -    +    -    -    -    -    -    -    +    -
access_log           -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
everything           -   -    -    -    -    -    -    -    -    F    -    -    -    -    -    -    -    -    -    +    -
directory            +   +    +    +    +    +    +    +    +    F    -    -    -    -    -    -    -    -    -    +    +
"""  # noqa: E501 - a grid is read across
"""Who × everything that is not one case. The inbox and counters are the nurse's, unit, ledger and visit Eken's, the
person Anton, the draft one in his case. + may; - `access.denied`; F `access.assignment_ended`; N
`access.assignment_needed`."""

REPORT_GRID: Final = """
                 adult child youth 12y   13y   18y   cust  child_p guard_p guard_d child_d adult_d block emerg chang
owner            -     -     -     -     -     -     -     -       -       -       -       -       -     -     -
head             -     -     -     -     -     -     -     -       -       -       -       -       -     -     -
other_unit       -     -     -     -     -     -     -     -       -       -       -       -       -     -     -
other_provider   -     -     -     -     -     -     -     -       -       -       -       -       -     -     -
anton            +     -     -     -     -     -     -     -       -       -       -       -       +     -     -
elsa             -     +     -     +     +     -     +     +       +       +       -       -       -     +     +
nils             -     -     +     -     -     +     -     -       -       -       -       -       -     -     -
karin            -     +     -     +     -     -     -     -       -       -       -       -       -     +     +
erik             -     +     -     +     -     -     +     -       +       +       -       -       -     +     +
stranger         -     -     -     -     -     -     -     -       -       -       -       -       -     -     -
person_elsewhere -     -     -     -     -     -     -     -       -       -       -       -       -     -     -
operator         +     +     +     +     +     +     +     +       +       +       +       +       +     +     +
system           -     -     -     -     -     -     -     -       -       -       -       -       -     -     -
"""
"""Who may have the report of the patient of that state's case: themself, and each guardian of a child below 13 while
the right stands, represents in a case or not (B23, B16). The signs are in `SIGNS`."""

SIGNS: Final[Mapping[str, str | None]] = {
    "+": None,
    "-": "access.denied",
    "F": "access.assignment_ended",
    "N": "access.assignment_needed",
}


def grid(text: str) -> Mapping[tuple[str, str], str]:
    """A grid by (row, column)."""
    header, *rows = text.strip("\n").splitlines()
    columns = header.split()
    return {
        (row.split()[0], column): cell for row in rows for column, cell in zip(columns, row.split()[1:], strict=True)
    }


CASE: Final = grid(CASE_GRID)
THINGS: Final = grid(THING_GRID)
REPORTS: Final = grid(REPORT_GRID)
CODES: Final = tuple(THING_GRID.strip("\n").splitlines()[0].split())
"""Columns of `THING_GRID`, in the order of the rows of `CASE_GRID`."""
