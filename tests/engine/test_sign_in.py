"""A sign-in from challenge to session: with the demo's and a host's way, of staff and of a citizen; replay refused."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from arende.domain import commands as c
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.ids import AssignmentId, PersonId, RoleId, StaffId
from arende.engine import Engine, Settings, SettingsFaults
from arende.engine.sign_in import SignedIn, SignIn, Started, open_sign_in
from arende.ports.auth import NotAuthenticated
from arende.ports.config import AdapterConfig, Option
from arende.ports.http import RawRequest
from arende.testing.clock import FakeClock
from arende_conformance.auth.forge import Signer
from arende_conformance.auth.harness import Answer

from .clinic import CENTRE, NOW, Clinic, open_clinic, put_up

BACK = "https://clinic.example/in"
ISSUER = "https://record.example"


class Entrance:
    """A clinic with two doors, and the embedding system that signs for one of them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.signer = Signer(ISSUER, "arende")
        self.keys = folder / "keys.json"
        self.keys.write_text(json.dumps(self.signer.jwks()))
        self.clinic = put_up(self.opened())
        self.sign_in = open_sign_in(self.clinic.engine)

    def opened(self) -> Clinic:
        options: dict[str, Option] = {
            "issuer": ISSUER,
            "audience": "arende",
            "acr": "loa3",
            "keys_file": str(self.keys),
        }
        url = f"sqlite:///{self.folder}/a.db"
        settings = Settings(storage=url, auth=["demo", AdapterConfig(name="host", options=options)], demo=True)
        clinic = open_clinic(url, self.folder, clock=FakeClock(NOW), settings=settings)
        self.stack.callback(clinic.engine.close)
        return clinic

    def token(self, sub: str, kind: str = "staff", system: str = "hsa") -> str:
        claims: Mapping[str, object] = {"kind": kind, "system": system, "sub": sub, "name": "Å", "acr": "loa3"}
        return self.signer.token(claims, Answer.GOOD, int(NOW.timestamp()))


@pytest.fixture
def entrance(tmp_path: Path) -> Iterator[Entrance]:
    with ExitStack() as stack:
        yield Entrance(tmp_path, stack)


def posted(**fields: str) -> RawRequest:
    return RawRequest(method="POST", url=BACK, headers={}, body=urlencode(fields).encode(), remote="")


def form(kind: str, system: str, value: str) -> RawRequest:
    return posted(kind=kind, system=system, value=value, name="Någon")


def started(sign_in: SignIn, way: str) -> str:
    begun = sign_in.begin(way, return_to=BACK)
    assert isinstance(begun, Started)
    return begun.token


def refused(answer: object) -> str:
    assert isinstance(answer, NotAuthenticated)
    return answer.code


def entered(answer: object) -> SignedIn:
    assert isinstance(answer, SignedIn), answer
    return answer


def known_by_hsa_id(clinic: Clinic) -> None:
    clinic.do(c.RegisterStaff(staff=StaffId("SE1.SE1-9"), name="Nio Test"))
    register = c.RegisterAssignment(
        assignment=AssignmentId("SE1.nio-ssk-vc"), staff=StaffId("SE1.SE1-9"), role=RoleId("SE1.ssk"), unit=CENTRE
    )
    clinic.do(register)


@pytest.mark.spec("S6")
def test_staff_with_several_assignments_choose_one(entrance: Entrance) -> None:
    sign_in, sessions = entrance.sign_in, entrance.clinic.engine.sessions
    begun = started(sign_in, "demo")
    found = entered(sign_in.complete(begun, form("staff", "hsa", "haris")))
    assert found.actor is None
    assert {row.id for row in found.assignments} == {
        "SE1.haris-ssk-vc",
        "SE1.haris-lak-vc",
        "SE1.haris-ssk-bvc",
    }
    assert sessions.find(begun) is None, "the token that it began with is void"
    assert sign_in.choose(found.token, AssignmentId("SE1.olle-ssk-vc")) is None
    token = sign_in.choose(found.token, AssignmentId("SE1.haris-lak-vc"))
    assert token is not None and sessions.find(found.token) is None
    session = sessions.find(token)
    assert session is not None
    assert (session.who, session.actor) == ("SE1.haris", StaffActor(AssignmentId("SE1.haris-lak-vc")))
    again = sign_in.choose(token, AssignmentId("SE1.haris-ssk-vc"))
    assert again is not None, "«Byt uppdrag»"
    entrance.clinic.do(c.EndAssignment(assignment=AssignmentId("SE1.haris-lak-vc")))
    assert sign_in.choose(again, AssignmentId("SE1.haris-lak-vc")) is None


@pytest.mark.spec("S15")
def test_a_citizen_acts_as_themself_and_no_identifier_is_kept(entrance: Entrance) -> None:
    found = entered(
        entrance.sign_in.complete(started(entrance.sign_in, "demo"), form("citizen", "personnummer", "198001072381"))
    )
    anton = entrance.clinic.persons["anton"]
    assert (found.actor, found.persons, found.assignments) == (RepresentativeActor(anton), (anton,), ())
    session = entrance.clinic.engine.sessions.find(found.token)
    assert session is not None and session.who == anton
    assert "2381" not in repr(session.kept) + session.who
    assert entrance.sign_in.choose(found.token, PersonId(entrance.clinic.persons["erik"])) is None


def test_who_is_not_known_here_does_not_come_in(entrance: Entrance) -> None:
    for raw in (
        form("staff", "hsa", "nobody"),
        form("citizen", "personnummer", "193112316710"),
        form("citizen", "passport", "198001072381"),
    ):
        begun = started(entrance.sign_in, "demo")
        assert refused(entrance.sign_in.complete(begun, raw)) == "identity.unknown"
        assert refused(entrance.sign_in.complete(begun, raw)) == "state.missing"


def test_an_answer_is_for_one_sign_in_only(entrance: Entrance) -> None:
    raw = form("staff", "hsa", "olle")
    begun = started(entrance.sign_in, "demo")
    assert entered(entrance.sign_in.complete(begun, raw)).actor == StaffActor(AssignmentId("SE1.olle-ssk-vc"))
    assert refused(entrance.sign_in.complete(begun, raw)) == "state.missing"
    assert refused(entrance.sign_in.complete("invented", raw)) == "state.missing"
    wrong = started(entrance.sign_in, "demo")
    assert refused(entrance.sign_in.complete(wrong, posted(kind="staff"))) == "form.fields"
    assert refused(entrance.sign_in.complete(wrong, raw)) == "state.missing", "what was kept is used once"


def test_a_hosts_token_that_was_used_is_refused_at_another_engine_of_the_installation(entrance: Entrance) -> None:
    """What remembers is the installation's, not the process's: so the facade hands it in."""
    known_by_hsa_id(entrance.clinic)
    token = entrance.token("se1-9")
    used = entered(entrance.sign_in.complete(started(entrance.sign_in, "host"), posted(token=token)))
    assert used.identity.assurance == "loa3"
    other = open_sign_in(entrance.opened().engine)
    for sign_in in (entrance.sign_in, other):
        assert refused(sign_in.complete(started(sign_in, "host"), posted(token=token))) == "replayed"
    fresh = entered(other.complete(started(other, "host"), posted(token=entrance.token("se1-9"))))
    assert fresh.actor == used.actor == StaffActor(AssignmentId("SE1.nio-ssk-vc"))


def test_given_up_and_begun_wrongly(entrance: Entrance) -> None:
    begun = started(entrance.sign_in, "demo")
    entrance.sign_in.cancel(begun)
    entrance.sign_in.cancel(begun)
    assert refused(entrance.sign_in.complete(begun, form("staff", "hsa", "olle"))) == "state.missing"
    assert refused(entrance.sign_in.begin("nope", return_to=BACK)) == "way.unknown"
    assert entrance.sign_in.choose(started(entrance.sign_in, "demo"), AssignmentId("SE1.olle-ssk-vc")) is None


def test_ways_that_cannot_be_opened_are_all_named(tmp_path: Path) -> None:
    settings = Settings(storage="memory:", auth=["demo", "nope", "host"])
    with Engine.open(settings) as engine, pytest.raises(SettingsFaults) as error:
        open_sign_in(engine)
    assert all(f"«{name}»" in str(error.value) for name in ("demo", "nope", "host"))
