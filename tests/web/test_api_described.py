"""What is published of the API has all that rows and commands have: a new field does not go missing unseen."""

from typing import Final, get_args

from arende.views.opening import OpeningForm
from arende.views.rows import CaseRow
from arende.views.thread import ThreadLine
from arende.wire.names import COMMANDS_BY_NAME
from arende_web.api import schemas
from arende_web.api.openapi import PLACE, document
from arende_web.api.routes import OPERATIONS
from attrs import fields_dict

OF_THE_ADDRESS: Final = frozenset({"child", "patient", "provider"})
"""What the address, or the session, says under another name."""
NOT_OFFERED: Final = frozenset({("register_person", "deceased"), ("cancel_ticket", "reason")})
"""Left out on purpose: a death comes from the directory; patients give no reason."""


def test_rows_are_published_whole() -> None:
    assert set(fields_dict(CaseRow)) == set(fields_dict(schemas.Case))
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
