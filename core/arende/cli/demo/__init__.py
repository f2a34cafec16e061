"""`arende demo`: the quick guide played on an invented clinic. A story told from what the engine answers, no rules.

`clinic` is the invented register, `cast` who plays in it, `clock` the time of the story, `story` how an act gives
commands and asks, `acts_*` what happens, `teller` and `words` how it is told, `command` the door.
"""
