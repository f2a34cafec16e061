"""How often each thing is done in the simulated year. What it is stands in the rooms of those who do it."""

from collections.abc import Callable, Mapping
from typing import Final

from .of_patients import about_the_number, answers_an_sms, ask_for_contact, patient_turn, withdraw
from .of_register import absence, back, changed_rules, custody, hire_again, leave, person, spaerr
from .of_staff import (
    afterwards,
    burst,
    ledger_turn,
    look_elsewhere,
    open_case,
    open_visit,
    record_turn,
    staff_turn,
    template_turn,
)
from .world import Year

MOVES: Final[Mapping[Callable[[Year], None], float]] = {
    open_case: 11,
    staff_turn: 38,
    patient_turn: 36,
    ask_for_contact: 4,
    withdraw: 0.4,
    about_the_number: 1.5,
    answers_an_sms: 0.4,
    ledger_turn: 6,
    open_visit: 1,
    record_turn: 3,
    afterwards: 4,
    burst: 3,
    template_turn: 0.7,
    look_elsewhere: 1.5,
    person: 1,
    custody: 1.5,
    spaerr: 0.4,
    absence: 1,
    back: 0.4,
    leave: 1.2,
    hire_again: 0.4,
    changed_rules: 1,
}
"""How often each, relative to the others."""
