"""Sample of the room engine."""
