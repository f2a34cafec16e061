"""What has been told of one case, of one SMS that is to leave, of one thing in a ledger. Nothing is watched here."""

from datetime import date, datetime, timedelta

from arende.domain.case.model import Representative
from arende.domain.effects import SendSms
from arende.domain.ids import AssignmentId, CaseId, PersonId, UnitId
from arende.domain.notice.rules import NoticeRules
from attrs import define, field, frozen

from .wall import midnight


@define
class Said:
    """A message. `corrects` names the one that it corrects."""

    number: int
    at: datetime
    staff: AssignmentId | None
    text: str
    corrects: int | None
    retracted: bool = False


@define
class Told:
    """A case as its records tell it."""

    id: CaseId
    patient: PersonId
    unit: UnitId
    zone: str
    opened: datetime
    last_day: date
    representative: Representative
    assignment: AssignmentId | None
    """Which one has it; None: the unit's pool."""
    closed: datetime | None = None
    said: list[Said] = field(factory=list)
    handled_up_to: int = 0
    """Messages up to this number have been dealt with."""
    visible_from: int = 1
    read: int = 0
    """Messages up to this number have been read by who represents now, or were not theirs to see."""
    documented: int = 0
    reminded: set[int] = field(factory=set)
    """Of which messages who represents now has been reminded."""
    untold: datetime | None = None
    """When staff wrote what no SMS, and no word of one that failed, has followed yet."""
    told_by: datetime | None = None
    """When that must have come to pass at the latest, if the worker works."""
    due: datetime | None = None
    """When the last SMS that was planned leaves, where it was planned by the unit's rules as they are."""

    @property
    def until(self) -> datetime:
        """The end: midnight of the unit's clock after the last day, or when staff closed it."""
        return self.closed or midnight(self.last_day + timedelta(days=1), self.zone)

    def last_of_patient_side(self, before: int) -> int:
        return max((one.number for one in self.said if one.staff is None and one.number < before), default=0)

    def answers(self, one: Said) -> bool:
        """Whether staff's message answers what came before: a correction of what was older than that does not."""
        if one.corrects is None:
            return True
        old = self.said[one.corrects - 1]
        return old.number > self.last_of_patient_side(one.number) and self.answers(old)

    def waits(self) -> bool:
        """Whether the patient's side waits for an answer."""
        standing = [one for one in self.said if one.staff is not None and not one.retracted and self.answers(one)]
        answered = max((one.number for one in standing), default=0)
        return self.last_of_patient_side(len(self.said) + 1) > max(answered, self.handled_up_to)


@frozen
class Planned:
    """An SMS that is to leave."""

    effect: SendSms
    at: datetime
    """When it was decided."""
    due: datetime
    rules: NoticeRules
    """The unit's rules then."""


@define
class Waiting:
    """A ticket or a free visit in a ledger."""

    unit: UnitId
    patient: PersonId
    asked: str
    """What the asker wrote; empty where staff did."""
    by: AssignmentId | None = None
    taken: datetime | None = None
