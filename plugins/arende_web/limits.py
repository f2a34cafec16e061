"""How often one may sign in, search and send: counted by session, or by address where nobody is signed in. No page.

Each process counts for itself, in memory: with n processes someone who is spread over them may do n times as much. The
limits are for what no person does by hand; a count in the database would cost a write for every search.
"""

import math
import re
import time
from collections.abc import Callable, Mapping
from typing import Final

from attrs import define, field

from .asking import Asker
from .settings import Rates

MINUTE: Final = 60.0
MANY: Final = 20_000
"""Who is counted at once. Beyond it those who have been quiet are forgotten."""

PATHS: Final[Mapping[str, re.Pattern[str]]] = {
    "sign_in": re.compile(r"(/api/v1)?(/patient)?/sign-in/[^/]+"),
    "search": re.compile(r"(/api/v1)?(/patients/search|/search|/patients)"),
    "send": re.compile(
        r"(/patient)?/cases/[^/]+/(send|correct)|/patient/contact"
        r"|/api/v1(/patient)?(/cases/[^/]+/(messages|corrections)|/tickets)"
    ),
    "push": re.compile(r"/api/v1/directory/[^/]+"),
}
"""What is counted, by the paths that are posted to,"""
SLASHES: Final = re.compile("/+")
"""however many slashes they are written with: to those who answer they are the same."""


@define
class Limits:
    """Counts of one process. Used on the event loop only."""

    rates: Rates
    clock: Callable[[], float] = time.monotonic
    full: dict[tuple[str, str], float] = field(factory=dict, repr=False)
    """By what and who: when what they have done is used up, were they to stop now."""

    def wait(self, asker: Asker) -> int:
        """Whole seconds that they have to wait; 0: they may, and that is counted."""
        path = SLASHES.sub("/", asker.path.partition("?")[0]).rstrip("/")
        name = next((name for name, paths in PATHS.items() if paths.fullmatch(path)), None)
        if name is None or asker.method != "POST" or not self.rates.of(name):
            return 0
        signed_in = asker.session is not None and asker.session.who and name != "sign_in"
        return self.counted((name, asker.csrf if signed_in else asker.remote), self.rates.of(name))

    def counted(self, key: tuple[str, str], most: int) -> int:
        """A bucket that leaks evenly, and holds a minute's worth."""
        now = self.clock()
        used = max(self.full.get(key, now), now)
        each = MINUTE / most
        if used + each - now > MINUTE + 1e-6:
            return math.ceil(used + each - now - MINUTE)
        self.full[key] = used + each
        if len(self.full) > MANY:
            self.forget(now)
        return 0

    def forget(self, now: float) -> None:
        """Those who have been quiet; were all busy, the quietest half."""
        kept = {key: used for key, used in self.full.items() if used > now}
        if len(kept) > MANY:
            kept = dict(sorted(kept.items(), key=lambda item: item[1])[len(kept) // 2 :])
        self.full = kept
