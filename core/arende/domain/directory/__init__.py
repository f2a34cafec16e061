"""The directory: providers, units, roles, staff, assignments, contact reasons, persons and guardianships.

Each entry is a small stream of its own. What comes from a register comes here by command, one line at a time.
"""
