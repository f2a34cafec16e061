"""The shell's own shards stand beside the care providers', and are never taken for one."""

from arende.domain.text import faulty_shard
from arende.engine import Engine, Settings
from arende.engine.shards import ALL, is_provider, providers
from arende.engine.verifying import verify
from arende.ports.records import Shard


def test_sessions_stand_beside_the_providers_and_not_among_them() -> None:
    with Engine.open(Settings(storage="memory:", sms=[])) as engine:
        engine.sessions.sign_in("SE1.sara", assurance="loa3")
        assert engine.once.first_time("nonce", 1, 2)
        assert engine.storage.shards() != []
        assert set(engine.storage.shards()) <= set(ALL)
        assert list(providers(engine.storage)) == []
        assert verify(engine.storage).streams == 0


def test_no_provider_can_have_such_a_name() -> None:
    assert len(ALL) == 16
    assert not [shard for shard in ALL if is_provider(shard)]
    assert all(faulty_shard("provider", shard) is not None for shard in ALL)
    assert is_provider(Shard("SE0000000001-0001"))
