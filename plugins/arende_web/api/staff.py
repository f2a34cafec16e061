"""Operations of staff: lists, cases and what is done in them. Persons, visits and tickets are in `staff_people`."""

from typing import Final

from arende.cli.plain import plain, thread_line
from arende.domain.ids import CaseId, TemplateId, UnitId
from arende.engine.case_orders import CaseList
from arende.views.drafts import Draft
from attrs import AttrsInstance

from . import bodies, bodies_record
from .bodies import Written
from .call import Call
from .operations import PAGE, Leads, Method, Operation, Param, Side, asks, gives
from .schemas import Case, Counts, Line, Listed, MaybeDraft, MaybeTemplate, Proposal

STAFF: Final = Side.STAFF
LIST: Final = Param(name="list", about="Which list.", choices=tuple(one.value for one in CaseList))
RECORDS: Final = (
    Param(name="after", about="`next` of the page before.", number=(0, 2**31 - 1)),
    Param(name="limit", about="Records of the page.", number=(1, 500)),
)
FROM_TEMPLATE: Final = Param(name="template", about="A template; without it, the messages as they stand.", id=True)
TO_CASE: Final = Leads(to="case", param="case")
FIRST: Final = Leads(to="case", param="case", value="$response.body#/items/0/id")


def which(call: Call, otherwise: CaseList) -> CaseList:
    """The list that is asked for. Raises Refused."""
    return CaseList(call.choice("list", LIST.choices, otherwise.value))


def own_unit(call: Call) -> UnitId:
    return call.engine.queries.own_unit(call.staff) or UnitId("")


def case_id(call: Call) -> CaseId:
    return CaseId(call.path["case"])


def inbox(call: Call) -> object:
    return call.many(call.engine.queries.inbox(call.staff, after=call.after, limit=call.limit))


def own(call: Call) -> object:
    queries, wanted = call.engine.queries, which(call, CaseList.ONGOING)
    return call.many(queries.cases_of_assignment(call.staff, wanted, after=call.after, limit=call.limit))


def pool(call: Call) -> object:
    wanted = which(call, CaseList.TO_DO)
    return call.many(call.engine.queries.pool(call.staff, None, wanted, after=call.after, limit=call.limit))


def unit(call: Call) -> object:
    queries, wanted = call.engine.queries, which(call, CaseList.ONGOING)
    return call.many(queries.cases_of_unit(call.staff, own_unit(call), wanted, after=call.after, limit=call.limit))


def undocumented(call: Call) -> object:
    return call.many(call.engine.queries.undocumented(call.staff, after=call.after, limit=call.limit))


def counts(call: Call) -> object:
    queries, actor = call.engine.queries, call.staff
    ledger = call.asked(queries.ledger_count(actor))
    totals = call.asked(queries.counters(actor))
    return {
        "to_do": totals.to_do,
        "ongoing": totals.ongoing,
        "covered": totals.covered,
        "pool": totals.pool,
        "lists": {one.value: count for one, count in call.asked(queries.counts(actor)).items()},
        "unread": call.asked(queries.unread(actor)),
        "ledger_visits": ledger.visits,
        "ledger_tickets": ledger.tickets,
        "undocumented": call.asked(queries.undocumented_count(actor)),
    }


def case(call: Call) -> object:
    return call.one(call.engine.queries.case(call.acting, case_id(call)))


def thread(call: Call) -> object:
    after = call.number("after", 0, 0, 2**31 - 1)
    page = call.asked(call.engine.queries.thread(call.acting, case_id(call), after=after, limit=call.limit))
    return {"items": [thread_line(line, call.asker.lang) for line in page.items], "next": page.next}


def draft(call: Call) -> object:
    found: Draft | None = call.asked(call.engine.queries.draft(call.acting, case_id(call)))
    return {"draft": plain(found)}


def note_proposal(call: Call) -> object:
    template = call.query.get("template")
    chosen = TemplateId(template) if template else None
    return plain(call.asked(call.engine.queries.note_proposal(call.staff, case_id(call), chosen, call.asker.lang)))


def first_message(call: Call) -> object:
    return {"template": plain(call.asked(call.engine.queries.first_message(call.staff, case_id(call))))}


def act(
    id: str, path: str, about: str, command: str, body: type[AttrsInstance] | None = None, method: Method = "POST"
) -> Operation:
    """Something staff do in a case."""
    return gives(id, f"/cases/{{case}}{path}", STAFF, about, command, body, method=method, leads=(TO_CASE,))


OPERATIONS: Final = (
    asks(
        "inbox",
        "/inbox",
        STAFF,
        "Inkorg › Asynkrona besök: to deal with, longest wait first.",
        inbox,
        Listed[Case],
        PAGE,
        (FIRST,),
    ),
    asks("cases", "/cases", STAFF, "The assignment's own cases, by list.", own, Listed[Case], (LIST, *PAGE), (FIRST,)),
    asks("pool", "/pool", STAFF, "What anyone at the unit may take.", pool, Listed[Case], (LIST, *PAGE), (FIRST,)),
    asks(
        "unitCases",
        "/unit/cases",
        STAFF,
        "Enhetens ärenden, for who may see them all.",
        unit,
        Listed[Case],
        (LIST, *PAGE),
        (FIRST,),
    ),
    asks(
        "undocumented",
        "/undocumented",
        STAFF,
        "What does not stand in the health record yet.",
        undocumented,
        Listed[Case],
        PAGE,
        (FIRST,),
    ),
    asks("counts", "/counts", STAFF, "How much stands in each list. No patient is seen.", counts, Counts),
    gives("createCase", "/cases", STAFF, "«Slutför».", "create_case", bodies.NewCase, leads=(TO_CASE,)),
    asks("case", "/cases/{case}", STAFF, "One case, without its thread.", case, Case),
    asks("thread", "/cases/{case}/thread", STAFF, "Its thread, oldest first.", thread, Listed[Line], RECORDS),
    asks("draft", "/cases/{case}/draft", STAFF, "What the actor has begun to write.", draft, MaybeDraft),
    asks(
        "firstMessage",
        "/cases/{case}/first-message",
        STAFF,
        "What the first message is prefilled with.",
        first_message,
        MaybeTemplate,
    ),
    act("sendMessage", "/messages", "Write to the patient's side.", "send_message", bodies.NewMessage),
    act("correctMessage", "/corrections", "Correct a message.", "correct_message", bodies.NewCorrection),
    act("retractMessage", "/retractions", "Take a message back.", "retract_message", bodies.Retraction),
    act("addNote", "/notes", "An internal note.", "add_note", Written),
    act("saveDraft", "/draft", "Keep what is begun.", "save_draft", bodies.DraftText, "PUT"),
    act("discardDraft", "/draft", "Throw it away.", "discard_draft", None, "DELETE"),
    act(
        "markSeen",
        "/seen",
        "Read up to that message; by a lower number what follows is unread.",
        "mark_seen",
        bodies.UpTo,
    ),
    act("markHandled", "/handled", "Dealt with, without an answer.", "mark_handled", bodies.Handled),
    act(
        "markDocumented",
        "/documented",
        "Stands in the health record, up to that message.",
        "mark_documented",
        bodies_record.Documented,
    ),
    asks(
        "proposeJournalNote",
        "/cases/{case}/journal-note",
        STAFF,
        "What a journal note can be begun with: what is not documented yet, or a template that it fills.",
        note_proposal,
        Proposal,
        (FROM_TEMPLATE,),
    ),
    act(
        "signJournalNote",
        "/journal-notes",
        "A signed note, or a new version of one.",
        "sign_journal_note",
        bodies_record.JournalNote,
    ),
    act("handOver", "/hand-over", "To a colleague, or to the unit's pool.", "hand_over", bodies.HandOver),
    act("takeCase", "/take", "Take a case that nobody answers for.", "take_case"),
    act("extend", "/extend", "A later last day.", "extend_phase", bodies.LastDay),
    act("shorten", "/shorten", "An earlier last day.", "shorten_phase", bodies.LastDay),
    act("close", "/close", "End it now.", "close_case", bodies.Reason),
    act("reopen", "/reopen", "Open it again.", "reopen_case", bodies.Reopening),
    act(
        "changeRepresentative",
        "/representative",
        "Another representative.",
        "change_representative",
        bodies.Representative,
        "PUT",
    ),
    act("retrySms", "/retry-sms", "«Skicka SMS igen».", "retry_sms", bodies.Notice),
    act("exportCase", "/export", "To the health record.", "export_case", bodies_record.Export),
)
