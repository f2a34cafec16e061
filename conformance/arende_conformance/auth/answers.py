"""Sign-in clauses AUT-10 to AUT-16: what a good answer gives, once. Forged tokens are in `tokens`."""

from arende.ports.auth import Identity
from attrs import evolve

from ..claims import Capability
from ..clauses import check, clause, is_a, same
from ..watching import Ear
from .bench import NOW, SECOND, AuthBench, SharedOnce, finish, refused
from .harness import Answer

SCRIPTED = (Capability.SCRIPTED,)
DAY = 24 * 3600 * SECOND


class AnswerClauses:
    """With a provider that answers well."""

    @clause("AUT-10", "A good answer signs in the person it is about.", source="ports.auth.Identity", needs=SCRIPTED)
    def test_person(self, bench: AuthBench) -> None:
        found, person = bench.signed_in(bench.authenticator()), bench.harness.person
        same((found.kind, found.system), (person.kind, person.system), "kind and system")
        check(found.value == person.value, "the identifier is not the person's")
        check(found.name == person.name, "the name is not the person's")

    @clause(
        "AUT-11",
        "An identity states a level of assurance, and a time in microseconds that is not after now.",
        source="ports.auth.Identity.at, assurance",
        needs=SCRIPTED,
    )
    def test_level_and_time(self, bench: AuthBench) -> None:
        found = bench.signed_in(bench.authenticator())
        check(bool(found.assurance.strip()), "no level is stated")
        check(NOW - DAY <= found.at <= NOW + 60 * SECOND, f"the time is {found.at}, and now is {NOW}")

    @clause(
        "AUT-12",
        "The same answer signs in once, even where the host has kept what it should have thrown away.",
        source="ports.auth: what was kept is used for one sign-in only",
        needs=SCRIPTED,
    )
    def test_once(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        begun = bench.begin(authenticator)
        request = bench.answer(Answer.GOOD, begun)
        is_a(finish(authenticator, begun.ctx, request), Identity, "the first time")
        refused(authenticator, begun.ctx, request, "the second time")
        refused(authenticator, evolve(begun.ctx, now=NOW + 5 * SECOND), request, "the third time, later")

    @clause(
        "AUT-13",
        "Where the host hands in what its processes share, an answer signs in once over all of them.",
        source="ports.auth.Once",
        needs=SCRIPTED,
    )
    def test_once_over_processes(self, bench: AuthBench) -> None:
        one, other, once = bench.authenticator(), bench.authenticator(), SharedOnce()
        begun = bench.begin(one, once=once)
        request = bench.answer(Answer.GOOD, begun)
        is_a(finish(one, begun.ctx, request), Identity, "in the first process")
        refused(other, begun.ctx, request, "in the second process")

    @clause(
        "AUT-14",
        "Neither person, token nor what is kept is logged, whatever becomes of the sign-in.",
        source="architecture.md: no personal data or secret in a log",
        needs=SCRIPTED,
    )
    def test_log(self, bench: AuthBench) -> None:
        authenticator, person = bench.authenticator(), bench.harness.person
        with Ear() as ear:
            begun = bench.begin(authenticator)
            request = bench.answer(Answer.GOOD, begun)
            finish(authenticator, begun.ctx, request)
            finish(authenticator, begun.ctx, request)
        silent = {"identifier": person.value, "name": person.name, "query": request.url.partition("?")[2]}
        silent |= {"body": request.body.decode(), "header": request.headers.get("authorization", "")}
        silent |= bench.secrets(authenticator, begun)
        heard, shown = ear.text, f"{authenticator!r} {authenticator}"
        same([name for name, value in silent.items() if value and value in heard], [], "what was logged")
        same([name for name, value in silent.items() if value and value in shown], [], "what the adapter shows")

    @clause(
        "AUT-15",
        "A day late by the time that is handed in, an answer signs nobody in.",
        source="ports.auth: state.late, token.expired",
        needs=SCRIPTED,
    )
    def test_late(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        begun = bench.begin(authenticator)
        refused(authenticator, evolve(begun.ctx, now=NOW + DAY), bench.answer(Answer.GOOD, begun), "a day late")

    @clause(
        "AUT-16",
        "Sign-ins that run at the same time do not disturb each other.",
        source="ports.auth.Authenticator: called from any thread; state is the host's to keep",
        needs=SCRIPTED,
    )
    def test_side_by_side(self, bench: AuthBench) -> None:
        authenticator = bench.authenticator()
        several = [bench.begin(authenticator) for _ in range(3)]
        requests = [bench.answer(Answer.GOOD, begun) for begun in several]
        for begun, request in reversed(list(zip(several, requests, strict=True))):
            is_a(finish(authenticator, begun.ctx, request), Identity, "one of several")
