"""What stands in the document, part by part, in words. Pure: no layout here, and no markup."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from arende.ports.disclosure import FORMAT as DISCLOSED
from arende.ports.disclosure import Author, Disclosure, disclosure_document
from arende.ports.journal import FORMAT, JournalEntry, JournalMessage, JournalNote, JournalPerson, entry_document
from attrs import field, frozen

from .text import Glyphs, Line, inline, lines, written
from .words import Words, words

CUT: Final = 50


@frozen(kw_only=True)
class Item:
    """Something that somebody wrote: who, when and what, and what became of it."""

    who: str
    about: str
    text: tuple[Line, ...] = field(repr=False)
    marks: tuple[str, ...] = ()
    kind: str = "staff"
    """"staff", "patient" or "retracted"."""
    heading: str = ""


@frozen(kw_only=True)
class Part:
    """Items under a heading of their own: a day; empty where they have none."""

    heading: str
    items: tuple[Item, ...]


@frozen(kw_only=True)
class Section:
    heading: str
    parts: tuple[Part, ...]
    empty: str
    """What stands there where there are no parts."""


@frozen(kw_only=True)
class Sum:
    """A checksum, and how it can be had again."""

    told: str
    digest: str
    command: str


@frozen(kw_only=True)
class Transcript:
    """The whole document."""

    language: str
    title: str
    running: str
    """Whose it is, on every page."""
    footer: str
    page: str
    of: str
    disclosure: tuple[str, ...]
    """Heading and lines of the box on top; empty where nothing is disclosed."""
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    check: str
    sums: tuple[Sum, ...]
    how: str


def composed(entry: JournalEntry, language: str, disclosure: Disclosure | None, glyphs: Glyphs) -> Transcript:
    """ValueError for an entry that cannot be told."""
    try:
        return Composer(entry, disclosure, words(language, entry.zone), glyphs).transcript()
    except OverflowError:
        raise ValueError("a time lies outside years 1–9999") from None


@frozen
class Composer:
    entry: JournalEntry
    disclosure: Disclosure | None
    words: Words
    glyphs: Glyphs

    def transcript(self) -> Transcript:
        entry, words, of = self.entry, self.words, self.disclosure
        case = self.inline(entry.id)
        sums = tuple(self.sums())
        return Transcript(
            language=words.language,
            title=f"{words('title')}: {self.inline(entry.title)}",
            running=self.running(case),
            footer=f"{words('version')} {entry.version} · SHA-256 {sums[0].digest[:16]}…",
            page=words("page"),
            of=words("of"),
            disclosure=()
            if of is None
            else (words("disclosure"), words("ground", ground=self.ground(of)), words("holds")),
            facts=tuple(self.facts(case)),
            sections=tuple(self.sections()),
            check=words("check"),
            sums=sums,
            how=words("how"),
        )

    def running(self, case: str) -> str:
        """The identifier first: a long name, which stands whole on the first page, is cut here."""
        patient = self.entry.patient
        name = patient.name if len(patient.name) <= CUT else f"{patient.name[:CUT]}…"
        told = (written(patient.system, patient.identifier), name, f"{self.words('title')} {case}")
        return " · ".join(self.inline(part) for part in told if part)

    def facts(self, case: str) -> Iterator[tuple[str, str]]:
        entry, words = self.entry, self.words
        yield words("patient"), self.person(entry.patient)
        if entry.representative.id != entry.patient.id:
            yield words("representative"), self.person(entry.representative)
        for one in entry.former:
            yield words("former"), self.person(one)
        yield words("unit"), self.inline(entry.unit)
        yield words("provider"), self.inline(entry.provider) or self.inline(entry.provider_id)
        yield words("answers"), self.staff(entry.assignment_id, unit=True)
        yield words("opened"), words.when(entry.opened)
        yield words("period"), words("until", day=words.last_day(entry.until))
        yield words("status"), words(entry.status.value, at=words.when(entry.ended or entry.until))
        yield words("case"), f"{case}, {words('version').lower()} {entry.version}"
        yield words("zone"), entry.zone

    def sections(self) -> Iterator[Section]:
        entry, words, of = self.entry, self.words, self.disclosure
        yield Section(heading=words("thread"), parts=tuple(self.days()), empty=words("no_messages"))
        if entry.notes:
            yield self.section("journal", map(self.note, entry.notes))
        if of is None:
            return
        yield self.section(
            "internal",
            (
                Item(who=self.author(one.author), about=words.when(one.at), text=self.lines(one.text))
                for one in of.notes
            ),
        )
        yield self.section(
            "handovers",
            (
                Item(
                    who=self.author(one.author),
                    about=words.when(one.at),
                    text=self.lines(one.text),
                    marks=(words("pool") if one.to is None else words("to", who=self.author(one.to)),),
                )
                for one in of.handovers
            ),
        )
        yield self.section(
            "moves",
            (
                Item(
                    who=self.author(one.author),
                    about=f"{words.when(one.at)} · {words('closed_by' if one.what == 'closed' else one.what)}",
                    text=self.lines(one.reason),
                )
                for one in of.moves
            ),
        )
        yield self.section(
            "retractions",
            (
                Item(
                    who=self.author(one.author),
                    about=f"{words.when(one.at)} · {words('retraction', number=str(one.number))}",
                    text=self.lines(one.reason),
                )
                for one in of.retractions
            ),
        )

    def section(self, key: str, items: Iterable[Item]) -> Section:
        held = tuple(items)
        parts = (Part(heading="", items=held),) if held else ()
        return Section(heading=self.words(key), parts=parts, empty=self.words("none"))

    def days(self) -> Iterator[Part]:
        ordered = sorted(self.entry.messages, key=lambda one: one.number)
        for day, messages in groupby(ordered, lambda one: self.words.local(one.at).date()):
            yield Part(heading=self.words.weekday(day), items=tuple(map(self.message, messages)))

    def message(self, one: JournalMessage) -> Item:
        words = self.words
        kind = "retracted" if one.retracted else "patient" if one.by_patient_side else "staff"
        role = words(self.relation(one.author_id)) if one.by_patient_side else self.inline(one.role)
        return Item(
            who=f"{self.inline(one.author) or words('unknown')}, {role}" if role else self.inline(one.author),
            about=" · ".join(self.about(one)),
            text=self.lines(one.text),
            marks=tuple(self.marks(one)),
            kind=kind,
        )

    def about(self, one: JournalMessage) -> Iterator[str]:
        yield self.words.clock(one.at)
        yield self.words("message", number=str(one.number))
        if one.retracted:
            yield self.words("taken_back")

    def marks(self, one: JournalMessage) -> Iterator[str]:
        words = self.words
        if one.corrects is not None:
            yield words("corrects", number=str(one.corrects))
        for later in self.entry.messages:
            if later.corrects == one.number:
                yield words("corrected", number=str(later.number))
        if one.retracted:
            at = "" if one.retracted_at is None else words.when(one.retracted_at)
            yield words("retracted", at=at, who=self.staff(one.retracted_by or ""))
        if one.read_at is not None:
            yield words(f"read_{self.reader()}", at=words.when(one.read_at))
        elif not one.by_patient_side:
            yield words(f"unread_{self.reader()}")

    def reader(self) -> str:
        """Who reads on the patient's side; an entry does not tell which of several read what."""
        if self.entry.former:
            return "side"
        return "patient" if self.entry.representative.id == self.entry.patient.id else "representative"

    def relation(self, author: str) -> str:
        if author == self.entry.patient.id:
            return "is_patient"
        return "is_representative" if author == self.entry.representative.id else "is_former"

    def note(self, one: JournalNote) -> Item:
        words = self.words
        last = max(other.version for other in self.entry.notes if other.number == one.number)
        marks = [words("stands") if one.version == last else words("replaced", version=str(one.version + 1))]
        if one.first is not None and one.last is not None:
            key = "tells_one" if one.first == one.last else "tells"
            marks.append(words(key, first=str(one.first), last=str(one.last)))
        return Item(
            heading=words("note", number=str(one.number), version=str(one.version), title=self.inline(one.title)),
            who="",
            about=words("signed", at=words.when(one.at), who=self.staff(one.author_id)),
            text=self.lines(one.text),
            marks=tuple(marks),
        )

    def person(self, one: JournalPerson, *, born: bool = True) -> str:
        words = self.words
        told = [self.inline(one.name), self.inline(written(one.system, one.identifier))]
        if born and one.born is not None:
            told.append(words("born", born=self.inline(one.born)))
        if one.protected and one.name.casefold() != words("protected"):
            told.append(words("protected"))
        return ", ".join(part for part in told if part)

    def staff(self, assignment: str, *, unit: bool = False) -> str:
        one = next((one for one in self.entry.staff if one.assignment_id == assignment), None)
        told = [] if one is None else [one.name, one.role, one.unit if unit else ""]
        return ", ".join(self.inline(part) for part in told if part) or self.words("unknown")

    def author(self, one: Author) -> str:
        return ", ".join(self.inline(part) for part in (one.name, one.role) if part) or self.words("unknown")

    def ground(self, of: Disclosure) -> str:
        return self.words(f"{of.ground}_ground")

    def sums(self) -> Iterator[Sum]:
        command = f"arende export {self.inline(self.entry.id)} --format json"
        if self.disclosure is not None:
            ground = f"{command} --disclosure {self.disclosure.ground}"
            yield self.sum(DISCLOSED, disclosure_document(self.disclosure), ground)
        yield self.sum(FORMAT, entry_document(self.entry), command)

    def sum(self, format: str, document: bytes, command: str) -> Sum:
        told = self.words("digest", format=format, version=str(self.entry.version))
        return Sum(told=told, digest=hashlib.sha256(document).hexdigest(), command=f"{command} | sha256sum")

    def inline(self, text: str) -> str:
        return inline(text, self.glyphs)

    def lines(self, text: str) -> tuple[Line, ...]:
        return lines(text, self.glyphs)
