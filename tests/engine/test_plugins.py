"""The door: hooks called once, every fault of every plugin told at once, and what the settings let in."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from arende.engine import Engine, PluginFaults, Settings
from arende.engine.plugins import load
from arende.ports.hooks import hookimpl
from arende.ports.registry import ExportRegistry, SmsRegistry, StorageRegistry
from attrs import define, field

from .conftest import Opener
from .vendor import Line, Receiver, Vendor

SHIPPED = ("auth_demo", "journal_spool", "sms_spool", "storage_memory", "storage_sqlite")
Install = Callable[[str, str, str], None]


@define
class Counting:
    """Counts how often its hooks are called."""

    calls: list[str] = field(factory=list)

    @hookimpl
    def arende_register_sms(self, registry: SmsRegistry) -> None:
        self.calls.append("sms")

    @hookimpl
    def arende_register_export(self, registry: ExportRegistry) -> None:
        self.calls.append("export")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a distribution of one module, and its entry point, on the path as an installer would."""
    monkeypatch.syspath_prepend(tmp_path)
    made: list[str] = []

    def installs(name: str, version: str, source: str) -> None:
        folder = tmp_path / f"{name}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (folder / "entry_points.txt").write_text(f"[arende]\n{name} = {name}_module\n")
        (tmp_path / f"{name}_module.py").write_text(source)
        made.append(f"{name}_module")

    yield installs
    for module in made:
        sys.modules.pop(module, None)


GOOD = """
from arende.ports.hooks import hookimpl
from arende_sms.spool import SpoolFactory

@hookimpl
def arende_register_sms(registry):
    registry.add("vendor", SpoolFactory())
"""


def faults(*plugins: object) -> tuple[str, ...]:
    with pytest.raises(PluginFaults) as raised:
        load(plugins)
    assert str(raised.value) == "\n".join(raised.value.faults)
    return raised.value.faults


def test_everything_shipped_comes_in_through_the_door() -> None:
    found = load()
    assert {source.partition(" ")[0] for source in found.sources} >= set(SHIPPED)
    assert {"memory", "sqlite"} <= set(found.storage.names())
    assert "spool" in found.sms.names()
    assert "spool" in found.export.names()
    assert "demo" in found.auth.names()


def test_hooks_are_called_once_and_never_again(opener: Opener) -> None:
    counting = Counting()
    clinic = opener(plugins=(counting,))
    assert counting.calls == ["sms", "export"]
    clinic.open_case()
    clinic.work()
    assert counting.calls == ["sms", "export"]
    assert "Counting" in clinic.engine.registries.sources


def test_two_engines_in_one_process_have_doors_of_their_own(opener: Opener) -> None:
    first, second = Line(), Line()
    one = opener(plugins=(Vendor(lines={"line": first}),), sms=("line",))
    two = opener(plugins=(Vendor(lines={"line": second}),), sms=("line",))
    one.open_case()
    one.work()
    two.work()
    assert (len(first.sent), len(second.sent)) == (1, 0)


class Halfway:
    """Lacks `verify` and `close`, and its `send` has another parameter."""

    def send(self, message: str) -> None: ...

    def parse_report(self, raw: object) -> None: ...

    def open(self) -> None: ...


def test_every_fault_of_every_plugin_is_told_at_once() -> None:
    class WrongFactory:
        @hookimpl
        def arende_register_sms(self, registry: SmsRegistry) -> None:
            registry.add("halfway", Halfway())  # type: ignore[arg-type]  # what a vendor without mypy does

    class Misspelt:
        @hookimpl
        def arende_register_smss(self, registry: SmsRegistry) -> None: ...

    class Extra:
        @hookimpl
        def arende_register_sms(self, registry: SmsRegistry, more: str) -> None: ...

    class Twice:
        @hookimpl
        def arende_register_storage(self, registry: StorageRegistry) -> None:
            registry.add("memory", Vendor())

    class Crashing:
        @hookimpl
        def arende_register_export(self, registry: ExportRegistry) -> None:
            raise RuntimeError("a secret: 4711")

    found = faults(WrongFactory(), Misspelt(), Extra(), Twice(), Crashing())
    assert len(found) == 5
    told = {fault.partition(":")[0]: fault for fault in found}
    assert "«halfway»" in told["WrongFactory"] and "open" in told["WrongFactory"] and "config" in told["WrongFactory"]
    assert "arende_register_smss" in told["Misspelt"]
    assert "arende_register_sms" in told["Extra"] and "more" in told["Extra"]
    assert "«memory»" in told["Twice"] and "taken" in told["Twice"] and "storage_memory" in told["Twice"]
    assert "RuntimeError" in told["Crashing"] and "4711" not in told["Crashing"]


def test_a_name_that_two_plugins_take_is_a_fault() -> None:
    found = faults(Vendor(lines={"line": Line()}), Vendor(lines={"line": Line()}))
    assert any("«line»" in fault and "taken" in fault for fault in found)


def test_an_installed_plugin_is_found_with_its_distribution(install: Install, tmp_path: Path) -> None:
    install("vendor", "2.7", GOOD)
    found = load()
    assert found.sms.names()["vendor"] == "vendor (vendor 2.7)"
    settings = Settings(storage="memory:", sms=[f"vendor:{tmp_path / 'out'}"])
    with Engine.open(settings) as engine:
        assert "vendor (vendor 2.7)" in engine.registries.sources


def test_one_that_cannot_be_imported_is_named_with_the_rest(install: Install) -> None:
    install("broken", "1.0", "raise ValueError('a secret: 4711')")
    install("missing", "1.0", "import a_module_that_is_not_there")
    install("misspelt", "1.0", GOOD.replace("arende_register_sms", "arende_registr_sms"))
    found = faults()
    assert [fault.partition(" ")[0] for fault in found] == ["broken", "missing", "misspelt"]
    assert "ValueError" in found[0] and "ModuleNotFoundError" in found[1]
    assert "4711" not in "\n".join(found)


def test_a_blocked_plugin_is_not_even_imported(install: Install) -> None:
    install("broken", "1.0", "raise ValueError('imported')")
    assert "broken" not in "".join(load(block=["broken"]).sources)
    with Engine.open(Settings(storage="memory:", plugins_block=("broken",))) as engine:
        assert "memory" in engine.registries.storage.names()


def test_an_allow_list_lets_in_those_it_names_and_no_others(install: Install) -> None:
    install("broken", "1.0", "raise ValueError('imported')")
    found = load(allow=["storage_memory", "sms_spool"], block=["sms_spool"])
    assert [source.partition(" ")[0] for source in found.sources] == ["storage_memory"]
    assert found.sms.names() == {}
    assert load(allow=[]).sources == []
    assert load([Vendor(receivers={"r": Receiver()})], allow=[]).sources == ["Vendor"]
