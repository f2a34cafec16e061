"""The JSON API: the same answers and refusals as elsewhere, repeatable commands, stale sends, pages, who may ask."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl

import httpx
import pytest
from arende.domain.actor import RepresentativeActor, StaffActor
from arende_web.api.operations import Side
from arende_web.api.routes import OPERATIONS
from attrs import define, field, fields_dict

from tests.engine.clinic import AT_CHILDREN, CENTRE, COLLEAGUE, FOLLOW_UP, HEAD, NURSE

from .serving import Served, Visitor, identity


@define
class Client:
    """A program that calls the API with a token of its own."""

    site: Served
    http: httpx.Client = field(repr=False)

    def sign_in(self, actor: StaffActor | RepresentativeActor) -> "Client":
        fields = dict(parse_qsl(identity(self.site.clinic, actor)))
        told = self.http.post("/sign-in/demo", json={"fields": fields}).json()
        self.http.headers["authorization"] = f"Bearer {told['token']}"
        if isinstance(actor, StaffActor) and told["actor"] != f"staff:{actor.assignment}":
            told = self.http.post("/session", json={"chosen": actor.assignment}).json()
            self.http.headers["authorization"] = f"Bearer {told['token']}"
        return self

    def created(self, **more: object) -> str:
        body = {"patient": self.site.clinic.persons["anton"], "reason": FOLLOW_UP, **more}
        return str(self.http.post("/cases", json=body).json()["id"])


@pytest.fixture
def client(site: Served) -> Iterator[Client]:
    with httpx.Client(base_url=f"{site.base}/api/v1", trust_env=False, timeout=30) as http:
        yield Client(site, http)


def code(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem document."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code and problem["type"].endswith(problem["code"])
    assert problem["title"] and problem["detail"]
    return answer.status_code, problem["code"]


def test_a_day_of_work(client: Client) -> None:
    http = client.sign_in(NURSE).http
    assert http.get("/session").json()["actor"] == f"staff:{NURSE.assignment}"
    found = http.post("/patients/search", json={"text": "ant test"}).json()["items"]
    assert [row["name"] for row in found] == ["Anton Testberg"]
    reason = http.get("/reasons").json()["items"][0]["id"]
    case = http.post("/cases", json={"patient": found[0]["id"], "reason": reason, "days": 3}).json()["id"]
    assert [row["id"] for row in http.get("/inbox").json()["items"]] == [case]
    assert http.post(f"/cases/{case}/messages", json={"text": "Hej Anton", "seen": 0}).json()["id"] == case
    assert http.get(f"/cases/{case}").json()["can_reply"]["may"] is True
    assert http.post(f"/cases/{case}/notes", json={"text": "Ringde."}).status_code == 200
    assert http.post(f"/cases/{case}/documented", json={"up_to": 1}).status_code == 200
    lines = http.get(f"/cases/{case}/thread").json()["items"]
    assert [line["kind"] for line in lines] == ["happening", "message", "note", "happening"]
    assert http.put(f"/cases/{case}/draft", json={"text": "Och"}).status_code == 200
    assert http.get(f"/cases/{case}/draft").json()["draft"]["text"] == "Och"
    assert http.request("DELETE", f"/cases/{case}/draft").status_code == 200
    assert http.get(f"/cases/{case}/draft").json() == {"draft": None}
    assert http.post(f"/cases/{case}/close", json={"reason": "Klart"}).status_code == 200
    assert http.get("/cases", params={"list": "ended"}).json()["items"][0]["open"] is False
    assert http.get("/counts").json()["lists"]["ended"] == 1
    assert http.request("DELETE", "/session").status_code == 204
    assert code(http.get("/inbox")) == (401, "sign_in")


def test_the_patient_s_side(client: Client) -> None:
    case = client.sign_in(NURSE).created(message="Hej")
    http = client.sign_in(client.site.clinic.rep("anton")).http
    assert [row["id"] for row in http.get("/patient/cases").json()["items"]] == [case]
    assert http.post(f"/patient/cases/{case}/read", json={"up_to": 1}).status_code == 200
    assert http.post(f"/patient/cases/{case}/messages", json={"text": "Tack"}).status_code == 200
    assert [line["text"] for line in http.get(f"/patient/cases/{case}/thread").json()["items"]] == ["Hej", "Tack"]
    assert http.get("/patient/access-report").json()["patient"] == client.site.clinic.persons["anton"]
    assert http.get("/patient/contact-ways").json() == {"items": [], "next": None}
    assert code(http.get("/inbox")) == (403, "access.denied")
    others = client.sign_in(client.site.clinic.rep("karin")).http
    assert code(others.get(f"/patient/cases/{case}")) in [(403, "access.denied"), (404, "not_found")]


def test_the_same_key_is_the_same_command(client: Client) -> None:
    http = client.sign_in(NURSE).http
    body = {"patient": client.site.clinic.persons["anton"], "reason": FOLLOW_UP}
    first = http.post("/cases", json=body, headers={"idempotency-key": "k-1"}).json()
    again = http.post("/cases", json=body, headers={"idempotency-key": "k-1"}).json()
    assert (first["id"], first["repeated"], again["id"], again["repeated"]) == (first["id"], False, first["id"], True)
    other = http.post("/cases", json={**body, "days": 5}, headers={"idempotency-key": "k-1"})
    assert code(other) == (422, "command.reused")
    assert code(http.post("/cases", json=body, headers={"idempotency-key": "x" * 129}))[0] == 422


@pytest.mark.spec("B20")
def test_a_stale_send_is_refused_and_sent_all_the_same(client: Client) -> None:
    case = client.sign_in(NURSE).created(message="Hej")
    http = client.http
    anton = Client(client.site, httpx.Client(base_url=http.base_url, trust_env=False, timeout=30))
    with anton.http:
        anton.sign_in(client.site.clinic.rep("anton")).http.post(
            f"/patient/cases/{case}/messages", json={"text": "Vänta"}
        )
    body = {"text": "Då säger vi så", "seen": 1}
    refused = http.post(f"/cases/{case}/messages", json=body)
    assert code(refused)[0] == 409
    assert http.post(f"/cases/{case}/messages", json={**body, "despite_new": True}).status_code == 200


def test_pages_follow_each_other(client: Client) -> None:
    http = client.sign_in(NURSE).http
    made = {client.created() for _ in range(5)}
    seen: list[str] = []
    params: Mapping[str, str] = {"limit": "2"}
    while True:
        page = http.get("/inbox", params=params).json()
        assert len(page["items"]) <= 2
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        params = {"limit": "2", "after": page["next"]}
    assert len(seen) == 5 and set(seen) == made


WRONG: Final = [
    ("POST", "/cases", {"patient": 5, "reason": "x"}, (422, "input.invalid"), "patient"),
    ("POST", "/cases", {"patient": "SE1.x", "reason": "SE1.y", "raeson": 1}, (422, "input.invalid"), "raeson"),
    ("POST", "/cases", {"patient": "SE1.x", "reason": "SE1.y"}, (404, "not_found"), "patient"),
    ("POST", "/cases/SE1.nope/messages", {"text": "x", "seen": -1}, (422, "input.invalid"), "seen"),
    ("POST", "/patients/search", {"text": "x", "limit": 0}, (422, "input.invalid"), "limit"),
    ("POST", "/patients/search", {"text": "x", "more": 0}, (422, "input.invalid"), "more"),
    ("GET", "/cases/SE1.nope", None, (403, "access.denied"), None),
    ("GET", "/inbox?limit=0", None, (422, "input.invalid"), "limit"),
    ("GET", "/inbox?limit=1&limit=2", None, (422, "input.invalid"), "limit"),
    ("GET", "/inbox?lmit=1", None, (422, "input.invalid"), "lmit"),
    ("GET", "/cases?list=mine", None, (422, "input.invalid"), "list"),
    ("GET", "/inbox?after=!", None, (422, "input.invalid"), "after"),
    ("GET", "/nowhere", None, (404, "http.404"), None),
    ("PATCH", "/inbox", None, (405, "http.405"), None),
]


def test_what_is_wrong_is_told_with_its_field(client: Client) -> None:
    http = client.sign_in(NURSE).http
    for method, path, body, told, place in WRONG:
        swedish = http.request(method, path, json=body)
        english = http.request(method, path, json=body, headers={"accept-language": "en"})
        assert code(swedish) == code(english) == told, (method, path, swedish.text)
        assert swedish.json().get("field") == place
        assert swedish.json()["detail"] != english.json()["detail"], (method, path)


def test_a_whole_number_may_have_a_decimal_point(client: Client) -> None:
    http = client.sign_in(NURSE).http
    assert len(http.post("/patients/search", json={"text": "test", "limit": 1.0}).json()["items"]) == 1
    assert code(http.post("/patients/search", json={"text": "test", "limit": 1.5}))[0] == 422


def test_bodies_that_are_no_json_object(client: Client) -> None:
    http = client.sign_in(NURSE).http
    as_json = {"content-type": "application/json"}
    for content in (b"[1]", b"{", b'{"text": "\\ud800"}', b"\xff", b"[" * 100_000):
        assert code(http.post("/patients/search", content=content, headers=as_json)) == (400, "body.unreadable")
    assert code(http.post("/patients/search", data={"text": "x"})) == (415, "body.media")
    huge = b'{"text": "' + b"x" * 300_000 + b'"}'
    assert code(http.post("/patients/search", content=huge, headers=as_json)) == (413, "body.too_large")
    assert code(http.post("/patients/search"))[0] == 422


def test_who_is_known_by_a_cookie_shows_that_the_call_is_its_own(client: Client) -> None:
    visitor: Visitor = client.site.visitor().sign_in(client.site.clinic, NURSE)
    client.http.cookies.update(visitor.client.cookies)
    csrf = client.http.get("/session").json()["csrf"]
    search = {"text": "anton"}
    assert code(client.http.post("/patients/search", json=search)) == (403, "forged")
    assert code(client.http.post("/patients/search", json=search, headers={"x-csrf-token": "0"})) == (403, "forged")
    assert client.http.post("/patients/search", json=search, headers={"x-csrf-token": csrf}).status_code == 200
    # A token that is given and does not hold is not made up for by a cookie.
    assert code(client.http.get("/inbox", headers={"authorization": "Bearer no"})) == (401, "sign_in")


def test_nobody_comes_in_without_a_way(client: Client) -> None:
    assert code(client.http.post("/sign-in/nope", json={"fields": {}})) == (401, "sign_in.way.unknown")
    assert code(client.http.post("/sign-in/demo", json={"fields": {}}))[0] == 401
    assert code(client.http.post("/sign-in/demo", json={})) == (422, "input.invalid")
    http = client.sign_in(NURSE).http
    assert code(http.post("/session", json={"chosen": "SE2.greta-ssk-vc"})) == (403, "session.choice")
    assert http.get("/session/choices").json()["assignments"]


def test_every_operation_needs_someone_who_is_signed_in(client: Client) -> None:
    for one in OPERATIONS:
        if one.side is not Side.NOBODY:
            answer = client.http.request(one.method, one.path.replace("{", "SE1.").replace("}", ""))
            assert code(answer) == (401, "sign_in"), one.id
            assert answer.headers["www-authenticate"] == "Bearer"


def test_a_head_sees_the_unit_s_cases(client: Client) -> None:
    case = client.sign_in(NURSE).created()
    http = client.sign_in(HEAD).http
    assert [row["id"] for row in http.get("/unit/cases").json()["items"]] == [case]
    assert http.get("/pool").json()["items"] == []
    assert http.get("/undocumented").status_code == http.get("/colleagues").status_code == 200
    assert http.get("/ledger").status_code == http.get("/templates").status_code == 200


@pytest.mark.spec("B19", "B7")
def test_absence_templates_and_drafts(client: Client) -> None:
    http = client.sign_in(HEAD).http
    away = {"assignment": NURSE.assignment, "by": COLLEAGUE.assignment, "last_day": "2026-12-01"}
    assert http.post("/absences", json=away).status_code == 200
    assert [row["last_day"] for row in http.get("/absences").json()["items"]] == ["2026-12-01"]
    assert http.post(f"/absences/{NURSE.assignment}/end").status_code == 200
    assert http.get("/absences").json()["items"] == []

    kept = {"name": "Hälsning", "text": "Hej {namn}", "assignment": HEAD.assignment}
    assert http.put("/templates/SE1.egen", json=kept).status_code == 200
    assert http.get("/templates/SE1.egen").json()["text"] == "Hej {namn}"
    assert http.post("/templates/SE1.egen/retire").status_code == 200
    assert code(http.get("/templates/SE1.egen"))[0] == 404

    http = client.sign_in(NURSE).http
    case = client.created()
    http.put(f"/cases/{case}/draft", json={"text": "Hej, Ant"})
    (begun,) = http.get("/drafts").json()["items"]
    assert (begun["draft"]["text"], begun["row"]["id"]) == ("Hej, Ant", case)


@pytest.mark.spec("B24")
def test_another_unit_is_read_by_an_active_choice_with_a_purpose(client: Client) -> None:
    case = client.sign_in(NURSE).created()
    http = client.sign_in(AT_CHILDREN).http
    assert code(http.get(f"/cases/{case}"))[0] == 403
    assert code(http.get("/session/unit/cases"))[0] == 403
    assert CENTRE in [row["id"] for row in http.get("/units").json()["items"]]
    assert code(http.post("/session/unit", json={"unit": CENTRE, "purpose": "curiosity"}))[0] == 422
    assert code(http.post("/session/unit", json={"unit": "SE1.nowhere", "purpose": "care"})) == (404, "not_found")
    before = http.headers["authorization"]
    token = http.post("/session/unit", json={"unit": CENTRE, "purpose": "care"}).json()["token"]
    assert code(http.get("/inbox")) == (401, "sign_in"), "the token before is void"
    http.headers["authorization"] = f"Bearer {token}"
    assert before != http.headers["authorization"]
    assert [row["id"] for row in http.get("/session/unit/cases").json()["items"]] == [case]
    assert http.get(f"/cases/{case}").status_code == 200
    http.headers["authorization"] = f"Bearer {http.request('DELETE', '/session/unit').json()['token']}"
    assert code(http.get(f"/cases/{case}"))[0] == 403


@pytest.mark.spec("B8")
def test_a_note_is_in_what_is_handed_out_on_a_ground_and_not_in_the_entry(client: Client) -> None:
    case = client.sign_in(NURSE).created(message="Hej")
    http = client.http
    http.post(f"/cases/{case}/notes", json={"text": "Orolig mamma"})
    entry = http.get(f"/cases/{case}/entry")
    assert "Hej" in entry.text and "Orolig" not in entry.text
    assert "Orolig" in http.post(f"/cases/{case}/disclosure", json={"ground": "court"}).text
    assert code(http.post(f"/cases/{case}/disclosure", json={"ground": "because"}))[0] == 422


@pytest.mark.spec("S5")
def test_the_other_guardian_meets_nothing_of_the_case(client: Client) -> None:
    """By any operation of the patient's side, with the case named: refused as one that is not there, and not listed."""
    clinic = client.site.clinic
    case = clinic.open_case("elsa", rep="karin")
    clinic.say(case, "Hur kliar det?")
    http = client.sign_in(clinic.rep("erik")).http
    nowhere = "SE1.nowhere"
    for one in OPERATIONS:
        if one.side is not Side.PATIENT:
            continue
        bodies: Mapping[str, object] = {"text": "x", "up_to": 1}
        sent = None if one.body is None else {k: v for k, v in bodies.items() if k in fields_dict(one.body)}
        answers = []
        for id in (case, nowhere):
            path = one.path.replace("{case}", id).replace("{ticket}", "SE1.nowhere")
            answer = http.request(one.method, path, json=sent)
            answers.append((answer.status_code, answer.text.replace(id, "")))
        assert "{case}" not in one.path or answers[0] == answers[1], one.id
        assert case not in answers[0][1] and "kliar" not in answers[0][1], one.id
    assert http.get("/patient/cases").json()["items"] == []
    assert clinic.persons["elsa"] not in http.get("/patient/access-report").text
