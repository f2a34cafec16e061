"""Broken on purpose: a case forgotten in a match, a refusal taken for an answer, one id for another."""

from returns.result import Result

from arende.domain.actor import Actor, Operator, StaffActor
from arende.domain.decision import Decision
from arende.domain.ids import CaseId, PersonId
from arende.domain.refusals import Refusal


def forgotten(actor: Actor) -> None:
    match actor:  # wrong
        case StaffActor():
            pass
        case Operator():
            pass


def confused(case: CaseId) -> PersonId:
    return case  # wrong


def unasked(result: Result[Decision, Refusal]) -> int:
    return len(result.events)  # wrong
