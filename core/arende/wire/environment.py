"""Environment variables that stand in the place of settings of the file: which, and how each is read. No file is read.

Names of `ARENDE_…` that are not here are left alone, for container platforms put their own there.
"""

from collections.abc import Callable, Mapping
from typing import Final

from arende.domain.phase import whole_days


def words(text: str) -> object:
    return [word.strip() for word in text.split(",") if word.strip()]


def truth(text: str) -> object:
    table = {"1": True, "true": True, "yes": True, "on": True, "ja": True}
    table |= {"0": False, "false": False, "no": False, "off": False, "nej": False}
    return table.get(text.strip().lower(), text)


def whole(text: str) -> object:
    days = whole_days(text)
    return text if days is None else days


VARIABLES: Final[Mapping[str, tuple[tuple[str, ...], Callable[[str], object]]]] = {
    "ARENDE_STORAGE": (("storage",), str),
    "ARENDE_STORAGE_FILE": (("storage_file",), str),
    "ARENDE_SMS": (("sms",), words),
    "ARENDE_AUTH": (("auth",), words),
    "ARENDE_EXPORT": (("export",), words),
    "ARENDE_AUDIT_KEY_FILE": (("audit", "key_file"), str),
    "ARENDE_AUDIT_ANCHOR": (("audit", "anchor"), str),
    "ARENDE_DEMO": (("demo",), truth),
    "ARENDE_LANGUAGE": (("language",), str),
    "ARENDE_PLUGINS_ALLOW": (("plugins", "allow"), words),
    "ARENDE_PLUGINS_BLOCK": (("plugins", "block"), words),
    "ARENDE_POLICY_DAYS": (("policy", "days"), whole),
    "ARENDE_POLICY_COMPOSE_FIRST": (("policy", "compose_first"), truth),
    "ARENDE_POLICY_UNTOUCHED_DAYS": (("policy", "untouched_days"), whole),
    "ARENDE_POLICY_EXPORTERS": (("policy", "exporters"), words),
}
"""Where each variable goes, and how it is read. An empty one counts as not set."""


def overridden(toml: Mapping[str, object], env: Mapping[str, str]) -> dict[str, object]:
    """The file with what the environment sets in its place. Where a path to a storage is set, the other way goes."""
    plain = dict(toml)
    for variable, (path, read) in VARIABLES.items():
        text = env.get(variable, "")
        if not text:
            continue
        if len(path) == 1:
            plain[path[0]] = read(text)
            continue
        section = plain.get(path[0], {})
        if isinstance(section, Mapping):
            plain[path[0]] = {**section, path[1]: read(text)}
    set_both = env.get("ARENDE_STORAGE") and env.get("ARENDE_STORAGE_FILE")
    if env.get("ARENDE_STORAGE") and not set_both:
        plain.pop("storage_file", None)
    if env.get("ARENDE_STORAGE_FILE") and not set_both:
        plain.pop("storage", None)
    return plain
