"""Help and wrong usage: every command, in both languages, with an example; Swedish whatever the locale; exit 2."""

import json
from collections.abc import Iterator
from importlib.metadata import EntryPoint

import click
import pytest
from arende.cli import help_texts, lazy
from arende.cli.context import Session
from arende.cli.help_texts import COMMANDS, OPTIONS
from arende.cli.lazy import CHILDREN, Root
from arende.cli.spoken import Branch, SpokenCommand, SpokenContext, SpokenOption, loaded

from .conftest import Cli


def paths() -> Iterator[tuple[str, ...]]:
    """Every command and group."""
    yield ()
    for name, place in CHILDREN.items():
        yield (name,)
        command = loaded(place)
        if isinstance(command, Branch):
            yield from ((name, child) for child in command.children)


@pytest.mark.parametrize("path", list(paths()), ids=" ".join)
def test_every_command_has_help_with_an_example(cli: Cli, path: tuple[str, ...]) -> None:
    swedish, english = cli(*path, "--help"), cli("--lang", "en", *path, "--help")
    assert (swedish.code, english.code, swedish.err, english.err) == (0, 0, "", "")
    assert swedish.out.startswith(f"Användning: arende {' '.join(path)}".rstrip())
    assert english.out.startswith(f"Usage: arende {' '.join(path)}".rstrip())
    assert "\nFlaggor:\n" in swedish.out and "\nOptions:\n" in english.out
    assert "--json" in swedish.out and "--help" in swedish.out
    sv, en, example = COMMANDS[" ".join(path)]
    assert sv.split()[0] in swedish.out and en.split()[0] in english.out
    assert f"Exempel:\n  {example.splitlines()[0]}\n" in swedish.out
    assert f"Example:\n  {example.splitlines()[0]}\n" in english.out
    for word in ("Usage", "Options", "Show this", "Commands", "[OPTIONS]"):
        assert word not in swedish.out
    assert cli(*path, "--help", "--lang", "en").out == english.out


def test_no_text_is_without_a_command_and_no_option_without_text() -> None:
    known = {" ".join(path) for path in paths()}
    assert known == set(COMMANDS)
    used = {"version"}
    for place in CHILDREN.values():
        command = loaded(place)
        own = [loaded(child) for child in command.children.values()] if isinstance(command, Branch) else [command]
        for one in own:
            assert isinstance(one, SpokenCommand)
            options = [param for param in one.params if isinstance(param, SpokenOption)]
            used |= {option.name or "" for option in options} | {"help"}
    assert used == set(OPTIONS)


def test_no_text_hides_another_of_the_same_name() -> None:
    parts = {name: part for name, part in vars(help_texts).items() if name.endswith(("_COMMANDS", "_OPTIONS"))}
    assert len(parts) > 10
    for name, part in parts.items():
        whole = COMMANDS if name.endswith("_COMMANDS") else OPTIONS
        hidden = {key for key, texts in part.items() if whole[key] != texts}
        assert not hidden, f"{name}: {hidden}"


def test_swedish_in_any_locale(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE", "LC_MESSAGES"):
        monkeypatch.setenv(name, "de_DE.UTF-8")
    assert cli("--help").out.startswith("Användning: ")
    assert "finns inte" in cli("inbox", "--foo").err


WRONG = [
    (("inbox", "--foo"), "Flaggan --foo finns inte", "There is no option --foo"),
    (("inbox", "--jso"), "menade du --json", "did you mean --json"),
    (("inbox", "more"), "fler argument", "more arguments"),
    (("inbox", "--as"), "--as är fel använd", "--as is wrongly used"),
    (("inbox", "--limit", "0"), "--limit ska vara ett helt tal, 1–500", "--limit must be a whole number, 1–500"),
    (("inbox", "--limit", "x"), "--limit ska vara ett helt tal", "--limit must be a whole number"),
    (("inbox", "--as", "haris"), "--as skrivs staff:UPPDRAG", "--as is written staff:ASSIGNMENT"),
    (("inbox", "--as", "staff:"), "--as skrivs staff:UPPDRAG", "--as is written staff:ASSIGNMENT"),
    (("case", "show"), "Ange ÄRENDE", "Give CASE"),
    (("case", "create"), "Ange --patient", "Give --patient"),
    (
        ("case", "list", "--list", "x"),
        "något av to_do, their_turn, ongoing, closing_soon, ended, all",
        "one of to_do, their_turn, ongoing, closing_soon, ended, all",
    ),
    (("case", "list", "--unit", "SE1.a", "--patient", "SE1.b"), "bara en av", "only one of"),
    (("case", "send", "SE1.a"), "Ange texten på ett sätt", "Give the text in one way"),
    (("case", "send", "SE1.a", "hej"), "Ange texten på ett sätt", "Give the text in one way"),
    (("case", "send", "SE1.a", "--text", "a", "--file", "b"), "Ange texten på ett sätt", "Give the text in one way"),
    (("cas",), "menade du case", "did you mean case"),
    (("qqq",), "Det kommandot finns inte", "There is no such command"),
    (("--lang", "xx", "inbox"), "--lang ska vara något av sv, en", "--lang must be one of sv, en"),
    (("patient", "search"), "Ange personnummer eller namn", "Give personal identity number or name"),
]


@pytest.mark.parametrize(("line", "sv", "en"), WRONG, ids=[" ".join(line) for line, _, _ in WRONG])
def test_wrong_usage_is_one_sentence_and_exit_2(cli: Cli, line: tuple[str, ...], sv: str, en: str) -> None:
    told = cli(*line)
    assert (told.code, told.out) == (2, "")
    assert sv in told.err and told.err.count("\n") == 1 and told.err.startswith("Fel: ")
    assert "--help" in told.err
    english = cli("--lang=en", *line)
    if "--lang" not in line:
        assert en in english.err and english.err.startswith("Error: ")
    machine = cli("--json", *line)
    assert (machine.code, machine.err) == (2, "")
    assert machine.error_code == "usage"


def test_what_was_typed_in_the_wrong_place_is_not_repeated(cli: Cli) -> None:
    for line in (("19800107-2381",), ("inbox", "19800107-2381"), ("inbox", "--limit", "19800107-2381")):
        told = cli(*line)
        assert told.code == 2
        assert "2381" not in told.err


def test_nothing_given_shows_help_on_stderr(cli: Cli) -> None:
    for line in ((), ("case",)):
        told = cli(*line)
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith("Användning: ")
    assert cli("case", "--json").error_code == "usage"


def test_version(cli: Cli) -> None:
    assert cli("--version").out == "arende 0.1.0\n"


@click.command("serve")
@click.option("--port", help="A port.")
def serve(port: str | None) -> None:
    """Serves."""
    click.echo(f"serving {port}")


def test_plugins_bring_commands_that_are_loaded_when_called(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def points(group: str) -> list[EntryPoint]:
        assert group == lazy.GROUP
        here = __name__
        return [
            EntryPoint("serve", f"{here}:serve", group),
            EntryPoint("broken", "no_such_module_at_all:x", group),
            EntryPoint("text", f"{here}:WRONG", group),
            EntryPoint("init", f"{here}:serve", group),
        ]

    monkeypatch.setattr("importlib.metadata.entry_points", points)
    listed = cli("--help").out
    assert "serve" in listed and "broken" in listed and "Från insticksprogrammet" in listed
    assert "serving 7" in cli("serve", "--port", "7").out
    assert cli("serve", "--help").out.startswith("Användning: arende serve [FLAGGOR]")
    assert "Visar den här hjälpen." in cli("serve", "--help").out
    broken = cli("broken")
    assert broken.code == 1 and "går inte att ladda (ModuleNotFoundError)" in broken.err
    assert "är inget kommando" in cli("text").err
    assert "Skapar inställningsfil" in cli("init", "--help").out, "a built-in name is not taken over"


def test_names_of_commands_cost_no_loading() -> None:
    root = Root()
    ctx = SpokenContext(root, info_name="arende", obj=Session())
    assert {*CHILDREN} <= set(root.list_commands(ctx))
    assert json.dumps(root.short(ctx, "init"))
