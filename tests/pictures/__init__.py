"""Pictures and tables of `docs/concepts`, drawn from the tables of the domain: `python -m tests.pictures` draws them.

`shapes` is boxes and arrows as SVG; each of `cases`, `notices`, `ways`, `flow`, `record`, `access` reads its tables and
says where things stand. Where a table has grown by something that has no place yet, drawing fails and says what.
"""
