"""Who asks: cookie to session to actor, language, and where the application is mounted. One value a request; no page.

The two faces have a cookie each, so that one browser can hold a nurse and a patient in a demonstration. A cookie holds
the token of a session that stands in the database (`arende.engine.sessions`), and nothing else.
"""

import hashlib
import hmac
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.engine.sessions import Acting, Session, Sessions
from attrs import evolve, field, frozen
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State

from .texts import LANGS, Lang

Connection: TypeAlias = ASGIConnection[object, object, object, State]

LANG_COOKIE: Final = "arende_lang"
KEYS_COOKIE: Final = "arende_keys"
MOST: Final = 50
"""Users of one browser that the cookie remembers."""
API: Final = "/api/v1"
YEAR: Final = 365 * 24 * 3600
BY_ITSELF: Final = "hx-request"
"""Header of what a page asks by itself, with nobody's hand on it."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Face(StrEnum):
    """Which of the two a page belongs to; the value names its cookie."""

    STAFF = "arende"
    PATIENT = "arende_patient"

    @property
    def home(self) -> str:
        return "/" if self is Face.STAFF else "/patient"

    @property
    def sign_in(self) -> str:
        return "/sign-in" if self is Face.STAFF else "/patient/sign-in"

    @property
    def session(self) -> str:
        return "/session" if self is Face.STAFF else "/patient/session"

    @property
    def events(self) -> str:
        return "/events" if self is Face.STAFF else "/patient/events"


@frozen(kw_only=True)
class Asker:
    """Who asks, how, and where the application is."""

    face: Face
    token: str = field(repr=False)
    """Empty where there is none, or none that holds."""
    session: Session | None
    lang: Lang
    root: str
    """Path that the application is mounted under; empty at the top."""
    secure: bool
    """Whether the browser came by TLS."""
    method: str
    path: str
    """Of the page itself, below `root`, with its query."""
    origin: str
    """Scheme and host as the browser knows them."""
    remote: str = field(repr=False)
    bearer: bool = False
    """Whether the token came in the header `Authorization`: no browser sends that by itself."""
    by_itself: bool = False
    """Whether a page asks with nobody's hand on it."""
    without_keys: frozenset[str] = frozenset()
    """Marks of those who have turned shortcuts off in this browser."""

    @property
    def mark(self) -> str:
        """Tells users of one browser apart, and names none."""
        return "" if self.session is None else hashlib.sha256(self.session.who.encode()).hexdigest()[:12]

    @property
    def keys(self) -> bool:
        """Whether single keys are shortcuts for who asks."""
        return self.mark not in self.without_keys

    @property
    def actor(self) -> Acting | None:
        return None if self.session is None else self.session.actor

    def url(self, path: str) -> str:
        """A path of ours as links, redirects and cookies need it."""
        return f"{self.root}{path}"

    @property
    def csrf(self) -> str:
        """What every form of this session carries: derived, so that no process need remember it."""
        return hmac.new(self.token.encode(), b"arende csrf", hashlib.sha256).hexdigest()

    def is_own(self, given: str) -> bool:
        """Whether that is what our own pages carry."""
        return bool(self.token) and hmac.compare_digest(given.encode("utf-8", "replace"), self.csrf.encode())

    @property
    def cookie_name(self) -> str:
        """With the prefix that binds it to TLS and to the whole host, where both are so."""
        if not self.secure:
            return self.face.value
        return f"__Secure-{self.face}" if self.root else f"__Host-{self.face}"

    def cookie(self, token: str) -> Cookie:
        """The session's cookie; an empty token takes it away."""
        return Cookie(
            key=self.cookie_name,
            value=token,
            path=self.root or "/",
            httponly=True,
            secure=self.secure,
            samesite="lax",
            max_age=None if token else 0,
        )

    def lang_cookie(self, lang: Lang) -> Cookie:
        return Cookie(
            key=LANG_COOKIE, value=lang, path=self.root or "/", secure=self.secure, samesite="lax", max_age=YEAR
        )

    def keys_cookie(self, on: bool) -> Cookie:
        """Who has turned shortcuts off, with who asks among them or not."""
        marks = sorted(self.without_keys - {self.mark} | (set() if on else {self.mark}))[-MOST:]
        return Cookie(
            key=KEYS_COOKIE,
            value=".".join(marks),
            path=self.root or "/",
            httponly=True,
            secure=self.secure,
            samesite="lax",
            max_age=YEAR,
        )

    def text(self, both: tuple[str, str]) -> str:
        """The Swedish or the English one."""
        return both[0 if self.lang == "sv" else 1]


@frozen(kw_only=True)
class StaffAsker:
    """A staff member, in the assignment that they signed in with."""

    asker: Asker
    actor: StaffActor


@frozen(kw_only=True)
class PatientAsker:
    """Someone on the patient's side."""

    asker: Asker
    actor: RepresentativeActor


class SignInNeeded(Exception):
    """Nobody is signed in here, or nothing is chosen yet."""

    def __init__(self, asker: Asker) -> None:
        super().__init__("sign in")
        self.asker = asker


def asker_of(connection: Connection, sessions: Sessions | None, public: str) -> Asker:
    """Who asks; nobody where no sessions are given. Reads the session, so it may block."""
    scope = connection.scope
    root = scope.get("root_path", "").rstrip("/")
    path = scope["path"].removeprefix(root) or "/"
    part = path.removeprefix(API)
    face = Face.PATIENT if part == "/patient" or part.startswith("/patient/") else Face.STAFF
    told = urlsplit(public)
    secure = (told.scheme or connection.url.scheme) == "https"
    host = told.netloc or connection.headers.get("host", connection.url.netloc)
    bare = Asker(
        face=face,
        token="",
        session=None,
        lang=language(connection.cookies, connection.headers.get("accept-language", "")),
        root=root,
        secure=secure,
        method=str(scope.get("method", "GET")),
        path=f"{path}?{connection.url.query}" if connection.url.query else path,
        origin=f"{'https' if secure else 'http'}://{host}",
        remote=connection.client.host if connection.client else "",
        by_itself=path.endswith("/events") or connection.headers.get(BY_ITSELF) == "true",
        without_keys=frozenset(filter(None, connection.cookies.get(KEYS_COOKIE, "").split("."))),
    )
    scheme, _, brought = connection.headers.get("authorization", "").partition(" ")
    bearer = path.startswith(API) and scheme.lower() == "bearer"
    token = brought.strip() if bearer else connection.cookies.get(bare.cookie_name, "")
    session = sessions.find(token, used=not bare.by_itself) if sessions is not None and token else None
    return bare if session is None else evolve(bare, token=token, session=session, bearer=bearer)


def language(cookies: Mapping[str, str], accepted: str) -> Lang:
    """The one that was chosen, else the first of ours that the browser asks for, else Swedish."""
    chosen = cookies.get(LANG_COOKIE)
    for lang in LANGS:
        if chosen == lang:
            return lang
    for part in accepted.split(","):
        for lang in LANGS:
            if part.strip().lower().partition(";")[0].partition("-")[0] == lang:
                return lang
    return "sv"


def staff_of(asker: Asker) -> StaffAsker:
    """Raises SignInNeeded."""
    if not isinstance(asker.actor, StaffActor):
        raise SignInNeeded(asker)
    return StaffAsker(asker=asker, actor=asker.actor)


def patient_of(asker: Asker) -> PatientAsker:
    """Raises SignInNeeded."""
    if not isinstance(asker.actor, RepresentativeActor):
        raise SignInNeeded(asker)
    return PatientAsker(asker=asker, actor=asker.actor)


def own_path(text: str, otherwise: str) -> str:
    """A path of ours to go on to, as a form or a query brought it; anything else would lead away."""
    whole = text if text.startswith("/") and not text.startswith(("//", "/\\")) else otherwise
    return whole if all(character.isprintable() for character in whole) else otherwise
