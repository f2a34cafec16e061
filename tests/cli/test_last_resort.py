"""What nobody thought of: one sentence with the kind of error, never what it says, and never a traceback."""

import pytest

from .conftest import Cli


def test_an_unexpected_error(clinic: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError("19800107-2381 Hej Anton")

    monkeypatch.setattr("arende.cli.commands.inbox.got", crash)
    told = clinic("inbox", "--as", "staff:SE1.a1")
    assert (told.code, told.out) == (1, "")
    assert told.err == "Fel: Oväntat fel (ZeroDivisionError): kör arende doctor, och anmäl felet om det kommer igen.\n"
    assert clinic.error("inbox", "--as", "staff:SE1.a1") == ("unexpected", {})


def test_ctrl_c_is_quiet(clinic: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("arende.cli.commands.inbox.got", interrupt)
    told = clinic("inbox", "--as", "staff:SE1.a1")
    assert (told.code, told.out, told.err.strip()) == (130, "", "")


def test_a_command_that_ends_the_process(clinic: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, wanted in ((3, 3), (None, 0), ("text", 1)):

        def end(*_: object, code: int | str | None = code, **__: object) -> None:
            raise SystemExit(code)

        monkeypatch.setattr("arende.cli.commands.inbox.got", end)
        assert clinic("inbox", "--as", "staff:SE1.a1").code == wanted
