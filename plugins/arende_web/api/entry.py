"""Operations that are neither face's: signing in and out, who is signed in, and what they may act as."""

from typing import Final
from urllib.parse import urlencode

from arende.cli.plain import plain
from arende.domain.actor import StaffActor
from arende.domain.directory.model import Staff
from arende.domain.ids import AssignmentId, Kind, PersonId, Ref
from arende.engine.sessions import Acting
from arende.engine.sign_in import Ended, SignedIn
from arende.ports.auth import NotAuthenticated, Pending
from arende.ports.http import RawRequest

from ..words import SIGN_IN_FAULTS
from . import bodies_session as bodies
from . import schemas
from .call import Call
from .operations import Operation, Side, asks
from .told import NEEDS_BROWSER, NOT_CHOSEN, Fault, Told


def sign_in(call: Call) -> object:
    """Begun and completed in one: what the way needs is in the body."""
    answer = call.as_published(bodies.Answer)
    remote, back = call.asker.remote, call.asker.origin + call.asker.url("/api/v1/sign-in")
    started = call.entry.begin(call.path["way"], return_to=back, remote=remote)
    if isinstance(started, NotAuthenticated):
        raise Told(fault_of(started))
    challenge = started.challenge
    if challenge.redirect or challenge.qr or challenge.launch:
        call.entry.cancel(started.token)
        raise Told(NEEDS_BROWSER)
    form = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode(answer.fields).encode()
    raw = RawRequest(method="POST", url=back, headers=form, body=body, remote=remote)
    return entered(call, started.token, call.entry.complete(started.token, raw, remote=remote))


def entered(call: Call, token: str, answer: Ended) -> object:
    match answer:
        case SignedIn():
            rows = [plain(row, call.asker.lang) for row in answer.assignments]
            actor = acting(answer.actor)
            return {"token": answer.token, "actor": actor, "assignments": rows, "persons": list(answer.persons)}
        case Pending():
            call.entry.cancel(token)
            raise Told(NEEDS_BROWSER)
        case NotAuthenticated():
            raise Told(fault_of(answer))


def fault_of(answer: NotAuthenticated) -> Fault:
    text = SIGN_IN_FAULTS.get(answer.code) or SIGN_IN_FAULTS["again" if answer.again else "not"]
    return Fault(401, f"sign_in.{answer.code}", text)


def acting(actor: Acting | None) -> str | None:
    """As `arende --as` has it."""
    if actor is None:
        return None
    return f"staff:{actor.assignment}" if isinstance(actor, StaffActor) else f"rep:{actor.person}"


def session(call: Call) -> object:
    found = call.asker.session
    assert found is not None  # nobody comes here without
    until = plain(found.until)
    return {"who": found.who, "actor": acting(found.actor), "until": until, "csrf": call.asker.csrf}


def choices(call: Call) -> object:
    """What may be chosen, with how much waits there (S6)."""
    found = call.asker.session
    assert found is not None
    ids = call.entry.known(found)
    state = {id: call.engine.queries.state(Ref(Kind.STAFF, id)) for id in ids}
    rows = [row for id in ids if isinstance(state[id], Staff) for row in call.entry.assignments(id)]
    persons = [id for id in ids if not isinstance(state[id], Staff)]
    return {"assignments": [plain(row, call.asker.lang) for row in rows], "persons": persons}


def choose(call: Call) -> object:
    body = call.as_published(bodies.Acting)
    for chosen in (AssignmentId(body.chosen), PersonId(body.chosen)):
        token = call.entry.choose(call.asker.token, chosen)
        if token is not None:
            found = call.engine.sessions.find(token)
            return {
                "token": token,
                "actor": acting(None if found is None else found.actor),
                "assignments": [],
                "persons": [],
            }
    raise Told(NOT_CHOSEN)


def sign_out(call: Call) -> None:
    call.engine.sessions.revoke(call.asker.token)


OPERATIONS: Final = (
    Operation(
        id="signIn",
        method="POST",
        path="/sign-in/{way}",
        side=Side.NOBODY,
        about="Sign in by a way that needs no browser (`host`), and get a token: `Authorization: Bearer`.",
        run=sign_in,
        answer=schemas.SignedIn,
        body=bodies.Answer,
    ),
    asks("session", "/session", Side.ANY, "Who is signed in, and as what.", session, schemas.Session),
    asks("choices", "/session/choices", Side.ANY, "What may be chosen to act as.", choices, schemas.Choices),
    Operation(
        id="choose",
        method="POST",
        path="/session",
        side=Side.ANY,
        about="Act as an assignment, or as a person of another care provider; the token before is void.",
        run=choose,
        ends=True,
        answer=schemas.SignedIn,
        body=bodies.Acting,
    ),
    Operation(
        id="signOut",
        method="DELETE",
        path="/session",
        side=Side.ANY,
        about="Sign out: the token is void.",
        run=sign_out,
        ends=True,
        answer=None,
    ),
)
