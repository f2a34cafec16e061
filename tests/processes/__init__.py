"""Tests of several processes at one database, one of which is killed."""
