"""A sample tree with the rooms' names, in which each contract is broken once."""
