"""Sample of a codec."""
