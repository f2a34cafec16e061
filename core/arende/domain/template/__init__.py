"""Message templates (frastexter, B7): the provider's, a unit's or one assignment's own. They hold no patient's data."""
