"""Storage in one SQLite file: durable, for several processes on one machine. peewee opens it and makes its schema.

=================  ====================================================================
`plugin`           what the door finds: URLs `sqlite:///relative`, `sqlite:////absolute`
`url`              from URL to file and table prefix
`connections`      one writer, readers beside it, and what is done when they fail
`migrate`          runs the steps that a database lacks
`sql`              every statement, made once at opening
`storage`          the port; `writing`, `reading`, `outbox` carry it out
`copies`           a checked copy of the file while it is used, and back
`errors`           from what SQLite says to one sentence for a person
=================  ====================================================================
"""
