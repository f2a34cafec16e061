"""What has been told of people's numbers, and of whether they want SMS (B4). Nothing is watched here."""

from arende.domain import events as e
from arende.domain.ids import PersonId
from attrs import define, field


@define
class Wanted:
    """Who may be told by SMS, and where."""

    asked_for: bool = False
    """Whether an SMS needs a yes; else it is enough that nobody has said no."""
    registered: dict[PersonId, str | None] = field(factory=dict)
    """The number that a register has told."""
    own: dict[PersonId, str | None] = field(factory=dict)
    """What someone has said themself, or that they have none: it goes before what a register tells."""
    word: dict[PersonId, bool] = field(factory=dict)
    """Yes or no, whichever was said last."""

    def tell(self, id: PersonId, event: e.Event) -> None:
        match event:
            case e.PersonRegistered(phone=phone):
                self.registered[id] = phone
            case e.PhoneRecorded(phone=phone):
                self.own[id] = phone
            case e.SmsConsentRecorded():
                self.word[id] = True
            case e.SmsConsentWithdrawn():
                self.word[id] = False
            case _:
                pass

    def number(self, id: PersonId) -> str | None:
        """Where an SMS to them goes; None: nowhere."""
        number = self.own.get(id, self.registered.get(id))
        return number if self.word.get(id, not self.asked_for) else None
