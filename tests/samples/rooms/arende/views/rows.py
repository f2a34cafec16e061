"""Sample of a view."""
