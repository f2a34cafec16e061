"""Tests against a cluster of servers that takes over for itself."""
