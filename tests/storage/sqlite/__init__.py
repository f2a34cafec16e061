"""SQLite alone: what its adapter does when the driver fails."""
