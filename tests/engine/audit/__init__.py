"""Tests of the access log as a whole: sealed, verified, reported, sampled, exported."""
