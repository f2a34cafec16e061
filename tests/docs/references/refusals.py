"""`docs/reference/refusals.md`: every refusal's code, what it is about, and its sentence in both languages."""

import inspect
from typing import ClassVar, Final, Protocol

from arende.domain.refusal_texts import TEXTS

from ...domain.unions import REFUSALS
from .markdown import ended, head, text

INTRO: Final = """
A refusal says why nothing happened. Its code is stable: programs go by it, people read the sentence. In Python
it is the failure of a `Result`; on the command line with `--json` it is `error.code`; in the JSON API `code` of
a problem document. `{…}` is filled in.
"""


class Coded(Protocol):
    """A class of refusals."""

    code: ClassVar[str]


KNOWN: Final[tuple[type[Coded], ...]] = REFUSALS
BELOW: Final = {"identifier.invalid": "identifier.", "case.patient_side_wrote": "case.patient_side_wrote."}
"""Codes that have a sentence for each of what they may be of, and how the keys of these begin."""


def sentences(of: str) -> list[tuple[str, str]]:
    """What stands under a code: Swedish, English."""
    return [text for key, text in TEXTS.items() if key == of or key.startswith(BELOW.get(of, f"{of} "))]


def said(sentence: tuple[str, str]) -> str:
    sv, en = sentence
    return f"  - {en} *{sv}*"


def page() -> str:
    lines = head("Refusals", "`arende.domain.refusals` and `refusal_texts`", "refusals", INTRO)
    for cls in sorted(KNOWN, key=lambda cls: cls.code):
        about = text(inspect.cleandoc(cls.__doc__ or ""))
        lines += [f"- `{cls.code}`{': ' if about else ''}{about}", *map(said, sentences(cls.code))]
    return ended(lines)


def undocumented() -> list[str]:
    return [cls.code for cls in KNOWN if not sentences(cls.code)]
