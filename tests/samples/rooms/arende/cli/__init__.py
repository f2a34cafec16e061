"""Sample of the room cli."""
