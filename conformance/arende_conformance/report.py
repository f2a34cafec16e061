"""A judgement as plain data (the JSON report) and as lines for people. Nothing is run or judged here."""

import importlib.metadata

from arende import __version__

from . import SUITE
from .claims import CAPABILITIES
from .clauses import digest
from .verdicts import ClauseOutcome, Judgement


def as_data(judgement: Judgement, *, repeat: int = 1) -> dict[str, object]:
    """The JSON report; `repeat` is how often the clauses about chance ran, their seed counting up.

    `verdict` is `conforms` or `does not conform`; `clauses` holds one entry per clause.
    """
    name, version = adapter(judgement.factory)
    return {
        "suite_version": SUITE,
        "arende_version": __version__,
        "adapter": {"name": name, "version": version, "factory": judgement.factory},
        "port": judgement.port,
        "claims": {str(c): judgement.claims.grade(c).name.lower() for c in CAPABILITIES[judgement.port]},
        "exclusions": [{"clause": e.clause, "reason": e.reason} for e in judgement.claims.exclusions],
        "stale_exclusions": list(judgement.stale),
        "seed": judgement.seed,
        "repeat": repeat,
        "clauses": [
            {
                "number": v.clause.number,
                "sentence": v.clause.sentence,
                "level": str(v.clause.level),
                "since": v.clause.since,
                "source": v.clause.source,
                "chance": v.clause.chance,
                "outcome": str(v.outcome),
                "message": v.message,
            }
            for v in judgement.verdicts
        ],
        "counts": {str(outcome): judgement.count(outcome) for outcome in ClauseOutcome},
        "verdict": "conforms" if judgement.conforms else "does not conform",
        "clauses_digest": digest(v.clause for v in judgement.verdicts),
    }


def as_lines(judgement: Judgement) -> list[str]:
    """What a person needs to know: the counts, and a line for each thing in the way."""
    counts = ", ".join(f"{judgement.count(o)} {o}" for o in ClauseOutcome if judgement.count(o))
    verdict = "conforms" if judgement.conforms else "DOES NOT CONFORM"
    lines = [f"{judgement.factory} ({judgement.port}): {verdict} -- {counts}"]
    lines += [f"  {v.clause.number} {v.outcome}: {v.message}" for v in judgement.faults]
    lines += [f"  {n} is excluded and matches no clause that is due: remove the exclusion." for n in judgement.stale]
    return lines


def adapter(factory: str) -> tuple[str, str]:
    """Name and version of the distribution that a factory comes from; `unknown` where it is not installed.

    One that is being worked on (`pip install -e`) has none of its packages listed, and is known by its plugin.
    """
    package = factory.partition(":")[0].partition(".")[0]
    names = importlib.metadata.packages_distributions().get(package, [])
    if names:
        return names[0], importlib.metadata.version(names[0])
    for plugin in importlib.metadata.entry_points(group="arende"):
        if plugin.dist is not None and plugin.module.partition(".")[0] == package:
            return plugin.dist.name, plugin.dist.version
    return package or "unknown", "unknown"
