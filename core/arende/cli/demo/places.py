"""Where the demo leaves its database and the folders beside it. Nothing is opened."""

from pathlib import Path
from typing import Final, Self
from urllib.parse import quote, unquote

from attrs import frozen

DEFAULT: Final = "sqlite:///arende-demo.db"
SQLITE: Final = "sqlite:///"


@frozen(kw_only=True)
class Places:
    """A storage URL that holds from every folder, and the folders for SMS and record."""

    database: str
    sms: Path
    journal: Path

    @classmethod
    def of(cls, url: str, here: Path) -> Self:
        """Beside the file of a SQLite URL, else in the folder `here`."""
        rest = url.removeprefix(SQLITE)
        name, mark, options = rest.partition("?")
        if rest == url or not name:
            return cls(database=url, sms=here / "arende-demo-sms", journal=here / "arende-demo-journal")
        file = here / unquote(name)
        return cls(
            database=f"{SQLITE}{quote(str(file))}{mark}{options}",
            sms=file.parent / "arende-demo-sms",
            journal=file.parent / "arende-demo-journal",
        )
