"""Measures the product beside a floor and beside other people's packages, in one run: `python -m benchmarks --help`.

No figure is kept here and nothing is tuned for a figure: a ratio holds for the run that gave it.

===============  ======================================================================
`rounds`         interleaved rounds, medians, percentiles
`rows`           a row of the report, its bound, and whether it was met
`bench`          what one run shares: sizes, folder, PostgreSQL, the large database
`clinic`         a small clinic through commands, and the messages that are sent in it
`floor`          the same rows written by bare sqlite3; `floor_postgres` by bare psycopg
`breakdown`      where the time of a command goes
`bulk`           a million cases and patients, written past the engine
`peers_*`        other packages doing the nearest thing they have
`p1` … `p9`      the targets
`curves`, `svg`  cost against size, drawn
===============  ======================================================================
"""
