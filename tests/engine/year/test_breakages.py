"""The year finds what it is there to find: each fault that is put in, from whichever seed it starts."""

import pytest

from .breakages import BREAKAGES, Break
from .living import SMALL, live
from .promises import Broken


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 22, 55])
@pytest.mark.parametrize("fault", BREAKAGES, ids=lambda fault: fault.__name__)
def test_a_fault_that_is_put_in_is_found(
    fault: Break, seed: int, storage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    with pytest.raises(Broken) as found:
        live(seed, storage, SMALL)
    assert found.value.promise in BREAKAGES[fault]
