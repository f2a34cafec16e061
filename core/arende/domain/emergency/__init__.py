"""Emergency access: an assignment sees a patient's cases for a limited time, for a stated reason (B24)."""
