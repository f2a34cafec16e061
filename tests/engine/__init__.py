"""Tests of the shell, in all storages."""
