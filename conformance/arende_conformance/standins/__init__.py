"""Stand-ins for SMS providers over HTTP, on this machine: they refuse what the real ones refuse, by a table each."""
