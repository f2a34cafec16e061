"""Sign-in clauses AUT-40 to AUT-43: how surely, and as whom, the person is known."""

from ..claims import Capability
from ..clauses import clause
from .bench import AuthBench
from .harness import Answer

LEVELS = (Capability.SCRIPTED, Capability.LEVELS)
EXACT = "ports.auth: assurance.low; an allow-list, compared exactly, refused if missing"


class LevelClauses:
    """Levels of assurance and systems of identifiers."""

    @clause("AUT-40", "A lower level of assurance than allowed signs nobody in.", source=EXACT, needs=LEVELS)
    def test_lower(self, bench: AuthBench) -> None:
        bench.refuses(Answer.LOWER_LEVEL)

    @clause("AUT-41", "A level of assurance that is not stated signs nobody in.", source=EXACT, needs=LEVELS)
    def test_unstated(self, bench: AuthBench) -> None:
        bench.refuses(Answer.NO_LEVEL)

    @clause("AUT-42", "Levels of assurance are compared exactly.", source=EXACT, needs=LEVELS)
    def test_similar(self, bench: AuthBench) -> None:
        bench.refuses(Answer.SIMILAR_LEVEL)

    @clause(
        "AUT-43",
        "A person known by an identifier of another system is not signed in by it.",
        source="ports.auth: identity.system; an identifier is always a system and a value",
        needs=(Capability.SCRIPTED, Capability.SYSTEMS),
    )
    def test_other_system(self, bench: AuthBench) -> None:
        bench.refuses(Answer.OTHER_SYSTEM)
