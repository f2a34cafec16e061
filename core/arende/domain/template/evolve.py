"""What a message template becomes by an event. No rule is checked: an event has happened."""

from attrs import evolve as changed

from ..model import Nothing
from .events import TemplateEvent, TemplateRegistered, TemplateRetired
from .model import MessageTemplate


def evolve(state: MessageTemplate | Nothing, event: TemplateEvent) -> MessageTemplate:
    """The template after the event. An event that does not fit its stream is a broken store: ValueError."""
    match event:
        case TemplateRegistered():
            return MessageTemplate(
                id=event.template,
                name=event.name,
                text=event.text,
                unit=event.unit,
                assignment=event.assignment,
                retired=False,
            )
        case TemplateRetired() if isinstance(state, MessageTemplate):
            return changed(state, retired=True)
        case TemplateRetired():
            raise ValueError("a template was retired before it was registered")
