"""A harness that claims what it cannot do fails the clauses of that claim, in a sentence: newer ports, and joining."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from arende.ports.directory import Directory
from arende.ports.subscribers import Subscriber
from arende_conformance.claims import CAPABILITIES, Capability, claim
from arende_conformance.clauses import clauses_of
from arende_conformance.directory import DirectoryContract
from arende_conformance.directory.samples import ITSELF, PEOPLE, STAFF, lines_of
from arende_conformance.directory.scripted import ScriptedHarness
from arende_conformance.intree import MemoryHarness
from arende_conformance.runner import run
from arende_conformance.storage import StorageContract
from arende_conformance.subscribers import SubscriberContract
from arende_conformance.subscribers.scripted import Listener, ScriptedSubscriber

NEEDED: Mapping[Capability, Sequence[str]] = {
    Capability.HELD: ["the harness has no hold() and change()"],
    Capability.REPLACED: ["the harness has no replace()"],
    Capability.SEVERABLE: ["the harness has no sever() and mend()"],
    Capability.BROKEN_OFF: ["the harness has no break_off()"],
    Capability.TROUBLED: ["the harness has no trouble()"],
    Capability.WEB: ["the harness has no trouble()"],
    Capability.SECRETIVE: ["the harness has no secrets()"],
    Capability.CONFIGURED: ["the harness has no configured()"],
}


class ReadsOnly:
    """A register that the harness can only read from."""

    claims = claim()

    def __init__(self, folder: Path) -> None:
        del folder
        self._inner = ScriptedHarness()
        self._inner.hold(lines_of([ITSELF, *STAFF, *PEOPLE]))

    def directory(self) -> Directory:
        return self._inner.directory()


class ClaimsAll(ReadsOnly):
    """The same, with claims that it has no methods for."""

    claims = claim(*CAPABILITIES["directory"])


class ClaimsOne(ReadsOnly):
    """The same, with the claims that it has nothing to show for but what it holds."""

    claims = claim(Capability.PEOPLED, Capability.STAFFED)


def test_each_claim_without_its_method_fails_in_a_sentence() -> None:
    for capability, sentences in NEEDED.items():

        class Claims(ReadsOnly):
            claims = claim(capability)

        judged = run(DirectoryContract, Claims, spec="claims")
        due = {c.number for c in clauses_of(DirectoryContract) if c.needs == (capability,)}
        told = {v.clause.number: v.message for v in judged.faults}
        assert due and due <= set(told), capability
        assert all(message.endswith(tuple(sentences)) for message in told.values()), capability


def test_what_is_claimed_of_the_whole_fails_where_nothing_can_be_held() -> None:
    judged = run(DirectoryContract, ClaimsAll, spec="claims")
    assert not judged.conforms
    assert {v.clause.number for v in judged.faults} >= {"DIR-04", "DIR-20", "DIR-36"}


def test_a_register_that_can_only_be_read_is_held_to_what_it_holds() -> None:
    judged = run(DirectoryContract, ClaimsOne, spec="claims")
    passed = {v.clause.number for v in judged.verdicts if v.outcome == "passed"}
    assert judged.conforms and {"DIR-01", "DIR-10", "DIR-30", "DIR-31"} <= passed


def test_a_register_that_holds_nothing_to_try_has_not_passed() -> None:
    class Empty(ReadsOnly):
        claims = claim(Capability.PEOPLED)

        def __init__(self, folder: Path) -> None:
            super().__init__(folder)
            self._inner.hold(lines_of([ITSELF, *STAFF]))

    judged = run(DirectoryContract, Empty, spec="claims")
    assert {v.clause.number for v in judged.faults} == {"DIR-30", "DIR-31"}
    assert all("nothing was tried" in v.message for v in judged.faults)


def test_a_subscriber_that_shows_nothing_has_claimed_too_much() -> None:
    needed = {
        Capability.HEARD: "the harness has no heard()",
        Capability.SEVERABLE: "the harness has no sever() and mend()",
        Capability.TROUBLED: "the harness has no trouble()",
        Capability.WEB: "the harness has no trouble()",
        Capability.SECRETIVE: "the harness has no secrets()",
        Capability.CONFIGURED: "the harness has no configured()",
    }
    assert set(needed) == set(CAPABILITIES["subscribers"])
    for capability, sentence in needed.items():

        class Claims:
            claims = claim(capability)

            def subscriber(self) -> Subscriber:
                return ScriptedSubscriber(Listener(), "")

        judged = run(SubscriberContract, lambda folder: Claims(), spec="claims")
        due = {c.number for c in clauses_of(SubscriberContract) if c.needs == (capability,)}
        assert due and due == {v.clause.number for v in judged.faults}, capability
        assert all(v.message.endswith(sentence) for v in judged.faults)


def test_a_storage_that_joins_nothing_has_claimed_too_much() -> None:
    class Claims(MemoryHarness):
        claims = claim(Capability.JOINED)

    judged = run(StorageContract, lambda folder: Claims(), spec="claims")
    assert {v.clause.number for v in judged.faults} == {f"STO-2{n}" for n in range(3, 8)}
    assert all(v.message.endswith(("the harness has no begin()", "the storage has no joined()")) for v in judged.faults)
