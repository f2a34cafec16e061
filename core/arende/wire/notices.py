"""The state of an SMS notice as a head's body; one that was kept before a notice had tries is read as having one."""

from typing import Final

import orjson

from arende.domain.notice.model import Notice

from .converter import structure

OF_A_TRY: Final = ("provider", "provider_id", "state", "code", "at")


def notice_from(data: bytes) -> Notice:
    """Raises WireError, KeyError or ValueError where the body is not of any form that was ever written."""
    body: dict[str, object] = orjson.loads(data)
    return structure(body if "tries" in body else with_one_try(body), Notice)


def with_one_try(body: dict[str, object]) -> dict[str, object]:
    """It had its latest outcome, and was what that was: accepted, failed or uncertain."""
    one = {name: body[name] for name in OF_A_TRY}
    kept = {name: value for name, value in body.items() if name not in one}
    tried = {**one, "cause": None, "begun": body["at"]}
    return {**kept, "message": None, "key": None, "tries": [tried], "waits": False, "earlier": 0, "at": body["at"]}
