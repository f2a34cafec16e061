"""A command's way: where it is decided, what is committed together, who carries out what it led to."""

from collections.abc import Iterator, Mapping
from inspect import getdoc
from typing import Final, get_args, get_type_hints

from arende.domain import commands as c
from arende.domain import effects as e
from arende.domain.access.table import COMMANDS, WORKER
from arende.domain.commands import Command
from arende.domain.effects import Effect

from .shapes import Arrow, Box, Frame, Picture

COMES_BACK: Final[Mapping[type[Effect], tuple[type[Command], ...]]] = {
    e.SendSms: (c.BeginSms, c.RecordSmsOutcome, c.RecordSmsReport, c.NoteSmsReply),
    e.SetTimer: get_args(get_type_hints(e.SetTimer)["command"]),
    e.SendExport: (c.RecordExport,),
    e.RecheckCases: (c.NoteRepresentativeLost,),
    e.ReturnCases: (c.ReturnCase, c.NoteAssignmentEmpty),
    e.EraseText: (),
}
"""What tells the domain how it went."""
CARRIED_BY: Final[Mapping[type[Effect], str]] = {
    e.SendSms: "an SMS provider, in the order of the settings",
    e.SetTimer: "nobody: it is due at its time",
    e.SendExport: "an exporter to the health record",
    e.RecheckCases: "the engine, case by case",
    e.ReturnCases: "the engine, case by case",
    e.EraseText: "storage: a tombstone for the text",
}


def effects() -> Iterator[str]:
    """Every effect. Raises KeyError for one that is not told of, ValueError where the worker gives other commands."""
    told = {command for commands in COMES_BACK.values() for command in commands}
    given = {command for command, rule in COMMANDS.items() if rule.who == WORKER}
    if told != given:
        raise ValueError(f"commands of the worker that no effect leads to, or that are not its own: {told ^ given}")
    yield "| effect | what is wanted | carried out by | comes back as |"
    yield "|---|---|---|---|"
    for effect in get_args(Effect):
        wanted = " ".join((getdoc(effect) or "").split("\n\n")[0].split())
        back = ", ".join(f"`{command.__name__}`" for command in COMES_BACK[effect])
        yield f"| `{effect.__name__}` | {wanted} | {CARRIED_BY[effect]} | {back} |"


def picture() -> Picture:
    names = [effect.__name__ for effect in get_args(Effect)]
    return Picture(
        title="A command's way",
        told="A face gives a command to the engine; the domain decides it without reading or writing anything; "
        "events, state and outbox are committed together; the worker carries out what waits and tells the outcome "
        "as a command.",
        width=1000,
        height=430,
        frames=[
            Frame(corner=(205, 20), width=250, height=245, title="engine.handle"),
            Frame(corner=(515, 20), width=230, height=245, title="one transaction"),
        ],
        boxes=[
            Box(at=(95, 100), lines=("a face", "web, API, command line,", "your code"), width=160, height=66),
            Box(at=(330, 72), lines=("load", "the heads it needs"), width=200),
            Box(at=(330, 142), lines=("decide", "who may, what holds: pure"), tone="green", width=200),
            Box(at=(330, 222), lines=("receipt, or refusal", "a value with a code"), width=200),
            Box(at=(630, 72), lines=("records", "what happened, for good"), tone="blue", width=190),
            Box(at=(630, 142), lines=("head", "state, columns of lists"), tone="blue", width=190),
            Box(at=(630, 222), lines=("outbox", "what is to be done"), tone="amber", width=190),
            Box(at=(630, 345), lines=("worker", "leases, retries, dead letters"), tone="amber", width=190),
            Box(at=(890, 345), lines=("outside", "SMS, record, subscribers"), width=170),
            Box(at=(890, 105), lines=("lists, threads", "queries; each logged first"), tone="grey", width=170),
        ],
        arrows=[
            Arrow(begin=(175, 88), end=(230, 76), lines=("command",), words=(172, 58)),
            Arrow(begin=(330, 94), end=(330, 120)),
            Arrow(begin=(430, 142), end=(515, 142), lines=("events,", "effects"), words=(486, 120)),
            Arrow(begin=(515, 222), end=(430, 222), lines=("durable",)),
            Arrow(begin=(230, 214), end=(140, 133), lines=("answer",), words=(160, 192)),
            Arrow(begin=(630, 244), end=(630, 323), lines=("when due",)),
            Arrow(begin=(725, 345), end=(805, 345), lines=("calls",), words=(765, 336)),
            Arrow(
                begin=(535, 345),
                end=(330, 265),
                bend=30,
                lines=("what became of it,", "as a command of System"),
                words=(395, 328),
            ),
            Arrow(begin=(745, 106), end=(805, 106)),
        ],
        notes=[((20.0, 412.0), f"Effects: {', '.join(names)}; and what subscribers are told.")],
    )
