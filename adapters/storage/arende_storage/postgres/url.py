"""From a storage URL to a server, a table prefix and a form. It opens nothing and imports no driver."""

import re
from typing import Final, Literal, TypeAlias
from urllib.parse import parse_qsl, quote, urlencode

from arende.ports.storage import StorageUnusable
from attrs import field, frozen

Form: TypeAlias = Literal["cte", "plain"]

PREFIX: Final = "arende_"
SCHEMES: Final = ("postgresql", "postgres")
_PREFIX_RULE: Final = re.compile(r"[a-z][a-z0-9_]{0,30}")
_FORMS: Final[dict[str, Form]] = {"cte": "cte", "plain": "plain"}
_SEVERAL: Final = {"target_session_attrs": "read-write"}
_ALWAYS: Final = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
    "application_name": "arende",
}
"""What holds unless the URL says otherwise: a host that has vanished is noticed within 15 s or so."""


@frozen(kw_only=True)
class Place:
    """Where a database is, and how it is used."""

    conninfo: str = field(repr=False)
    """For libpq; it may hold a password."""
    name: str
    """For people: database and hosts."""
    prefix: str
    form: Form | None
    """Asked for by the URL; None: chosen by what the server is."""


def place(url: str) -> Place:
    """`postgresql://user:pw@h1,h2:5433/db`, or `postgresql:///db?host=/socket/folder`; else StorageUnusable.

    Beside libpq's own options: `prefix=` for other table names, `form=cte` or `form=plain`.
    """
    scheme, separator, rest = url.partition("://")
    if scheme not in SCHEMES or not separator or "\0" in url:
        raise StorageUnusable(
            "The storage URL names no PostgreSQL database: write postgresql://user:password@host/database, "
            "or postgresql:///database?host=/folder for a socket."
        )
    where, _, query = rest.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    prefix, form = options.pop("prefix", PREFIX), options.pop("form", None)
    if not _PREFIX_RULE.fullmatch(prefix) or prefix.startswith("pg_"):
        raise StorageUnusable(
            "The table prefix in the storage URL is not usable: take small letters, digits and _, a letter first."
        )
    if form is not None and form not in _FORMS:
        raise StorageUnusable("The form in the storage URL is unknown: write form=cte or form=plain, or leave it out.")
    netloc, _, database = where.partition("/")
    hosts = netloc.rpartition("@")[2] or options.get("host", "")
    defaults = {**_ALWAYS, **(_SEVERAL if "," in hosts else {})}
    given = {**defaults, **options}
    return Place(
        conninfo=f"postgresql://{where}?{urlencode(given, quote_via=quote)}",
        name=f"{database or 'the default database'} at {hosts or 'the local socket'}",
        prefix=prefix,
        form=None if form is None else _FORMS[form],
    )
