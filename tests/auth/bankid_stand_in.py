"""A stand-in for BankID's RP API on this machine, with mutual TLS as BankID has it: no certificate of ours, no answer.

It is scripted: `outcome` is what the next questions for the outcome say. Also a conformance harness, `make`.
"""

import json
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import trustme
from arende.ports.auth import Challenge, IdentityKind, SignInContext
from arende.ports.config import AdapterConfig, Option
from arende.ports.http import RawRequest
from arende_auth.bankid.plugin import BankIdAuthenticator, BankIdFactory
from arende_conformance.auth.harness import Answer, Person
from arende_conformance.claims import Capability, claim
from arende_conformance.harness import Unsupported

from .json_server import Got, JsonServer, Reply, Route

TOKEN: Final = "67df3917-fa0d-44e5-b327-edcc928297f8"
SECRET: Final = "d28db9a7-4cde-429e-a983-359be676944c"
ROOT: Final = "/rp/v6.0"
USER: Final = {
    "personalNumber": "198001072381",
    "name": "Anton Åke Testberg",
    "givenName": "Anton Åke",
    "surname": "Testberg",
}


class BankId:
    """The stand-in and the certificates of both sides, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = trustme.CA()  # BankID's own
        self.members = trustme.CA()  # who issues certificates to relying parties
        self.authority.cert_pem.write_to_path(folder / "bankid.pem")
        self.write(self.members, "rp")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert("127.0.0.1").configure_cert(context)
        context.verify_mode = ssl.CERT_REQUIRED
        self.members.configure_trust(context)
        routes: dict[str, Route] = {f"{ROOT}/auth": self.auth, f"{ROOT}/collect": self.collect}
        routes[f"{ROOT}/cancel"] = lambda got: (200, {})
        self.server = JsonServer(routes, tls=context)
        self.outcome: Mapping[str, object] = {"status": "pending", "hintCode": "outstandingTransaction"}
        self.orders = 0

    def write(self, issuer: trustme.CA, name: str) -> None:
        """A relying party's certificate and key."""
        issued = issuer.issue_cert("relying-party.example")
        issued.private_key_pem.write_to_path(self.folder / f"{name}.key")
        issued.cert_chain_pems[0].write_to_path(self.folder / f"{name}.pem")

    def options(self, **other: Option) -> dict[str, Option]:
        options: dict[str, Option] = {"endpoint": f"{self.server.address}{ROOT}/"}
        options |= {"certificate_file": str(self.folder / "rp.pem"), "key_file": str(self.folder / "rp.key")}
        return {**options, "ca_file": str(self.folder / "bankid.pem"), **other}

    def open(self, **other: Option) -> BankIdAuthenticator:
        return BankIdFactory().open(AdapterConfig(name="bankid", options=self.options(**other)))

    def auth(self, got: Got) -> Reply:
        self.orders += 1
        order = {"orderRef": f"131daac9-16c6-4618-beb0-{self.orders:012}", "autoStartToken": "7c40b5c9 fa74"}
        return 200, {**order, "qrStartToken": TOKEN, "qrStartSecret": SECRET}

    def collect(self, got: Got) -> Reply:
        return 200, {"orderRef": self.asked(got)["orderRef"], **self.outcome}

    def complete(self, **user: object) -> None:
        """The person has signed in."""
        data = {
            "user": {**USER, **user},
            "device": {"ipAddress": "203.0.113.7"},
            "signature": "PD94",
            "ocspResponse": "MII",
        }
        self.outcome = {"status": "complete", "completionData": data}

    def asked(self, got: Got) -> dict[str, object]:
        found: object = json.loads(got.body)
        assert isinstance(found, dict)
        return found

    def calls(self, method: str) -> list[dict[str, object]]:
        """What was asked by one method."""
        return [self.asked(got) for got in self.server.got if got.path == f"{ROOT}/{method}"]

    def close(self) -> None:
        self.server.close()


class Harness:
    """BankID, held to the clauses in the way a vendor holds theirs: it signs no token and states no level."""

    claims = claim(Capability.SCRIPTED)
    person = Person(kind=IdentityKind.CITIZEN, system="personnummer", value="198001072381", name="Anton Åke Testberg")

    def __init__(self, folder: Path) -> None:
        self.stand_in = BankId(folder)

    def authenticator(self) -> BankIdAuthenticator:
        return self.stand_in.open()

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        if answer is not Answer.GOOD:
            raise Unsupported("BankID is asked, and not answered by the browser.")
        self.stand_in.complete()
        return RawRequest(method="GET", url=ctx.return_to, headers={}, body=b"", remote=ctx.remote)

    def cleanup(self) -> None:
        self.stand_in.close()


def make(folder: Path) -> Harness:
    """The factory of the harness."""
    return Harness(folder)
