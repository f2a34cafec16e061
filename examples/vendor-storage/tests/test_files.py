"""What is no clause: files are copied and brought back, and what is no kartotek is refused."""

from pathlib import Path

import pytest
from arende.ports.records import Append, PlainRow, Shard
from arende.ports.storage import StorageUnusable
from kartotek.plugin import KartotekProvider

SHARD = Shard("SE1")
ROW = PlainRow(kind="draft", key="a", sub="b", body="Hej, å".encode(), at=1)


def url(path: Path) -> str:
    return f"kartotek://{path.as_posix()}"


def test_a_copy_can_be_brought_back(tmp_path: Path) -> None:
    provider = KartotekProvider()
    storage = provider.open(url(tmp_path / "one"), create=True, migrate=False)
    storage.commit([Append(shard=SHARD, rows=(ROW,))])
    assert provider.backup(url(tmp_path / "one"), tmp_path / "copy") == {"PlainRow": 1}
    storage.close()
    assert provider.restore(tmp_path / "copy", url(tmp_path / "two")) == {"PlainRow": 1}
    back = provider.open(url(tmp_path / "two"), create=False, migrate=False)
    assert list(back.rows(SHARD, "draft", "a", None, 10)) == [ROW]
    back.close()
    with pytest.raises(StorageUnusable, match="holds something"):
        provider.restore(tmp_path / "copy", url(tmp_path / "two"))
    with pytest.raises(StorageUnusable, match="exists"):
        provider.backup(url(tmp_path / "two"), tmp_path / "copy")


def test_what_is_no_kartotek_is_refused(tmp_path: Path) -> None:
    provider = KartotekProvider()
    (tmp_path / "text").write_text("no database, and long enough to be looked at " * 100)
    with pytest.raises(StorageUnusable):
        provider.open(url(tmp_path / "text"), create=True, migrate=True)
    with pytest.raises(StorageUnusable):
        provider.restore(tmp_path / "text", url(tmp_path / "new"))
    assert not (tmp_path / "new").exists()
    with pytest.raises(StorageUnusable, match="no kartotek at that path"):
        provider.open(url(tmp_path / "none"), create=False, migrate=False)
    with pytest.raises(StorageUnusable, match="kartotek:///PATH"):
        provider.open("kartotek:", create=True, migrate=True)
