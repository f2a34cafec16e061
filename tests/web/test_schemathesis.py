"""schemathesis over the whole API: what is described is taken, what is not is refused, answers are as described.

A call that is as described may still be refused by a rule (422 with the rule's code), so only that a 422 is not for its
form is asked of those. Seeds are fixed; the slow run draws more, and follows the links from answer to call.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

import httpx
import pytest
import schemathesis
from arende.domain import commands as c
from arende.domain.actor import RepresentativeActor, StaffActor
from arende_web import WebSettings, create_app
from arende_web.api.routes import OPERATIONS
from arende_web.settings import Rates
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test
from hypothesis.strategies import SearchStrategy, booleans, datetimes, timedeltas
from schemathesis import Case, CheckContext, Response
from schemathesis.config import SchemathesisConfig
from schemathesis.core.adapter import OperationParameter, ResponsesContainer
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.formats import unregister_string_format

from tests.engine.clinic import FOLLOW_UP, HEAD

from .serving import Served, identity, served

Call: TypeAlias = Case[APIOperation[OperationParameter, ResponsesContainer[object], object, BaseSchema]]
ENDS_THE_SESSION: Final = frozenset(one.id for one in OPERATIONS if one.ends)
PUSHES: Final = "pushDirectory"
"""Has a token of its own, and a body that is no JSON: `test_push.py`."""
CURSOR: Final = "after"
"""As described any text is a cursor; only ours are."""
CONFIG: Final = {
    "checks": {
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "401", "403", "404", "409", "422"],
        }
    }
}


MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)
ZONES: Final = timedeltas(MINUTE - DAY, DAY - MINUTE).map(lambda off: timezone(off // MINUTE * MINUTE))
MOMENTS: Final = datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=ZONES).map(datetime.isoformat)  # noqa: DTZ001 (made aware)
"""Times as `Moment` describes them. By itself schemathesis draws from all years, and throws nearly all away."""


@pytest.fixture(scope="module", autouse=True)
def moments() -> Iterator[None]:
    schemathesis.openapi.format("date-time", MOMENTS)
    yield
    unregister_string_format("date-time")


@pytest.fixture
def base(site: Served) -> Iterator[str]:
    """Where the API is, without limits."""
    app = create_app(site.clinic.engine, WebSettings(rates=Rates(sign_in=0, search=0, send=0)))
    with served(app) as address:
        yield f"{address}/api/v1"


def token(base: str, site: Served, actor: StaffActor | RepresentativeActor) -> str:
    """Of a session that has just begun."""
    fields = dict(parse_qsl(identity(site.clinic, actor)))
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as http:
        told = http.post("/sign-in/demo", json={"fields": fields}).json()
        if isinstance(actor, StaffActor) and told["actor"] is None:
            bearer = {"authorization": f"Bearer {told['token']}"}
            told = http.post("/session", json={"chosen": actor.assignment}, headers=bearer).json()
    return str(told["token"])


def known_ids(site: Served) -> Mapping[str, str]:
    """What addresses can name, of each kind."""
    clinic = site.clinic
    ticket = clinic.do(c.CreateTicket(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Ring"), HEAD)
    case = clinic.open_case("anton", HEAD)
    clinic.say(case, "Hej", HEAD)
    person = clinic.persons["anton"]
    return {"case": case, "visit": clinic.open_visit("anton", HEAD), "ticket": ticket.ids["ticket"], "person": person}


def by_rule(_: CheckContext, response: Response, __: Call) -> bool | None:
    """What is as described is not refused for its form."""
    if response.status_code in (400, 422):
        told = response.json()
        assert told["code"] not in ("input.invalid", "body.unreadable") or told.get("field") == CURSOR, told
    return None


def walk(base: str, site: Served, examples: int, only: Container[str] | None = None) -> int:
    """Calls to every operation, or to some, as described and not; how many."""
    staff, patient = token(base, site, HEAD), token(base, site, site.clinic.rep("anton"))
    known, calls = known_ids(site), 0
    schema = schemathesis.openapi.from_url(f"{base}/openapi.json", config=SchemathesisConfig.from_dict(CONFIG))
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        name = str(operation.definition.raw["operationId"])
        if name == PUSHES or (only is not None and name not in only):
            continue
        side = site.clinic.rep("anton") if "/patient/" in operation.path else HEAD
        kept = patient if side is not HEAD else staff
        ends = name in ENDS_THE_SESSION

        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            bearer = partial(token, base, site, side) if ends else partial(str, kept)
            strategy = operation.as_strategy(generation_mode=mode)
            calls += tried(strategy, mode is GenerationMode.POSITIVE, examples, bearer, known)
    return calls


def tried(
    strategy: SearchStrategy[Call], positive: bool, examples: int, bearer: Callable[[], str], known: Mapping[str, str]
) -> int:
    """Calls to one operation, as described or not; how many."""
    calls = 0

    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, real=booleans())
    def check(case: Call, real: bool) -> None:
        nonlocal calls
        calls += 1
        if positive and real:
            case.path_parameters |= {name: known[name] for name in case.path_parameters if name in known}
        headers = {"Authorization": f"Bearer {bearer()}"}
        case.call_and_validate(headers=headers, additional_checks=[by_rule] if positive else [])

    check()
    return calls


def test_a_few_calls_to_some_operations(base: str, site: Served) -> None:
    assert walk(base, site, 2, ("createCase", "sendMessage", "searchPatients", "inbox", "ownThread")) >= 10


@pytest.mark.slow
def test_many_calls_to_every_operation(base: str, site: Served) -> None:
    assert walk(base, site, 12) > 1000


@pytest.mark.slow
def test_links_lead_from_answer_to_call(base: str, site: Served) -> None:
    known_ids(site)
    bearer = token(base, site, HEAD)
    document = httpx.get(f"{base}/openapi.json", trust_env=False, timeout=60).json()
    for path in [
        path for path in document["paths"] if path.startswith(("/patient/", "/session", "/sign-in", "/directory"))
    ]:
        del document["paths"][path]
    document["servers"] = [{"url": base}]
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(CONFIG))

    told = {"base_url": base, "headers": {"Authorization": f"Bearer {bearer}"}}
    links = type("Links", (schema.as_state_machine(),), {"get_call_kwargs": lambda _, __: told})
    run_state_machine_as_test(
        links,
        settings=settings(
            max_examples=10,
            stateful_step_count=6,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
