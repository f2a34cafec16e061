"""Commands to plain data and back: digests, timers, and what faces send. Access and rules are the domain's.

`parse_command` reads what people typed (identifiers, phone numbers, days); `decode_command` reads what we wrote.
"""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TypeAlias

import orjson
from returns.result import Failure, Result, Success

from arende.domain.commands import Command, SendMessage
from arende.domain.person import Fault, Identifier, IdSystem, parse, reserve
from arende.domain.phase import whole_days
from arende.domain.refusals import IdentifierInvalid, InputInvalid, PhaseLengthInvalid, PhoneInvalid

from .converter import Flaw, Language, WireError, said, structure, unstructure
from .names import COMMANDS, COMMANDS_BY_NAME
from .phone import e164

ParseRefusal: TypeAlias = InputInvalid | IdentifierInvalid | PhoneInvalid | PhaseLengthInvalid
"""Why input is no command. Where the domain has a refusal for it, that one is given, with its stable code."""


def digest(command: Command) -> bytes:
    """SHA-256 (32 bytes) of the command in canonical JSON, its name included: sorted keys, no spaces, times in UTC."""
    return sha256(canonical(command)).digest()


def canonical(command: Command) -> bytes:
    """The bytes that the digest is of."""
    if type(command) is SendMessage:
        try:
            # Keys in sorted order by hand: this one is given for every message.
            return orjson.dumps(
                {
                    "case": command.case,
                    "command": "send_message",
                    "despite_new": command.despite_new,
                    "despite_no_sms": command.despite_no_sms,
                    "seen": command.seen,
                    "template": command.template,
                    "text": command.text,
                }
            )
        except orjson.JSONEncodeError:
            pass
    plain = command_plain(command)
    try:
        return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        # Lone surrogates and boundless numbers: the domain refuses them, but only after the digest was taken.
        return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode("ascii")


def command_plain(command: Command) -> dict[str, object]:
    """The command as JSON-able data, its name under `command`."""
    return {"command": COMMANDS[type(command)], **unstructure(command)}


def command_from(plain: object) -> Command:
    """The command that `command_plain` gave. Raises WireError."""
    if not isinstance(plain, dict):
        raise WireError((Flaw("", "object"),))
    fields = {key: value for key, value in plain.items() if key != "command"}
    cls = COMMANDS_BY_NAME.get(str(plain.get("command")))
    if cls is None:
        raise WireError((Flaw("command", "choice"),))
    return structure(fields, cls)


def encode_command(command: Command) -> bytes:
    """`{"command": "send_message", "case": …, "text": …}`"""
    return orjson.dumps(command_plain(command))


def decode_command(body: bytes) -> Command:
    """The command that `encode_command` wrote. Raises WireError."""
    try:
        return command_from(orjson.loads(body))
    except orjson.JSONDecodeError:
        raise WireError((Flaw("", "form"),)) from None


def parse_command(
    name: str, data: Mapping[str, object], today: date, lang: Language = "sv"
) -> Result[Command, ParseRefusal]:
    """The command of that name from a face's input: fields as in the command, as JSON holds them.

    Read as people type them: `identifier` (personnummer or samordningsnummer in any form, or `{"system", "value"}` for
    reserve numbers), `phone` (to E.164; blank: none) and `days` («3 650»). `today` settles centuries; `lang` is the
    language of `InputInvalid.problem`. The first fault is given.
    """
    cls = COMMANDS_BY_NAME.get(name)
    if cls is None:
        return Failure(InputInvalid("command", said("choice", lang)))
    fields = dict(data)
    fault = read_typed(fields, today)
    if fault is not None:
        return Failure(fault)
    try:
        return Success(structure(fields, cls))
    except WireError as error:
        flaw = error.faults[0]
        return Failure(InputInvalid(flaw.path, said(flaw.problem, lang)))


def read_typed(fields: dict[str, object], today: date) -> IdentifierInvalid | PhoneInvalid | PhaseLengthInvalid | None:
    """Put the fields that people type in the form that commands have; the refusal for one that cannot be read."""
    typed = fields.get("identifier")
    identifier = read_identifier(typed, today)
    if isinstance(identifier, Fault):
        return IdentifierInvalid(identifier)
    if identifier is not None:
        fields["identifier"] = unstructure(identifier)
    phone = fields.get("phone")
    if isinstance(phone, str):
        fields["phone"] = e164(phone) if phone.strip() else None
        if phone.strip() and fields["phone"] is None:
            return PhoneInvalid()
    days = fields.get("days")
    if isinstance(days, str):
        fields["days"] = days = whole_days(days)
        if days is None:
            return PhaseLengthInvalid()
    if days is not None and type(days) is not int:
        return PhaseLengthInvalid()
    return None


def read_identifier(typed: object, today: date) -> Identifier | Fault | None:
    """An identifier as text or `{"system", "value"}`; None for what is neither, which the converter then names."""
    if isinstance(typed, str):
        return parse(typed, today)
    if not isinstance(typed, dict):
        return None
    try:
        stated = structure(typed, Identifier)
    except WireError:
        return None
    if stated.system in (IdSystem.PERSONNUMMER, IdSystem.SAMORDNINGSNUMMER):
        found = parse(stated.value, today)
        return found if isinstance(found, Fault) or found.system is stated.system else Fault.FORM
    return reserve(stated.system, stated.value)
