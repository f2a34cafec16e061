"""Storage in PostgreSQL, one server or several: psycopg 3 and its pool, imported only when such a URL is used.

=================  ====================================================================
`plugin`           what the door finds: URLs `postgresql://user:pw@h1,h2/db?…`; imports no driver
`url`              from URL to server, table prefix and form
`connections`      the session's settings, the pool, and what the server is
`runner`           the one place where work is tried again
`errors`           from what PostgreSQL says to one sentence for a person
`migrate`          runs the steps that a database lacks
`sql`              the statements of reads and of the plain form, made once at opening
`statement`        the one statement that writes an append or a group (form `cte`)
`plain`            the same in several statements, for servers without writable CTEs (form `plain`)
`writing`          which of these an append goes by, and its outcome
`opening`          all of it put together
`storage`          the port; `writing`, `reading`, `search`, `outbox` carry it out
`distribute`       the tables distributed by shard, on Citus
`backup`           a checked copy of all tables, and back
=================  ====================================================================

The id of a command that made no event is claimed by a row of `records` with seq 0, beside the access entry that
carries it: so one unique index holds every command id, and none is carried out twice under any race.
"""
