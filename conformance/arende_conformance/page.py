"""A judgement as one page of HTML that a buyer can read and print: what it came to, what was left out, and why.

The page needs nothing but itself: no script, no picture, no address. Nothing is run or judged here.
"""

import platform
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Final

from arende import __version__

from . import PROMISE, SUITE
from .claims import CAPABILITIES, MEANINGS, Support
from .clauses import Level, digest
from .report import adapter
from .verdicts import ClauseOutcome, Judgement, Verdict

STYLE: Final = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
body { overflow-wrap: anywhere }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
.verdict { border: 3px solid; padding: .5rem 1rem; font-size: 1.25rem; font-weight: 700 }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; padding-bottom: .25rem }
th { overflow-wrap: break-word }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid }
@media (max-width: 30rem) { th, td { font-size: .8rem; padding: .25rem .125rem } body { padding: 0 .5rem } }
@media print { body { font-size: .75rem; margin: 0; max-width: none } }
"""
GRADES: Final = {Support.FULL: "yes", Support.NOT_YET: "not yet", Support.CANNOT: "no"}


def as_html(judgements: Sequence[Judgement], *, at: datetime, repeat: int = 1) -> str:
    """The page, an article for each judgement; `at` is when the run ended, each clause having run `repeat` times.

    Every text of an adapter's is escaped.
    """
    title = "; ".join(_title(j) for j in judgements)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    body = "\n".join(f"<article>\n{_article(j, at, repeat)}\n</article>" for j in judgements)
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head>\n'
        f"<body><main>\n{body}\n<p>{escape(PROMISE)}</p>\n</main></body></html>\n"
    )


def _title(judgement: Judgement) -> str:
    return f"Conformance of {' '.join(adapter(judgement.factory))} ({judgement.port})"


def _article(judgement: Judgement, at: datetime, repeat: int) -> str:
    verdict = "Conforms" if judgement.conforms else "Does not conform"
    parts = (
        f"<h1>{escape(_title(judgement))}</h1>",
        f'<p class="verdict">{verdict}: {escape(_counts(judgement))}</p>',
        *_in_the_way(judgement),
        "<h2>What was tried</h2>",
        _table("", ("What", "Which"), _versions(judgement, at, repeat)),
        "<h2>What was claimed</h2>",
        _table(
            "A clause is due where all that it needs is claimed.",
            ("Capability", "What it means", "Claimed"),
            _claimed(judgement),
        ),
        "<h2>What was left out, and why</h2>",
        *_left_out(judgement),
        "<h2>Every clause</h2>",
        _table("", ("Number", "Level", "What it demands", "Outcome"), map(_clause, judgement.verdicts)),
    )
    return "\n".join(parts)


def _counts(judgement: Judgement) -> str:
    return ", ".join(f"{judgement.count(o)} {o}" for o in ClauseOutcome if judgement.count(o)) + "."


def _in_the_way(judgement: Judgement) -> list[str]:
    """What a *must* or an exclusion has against it; and the *should*s, which change nothing."""
    stale = [f"{n} is excluded and matches no clause that is due." for n in judgement.stale]
    against = [f"{v.clause.number}: {v.message}" for v in judgement.faults] + stale
    told = [v for v in judgement.verdicts if v.outcome is ClauseOutcome.FAILED and v.clause.level is Level.SHOULD]
    found = ["<h2>What is in the way</h2>", _items(against)] if against else []
    if told:
        found.append("<h2>Told, without weight in the verdict</h2>")
        found.append(_items(f"{v.clause.number}: {v.message}" for v in told))
    return found


def _versions(judgement: Judgement, at: datetime, repeat: int) -> list[tuple[str, str]]:
    return [
        ("Adapter", " ".join(adapter(judgement.factory))),
        ("Factory", judgement.factory),
        ("Port", judgement.port),
        ("Suite of clauses", SUITE),
        ("arende", __version__),
        ("Python", platform.python_version()),
        ("Digest of the clauses", digest(v.clause for v in judgement.verdicts)),
        ("Seed", str(judgement.seed)),
        ("Each clause ran", "once" if repeat == 1 else f"{repeat} times, the seed counting up"),
        ("Run ended", at.isoformat(timespec="seconds")),
    ]


def _claimed(judgement: Judgement) -> list[tuple[str, str, str]]:
    """Each capability; its meaning without the ports before it, which the page has told."""
    return [
        (str(c), MEANINGS[c].partition(": ")[2], GRADES[judgement.claims.grade(c)])
        for c in CAPABILITIES[judgement.port]
    ]


def _left_out(judgement: Judgement) -> list[str]:
    excluded = [(e.clause, e.reason) for e in judgement.claims.exclusions]
    skipped = [
        (v.clause.number, v.clause.sentence, v.message)
        for v in judgement.verdicts
        if v.outcome is ClauseOutcome.NOT_CLAIMED
    ]
    found = []
    if excluded:
        found.append(_table("Excluded: known to fail, by the adapter's own word.", ("Number", "Reason"), excluded))
    if skipped:
        told = "Not run, for what they need is not claimed."
        found.append(_table(told, ("Number", "What it demands", "Not claimed"), skipped))
    return found or ["<p>Nothing: every clause of the port was due.</p>"]


def _clause(v: Verdict) -> tuple[str, ...]:
    return v.clause.number, str(v.clause.level), v.clause.sentence, str(v.outcome)


def _items(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; the first cell of each row is its head."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = [
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>"
        for first, *rest in rows
    ]
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{top}</tr></thead>\n<tbody>" + "\n".join(lines) + "</tbody></table>"
