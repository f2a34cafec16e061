"""Directory feeds (B30): what has been taken of a host's register, what was at fault in it, and what it has ended."""
