"""`docs/reference/settings.md`: every setting of `arende.toml` with its environment variable, and adapters' options."""

import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final, Literal, get_args, get_origin, get_type_hints

from arende.domain.policy import Policy
from arende.engine.directory import opening
from arende.engine.directory.opening import OpenFeed
from arende.engine.sms import routes
from arende.engine.sms.routes import RouteSettings
from arende.ports.config import AdapterConfig
from arende.wire.audit import AuditSettings
from arende.wire.environment import VARIABLES
from arende.wire.sessions import SessionLimits
from arende.wire.settings import Plugins, Settings
from arende_web.given_settings import VARIABLES as WEB_VARIABLES
from attrs import fields_dict

from ..build import ROOT
from .adapters import SHARED, Adapter, adapters, shared, with_words
from .markdown import code, ended, head, table
from .source import Field, fields_of

INTRO: Final = """
They stand in `arende.toml`, in the folder where `arende` is run, or where `--config` says; `arende init` makes
one. A variable of the environment goes before the file; an empty one counts as not set, and lists are parted by
comma. An unknown name is an error. `arende doctor` tells what holds. Options of adapters whose names end in
`password`, `passphrase`, `secret`, `token` or `api_key` may stand in a file of their own: the same name with
`_file`. An adapter is written as `"name"`, `"name:location"` or a table with `provider`; what follows a semicolon
is the default. «None» in a description: not set.
Ways to sign in may have a `name`, where two are of the same provider.
"""

SECTIONS: Final[tuple[tuple[str, type], ...]] = (
    ("policy", Policy),
    ("sessions", SessionLimits),
    ("audit", AuditSettings),
    ("plugins", Plugins),
)
"""Tables of their own, and the classes that they are read into."""
NOT_TOP: Final = ("policy", "sessions", "audit", "faces", "plugins_allow", "plugins_block")
"""Fields of `Settings` that stand in tables."""
ENVIRONMENT: Final = {path: variable for variable, (path, _) in VARIABLES.items()}
WEB: Final = "arende_web.given_settings"
EMPTY: Final[Mapping[str, str]] = {}
FORMS: Final[Mapping[object, str]] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    AdapterConfig: "adapters",
}
"""What a type is in TOML. An adapter is written as `"name"`, `"name:location"` or a table with `provider`."""
ENGINES: Final[tuple[tuple[str, type, tuple[str, ...]], ...]] = (
    ("[[sms]]", RouteSettings, routes.OWN),
    ("[[directory]]", OpenFeed, opening.OWN),
)
"""Options that the engine reads itself, and the classes that tell of them."""
CALLED: Final = {"care_provider": "provider"}
"""Where an option has another name than the field."""
SOME: Final = ("for ", "generic only")
"""How the words begin of what is asked for in some cases only."""
SMPP: Final = re.compile(r"^\| `(\w+)` \| (?:[^|]*) \| ([^|]*) \|", re.MULTILINE)


def top() -> list[Field]:
    return [field for field in fields_of(Settings) if field.name not in NOT_TOP]


def page() -> str:
    lines = head("Settings", "the classes of settings and the docstrings of adapters", "settings", INTRO)
    lines += ["## Above the first table", "", *rows_of((), Settings, top())]
    for name, cls in SECTIONS:
        lines += [f"## `[{name}]`", "", *rows_of((name,), cls, fields_of(cls))]
    lines += ["## `[web]`", "", "[The web](../web.md).", ""]
    variables = {option: variable for variable, option in WEB_VARIABLES.items()}
    lines += [*options("", shared(WEB), variables)][4:]
    lines += ["## Adapters", "", "By the name that stands as `provider` (storage: before the colon of its URL).", ""]
    for title, cls, names in ENGINES:
        rows = [(code(name), field.about) for name, field in read_by_engine(cls, names)]
        lines += [f"### Of all in `{title}`", "", *table(("option", "what"), rows)]
    for module in SHARED.values():
        lines += options("Of all SMS providers over HTTP", shared(module))
    for one in told():
        lines += options(f"{', '.join(map(code, one.names))} in {code(one.table)}", one)
    return ended(lines)


def read_by_engine(cls: type, names: tuple[str, ...]) -> Iterator[tuple[str, Field]]:
    fields = {field.name: field for field in fields_of(cls)}
    yield from ((name, fields[CALLED.get(name, name)]) for name in names)


def told() -> list[Adapter]:
    """All adapters; those whose options a page tells in words already with the page's words."""
    return [with_page(one) if one.point == "sms_smpp" else one for one in adapters()]


def with_page(one: Adapter) -> Adapter:
    section = (ROOT / "docs" / "sms.md").read_text(encoding="utf-8").partition("\n## `smpp`\n")[2].partition("\n## ")[0]
    return with_words(one, dict(SMPP.findall(section)))


def rows_of(path: tuple[str, ...], cls: type, fields: list[Field]) -> list[str]:
    hints = get_type_hints(cls)
    rows = [
        (
            code(one.name),
            value(form(hints[one.name]), default_of(cls, one.name)),
            with_variable(one.about, ENVIRONMENT.get((*path, one.name), "")),
        )
        for one in fields
    ]
    return table(("setting", "value", "what"), rows)


def value(form: str, default: str, required: bool = False) -> str:
    """What may be given, and what holds where nothing is."""
    return f"{form}; required" if required else f"{form}; {code(default)}" if default else form


def with_variable(about: str, variable: str) -> str:
    return f"{about} {code(variable)}" if variable else about


def form(hint: object) -> str:
    """What a value is in TOML, by the type of its field."""
    if hint in FORMS:
        return FORMS[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " or ".join(code(f'"{one.value}"') for one in hint)
    inside = [one for one in get_args(hint) if one not in (type(None), Ellipsis)]
    origin = get_origin(hint)
    if origin is Literal:
        return " or ".join(code(f'"{one}"') for one in inside)
    if origin is tuple:
        return f"list of {form(inside[0])}"
    return "tables by name" if origin is Mapping else form(inside[0])


def default_of(cls: type, name: str) -> str:
    """As TOML has it; empty where nothing is set."""
    default = fields_dict(cls)[name].default
    if isinstance(default, tuple):
        return json.dumps(default) if default else ""
    return json.dumps(default) if isinstance(default, str | int) and default != "" else ""


def options(title: str, of: Adapter, variables: Mapping[str, str] = EMPTY) -> Iterator[str]:
    yield from (f"### {title}", "", of.about, "")
    rows = [
        (
            code(one.name),
            value(one.kind, one.default, one.required and not of.words.get(one.name, "").startswith(SOME)),
            with_variable(of.words.get(one.name, ""), variables.get(one.name, "")),
        )
        for one in of.options
    ]
    yield from table(("option", "value", "what"), rows)


def undocumented() -> list[str]:
    found = [field.name for field in top() if not field.about]
    found += [f"{name}.{field.name}" for name, cls in SECTIONS for field in fields_of(cls) if not field.about]
    found += [
        f"{title} {name}" for title, cls, own in ENGINES for name, field in read_by_engine(cls, own) if not field.about
    ]
    parts = [shared(WEB), *map(shared, SHARED.values()), *told()]
    common = {option.name for module in SHARED.values() for option in shared(module).options}
    found += [f"{one.point or 'shared'} {name}" for one in parts for name in one.dumb if name not in common]
    return found + [one.point for one in told() if not one.about or not one.names]
