"""Sample of the room wire."""
