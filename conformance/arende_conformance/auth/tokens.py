"""Sign-in clauses AUT-20 to AUT-29: a signed token is believed only if all of it holds. Nonces are in `binding`."""

from ..claims import Capability
from ..clauses import clause
from .bench import AuthBench
from .harness import Answer

SIGNED = (Capability.SCRIPTED, Capability.SIGNED)
CORE = "OpenID Connect Core 1.0, 3.1.3.7"
BCP = "RFC 8725"


class TokenClauses:
    """Forged tokens, and two good ones that a hasty adapter refuses."""

    @clause("AUT-20", "An expired token signs nobody in.", source=CORE, needs=SIGNED)
    def test_expired(self, bench: AuthBench) -> None:
        bench.refuses(Answer.EXPIRED)

    @clause("AUT-21", "A token for another audience signs nobody in.", source=CORE, needs=SIGNED)
    def test_audience(self, bench: AuthBench) -> None:
        bench.refuses(Answer.WRONG_AUDIENCE)

    @clause(
        "AUT-22", "A token of another issuer signs nobody in; issuers are compared exactly.", source=CORE, needs=SIGNED
    )
    def test_issuer(self, bench: AuthBench) -> None:
        bench.refuses(Answer.WRONG_ISSUER)

    @clause("AUT-23", "A token with `alg: none` signs nobody in.", source=f"{BCP}, 3.1", needs=SIGNED)
    def test_unsigned(self, bench: AuthBench) -> None:
        bench.refuses(Answer.UNSIGNED)

    @clause(
        "AUT-24",
        "A token signed by HS256 with the provider's public key signs nobody in.",
        source=f"{BCP}, 2.1",
        needs=SIGNED,
    )
    def test_public_as_secret(self, bench: AuthBench) -> None:
        bench.refuses(Answer.PUBLIC_AS_KEY)

    @clause("AUT-25", "A token signed with a key that it brings along signs nobody in.", source=BCP, needs=SIGNED)
    def test_foreign_key(self, bench: AuthBench) -> None:
        bench.refuses(Answer.FOREIGN_KEY)

    @clause("AUT-26", "A token that was changed after signing signs nobody in.", source=f"{BCP}, 3.3", needs=SIGNED)
    def test_tampered(self, bench: AuthBench) -> None:
        bench.refuses(Answer.TAMPERED)

    @clause("AUT-27", "A token that was issued in the future signs nobody in.", source=CORE, needs=SIGNED)
    def test_early(self, bench: AuthBench) -> None:
        bench.refuses(Answer.EARLY)

    @clause("AUT-28", "Clocks that differ by a few seconds do no harm.", source="RFC 7519, 4.1.4", needs=SIGNED)
    def test_skew(self, bench: AuthBench) -> None:
        bench.signed_in(bench.authenticator(), Answer.SKEWED)

    @clause(
        "AUT-29",
        "When the provider has changed its key, the next sign-in succeeds.",
        source="OpenID Connect Core 1.0, 10.1.1",
        needs=SIGNED,
    )
    def test_rotation(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        bench.signed_in(authenticator)
        bench.signed_in(authenticator, Answer.ROTATED)
