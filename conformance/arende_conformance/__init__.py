"""The conformance suite for adapters of arende: numbered clauses per port, and ways to run them. No adapter lives here.

==============  ======================================================================
`clauses`       what a clause is; how a method becomes one; how a failed one speaks
`claims`        what an adapter says of itself, graded; what it is excused from, and why
`harness`       what a vendor writes: a factory of harnesses
`abilities`     what harnesses of several ports may do beside: be cut off, count what strayed, name secrets
`configuring`   how an adapter is opened, and the clauses of it, for any port
`storage`       the clauses of the storage port (`StorageContract`)
`sms`           the clauses of the SMS port (`SmsContract`); `sms.over_http`: a harness for any provider over HTTP
`export`        the clauses of the journal export port (`ExportContract`)
`directory`     the clauses of the directory port (`DirectoryContract`)
`subscribers`   the clauses of the port for those who are told what happened (`SubscriberContract`)
`auth`          the clauses of the sign-in port (`AuthContract`), and a scripted identity provider
`watching`      how calls are watched: in time, and what can be heard
`plugin`        for pytest (`-p arende_conformance.plugin`): absence is a failure
`report`        a judgement as JSON and as lines; `page`: as HTML, in words of `page_words`
`cli`           `arende-conformance run | self-test | explain | list`
`registered`    what a plugin module registers under a name
`scripted`      how a scripted adapter of any port is opened; the adapters themselves stand in `PORT.scripted`
`broken`        deliberately wrong adapters: the proof that each clause catches something
==============  ======================================================================

Ten lines of pytest are enough::

    from arende_conformance.storage import StorageContract

    class TestOurStorage(StorageContract):
        factory = "our_package.conformance:make"
"""

from typing import Final

SUITE: Final = "0.1.0"
"""Version of the suite. New *must* clauses come in minor versions, never in patches."""
