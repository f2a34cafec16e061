"""Sign-in clauses AUT-30 to AUT-38: an answer belongs to one sign-in, and a code to one verifier."""

from urllib.parse import parse_qs, urlsplit

from attrs import evolve

from ..claims import Capability
from ..clauses import check, clause, same
from .bench import RETURN_TO, AuthBench, refused
from .harness import Answer

BOUND = (Capability.SCRIPTED, Capability.BOUND)
CODE = (Capability.SCRIPTED, Capability.CODE)
NONCE = "OpenID Connect Core 1.0, 3.1.3.7, 11"
BCP = "RFC 9700"


class BindingClauses:
    """State, nonce, code and verifier."""

    @clause(
        "AUT-30", "Two sign-ins have no secret in common, and each has one at least.", source=f"{BCP}, 4.7", needs=BOUND
    )
    def test_fresh_secrets(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        one, other = (bench.begin(authenticator).challenge for _ in range(2))
        first = parse_qs(urlsplit(one.redirect or "").query)
        again = parse_qs(urlsplit(other.redirect or "").query)
        secret = {name for name in ("state", "nonce", "code_challenge") if name in first}
        check(bool(secret) or bool(one.keep), "nothing binds the answer to this sign-in")
        same([name for name in sorted(secret) if first[name] == again.get(name)], [], "what is used twice")

    @clause("AUT-31", "An answer to one sign-in does not complete another.", source=f"{BCP}, 4.7", needs=BOUND)
    def test_crossed(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        one, other = bench.begin(authenticator), bench.begin(authenticator)
        refused(authenticator, other.ctx, bench.answer(Answer.GOOD, one), "an answer to another sign-in")

    @clause("AUT-32", "An answer without what `begin` gave to keep signs nobody in.", source=f"{BCP}, 4.7", needs=BOUND)
    def test_nothing_kept(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        begun = bench.begin(authenticator)
        refused(authenticator, evolve(begun.ctx, kept={}), bench.answer(Answer.GOOD, begun), "with nothing kept")

    @clause("AUT-33", "A token without the nonce signs nobody in.", source=NONCE, needs=BOUND)
    def test_no_nonce(self, bench: AuthBench) -> None:
        bench.refuses(Answer.NO_NONCE)

    @clause("AUT-34", "A token with the nonce of another sign-in signs nobody in.", source=NONCE, needs=BOUND)
    def test_other_nonce(self, bench: AuthBench) -> None:
        bench.refuses(Answer.OTHER_NONCE)

    @clause("AUT-35", "An answer with another state signs nobody in.", source=f"{BCP}, 4.7", needs=CODE)
    def test_other_state(self, bench: AuthBench) -> None:
        bench.refuses(Answer.OTHER_STATE)

    @clause("AUT-36", "A code that has been used signs nobody in.", source="RFC 6749, 4.1.2", needs=CODE)
    def test_spent_code(self, bench: AuthBench) -> None:
        bench.refuses(Answer.SPENT_CODE)

    @clause("AUT-37", "A code that was issued for another verifier signs nobody in.", source="RFC 7636", needs=CODE)
    def test_other_verifier(self, bench: AuthBench) -> None:
        bench.refuses(Answer.OTHER_VERIFIER)

    @clause(
        "AUT-38",
        "The browser carries the S256 challenge of a verifier, never the verifier.",
        source="RFC 7636",
        needs=CODE,
    )
    def test_challenge(self, bench: AuthBench) -> None:
        begun = bench.begin(bench.authenticator())
        asked = parse_qs(urlsplit(begun.challenge.redirect or "").query)
        same(asked.get("code_challenge_method"), ["S256"], "the method")
        same(asked.get("redirect_uri"), [RETURN_TO], "where to come back to")
        check(asked.get("code_challenge", [""])[0] not in ("", *begun.challenge.keep.values()), "the verifier is shown")
