"""Sample of the room views."""
