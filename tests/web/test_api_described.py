"""What is published of the API has all that rows and commands have: a new field does not go missing unseen."""

from typing import Final, get_args

from arende.views.drafts import DraftRow
from arende.views.opening import OpeningForm
from arende.views.rows import CaseRow
from arende.views.thread import ThreadLine
from arende.wire.names import COMMANDS_BY_NAME
from arende_web.api import schemas
from arende_web.api.openapi import PLACE, document
from arende_web.api.routes import OPERATIONS
from attrs import fields_dict

OF_THE_ADDRESS: Final = frozenset(
    {
        "child",
        "patient",
        "provider",
    }
)
"""What the address, or the session, says under another name."""
NOT_OFFERED: Final = frozenset(
    {("register_person", "deceased"), ("register_person", "alive"), ("cancel_ticket", "reason")}
)
"""Left out on purpose: a death comes from the directory, and is taken back there; patients give no reason."""


THE_SYSTEM_S: Final = frozenset(
    {
        "begin_sms",
        "record_sms_outcome",
        "record_sms_report",
        "note_sms_reply",
        "record_export",
        "note_phase_end",
        "note_unread",
        "note_representative_lost",
        "note_assignment_empty",
        "remind_unread",
        "return_case",
        "redact_text",
        "place_hold",
        "lift_hold",
    }
)
"""What became of something, as the system tells itself: no face gives it."""
THE_REGISTER_S: Final = frozenset(
    {
        "register_provider",
        "register_unit",
        "register_role",
        "register_staff",
        "register_assignment",
        "end_assignment",
        "register_reason",
    }
)
"""The provider's register: its operator's, by `arende import` or the command line, and nobody's who is signed in."""


def test_a_command_has_an_operation_or_a_reason_for_having_none() -> None:
    offered = {one.command for one in OPERATIONS if one.command}
    assert offered | THE_SYSTEM_S | THE_REGISTER_S == set(COMMANDS_BY_NAME)
    assert not offered & (THE_SYSTEM_S | THE_REGISTER_S)


def test_rows_are_published_whole() -> None:
    assert set(fields_dict(CaseRow)) == set(fields_dict(schemas.Case))
    assert set(fields_dict(DraftRow)) == set(fields_dict(schemas.BegunDraft))
    assert set(fields_dict(OpeningForm)) == set(fields_dict(schemas.Opening))
    for line in get_args(ThreadLine):
        assert set(fields_dict(line)) <= set(fields_dict(schemas.Line)), line


def test_every_field_of_a_command_is_in_its_body_or_its_address() -> None:
    for one in OPERATIONS:
        if not one.command:
            continue
        command = COMMANDS_BY_NAME[one.command]
        body = set() if one.body is None else set(fields_dict(one.body))
        wanted = set(fields_dict(command)) - set(PLACE.findall(one.path))
        left = {name for name in wanted - body - OF_THE_ADDRESS if (one.command, name) not in NOT_OFFERED}
        if one.side == "patient":
            left -= {
                "seen",
                "despite_new",
                "template",
                "despite_no_sms",
            }  # a patient's send is never stale, and they have no templates
        assert left == set(), (one.id, left)
        assert body <= set(fields_dict(command)), one.id


def test_operations_are_described_once_and_links_lead_somewhere() -> None:
    ids = [one.id for one in OPERATIONS]
    assert len(ids) == len(set(ids))
    places = {one.id: PLACE.findall(one.path) for one in OPERATIONS}
    for one in OPERATIONS:
        for leads in one.leads:
            assert leads.param in places[leads.to], (one.id, leads)
    described = document(OPERATIONS, "/arende")
    assert described["openapi"] == "3.1.0" and described["servers"] == [{"url": "/arende/api/v1"}]
