"""What the register tells and what becomes of staff in the simulated year. What must hold is watched elsewhere."""

from datetime import timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import StaffActor
from arende.domain.notice.rules import NO_RULES
from attrs import evolve

from .cast import OPERATOR, PROVIDER, RULES, UNITS, hired, post
from .world import Year

LEFT: Final = 3
"""Those of the staff who stay."""


def person(year: Year) -> None:
    """A person as they are now: protected or not, with a number or without, with another language, or dead."""
    patient = year.patient()
    draw = year.random.random()
    year.give(
        c.RegisterPerson(
            provider=PROVIDER,
            identifier=patient.identifier,
            name=patient.name,
            phone=None if draw > 0.85 else "+46701740606",
            born=patient.born,
            language="en" if 0.6 < draw < 0.7 else "sv",
            protected=draw < 0.2,
            deceased=year.today - timedelta(days=1) if 0.3 < draw < 0.4 else None,
        ),
        OPERATOR,
    )


def custody(year: Year) -> None:
    """Custody of a child ends, or begins again, or its end becomes known."""
    children = [one for one in year.cast.patients if one.guardians]
    if not children:
        return
    going_on = {year.belief.cases[id].patient for id in year.cases[-60:]}
    cared_for = [one for one in children if one.id in going_on]
    child = year.random.choice(cared_for if cared_for and year.chance(0.7) else children)
    guardian = year.random.choice(child.guardians)
    draw = year.random.random()
    if draw < 0.6:
        ended = year.today + timedelta(days=year.random.choice((0, 0, 2)))
        year.give(c.EndGuardianship(child=child.id, guardian=guardian, ended=ended), OPERATOR)
    else:
        until = year.today + timedelta(days=year.random.randrange(1, 9)) if draw < 0.8 else None
        year.give(
            c.RecordGuardianship(
                child=child.id, guardian=guardian, source="folkbokföringen", verified=year.today, until=until
            ),
            OPERATOR,
        )


def spaerr(year: Year) -> None:
    """A patient keeps from other units what one of them has, or lets them see it again (spärr)."""
    patient, unit = year.patient().id, year.random.choice(UNITS)
    if year.belief.blocked and year.chance(0.4):
        patient, unit = year.random.choice(sorted(year.belief.blocked))
    stands = (patient, unit) in year.belief.blocked
    command = c.LiftBlock(person=patient, unit=unit) if stands else c.BlockUnit(person=patient, unit=unit)
    year.give(command, year.someone())


def absence(year: Year) -> None:
    """Someone is away for some days, and a colleague at the unit stands in."""
    away = year.someone()
    last_day = year.today + timedelta(days=year.random.randrange(0, 14))
    year.give(
        c.CoverAssignment(assignment=away.assignment, by=year.colleague(away).assignment, last_day=last_day), away
    )


def back(year: Year) -> None:
    """Back before time."""
    away = year.someone()
    year.give(c.EndCover(assignment=away.assignment), away)


def someone_awaited(year: Year) -> StaffActor:
    """Someone from whom a patient waits for an answer, if there is one."""
    owners = {year.case(case.id).owner: None for case in year.belief.cases.values() if case.waits()}
    awaited = [one for one in year.staff if one.assignment in owners]
    return year.random.choice(awaited or year.staff)


def leave(year: Year) -> None:
    """An assignment ends; mostly someone new comes."""
    if len(year.staff) <= LEFT:
        return
    gone = someone_awaited(year)
    if year.colleague(gone) == gone:
        return  # a unit without anyone is the operator's to see, as stranded
    year.staff.remove(gone)
    year.gone.append(gone)
    year.give(c.EndAssignment(assignment=gone.assignment), OPERATOR)
    if year.chance(0.8):
        year.staff.append(hired(year.engine, 1000 + next(year.numbers)))
        year.after(year)


def hire_again(year: Year) -> None:
    """An assignment that had ended is taken up again, swept or not."""
    if year.gone:
        one = year.gone.pop(year.random.randrange(len(year.gone)))
        year.staff.append(one)
        outcome = year.give(post(int(one.assignment.rpartition(".a")[2])), OPERATOR)
        assert not isinstance(outcome, str), outcome


def changed_rules(year: Year) -> None:
    """A unit's rules for SMS are changed or switched off, now and then; and on again, soon."""
    unit = UNITS[0]
    now = year.belief.rules[unit]
    if now == RULES[unit] and not year.chance(0.1):
        return
    rules = RULES[unit] if now == NO_RULES else year.random.choice((NO_RULES, evolve(now, coalesce_minutes=30)))
    year.give(c.RegisterUnit(unit=unit, name="Eken", notices=rules), OPERATOR)
