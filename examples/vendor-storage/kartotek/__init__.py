"""Kartotek for arende: one table of cards in one file, sorted when read. Small and whole, and not meant to be fast.

==============  ============================================================
`table`         the table: cards by kind and key, transactions, errors
`storage`       what the port asks for, over cards
`lists`         the order and the bounds of lists of heads
`outbox`        which items may be carried out, and who may take them
`plugin`        the door: files are opened, copied and brought back
`conformance`   how the suite gets at it
==============  ============================================================
"""
