"""How a stand-in's strictness is tried: a good request is taken, and each rule has a request that it alone refuses."""

from collections.abc import Mapping

from arende_conformance.standins.server import Got, Rules, broken


def tried(rules: Rules, good: Got, bad: Mapping[str, Got]) -> None:
    """Every rule is tried, and refuses what it is there for."""
    assert broken(rules, good) is None
    assert set(bad) == {rule.name for rule in rules}
    for name, got in bad.items():
        rule = broken(rules, got)
        assert rule is not None, name
        assert rule.name == name
        assert rule.refusal.status >= 400
