"""The limits and factory defaults, as data that a provider may set. No decision is taken here.

Ages: S4, B16 (R8–R9 of the law behind them). Lengths: S8. Defaults leave the seed's behaviour as it is.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from attrs import frozen

from .notice.next_step import WhenUncertain

DAYS_MIN: Final = 1
DAYS_MAX: Final = 3650
ANSWER_HOURS_MIN: Final = 1
ANSWER_HOURS_MAX: Final = 90 * 24
"""An answer time that a reason or a unit can state, in hours (B2)."""
MESSAGE_MAX: Final = 8000
"""Characters in one message; far beyond what is written, short of what is pasted by mistake."""
TITLE_MAX: Final = 120
NAME_MAX: Final = 200
REASON_MAX: Final = 500
NOTE_MAX: Final = 2000
"""Characters in the note that goes with a case that is handed over."""
COVER_DAYS_MAX: Final = 366
"""How far ahead the last day of a cover may be: a longer absence is an assignment that has ended."""
EMERGENCY_HOURS: Final = timedelta(hours=1)
"""How long emergency access lasts before it must be asked for anew (B24)."""


RETENTION_YEARS: Final = 10
"""How long a case is kept after its last entry, at least (B26)."""
JOURNAL_MAX: Final = 20_000
"""Characters in one journal note."""
JOURNAL_NOTES_MAX: Final = 200
"""Journal notes about one case: the state holds a line of each."""


class ExportWhen(StrEnum):
    """When a case goes to the health record by itself; settings name these values."""

    ENDED = "ended"  # when its period is over, or staff close it; and again when what it holds changes after that
    SIGNED = "signed"  # when a journal note is signed


@frozen(kw_only=True)
class Policy:
    """What a care provider may decide for itself."""

    days: int = 3
    """Prefilled length of the phase where neither reason nor unit says another (S8)."""
    child_below: int = 18
    """Who is younger is a child: a guardian may be the representative (S4)."""
    guardian_below: int = 13
    """Below this age a guardian must be the representative; from it until `child_below` staff choose (S4)."""
    compose_first: bool = False
    """Whether the first message must be part of the creating command (B1). The seed's order is False."""
    untouched_days: int | None = None
    """After how many days a message that nobody has answered goes back to the unit's pool; None: never (B19)."""
    reopen_days: int = 30
    """Days after the end in which a case may be reopened; after them a new one follows it (B13). 0: on the last day."""
    closing_soon_days: int = 2
    """How long before its end a case stands under «Stängs snart», in days of 24 hours (B15)."""
    closing_soon_notice: bool = False
    """Whether the patient's side is shown «Stängs snart» too (B15). Never by SMS."""
    sms_uncertain: WhenUncertain = WhenUncertain.RESEND
    """What is done about an SMS that may have left or not, where the provider cannot tell (B4)."""
    sms_consent_required: bool = False
    """Whether SMS go only to those who have said yes; who has said no gets none in any case (B4)."""
    sms_to_protected: bool = False
    """Whether SMS go to persons with protected identity: the number is then known to the SMS provider (B4, B25)."""
    exporters: tuple[str, ...] = ()
    """Exporters that a case goes to when it is exported without naming one."""
    export_when: tuple[ExportWhen, ...] = (ExportWhen.ENDED,)
    """When it goes there by itself, where there are exporters; empty: only when someone asks (S17, B22)."""


class Choice(StrEnum):
    """Who may be the representative, by age of the patient."""

    GUARDIAN = "guardian"  # one guardian, required
    EITHER = "either"  # the patient or one guardian, with the assessment of maturity; nothing preselected
    SELF = "self"  # the patient; the choice is not shown


def choice(age: int, policy: Policy) -> Choice:
    """The age table of S4."""
    table = ((policy.guardian_below, Choice.GUARDIAN), (policy.child_below, Choice.EITHER))
    return next((answer for below, answer in table if age < below), Choice.SELF)


RETRY_AFTER: Final = tuple(timedelta(seconds=s) for s in (15, 60, 300, 900, 3600, *(3 * 3600,) * 14))
"""How long an effect waits after its first, second, … failed try, about; after the last, in the second day, it is given
up, visibly. Never longer than a few hours: what has been mended meanwhile must be seen to work."""
SPREAD: Final = 0.25
"""How much of a wait is left to chance, to either side: what failed together does not come back together."""


def retry_after(attempt: int, chance: float) -> timedelta | None:
    """The wait after failed try number `attempt` (from 1); None: give up. `chance` is from 0 to 1."""
    if attempt > len(RETRY_AFTER):
        return None
    return RETRY_AFTER[attempt - 1] * (1 - SPREAD + 2 * SPREAD * chance)


OUTAGE_LEAST: Final = timedelta(seconds=15)
OUTAGE_MOST: Final = timedelta(hours=1)
OUTAGE_FOR: Final = timedelta(days=2)
"""How long an SMS waits for providers of which none may be called; then it is given up, visibly."""


def wait_out(age: timedelta, chance: float) -> timedelta | None:
    """The wait until an SMS of that age looks again for a provider that may be called; None: give up.

    It grows with the age and not with the looks: none of them is a try. When a provider comes back, nothing waits long.
    """
    if age >= OUTAGE_FOR:
        return None
    return min(max(age / 2, OUTAGE_LEAST), OUTAGE_MOST) * (1 - SPREAD + 2 * SPREAD * chance)
