"""A clinic that leaves: its days, its export, and what a check finds. No assertion on what is tested is here."""

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from arende.domain import commands as c
from arende.engine.leaving import Checked, What, against, check, leave
from arende.ports.records import Shard
from attrs import evolve

from .audit.clinic import NURSE, OPERATOR, SHARD, Clinic

MOVES = ("open", "child", "send", "answer", "note", "sign", "draft", "read", "close")


def live(clinic: Clinic, moves: list[str]) -> None:
    """A few days of work, as the moves have it."""
    case = clinic.open_case("anton")
    for place, move in enumerate(moves):
        clinic.clock.advance(timedelta(minutes=7))
        match move:
            case "open":
                case = clinic.open_case("anton")
            case "child":
                clinic.open_case("elsa", rep="karin")
            case "send":
                clinic.do(c.SendMessage(case=case, text=f"Hej {place} å 😷\u2028"), NURSE)
            case "answer":
                clinic.do(c.SendMessage(case=case, text=f"Tack {place}"), clinic.rep("anton"))
            case "note":
                clinic.do(c.AddNote(case=case, text=f"Intern {place}"), NURSE)
            case "sign":
                clinic.do(c.SignJournalNote(case=case, title="Uppföljning", text=f"Bättre {place}"), NURSE)
            case "draft":
                clinic.do(c.SaveDraft(case=case, text=f"Utkast {place}"), NURSE)
            case "read":
                clinic.engine.queries.thread(NURSE, case).unwrap()
            case _:
                clinic.do(c.CloseCase(case=case, reason="Klart"), NURSE)
                case = clinic.open_case("anton")


def left(clinic: Clinic, name: str = "allt") -> Path:
    folder = clinic.folder / name
    leave(clinic.engine.queries, OPERATOR, folder, [SHARD, Shard("SE2")], whole=True)
    return folder


def faults(folder: Path) -> list[tuple[What, str]]:
    return [(one.what, one.name) for one in check(folder)[0].faults]


def compared(clinic: Clinic, folder: Path) -> Checked:
    found, manifest = check(folder)
    assert not found.faults and manifest is not None
    against(found, folder, manifest, clinic.engine.storage)
    return found


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def resealed(folder: Path) -> None:
    """Make the manifest fit what the files are now: what is left is found by what the streams themselves say."""
    from arende.engine.leaving.manifest import MANIFEST, manifest_bytes, read_manifest, rooted

    manifest = read_manifest((folder / MANIFEST).read_bytes())
    assert manifest is not None
    parts = []
    for part in manifest.providers:
        files = []
        for file in part.files:
            content = (folder / part.folder / file.name).read_bytes()
            count = content.count(b"\n")
            files.append(evolve(file, count=count, bytes=len(content), sha256=sha256(content).hexdigest()))
        parts.append(evolve(part, files=tuple(files)))
    (folder / MANIFEST).write_bytes(manifest_bytes(rooted(evolve(manifest, providers=tuple(parts)))))
