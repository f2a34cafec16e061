"""The SMS spool: what lands in the folder, and what is refused or raised. Real files in real folders."""

import errno
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import arende_sms.spool
import pytest
from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.http import RawRequest
from arende.ports.registry import SmsRegistry
from arende.ports.sms import Accepted, ProviderError, Rejected, Rejection, SmsProvider, SmsRequest, Uncertain
from arende_sms.spool import SpoolFactory, file_name

TEXT = "Du har fått ett nytt ärende i patientappen. Pris: 0 €"


def request(id: str = "n-1", to: str = "+46701740605", sender: str = "Vardgivare", text: str = TEXT) -> SmsRequest:
    return SmsRequest(id=id, to=to, sender=sender, text=text)


def opened(folder: Path) -> SmsProvider:
    return SpoolFactory().open(AdapterConfig(name="spool", location=str(folder)))


def test_the_module_registers_spool_by_the_door() -> None:
    registry = SmsRegistry()
    arende_sms.spool.arende_register_sms(registry)
    assert list(registry.names()) == ["spool"]
    assert registry.faults == []


def test_accepted_means_a_whole_private_file(tmp_path: Path) -> None:
    outcome = opened(tmp_path / "deep" / "outgoing").send(request())
    assert outcome == Accepted(provider_id="n-1")
    (file,) = (tmp_path / "deep" / "outgoing").iterdir()
    assert json.loads(file.read_bytes()) == {
        "format": "arende.sms/1",
        "id": "n-1",
        "to": "+46701740605",
        "sender": "Vardgivare",
        "text": TEXT,
    }
    assert TEXT.encode() in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_same_id_twice_is_one_file_and_two_ids_are_two(tmp_path: Path) -> None:
    provider = opened(tmp_path)
    for _ in range(2):
        provider.send(request("n-1"))
    assert len(list(tmp_path.iterdir())) == 1
    provider.send(request("n-2"))
    assert len(list(tmp_path.iterdir())) == 2


def test_the_same_id_from_many_threads_is_one_whole_file(tmp_path: Path) -> None:
    provider = opened(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(provider.send, [request()] * 40))
    assert set(outcomes) == {Accepted(provider_id="n-1")}
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_bytes())["text"] == TEXT


@pytest.mark.parametrize("id", ["../../etc/x", "a/b", ".hidden", "", "x" * 500, "A", "å", "sha256-00", "a\0b"])
def test_no_id_leaves_the_folder_or_hides(tmp_path: Path, id: str) -> None:
    folder = tmp_path / "outgoing"
    assert isinstance(opened(folder).send(request(id)), Accepted)
    assert [path.name for path in tmp_path.iterdir()] == ["outgoing"]
    (file,) = folder.iterdir()
    assert file.name.startswith("sha256-")
    assert json.loads(file.read_bytes())["id"] == id


def test_ids_that_differ_only_in_case_are_apart_on_every_file_system() -> None:
    assert file_name("a").lower() != file_name("A").lower()


@pytest.mark.parametrize(
    "number", ["", "0701740605", "+46", "+46 70 000", "+0701740605", "+46701740605\n", "++46700001"]
)
def test_a_bad_number_is_rejected_and_leaves_nothing(tmp_path: Path, number: str) -> None:
    assert opened(tmp_path).send(request(to=number)) == Rejected(kind=Rejection.RECIPIENT, code="number")
    assert list(tmp_path.iterdir()) == []


def test_bad_sender_and_bad_text_are_rejected(tmp_path: Path) -> None:
    provider = opened(tmp_path)
    assert provider.send(request(sender="Vårdgivare")) == Rejected(kind=Rejection.SENDER, code="sender")
    assert provider.send(request(text="\ud800")) == Rejected(kind=Rejection.CONTENT, code="unicode")
    assert provider.send(request(text=" ")) == Rejected(kind=Rejection.CONTENT, code="empty")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_a_provider_error_without_a_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    provider = opened(tmp_path)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProviderError) as caught:
        provider.send(request())
    assert "No space left" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.__cause__ is None
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_synced_leaves_the_outcome_uncertain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = opened(tmp_path)
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "I/O error")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    assert provider.send(request()) == Uncertain(code="sync")


def test_a_folder_that_is_gone_is_a_provider_error(tmp_path: Path) -> None:
    provider = opened(tmp_path / "out")
    (tmp_path / "out").rmdir()
    with pytest.raises(ProviderError, match="mend it"):
        provider.send(request())


def test_configuration_that_cannot_work_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(ConfigError, match="cannot be used"):
        opened(file)
    with pytest.raises(ConfigError, match="needs a folder"):
        SpoolFactory().open(AdapterConfig(name="spool"))
    with pytest.raises(ConfigError, match="no option 'url'"):
        SpoolFactory().open(AdapterConfig(name="spool", location=str(tmp_path), options={"url": "x"}))
    by_option = SpoolFactory().open(AdapterConfig(name="spool", options={"folder": str(tmp_path / "o")}))
    assert isinstance(by_option.send(request()), Accepted)


def test_a_spool_has_no_reports(tmp_path: Path) -> None:
    provider = opened(tmp_path)
    raw = RawRequest(method="POST", url="https://example.se/", headers={}, body=b"{}", remote="127.0.0.1")
    assert provider.parse_report(raw) == ()
    assert provider.verify(raw) is False
    provider.close()
