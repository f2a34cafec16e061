"""Sample of the room testing."""
