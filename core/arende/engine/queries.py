"""All questions that can be asked of an engine, in one object. The questions themselves are in the rooms below."""

from attrs import frozen

from .draft_queries import DraftQueries
from .opening_queries import OpeningQueries
from .record_queries import RecordQueries
from .template_queries import TemplateQueries
from .unit_queries import UnitQueries


@frozen(kw_only=True)
class Queries(UnitQueries, RecordQueries, DraftQueries, TemplateQueries, OpeningQueries):
    """`engine.queries`: each method takes an actor and answers a Result of rows or a refusal."""
