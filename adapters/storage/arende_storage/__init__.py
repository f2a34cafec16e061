"""Storage adapters for `arende.ports.storage`, a folder each; what they share lies here. Nothing is re-exported.

=============  ========================================================================
`memory`       in the process, gone with it: the plain model the others are held against
`sqlite`       one file, durable, several processes on one machine
`postgres`     a server, or a cluster of them
`files`        putting a new file in its place, whole or not at all
`schema`       tables and indexes as data, from which each engine's DDL is made
`migrations`   the numbered steps, and what a database still lacks of them
`shapes`       what a well-formed append and range look like, before any SQL
`rows`         between the port's records and rows of the tables
`batch`        a group of appends decided as a whole, and what it writes
`pages`        the statements by which lists are read
=============  ========================================================================
"""
