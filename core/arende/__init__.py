"""arende: asynchronous care cases. A map of the rooms; nothing is re-exported and nothing happens on import.

============  =========================================================================
room          what lives there
============  =========================================================================
`domain`      the rules, pure: commands in, events and effects out (`decide`, `evolve`)
`ports`       what an adapter or vendor reads: protocols, plain records, hooks, registries
`wire`        between the domain and plain data: stored names, codecs, commands as JSON
`views`       pure: state to indexed columns, records to thread, timeline, journal entry
`engine`      the shell that hosts use: `Engine.open`, `handle`, `queries`, `worker`
`testing`     for hosts and for our own tests: given/when/then, a fake clock
`cli`         the command line `arende`
============  =========================================================================

Hosts read `arende.engine`; vendors `arende.ports`; who wants to know the rules, `arende.domain`.
"""

__version__ = "0.1.0"
