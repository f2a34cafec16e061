"""A harness that claims what it cannot do fails the clauses of that claim, in a sentence."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from arende.ports.sms import SmsProvider, SmsRequest
from arende_conformance.claims import CAPABILITIES, Capability, claim
from arende_conformance.clauses import clauses_of
from arende_conformance.intree import SpoolHarness
from arende_conformance.runner import run
from arende_conformance.sms import SmsContract

NEEDED: Mapping[Capability, str | tuple[str, ...]] = {
    Capability.TROUBLED: "the harness has no trouble()",
    Capability.WEB: "the harness has no trouble()",
    Capability.SECRETIVE: "the harness has no secrets()",
    Capability.REPORTED: "the harness has no report()",
    Capability.ANSWERED: "the provider has no parse_reply",
    Capability.ASKED: "the provider has no ask",
    Capability.LISTENED: ("the harness has no tell()", "the provider has no heard() and settle()"),
}


class ClaimsAll:
    """The spool, with claims that it has no methods for."""

    claims = claim(*CAPABILITIES["sms"])

    def __init__(self, folder: Path) -> None:
        self._inner = SpoolHarness(folder)

    def provider(self) -> SmsProvider:
        return self._inner.provider()

    def delivered(self) -> Sequence[SmsRequest]:
        return self._inner.delivered()

    def sever(self) -> None:
        self._inner.sever()


def test_each_claim_without_its_method_fails_in_a_sentence() -> None:
    judged = run(SmsContract, ClaimsAll, spec="claims")
    told = {v.clause.number: v.message for v in judged.faults}
    for clause in clauses_of(SmsContract):
        for capability in set(clause.needs) & set(NEEDED):
            assert clause.number in told
            assert any(told[clause.number].endswith(NEEDED[one]) for one in clause.needs if one in NEEDED), capability
