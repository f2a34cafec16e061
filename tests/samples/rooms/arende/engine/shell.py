"""Sample of the shell."""
