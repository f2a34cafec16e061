"""The command line `arende`: reads what was typed, asks the engine, shows the answer. No rule is decided here.

`main` the entry and its exit codes, `lazy` the tree of commands, `spoken` commands and help in two languages, `words`
and `help_texts` all texts, `context` what every command is given, `given` input, `output`, `shown` and `plain` answers,
`faults` and `usage` what went wrong as sentences, `commands` a module for each group of commands.
"""
