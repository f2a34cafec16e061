"""Deliberately wrong adapters: the proof that the clauses catch something. Nothing here is ever to be used.

Each is a thin wrapper around an adapter of the tree, with the clauses that it must fail in `BREAKS`; `self-test`
asserts that exactly those fail, and that every *must* clause has a breaker.
"""
