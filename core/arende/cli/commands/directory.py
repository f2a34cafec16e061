"""`arende directory`: a host's registers, pulled or pushed in, and how each feed fares. No line's text is shown."""

from collections.abc import Sequence

from returns.pipeline import is_successful

from ...domain.feed.model import OpenFault
from ...engine.directory import FeedStatus, Taken
from ...engine.directory.plain import status_plain, taken_plain, trouble_words
from ..context import Session
from ..faults import Refused, Told
from ..given import got
from ..output import emit, note, say, table, words
from ..spoken import Branch, argument, option, spoken
from ..words import heading, moment
from .importing import lines_of

HERE = "arende.cli.commands.directory"
group = Branch("directory", {name: f"{HERE}:{name}" for name in ("pull", "push", "status")})
SHOWN = 20
"""Faults that people are shown; `--json` has all that are kept."""
CONFIRM = option("--confirm", "confirm_ended", is_flag=True, default=False)


@spoken(
    "directory pull", argument("name", "NAME", required=False), option("--full", is_flag=True, default=False), CONFIRM
)
def pull(session: Session, name: str | None, full: bool, confirm_ended: bool) -> int:
    with session.engine() as engine:
        names = [name] if name is not None else [one.name for one in engine.directory.feeds.values() if one.directory]
        if not names:
            raise nothing_to_pull()
        answers = {one: engine.directory.pull(one, full=full, confirm=confirm_ended) for one in names}
    refused = [answer.failure() for answer in answers.values() if not is_successful(answer)]
    taken = {one: answer.unwrap() for one, answer in answers.items() if is_successful(answer)}
    if session.json and taken:
        emit({"items": [taken_plain(one, what, session.lang) for one, what in taken.items()], "next": None})
    elif not session.json:
        for one, what in taken.items():
            tell(session, one, what)
    if refused and not (session.json and taken):
        raise Refused(refused[0])
    return 1 if refused or any(what.trouble for what in taken.values()) else 0


@spoken(
    "directory push",
    argument("name", "NAME"),
    argument("file", "FILE"),
    option("--full", is_flag=True, default=False),
    option("--after", "follows_on", metavar="CURSOR"),
    option("--cursor", "ends_at", metavar="CURSOR"),
    CONFIRM,
)
def push(
    session: Session,
    name: str,
    file: str,
    full: bool,
    follows_on: str | None,
    ends_at: str | None,
    confirm_ended: bool,
) -> int:
    with lines_of(file) as lines, session.engine() as engine:
        taken = got(
            engine.directory.push(name, lines, after=follows_on, cursor=ends_at, full=full, confirm=confirm_ended)
        )
    if session.json:
        emit(taken_plain(name, taken, session.lang))
    else:
        tell(session, name, taken)
    return 0 if taken.trouble is None else 1


@spoken("directory status")
def status(session: Session) -> None:
    with session.engine() as engine:
        found = engine.directory.status()
    if session.json:
        emit({"items": [status_plain(one, session.lang) for one in found], "next": None})
        return
    if not found:
        say(words(session.text(NONE)))
        return
    names = ("name", "provider", "last_taken", "lines", "changed", "faulty", "cursor")
    say(table([heading(name, session.lang) for name in names], [row(session, one) for one in found], whole=[0, 1]))
    for one in found:
        if one.state.trouble is not None:
            say(words(f"{one.feed.name}: {session.text(trouble_words(one.state.trouble))}", "yellow"))
        told_faults(session, one.feed.name, one.state.faults, len(one.state.faults) + one.state.beyond)


NONE = (
    "Inget registerflöde är inställt: se [[directory]] i docs/register.md.",
    "No directory feed is configured: see [[directory]] in docs/register.md.",
)


def nothing_to_pull() -> Told:
    sv, en = NONE
    return Told("feed.none", sv, en)


def row(session: Session, one: FeedStatus) -> Sequence[str]:
    never, kept = session.text(("aldrig", "never")), session.text(("finns", "kept"))
    return [
        one.feed.name,
        one.feed.provider,
        never if one.last is None else moment(one.last),
        str(one.lines),
        str(one.changed),
        str(len(one.state.faults) + one.state.beyond),
        "–" if one.state.cursor is None else kept,
    ]


def tell(session: Session, name: str, taken: Taken) -> None:
    """For people."""
    if taken.repeated:
        pair = (f"{name}: redan mottagen, inget gjordes.", f"{name}: received already, nothing was done.")
    else:
        sv = f"{name}: {taken.lines} rader lästa, {taken.changed} ändrade, {taken.ended} avslutade för att de saknas."
        pair = (
            sv,
            f"{name}: {taken.lines} lines read, {taken.changed} changed, {taken.ended} ended for not being there.",
        )
    say(words(session.text(pair)))
    told_faults(session, name, taken.faults, taken.faulty)
    if taken.trouble is not None:
        sv, en = trouble_words(taken.trouble)
        note(session, (f"{name}: {sv}.", f"{name}: {en}."))


def told_faults(session: Session, name: str, faults: Sequence[OpenFault], many: int) -> None:
    """The first of them: the feed and when the delivery came, the line's number in that delivery, the field."""
    for fault in faults[:SHOWN]:
        came = f"{name} {moment(fault.at)}"
        path = f", {fault.path}" if fault.path else ""
        sv = f"{came}, rad {fault.number}{path}: {fault.problem_sv}"
        en = f"{came}, line {fault.number}{path}: {fault.problem_en}"
        say(words(f"  {session.text((sv, en))}"))
    if many > SHOWN:
        more = many - min(len(faults), SHOWN)
        say(words(f"  {session.text((f'… och {more} fel till i {name}', f'… and {more} more faults in {name}'))}"))
