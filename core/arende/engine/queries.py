"""All questions that can be asked of an engine, in one object. The questions themselves are in the rooms below."""

from attrs import frozen

from .unit_queries import UnitQueries


@frozen(kw_only=True)
class Queries(UnitQueries):
    """`engine.queries`: each method takes an actor and answers a Result of rows or a refusal."""
