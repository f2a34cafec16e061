"""Placeholders in a template's text: finding them, filling them, and what is left of them in a message. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from returns.result import Failure, Result, Success

from ..refusals import PlaceholderInvalid, PlaceholderUnknown, TemplateUnfilled

PLACEHOLDER: Final = re.compile(r"\{([^\W\d_]\w{0,39})\}")
"""A letter, then letters, digits and _: {namn}, {ny_tid}. No other brace may stand in a template."""


def placeholders(text: str) -> tuple[str, ...]:
    """The names in a template's text, each once, in order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def malformed(text: str) -> PlaceholderInvalid | None:
    """A brace that belongs to no placeholder: it would reach the patient as it stands."""
    rest = PLACEHOLDER.sub("", text)
    return PlaceholderInvalid() if "{" in rest or "}" in rest else None


def fill(text: str, values: Mapping[str, str]) -> Result[str, TemplateUnfilled | PlaceholderUnknown]:
    """The template's text with every placeholder filled, or which are not. A value is put in as it is, once.

    A blank value fills nothing. A value for a name that the template does not have is refused, too: it was meant to
    be somewhere.
    """
    names = placeholders(text)
    if not set(values) <= set(names):
        return Failure(PlaceholderUnknown(names))
    left = tuple(name for name in names if not values.get(name, "").strip())
    if left:
        return Failure(TemplateUnfilled(left))
    return Success(PLACEHOLDER.sub(lambda found: values[found[1]], text))


def unfilled(template: str, message: str) -> TemplateUnfilled | None:
    """Placeholders of the template that still stand in the message. Other braces are what someone wrote."""
    left = tuple(name for name in placeholders(template) if f"{{{name}}}" in message)
    return TemplateUnfilled(left) if left else None
