"""What stands in the indexed columns of a head: the only thing that lists are found by. Pure, and free of the clock."""

from collections.abc import Mapping

from ..domain.case.attention import waiting_since
from ..domain.case.model import Case
from ..domain.directory.model import Assignment, IdentifierClaim, Person, Provider, Reason, Role, Staff, Unit
from ..domain.emergency.model import Emergency
from ..domain.feed.model import Feed
from ..domain.ids import UnitId, local_of, shard_of
from ..domain.model import Nothing, State
from ..domain.notice.model import Notice
from ..domain.template.model import MessageTemplate
from ..domain.ticket.model import Ticket
from ..domain.visit.model import Visit
from ..ports.records import ColumnValue
from ..ports.times import to_micros
from .external import called
from .fold import fold
from .phones import phone_key


def pool_of(unit: UnitId) -> str:
    """What stands for the owner of a case that lies in its unit's pool. No assignment can be called so."""
    return f"pool:{unit}"


def columns(state: State) -> Mapping[str, ColumnValue]:
    """Values by the names of `ports.indexes.COLUMNS`; what is missing is None."""
    match state:
        case Case():
            waiting, theirs, undocumented = waiting_since(state), state.their_turn_since, state.undocumented_since
            return {
                "unit": state.unit,
                "owner": state.owner or pool_of(state.unit),
                "patient": state.patient,
                "representative": state.representative.person,
                "waiting_since": None if waiting is None else to_micros(waiting),
                "their_turn_since": None if theirs is None else to_micros(theirs),
                "until": to_micros(state.phase.until),
                "opened": to_micros(state.opened),
                "undocumented_since": None if undocumented is None else to_micros(undocumented),
            }
        case Visit():
            return {
                "unit": state.unit,
                "owner": state.assignment,
                "patient": state.patient,
                "representative": state.representative,
                "waiting_since": to_micros(state.created) if state.in_ledger else None,
                "opened": to_micros(state.scheduled or state.created),
            }
        case Ticket():
            return {
                "unit": state.unit,
                "owner": state.assignment,
                "patient": state.patient,
                "representative": state.representative.person,
                "waiting_since": to_micros(state.created) if state.in_ledger else None,
                "opened": to_micros(state.created),
            }
        case Notice():
            return {"parent": state.case, "opened": to_micros(state.at), "external": called(state)}
        case Assignment():
            return {
                "owner": state.staff,
                "unit": state.unit,
                "label": fold(local_of(state.id)),
                "parent": None if state.cover is None else state.cover.by,
                "until": None if state.cover is None else to_micros(state.cover.until),
                "waiting_since": None if state.leaving_since is None else to_micros(state.leaving_since),
            }
        case Reason():
            return {"unit": state.unit or "", "label": fold(state.title)}
        case MessageTemplate():
            # One that is retired stands in no list.
            at_unit = None if state.assignment is not None else state.unit or ""
            label = None if state.retired else fold(state.name)
            return {"owner": state.assignment, "unit": at_unit, "label": label}
        case Unit() | Role() | Staff():
            return {"label": fold(state.name)}
        case Person():
            number = None if state.phone is None else phone_key(shard_of(state.id), state.phone)
            return {"parent": number, "label": local_of(state.id)}
        case Provider() | IdentifierClaim() | Emergency() | Feed() | Nothing():
            return {}
