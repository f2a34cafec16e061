"""SMS notices: what became of each SMS that told the patient's side of something. Queued is the outbox item itself."""
