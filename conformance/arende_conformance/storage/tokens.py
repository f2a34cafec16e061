"""Storage clauses STO-50 to STO-54: search by the beginning of words. Ordered lists are in `pages`."""

from ..bench import StorageBench
from ..clauses import clause, same
from ..samples import SHARD, append

SEARCH = "ports.storage.Storage.page_tokens; storage.md rule 10"


class TokenClauses:
    """Search tokens."""

    @clause(
        "STO-50", "A search finds the streams that have, for every word, a token that begins with it.", source=SEARCH
    )
    def test_every_word(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit(
            [
                append("p-1", 0, tokens=("anna", "öberg")),
                append("p-2", 0, tokens=("anna", "åberg")),
                append("p-3", 0, tokens=("johanna", "öberg")),
            ]
        )
        searches: tuple[tuple[list[str], list[str]], ...] = (
            (["anna"], ["p-1", "p-2"]),
            (["an", "ö"], ["p-1"]),
            (["öb"], ["p-1", "p-3"]),
            (["anna", "x"], []),
            (["annan"], []),
        )
        for words, expected in searches:
            same(list(storage.page_tokens(SHARD, words, None, 9)), expected, f"the streams for {words}")

    @clause(
        "STO-51",
        "A new token set replaces the old one whole; an empty one leaves none.",
        source="ports.records.TokenSet",
    )
    def test_tokens_replaced(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("p-1", 0, tokens=("anna", "berg"))])
        storage.commit([append("p-1", 1, tokens=("anna", "dal"))])
        same(list(storage.page_tokens(SHARD, ["berg"], None, 9)), [], "the streams for the old word")
        same(list(storage.page_tokens(SHARD, ["dal"], None, 9)), ["p-1"], "the streams for the new word")
        storage.commit([append("p-1", 2)])
        same(list(storage.page_tokens(SHARD, ["dal"], None, 9)), ["p-1"], "the streams after an append without tokens")
        storage.commit([append("p-1", 3, tokens=())])
        same(list(storage.page_tokens(SHARD, ["anna"], None, 9)), [], "the streams after an empty set")

    @clause("STO-52", "A search is read page after page, by stream, each stream once.", source=SEARCH)
    def test_search_pages(self, bench: StorageBench) -> None:
        storage = bench.open()
        streams = [f"p-{n:02}" for n in range(9)]
        storage.commit([append(stream, 0, tokens=("anna", "annika", f"x{stream}")) for stream in reversed(streams)])
        seen: list[str] = []
        for _ in range(6):
            seen += storage.page_tokens(SHARD, ["ann"], seen[-1] if seen else None, 2)
        same(seen, streams, "all pages of 2")

    @clause("STO-53", "A search takes every character as itself: no wildcard, no escape.", source=SEARCH)
    def test_plain_characters(self, bench: StorageBench) -> None:
        storage = bench.open()
        tokens = ("100%", "a_b", "axb", "back\\slash", "it's", "star*", "[ab]", "🙂x")
        storage.commit([append(f"p-{n}", 0, tokens=(token,)) for n, token in enumerate(tokens)])
        found_in = {"a_": "p-1", "100%": "p-0", "back\\": "p-3", "it'": "p-4", "[a": "p-6", "🙂": "p-7"}
        for word in ("%", "_", "1%", "*", "?", *found_in):
            expected = [found_in[word]] if word in found_in else []
            same(list(storage.page_tokens(SHARD, [word], None, 9)), expected, f"the streams for {word!r}")

    @clause("STO-54", "The tokens of a stream are listed in order, for verify.", source="ports.storage.Storage.tokens")
    def test_tokens_listed(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("p-1", 0, tokens=("öberg", "anna", "zara"))])
        same(list(storage.tokens(SHARD, "p-1")), ["anna", "zara", "öberg"], "the tokens")
        same(list(storage.tokens(SHARD, "none")), [], "the tokens of no stream")
