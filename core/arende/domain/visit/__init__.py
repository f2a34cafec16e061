"""Visits: scheduled ones, and free ones (a ticket that waits in the ledger until someone takes it). Started, ended."""
