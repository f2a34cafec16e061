"""Between the domain and plain data: stored names, codecs, parsing. No rule is decided here, nothing is sent.

Going out: `records`, `heads`, `outbox` and `commands` give bytes that storage keeps, `journal` what a health record
gets. Coming in: `commands`, `imports` and `settings` read what people and other systems write, and name every fault by
path. Hot records have codecs made by hand (`hot`); everything else goes through one strict `converter`.
"""
