"""One call of the API: what came with it, read strictly, and the two things it can do: ask, and give a command.

What is not as published is refused with its field, by the rules that commands have, and never told back.
"""

import re
from collections.abc import Mapping
from typing import Final, TypeVar

import msgspec
import orjson
from arende.cli import plain
from arende.cli.plain import listed
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.phase import local_date
from arende.domain.refusals import InputInvalid, NoAccess, Refusal
from arende.domain.text import readable
from arende.engine import Engine
from arende.engine.sessions import Acting
from arende.engine.sign_in import SignIn
from arende.views.rows import Page
from arende.wire.commands import parse_command
from arende.wire.converter import KEY, said
from attrs import AttrsInstance, field, fields_dict, frozen
from litestar import Request
from litestar.datastructures import State
from returns.pipeline import is_successful
from returns.result import Result

from ..asking import Asker
from ..faults import Refused
from ..texts import ZONE
from .told import FORGED, MEDIA, TOO_LARGE, UNREADABLE, Told

Row = TypeVar("Row")
Body = TypeVar("Body", bound=AttrsInstance)
LARGEST: Final = 256 * 1024
"""Bytes of a body."""
LONGEST: Final = 200
"""Characters of an id in an address."""
LIMIT: Final = 50
MOST: Final = 500
IDENTITY: Final = re.compile(r"[A-Za-z0-9-]{1,32}\.[A-Za-z0-9-]{1,64}", re.ASCII)
CSRF: Final = "x-csrf-token"
REPEATABLE: Final = "idempotency-key"


@frozen(kw_only=True)
class Call:
    """What an operation is given."""

    engine: Engine = field(repr=False)
    entry: SignIn = field(repr=False)
    asker: Asker = field(repr=False)
    path: Mapping[str, str]
    query: Mapping[str, str] = field(repr=False)
    body: Mapping[str, object] = field(repr=False)
    key: str | None = None
    """`Idempotency-Key`, which is the command's `command_id`."""

    @property
    def staff(self) -> StaffActor:
        """Raises Refused for anyone else."""
        actor = self.asker.actor
        if not isinstance(actor, StaffActor):
            raise Refused(NoAccess())
        return actor

    @property
    def patient(self) -> RepresentativeActor:
        """Raises Refused for anyone else."""
        actor = self.asker.actor
        if not isinstance(actor, RepresentativeActor):
            raise Refused(NoAccess())
        return actor

    @property
    def acting(self) -> Acting:
        """Whoever it is. Raises Refused where nothing is chosen."""
        if self.asker.actor is None:
            raise Refused(NoAccess())
        return self.asker.actor

    @property
    def after(self) -> str | None:
        return self.query.get("after")

    @property
    def limit(self) -> int:
        """Rows of the page. Raises Refused."""
        return self.number("limit", LIMIT, 1, MOST)

    def number(self, name: str, otherwise: int, least: int, most: int) -> int:
        """A whole number of the query. Raises Refused."""
        text = self.query.get(name)
        if text is None:
            return otherwise
        if not (text.isascii() and text.isdigit() and len(text) <= 10 and least <= int(text) <= most):
            raise Refused(InputInvalid(name, said("number", self.asker.lang)))
        return int(text)

    def id(self, name: str) -> str | None:
        """An id of the query, if it is there. Raises Refused."""
        text = self.query.get(name)
        if text is not None and not IDENTITY.fullmatch(text):
            raise Refused(InputInvalid(name, said("form", self.asker.lang)))
        return text

    def choice(self, name: str, among: tuple[str, ...], otherwise: str) -> str:
        """One of a few words of the query. Raises Refused."""
        text = self.query.get(name, otherwise)
        if text not in among:
            raise Refused(InputInvalid(name, said("choice", self.asker.lang)))
        return text

    def asked(self, answer: Result[Row, Refusal]) -> Row:
        """The answer to a question. Raises Refused."""
        if not is_successful(answer):
            raise Refused(answer.failure())
        return answer.unwrap()

    def one(self, answer: Result[Row, Refusal]) -> object:
        """A row, as it is published."""
        return plain.plain(self.asked(answer), self.asker.lang)

    def many(self, answer: Result[Page[Row], Refusal]) -> object:
        """A page of rows, as it is published."""
        return listed(self.asked(answer), self.asker.lang)

    def give(self, name: str, data: Mapping[str, object], published: type[AttrsInstance] | None = None) -> object:
        """Carry out the command of that name; its receipt. Raises Refused."""
        lang = self.asker.lang
        read = parse_command(name, data, local_date(self.engine.queries.clock.now(), ZONE), lang)
        if not is_successful(read):
            raise Refused(read.failure())
        if published is not None:
            self.as_published(published)
        return plain.receipt(self.asked(self.engine.handle(read.unwrap(), actor=self.acting, command_id=self.key)))

    def as_published(self, cls: type[Body]) -> Body:
        """The body as the class that is published, bounds and all. Raises Refused."""
        unknown = sorted(set(self.body) - set(fields_dict(cls)))
        if unknown:
            name = unknown[0] if KEY.fullmatch(unknown[0]) else "?"
            raise Refused(InputInvalid(name, said("unknown", self.asker.lang)))
        try:
            return msgspec.convert(dict(self.body), cls, strict=True)
        except msgspec.ValidationError as error:
            raise Refused(InputInvalid(place_of(str(error)), said("form", self.asker.lang))) from None


def place_of(told: str) -> str:
    """Where msgspec found a fault: «… - at `$.text`»."""
    _, _, place = told.partition("`$.")
    name = place.rstrip("`").partition(".")[0].partition("[")[0]
    return name if KEY.fullmatch(name) else ""


async def body_of(request: Request[object, object, State]) -> Mapping[str, object]:
    """The JSON object that was sent; an empty one where nothing was. Raises Told."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Told(TOO_LARGE)
    if not body.strip():
        return {}
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise Told(MEDIA)
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Told(UNREADABLE) from None
    if not isinstance(read, dict):
        raise Told(UNREADABLE)
    return {name: whole(value) for name, value in read.items()}


def whole(value: object) -> object:
    """`3.0` is a whole number in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def path_of(request: Request[object, object, State], asker: Asker) -> Mapping[str, str]:
    """The ids in the address. What nothing can be called is not looked for. Raises Refused."""
    found = {name: str(value) for name, value in request.path_params.items()}
    for name, value in found.items():
        if len(value) > LONGEST or not readable(value):
            raise Refused(InputInvalid(name, said("form", asker.lang)))
    return found


def query_of(request: Request[object, object, State], known: tuple[str, ...], asker: Asker) -> Mapping[str, str]:
    """What stands after the question mark: each at most once, and nothing that is not known. Raises Refused."""
    pairs = list(request.query_params.multi_items())
    names = [name for name, _ in pairs]
    for name, value in pairs:
        if name not in known:
            raise Refused(InputInvalid(name if KEY.fullmatch(name) else "?", said("unknown", asker.lang)))
        if names.count(name) > 1 or not readable(value) or len(value) > LONGEST:
            raise Refused(InputInvalid(name, said("form", asker.lang)))
    return dict(pairs)


def key_of(request: Request[object, object, State], asker: Asker) -> str | None:
    """Raises Refused for one that cannot be kept."""
    key = request.headers.get(REPEATABLE)
    if key is None:
        return None
    if not 1 <= len(key) <= 128 or not key.isascii() or not key.isprintable():
        raise Refused(InputInvalid("Idempotency-Key", said("form", asker.lang)))
    return key


def ours(request: Request[object, object, State], asker: Asker) -> None:
    """Who is known by a cookie shows that the call is its own page's. Raises Told."""
    if asker.bearer or not asker.token or request.method in ("GET", "HEAD"):
        return
    if not asker.is_own(request.headers.get(CSRF, "")):
        raise Told(FORGED)
