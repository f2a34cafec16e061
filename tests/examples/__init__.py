"""Tests that start each example and use it."""
