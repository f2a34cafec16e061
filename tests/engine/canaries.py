"""A clinic whose patients are canaries: marked words go in by every door, and what comes out is kept to be searched.

Nothing is asserted here, but for what the flows need.
"""

import traceback
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor, Operator, RepresentativeActor, StaffActor
from arende.domain.ids import AssignmentId, CaseId, PersonId, ProviderId, ReasonId, RoleId, StaffId, UnitId
from arende.domain.person import Identifier, IdSystem
from arende.domain.refusal_texts import sentence
from arende.engine import Engine
from arende.engine.importing import import_lines
from arende.engine.shards import ALL
from arende.engine.verifying import verify
from arende.ports.records import Append, Shard
from arende.ports.storage import StorageUnavailable
from arende.testing.build import NOW
from arende.testing.clock import FakeClock
from arende.wire.commands import parse_command
from attrs import field, frozen
from returns.pipeline import is_successful
from returns.primitives.exceptions import UnwrapFailedError

NAMES: Final = ("Kanariefågel", "Papegojsson", "Undulatdotter", "kanariefagel", "papegojsson", "undulatdotter")
NUMBERS: Final = ("198001072381", "19800107-2381", "8001072381", "800107-2381")
NUMBERS_2: Final = ("201802142396", "20180214-2396", "198512242390", "19851224-2390")
PHONES: Final = ("+46701740605", "46701740605", "0701740605", "+46701740606", "46701740606")
TEXTS: Final = ("Kvittrande hemlighet", "Näbbens utslag", "Nödlarm i buren")
SECRETS: Final = ("hemligt-tillstånd", "hemlig-verifierare", "hemlig-engångsnyckel")
PERSONAL: Final = (*NAMES, *NUMBERS, *NUMBERS_2, *PHONES, *TEXTS)

HERE: Final = ProviderId("SE1")
NURSE: Final = StaffActor(AssignmentId("SE1.sara-ssk-vc"))
ELSEWHERE: Final = StaffActor(AssignmentId("SE1.olle-ssk-barn"))
OPERATOR: Final = Operator("prov")


@frozen(kw_only=True)
class Out:
    """What came out, by where it came out. Texts only."""

    found: dict[str, list[str]] = field(factory=dict)

    def add(self, where: str, *what: object) -> None:
        self.found.setdefault(where, []).extend(f"{one!r}\n{one}" for one in what)

    def error(self, error: BaseException) -> None:
        """As a host's log would show it: with its causes and the lines of code, and its arguments."""
        self.add("errors", error, error.args, "".join(traceback.format_exception(error)))

    def leaks(self, words: tuple[str, ...]) -> Mapping[str, set[str]]:
        """Where which of the words is found."""
        found = {where: {w for w in words if any(w in text for text in texts)} for where, texts in self.found.items()}
        return {where: words for where, words in found.items() if words}


def person(value: str, name: str, phone: str | None) -> c.RegisterPerson:
    return c.RegisterPerson(provider=HERE, identifier=Identifier(IdSystem.PERSONNUMMER, value), name=name, phone=phone)


@frozen(kw_only=True)
class Aviary:
    """A clinic whose patients are canaries, and what came out of it."""

    engine: Engine
    clock: FakeClock
    folder: Path
    out: Out = field(factory=Out)
    persons: dict[str, PersonId] = field(factory=dict)
    tokens: list[str] = field(factory=list)

    def do(self, command: c.Command, actor: Actor = OPERATOR) -> Mapping[str, str]:
        """Whatever comes of it, it is searched."""
        answer = self.engine.handle(command, actor=actor)
        self.out.add("answers", answer, command, actor)
        if is_successful(answer):
            return answer.unwrap().ids
        self.out.add("answers", sentence(answer.failure()), sentence(answer.failure(), "en"))
        return {}

    def put_up(self) -> None:
        self.do(c.RegisterProvider(provider=HERE, name="Vården", sender="Kliniken"))
        self.do(c.RegisterRole(role=RoleId("SE1.ssk"), name="Sjuksköterska"))
        self.do(c.RegisterReason(reason=ReasonId("SE1.hosta"), title="Hosta"))
        for unit, staff in (("vc", "sara"), ("barn", "olle")):
            self.do(c.RegisterUnit(unit=UnitId(f"SE1.{unit}"), name=f"Enhet {unit}"))
            self.do(c.RegisterStaff(staff=StaffId(f"SE1.{staff}"), name=f"Personal {staff}"))
            self.do(
                c.RegisterAssignment(
                    assignment=AssignmentId(f"SE1.{staff}-ssk-{unit}"),
                    staff=StaffId(f"SE1.{staff}"),
                    role=RoleId("SE1.ssk"),
                    unit=UnitId(f"SE1.{unit}"),
                )
            )
        for key, told in {
            "adult": person("198001072381", "Anton Kanariefågel", "+46701740605"),
            "child": person("201802142396", "Elsa Undulatdotter", None),
            "guardian": person("198512242390", "Karin Papegojsson", "+46701740606"),
        }.items():
            self.persons[key] = PersonId(self.do(told)["person"])
        custody = c.RecordGuardianship(
            child=self.persons["child"], guardian=self.persons["guardian"], source="uppgift", verified=date(2026, 1, 1)
        )
        self.do(custody)

    def days(self) -> None:
        """Flows and refusals: cases, answers, a changed representative, an emergency, a block, exports, sign-ins."""
        adult, child, guardian = (self.persons[key] for key in ("adult", "child", "guardian"))
        reason = ReasonId("SE1.hosta")
        create = c.CreateCase(patient=adult, reason=reason, days=30, message="Kvittrande hemlighet")
        own = CaseId(self.do(create, NURSE)["case"])
        childs = c.CreateCase(patient=child, reason=reason, representative=guardian, days=30)
        case = CaseId(self.do(childs, NURSE)["case"])
        self.do(childs, RepresentativeActor(guardian))
        for actor in (NURSE, ELSEWHERE, RepresentativeActor(guardian), RepresentativeActor(adult), OPERATOR):
            for text in ("Näbbens utslag", "Näbbens utslag" * 900, "Näbbens utslag\0", " "):
                self.do(c.SendMessage(case=case, text=text), actor)
            self.do(c.OpenEmergencyAccess(patient=child, reason="Nödlarm i buren"), actor)
        self.do(c.BlockUnit(person=adult, unit=UnitId("SE1.vc")), NURSE)
        self.do(c.ExportCase(case=case, exporter="spool"), NURSE)
        self.work()
        self.ask(own, case)
        self.do(person("201802142396", "Elsa Undulatdotter", "+46701740606"))
        protected = c.RegisterPerson(
            provider=HERE,
            identifier=Identifier(IdSystem.PERSONNUMMER, "198512242390"),
            name="Karin Papegojsson",
            phone="+46701740606",
            protected=True,
        )
        self.do(protected)
        self.work()
        self.do(c.SendMessage(case=case, text="Näbbens utslag"), NURSE)
        self.do(c.ChangeRepresentative(case=case, representative=guardian), NURSE)
        self.ask(own, case)
        self.clock.advance(timedelta(days=40))
        self.work()
        self.ask(own, case)

    def work(self) -> None:
        while settled := self.engine.worker.run_once():
            self.out.add("answers", settled)

    def ask(self, own: CaseId, case: CaseId) -> None:
        """Every question by everyone. What is shown to whom may is its place: only its repr is searched."""
        queries, adult = self.engine.queries, self.persons["adult"]
        for actor in (NURSE, ELSEWHERE, RepresentativeActor(self.persons["guardian"]), OPERATOR):
            for answer in (
                queries.inbox(actor),
                queries.case(actor, case),
                queries.thread(actor, own),
                queries.journal_entry(actor, case),
                queries.cases_of_unit(actor, UnitId("SE1.vc")),
                queries.cases_of_patient(actor, adult),
                queries.search_patients(actor, "kanarief", provider=HERE),
                queries.search_patients(actor, "19800107-2381", provider=HERE),
                queries.search_patients(actor, "19800107-2382", provider=HERE),
                queries.person(actor, adult),
                queries.counters(actor),
                queries.access_log(actor, adult),
            ):
                self.out.found.setdefault("answers", []).append(repr(answer))

    def faults(self) -> None:
        """What goes wrong, with marked words in what it went wrong over."""
        lines = [
            b'{"type": "person", "provider": "SE1", "identifier": "19800107-2381", "name": "", "phone": "0701740605x"}',
            '{"type": "person", "provider": "SE1", "identifier": "19800107-2382", "name": "Kanariefågel"}'.encode(),
            '{"Kanariefågel": "+46701740605"}'.encode(),
            "Kanariefågel 19800107-2381".encode(),
        ]
        imported = import_lines(self.engine.handler, lines, OPERATOR)
        self.out.add("answers", imported, *imported.faults)
        inputs: tuple[tuple[str, Mapping[str, object]], ...] = (
            ("send_message", {"case": 5, "text": ["Näbbens utslag"]}),
            ("send_message", {"case": "SE1.x", "text": "Näbbens utslag", "Kanariefågel": "198001072381"}),
            ("register_person", {"provider": "SE1", "identifier": "19800107-2382", "name": "Papegojsson"}),
            ("register_person", {"provider": "SE1", "identifier": "19800107-2381", "name": 5, "phone": "0701740605x"}),
            ("Kanariefågel", {}),
        )
        for name, fields in inputs:
            fault = parse_command(name, fields, NOW.date()).failure()
            self.out.add("answers", fault, sentence(fault))
        unknown = self.engine.queries.case(NURSE, CaseId("SE1.Kanariefågel"))
        self.out.add("answers", unknown, sentence(unknown.failure()))
        try:
            self.engine.handle(c.SendMessage(case=CaseId("SE1.x"), text=TEXTS[1]), actor=NURSE).unwrap()
        except UnwrapFailedError as error:
            self.out.error(error)

    def spoilt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Storage that fails, and rows that cannot be read."""
        with monkeypatch.context() as broken:
            broken.setattr(self.engine.storage, "commit", fails)
            self.do(c.SendMessage(case=CaseId("SE1.x"), text="Näbbens utslag"), NURSE)
            self.do(person("198001072381", "Anton Kanariefågel", None))
        for stream in self.engine.storage.streams(Shard(HERE), None, 500):
            head = self.engine.storage.heads(Shard(HERE), [stream])[0]
            if head is None or head.kind != "person":
                continue
            bad = type(head)(
                shard=head.shard,
                stream=stream,
                kind=head.kind,
                version=head.version,
                body=head.body.replace(b'"sv"', b"7"),
                columns=head.columns,
            )
            self.engine.storage.rebuild(Shard(HERE), head.version, bad, ())
        try:
            self.engine.queries.person(NURSE, self.persons["adult"])
        except Exception as error:  # noqa: BLE001 - whatever comes is what a host would log
            self.out.error(error)
        self.out.add("answers", verify(self.engine.storage))

    def sign_ins(self) -> None:
        sessions = self.engine.sessions
        begun = sessions.begin({"state": "hemligt-tillstånd", "verifier": "hemlig-verifierare"})
        self.out.add("sessions", sessions.find(begun))
        token = sessions.sign_in("SE1.sara", assurance="loa3", actor=NURSE, instead_of=begun)
        rotated = sessions.rotate(token) or ""
        self.out.add("sessions", sessions.find(rotated), sessions, self.engine.once)
        self.tokens.extend([begun, token, rotated])
        assert self.engine.once.first_time("hemlig-engångsnyckel", 1, 2)
        try:
            sessions.sign_in(NUMBERS[0], assurance="loa3")
        except ValueError as error:
            self.out.error(error)

    def look(self) -> None:
        """What is kept beside records, heads and search words, and the names of files."""
        storage = self.engine.storage
        for shard in storage.shards():
            streams = storage.streams(shard, None, 10_000)
            self.out.add("streams", *streams)
            self.out.add("outbox", *(f"{item} {item.body!r}" for item in storage.outbox(shard, None, 10_000)))
            self.out.add("access log", *storage.access(shard, None, 10_000))
            heads = [head for head in storage.heads(shard, streams) if head is not None]
            self.out.add("indexed columns", *(dict(head.columns) for head in heads))
            for head in heads:
                marks = [record.first for record in storage.records(shard, head.stream, 0, 1000)]
                self.out.add("command marks", *marks)
        for shard in ALL:
            for kind in ("session_of", "session_ends"):
                for key in ("SE1.sara", *(str(NOW.date() + timedelta(days=n)) for n in range(45))):
                    rows = storage.rows(shard, kind, key, None, 100)
                    self.out.add("sessions", *rows, *(storage.rows(shard, "session", r.sub, None, 9) for r in rows))
        self.out.add("file names", *(str(path.relative_to(self.folder)) for path in self.folder.rglob("*")))
        self.out.add("reprs", self.engine, self.engine.settings, storage, self.engine.worker, self.engine.queries)


def fails(_: list[Append]) -> None:
    raise StorageUnavailable("The disk is full: make room.")
