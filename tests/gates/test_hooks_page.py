"""The reference of hooks and ports is the code's own words: all of them, and as they are now."""

import ast

from arende.ports import hooks as specs

from tests.gates.hooks_page import FILE, hooks, page, read, undocumented
from tests.gates.reading import tree_of


def test_the_page_is_as_the_code_has_it() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), "python -m tests.gates.hooks_page writes it anew"


def test_every_hook_has_its_section() -> None:
    assert {hook.name for hook in hooks()} == {name for name in vars(specs) if name.startswith("arende_register_")}
    assert all(f"## `{hook.name}(" in page() for hook in hooks())


def test_every_hook_protocol_and_method_says_what_it_is() -> None:
    assert {path.name: undocumented(tree_of(path)) for path in read() if undocumented(tree_of(path))} == {}


def test_one_that_says_nothing_is_caught() -> None:
    bad = 'def hook(): ...\nclass P(Protocol):\n    def told(self): "It is."\n    def untold(self): ...\n'
    assert undocumented(ast.parse(bad)) == ["hook", "P", "P.untold"]
