"""The rules, pure: commands and state in, events and effects out. No clock, no randomness, no I/O, no wire format.

`decide(state, command, facts)` says what happens or refuses; `evolve(state, event)` is what the state becomes;
`initial()` is where every stream begins. Each machine (`case`, `directory`, `visit`, `notice`) has a folder with its
own commands, events, state, decide and evolve; `commands`, `events` and `refusals` are the glossaries of all of them.
"""
