"""Silvertärna for arende: `provider` sends and reads, `web` calls, `conformance` holds both to the clauses."""
