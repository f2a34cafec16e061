"""The JSON API `/api/v1`: the same questions and commands as the pages, for machines. A table of operations; no rule.

`operations` is the table; `staff`, `patient` and `entry` hold what each asks; `schemas` and `bodies` what is published;
`openapi` describes it all; `routes` makes the application's routes of it.
"""

from .routes import ROUTES

__all__ = ["ROUTES"]
