"""Tickets: someone asks for contact, it waits in the unit's ledger, one taker makes a case or a visit of it (B17)."""
