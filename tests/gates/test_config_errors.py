"""Every adapter of the tree says what is wrong with its configuration in Swedish and in English."""

from tests.gates.config_errors import in_one_language
from tests.gates.reading import ROOT, SAMPLES, modules

ADAPTERS = modules(ROOT / "adapters", ROOT / "plugins", ROOT / "core")


def test_no_adapter_speaks_one_language_only() -> None:
    found = {str(path.relative_to(ROOT)): list(in_one_language(path)) for path in ADAPTERS}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_sample_is_caught() -> None:
    sample = SAMPLES / "config_errors.py"
    wrong = [line for line, text in enumerate(sample.read_text().splitlines(), 1) if "# wrong" in text]
    assert list(in_one_language(sample)) == wrong
