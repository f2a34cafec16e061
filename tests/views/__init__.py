"""Tests of the views: pure, nothing is stored."""
