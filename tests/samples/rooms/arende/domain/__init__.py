"""Sample of the room domain."""
