"""What the ways to sign in share: remembering what was used, missing libraries, light imports."""

import subprocess
import sys
from threading import Barrier, Thread

import pytest
from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.options import safe
from arende_auth.bankid.plugin import BankIdFactory
from arende_auth.host import HostFactory
from arende_auth.identities import display_name, one_text
from arende_auth.oidc.plugin import OidcFactory
from arende_auth.once import MemoryOnce


def test_a_key_is_new_once_until_it_lapses() -> None:
    once = MemoryOnce()
    assert once.first_time("a", 0, 10)
    assert not once.first_time("a", 9, 99)
    assert once.first_time("b", 9, 10)
    assert once.first_time("a", 10, 20)
    assert not once.first_time("a", 19, 20)


def test_a_full_memory_refuses_rather_than_forgets() -> None:
    once = MemoryOnce(most=2)
    assert once.first_time("a", 0, 10) and once.first_time("b", 0, 20)
    assert not once.first_time("c", 5, 30)
    assert not once.first_time("a", 5, 30)
    assert once.first_time("c", 10, 30)
    assert not once.first_time("b", 10, 30)


def test_of_several_threads_one_is_first() -> None:
    once, barrier, won = MemoryOnce(), Barrier(8), []

    def race() -> None:
        barrier.wait()
        if once.first_time("a", 0, 10):
            won.append(1)

    threads = [Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [1]


@pytest.mark.parametrize(
    ("library", "factory"), [("httpx", OidcFactory), ("httpx", BankIdFactory), ("joserfc", HostFactory)]
)
def test_a_missing_library_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, library: str, factory: type[OidcFactory | BankIdFactory | HostFactory]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ConfigError, match=rf"needs {library}: run `pip install arende\[auth\]`"):
        factory().open(AdapterConfig(name="x"))


def test_the_plugins_import_no_library() -> None:
    modules = "arende_auth.oidc.plugin, arende_auth.bankid.plugin, arende_auth.host, arende_auth.demo"
    program = f"import sys, {modules}; print([n for n in ('httpx', 'joserfc', 'cryptography') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("url", "callable_"),
    [
        ("https://idp.example/x?y=1", True),
        ("http://127.0.0.1:8080/x", True),
        ("http://localhost/x", True),
        ("http://[::1]:1/x", True),
        ("http://10.0.0.1/x", False),
        ("http://127.0.0.1.example/x", False),
        ("https://user:word@idp.example", False),
        ("https://idp.example/#x", False),
        ("https://idp.example:port/", False),
        ("https:///x", False),
        ("ftp://localhost/x", False),
    ],
)
def test_which_urls_may_be_called(url: str, callable_: bool) -> None:
    assert safe(url) is callable_


def test_names_are_one_printable_line() -> None:
    assert display_name("", "Åsa", "") == "Åsa"
    assert display_name(" A\nB\x7f ") == "AB"
    assert len(display_name("x" * 900)) == 200
    assert one_text(["a"]) == "a" and one_text(["a", "b"]) == one_text(None) == one_text([]) == ""
