"""The asynchronous care case: a thread between staff and a patient's representative, open for a bounded time."""
