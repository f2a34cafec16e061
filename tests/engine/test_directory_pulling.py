"""The worker's pulls: what ends one as nobody foresaw is told with its feed, and keeps no other waiting."""

from collections.abc import Sequence
from datetime import date

import pytest
from arende.domain.ids import ProviderId
from arende.engine.directory.lines import Line, read

from .conftest import Opener
from .registers import ANTON, FEED, Register, configured, person


@pytest.mark.spec("B30")
def test_a_fault_of_ours_is_trouble_of_its_feed_alone(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    register = Register([person(ANTON, "Anton")])
    feeds = (configured(every_minutes=1), configured(name="other", every_minutes=1))
    clinic = opener(empty=True, plugins=(register,), directory=feeds)
    broken = [RuntimeError("planted")]

    def breaks_once(lines: Sequence[Line], provider: ProviderId, today: date) -> object:
        if broken:
            raise broken.pop()
        return read(lines, provider, today)

    monkeypatch.setattr("arende.engine.directory.taking.read", breaks_once)
    clinic.engine.worker.run_once()
    troubles = {one.feed.name: one.state.trouble and one.state.trouble.code for one in clinic.engine.directory.status()}
    assert troubles == {FEED: "directory.faulty", "other": None}
