"""Tests of the benchmarks' report; the figures themselves are nobody's promise here."""
