"""Cursors of keyset pages as opaque text: where the page before ended. A cursor tells no name and no identifier."""

import base64
import binascii

import orjson


def encode_cursor(value: int | str, stream: str) -> str:
    """The place after the row that has this order value and stream."""
    return base64.urlsafe_b64encode(orjson.dumps([value, stream])).decode().rstrip("=")


def decode_cursor(text: str) -> tuple[int | str, str] | None:
    """The place; None if the text is no cursor of ours."""
    try:
        raw = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    match raw:
        case [int() | str() as value, str() as stream]:
            return value, stream
        case _:
            return None
