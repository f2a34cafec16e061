"""The register that `http` asks, as its documentation tells it: strict, and with the register in memory behind it."""

import json
from typing import Final

from arende.ports.directory import DirectoryError, UnknownCursor
from arende.ports.sms import SmsRequest

from ..directory.scripted import Register, ScriptedDirectory
from .server import Got, Reply

TOKEN: Final = "t0ken-Qq7x-of-the-register"  # noqa: S105 -- invented
PATH: Final = "/register/changes"
LINES: Final = "application/x-ndjson"


class RegisterSide:
    """A register that is asked with a token."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.left: list[SmsRequest] = []

    def answer(self, got: Got) -> Reply:
        """Every line with its cursor, and at the end that this was all, unless the register breaks off."""
        if (got.method, got.path) != ("GET", PATH) or set(got.query) - {"since"}:
            return Reply(status=404)
        if got.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(status=401)
        said: list[str] = []
        try:
            for one in ScriptedDirectory(self.register, TOKEN).changes(got.query.get("since")):
                line = json.loads(one.line)
                said.append(json.dumps({"cursor": one.cursor, "line": line}, ensure_ascii=False))
        except UnknownCursor:
            return Reply(status=410)
        except DirectoryError:
            pass
        else:
            said.append('{"end": true}')
        body = "".join(f"{line}\n" for line in said).encode()
        return Reply(status=200, body=body, headers={"content-type": LINES})
