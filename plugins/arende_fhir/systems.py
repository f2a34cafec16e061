"""Identifier systems, and the stable identifiers and references made of them. Pure; the defaults are HL7 Sweden's.

A resource is known by (type, system, value) for ever: its `urn:uuid` in a transaction is a UUID 5 of these three.
"""

import re
from typing import Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from arende.ports.journal import JournalPerson
from attrs import frozen

from .r4 import Identifier, Reference

HSA: Final = re.compile(r"SE[0-9]{10}-[0-9A-Z]{1,20}", re.ASCII)
"""What an HSA-id looks like; an id of the directory that does not is the host's own."""
V2: Final = "http://terminology.hl7.org/CodeSystem/v2-0203"


@frozen(kw_only=True)
class Systems:
    """Which URI stands for which issuer, and codes that differ between receivers."""

    personnummer: str = "http://electronichealth.se/identifier/personnummer"
    samordningsnummer: str = "http://electronichealth.se/identifier/samordningsnummer"
    reserve: str = "http://electronichealth.se/identifier/nationelltReservnummer"
    hsa: str = "urn:oid:1.2.752.29.4.19"
    own: str = "urn:arende"
    """Begins the systems of what arende numbers itself: `urn:arende:case`, `urn:arende:message`."""
    security: str = "http://hl7.se/fhir/ig/base/CodeSystem/SecurityLabel"
    security_code: str = "sekretessmarkering"
    note_type: str = "urn:oid:1.2.752.129.2.2.2.11"
    """KV Anteckningstyp."""
    note_code: str = "auf"
    """A note without a physical meeting."""
    contact_type: str = "https://terminologitjansten.inera.se/inera-kodverksforvaltning/kodverk/kv_vardkontakttyp"
    contact_code: str = ""
    """Of KV Vårdkontakttyp; empty: none is told."""

    def mine(self, kind: str, value: str) -> Identifier:
        """An identifier that arende gives."""
        return {"system": f"{self.own}:{kind}", "value": value}

    def person(self, person: JournalPerson) -> Identifier | None:
        """The person's identifier; None where it is withheld."""
        if not person.identifier:
            return None
        known = {
            "personnummer": self.personnummer,
            "samordningsnummer": self.samordningsnummer,
            "nrid": self.reserve,
        }
        # A provider's own reserve numbers are unique within it only: another's would be another person.
        local = f"{self.own}:person:{person.system}:{person.id.partition('.')[0]}"
        system = known.get(person.system, local)
        return {"system": system, "value": person.identifier}

    def of_directory(self, kind: str, id: str, code: str) -> Identifier:
        """The HSA-id where the directory's id ends in one, else an identifier of arende's. `code`: of table v2-0203."""
        local = id.partition(".")[2] or id
        if not HSA.fullmatch(local):
            return self.mine(kind, id)
        return {"type": {"coding": [{"system": V2, "code": code}]}, "system": self.hsa, "value": local}


def urn(kind: str, identifier: Identifier) -> str:
    """The `fullUrl` of a resource in every transaction that holds it."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '|'.join((kind, identifier['system'], identifier['value'])))}"


def reference(kind: str, identifier: Identifier) -> Reference:
    """A reference to it, which the server exchanges for its own."""
    return {"reference": urn(kind, identifier), "type": kind}


def query(identifier: Identifier) -> str:
    """The search for it, as a query."""
    return f"identifier={quote(identifier['system'], safe='')}%7C{quote(identifier['value'], safe='')}"
