"""SMS through the engine."""
