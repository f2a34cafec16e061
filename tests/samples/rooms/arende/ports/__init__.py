"""Sample of the room ports."""
