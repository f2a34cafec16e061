"""What the storage adapters promise beyond the conformance suite: opening, faults, plans, and agreement of the two."""
