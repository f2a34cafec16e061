"""What can go wrong, as one sentence with a code and an exit code. No traceback, no personal data, no text of anyone's.

Exit 1: refused, or a fault was found. Exit 2: the line is wrongly written.
"""

import errno
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import click

from .usage import field_of, told_usage

if TYPE_CHECKING:
    from ..domain.refusals import Refusal

Language: TypeAlias = Literal["sv", "en"]


class Told(Exception):
    """A fault that the command line finds itself: code, sentence in Swedish and English, and fields with theirs.

    `details` are the lines that people are shown under the sentence.
    """

    def __init__(
        self,
        code: str,
        sv: str,
        en: str,
        fields: dict[str, tuple[str, str]] | None = None,
        details: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.pair = (sv, en)
        self.fields = fields or {}
        self.details = details


class Refused(Exception):
    """The engine refused."""

    def __init__(self, refusal: "Refusal") -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Problem:
    """What is told of an error, and the exit code that goes with it."""

    def __init__(
        self,
        code: str,
        message: str,
        fields: dict[str, str] | None = None,
        *,
        details: Sequence[str] = (),
        exit: int = 1,
    ) -> None:
        self.code = code
        self.message = message
        self.fields = fields or {}
        self.details = details
        """For people, under the sentence, where there is more than one fault."""
        self.exit = exit

    def plain(self) -> dict[str, object]:
        """The document that `--json` prints."""
        return {"error": {"code": self.code, "message": self.message, "fields": self.fields}}


def problem_of(error: Exception, lang: Language) -> Problem:
    """Every error has an answer; the last one tells its kind and nothing of what it says."""
    place = 0 if lang == "sv" else 1
    if isinstance(error, click.ClickException):
        message, field = told_usage(error, lang), field_of(error)
        return Problem("usage", message, {field: message} if field else {}, exit=2)
    if isinstance(error, Told):
        fields = {name: pair[place] for name, pair in error.fields.items()}
        return Problem(error.code, error.pair[place], fields, details=[pair[place] for pair in error.details])
    if isinstance(error, OSError):
        return Problem("system", system_sentence(error, lang))
    return loaded_problem(error, lang)


def loaded_problem(error: Exception, lang: Language) -> Problem:
    """The errors of the rooms that are loaded only when something has to be done."""
    from ..domain.refusal_texts import sentence
    from ..engine.faults import ArendeError, PluginFaults
    from ..ports.storage import StorageError, StorageUnavailable

    if isinstance(error, Refused):
        message = sentence(error.refusal, lang)
        field = error.refusal.field
        return Problem(error.refusal.code, message, {field: message} if field else {})
    if isinstance(error, StorageError):
        code = "storage.unavailable" if isinstance(error, StorageUnavailable) else "storage.unusable"
        return Problem(code, f"Lagringen kan inte användas: {error}" if lang == "sv" else str(error))
    if isinstance(error, ArendeError):
        code = "plugins" if isinstance(error, PluginFaults) else "settings.invalid"
        return Problem(code, " ".join(" ".join(error.sentences(lang)).splitlines()))
    name = type(error).__name__
    sv = f"Oväntat fel ({name}): kör arende doctor, och anmäl felet om det kommer igen."
    return Problem(
        "unexpected", sv if lang == "sv" else f"Unexpected error ({name}): run arende doctor, and report it."
    )


CAUSES: Final = {
    errno.ENOENT: ("finns inte", "does not exist"),
    errno.EEXIST: ("finns redan", "exists already"),
    errno.EACCES: ("får inte läsas eller skrivas av den här användaren", "may not be read or written by this user"),
    errno.EPERM: ("får inte läsas eller skrivas av den här användaren", "may not be read or written by this user"),
    errno.EROFS: ("ligger på en skrivskyddad disk", "lies on a read-only disk"),
    errno.ENOSPC: ("får inte plats på disken", "does not fit on the disk"),
    errno.EDQUOT: ("får inte plats i användarens utrymme", "does not fit in the user's quota"),
    errno.EFBIG: ("är för stor", "is too large"),
    errno.EISDIR: ("är en mapp", "is a folder"),
    errno.ENOTDIR: ("ligger inte i en mapp", "does not lie in a folder"),
    errno.ENAMETOOLONG: ("har ett för långt namn", "has too long a name"),
}


def system_sentence(error: OSError, lang: Language) -> str:
    """Which file, and what is wrong with it."""
    place = 0 if lang == "sv" else 1
    cause = CAUSES.get(error.errno or 0, ("går inte att använda", "cannot be used"))[place]
    if isinstance(error.filename, str | bytes) and error.filename:
        name = error.filename if isinstance(error.filename, str) else error.filename.decode(errors="replace")
        return f"{name} {cause}: {('ange en annan plats', 'choose another place')[place]}."
    return (f"En fil eller mapp {cause}: kör arende doctor.", f"A file or folder {cause}: run arende doctor.")[place]
