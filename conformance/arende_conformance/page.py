"""A judgement as one page of HTML that a buyer can read and print: what it came to, what was left out, and why.

The page needs nothing but itself: no script, no picture, no address. Nothing is run or judged here.
"""

import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final

from arende import __version__

from . import SUITE
from .claims import CAPABILITIES, Claims
from .clauses import Clause, Level, digest
from .page_words import ENGLISH, Words
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


def as_html(judgements: Sequence[Judgement], *, at: datetime, repeat: int = 1, words: Words = ENGLISH) -> str:
    """The page, an article for each judgement; `at` is when the run ended, the clauses about chance having run `repeat`
    times.

    Every text of an adapter's is escaped.
    """
    title = "; ".join(_title(j, words) for j in judgements)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    body = "\n".join(f"<article>\n{_article(j, at, repeat, words)}\n</article>" for j in judgements)
    return (
        f'<!doctype html>\n<html lang="{words.lang}"><head>{head}<style>{STYLE}</style></head>\n'
        f"<body><main>\n{body}\n<p>{escape(words.promise)}</p>\n</main></body></html>\n"
    )


def _title(judgement: Judgement, words: Words) -> str:
    return words.title.format(adapter=" ".join(adapter(judgement.factory)), port=judgement.port)


def _article(judgement: Judgement, at: datetime, repeat: int, words: Words) -> str:
    verdict = words.conforms if judgement.conforms else words.does_not_conform
    parts = (
        f"<h1>{escape(_title(judgement, words))}</h1>",
        f'<p class="verdict">{verdict}: {escape(_counts(judgement, words))}</p>',
        *_in_the_way(judgement, words),
        f"<h2>{words.tried}</h2>",
        _table("", words.versions, _versions(judgement, at, repeat, words)),
        f"<h2>{words.claimed}</h2>",
        _table(words.when_due, words.claims, _claimed(judgement, words)),
        f"<h2>{words.left_out}</h2>",
        *_left_out(judgement, words),
        f"<h2>{words.every}</h2>",
        *([f"<p>{words.languages}</p>"] if words.languages else []),
        _table("", words.clauses, (_clause(v, words) for v in judgement.verdicts), english=2),
    )
    return "\n".join(parts)


def _counts(judgement: Judgement, words: Words) -> str:
    return ", ".join(f"{judgement.count(o)} {words.counted[o]}" for o in ClauseOutcome if judgement.count(o)) + "."


def _in_the_way(judgement: Judgement, words: Words) -> list[str]:
    """What a *must* or an exclusion has against it; and the *should*s, which change nothing."""
    stale = [words.stale.format(clause=n) for n in judgement.stale]
    against = [f"{v.clause.number}: {v.message}" for v in judgement.faults] + stale
    told = [v for v in judgement.verdicts if v.outcome is ClauseOutcome.FAILED and v.clause.level is Level.SHOULD]
    found = [f"<h2>{words.in_the_way}</h2>", _items(against)] if against else []
    if told:
        found.append(f"<h2>{words.told}</h2>")
        found.append(_items(f"{v.clause.number}: {v.message}" for v in told))
    return found


def _versions(judgement: Judgement, at: datetime, repeat: int, words: Words) -> list[tuple[str, str]]:
    chancy = any(v.clause.chance for v in judgement.verdicts)
    times = words.once if repeat == 1 else words.times.format(repeat=repeat)
    return [
        (words.adapter, " ".join(adapter(judgement.factory))),
        (words.factory, judgement.factory),
        (words.port, judgement.port),
        (words.suite, SUITE),
        ("arende", __version__),
        ("Python", platform.python_version()),
        (words.digest, digest(v.clause for v in judgement.verdicts)),
        (words.seed, str(judgement.seed)),
        (words.chance, times if chancy else words.no_chance),
        (words.ended, at.isoformat(timespec="seconds")),
    ]


def _claimed(judgement: Judgement, words: Words) -> list[tuple[str, str, str]]:
    """Each capability and its meaning."""
    grades = {c: judgement.claims.grade(c) for c in CAPABILITIES[judgement.port]}
    return [(str(c), words.meanings[c], words.grades[grade]) for c, grade in grades.items()]


def _left_out(judgement: Judgement, words: Words) -> list[str]:
    excluded = [(e.clause, e.reason) for e in judgement.claims.exclusions]
    skipped = [
        (v.clause.number, v.clause.sentence, _lacking(v.clause, judgement.claims, words))
        for v in judgement.verdicts
        if v.outcome is ClauseOutcome.NOT_CLAIMED
    ]
    found = []
    if excluded:
        found.append(_table(words.excluded, words.reasons, excluded))
    if skipped:
        found.append(_table(words.not_run, words.lacking, skipped, english=1))
    return found or [f"<p>{words.nothing_left_out}</p>"]


def _lacking(clause: Clause, claims: Claims, words: Words) -> str:
    return ", ".join(f"{c} ({words.grades[claims.grade(c)]})" for c in clause.lacking(claims))


def _clause(v: Verdict, words: Words) -> tuple[str, ...]:
    return v.clause.number, words.levels[v.clause.level], v.clause.sentence, words.outcomes[v.outcome]


def _items(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, english: int = 0) -> str:
    """A table; the first cell of each row is its head. The column `english`, if there is one, is in that language."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = [
        f'<tr><th scope="row">{escape(first)}</th>' + "".join(_cells(rest, english)) + "</tr>" for first, *rest in rows
    ]
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{top}</tr></thead>\n<tbody>" + "\n".join(lines) + "</tbody></table>"


def _cells(texts: Sequence[str], english: int) -> Iterator[str]:
    for number, text in enumerate(texts, start=1):
        lang = ' lang="en"' if number == english else ""
        yield f"<td{lang}>{escape(text)}</td>"
