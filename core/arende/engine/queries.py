"""All questions that can be asked of an engine, in one object. The questions themselves are in the rooms below."""

from attrs import frozen

from .case_queries import CaseQueries
from .draft_queries import DraftQueries
from .template_queries import TemplateQueries
from .ticket_queries import TicketQueries


@frozen(kw_only=True)
class Queries(CaseQueries, DraftQueries, TemplateQueries, TicketQueries):
    """`engine.queries`: each method takes an actor and answers a Result of rows or a refusal."""
