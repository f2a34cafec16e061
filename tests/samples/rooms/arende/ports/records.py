"""Sample of a port."""
