"""All questions that can be asked of an engine, in one object. The questions themselves are in the rooms below."""

from attrs import frozen

from .draft_queries import DraftQueries
from .record_queries import RecordQueries
from .template_queries import TemplateQueries
from .ticket_queries import TicketQueries
from .unit_queries import UnitQueries


@frozen(kw_only=True)
class Queries(UnitQueries, RecordQueries, DraftQueries, TemplateQueries, TicketQueries):
    """`engine.queries`: each method takes an actor and answers a Result of rows or a refusal."""
