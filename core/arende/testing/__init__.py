"""For tests of hosts and of arende itself: given/when/then over the pure rules, a clock that is moved, a small clinic.

Nothing here stores or sends. `given` proves what a command does, `clock` stands in for time, `build` holds persons,
units and reasons to ask about.
"""
