"""What the story tells: an act for every line of daily work, and nothing on the patient's side that is staff's."""

import json
from collections.abc import Sequence
from typing import Final

import pytest
from arende.cli.context import Session
from arende.cli.demo.places import Places
from arende.cli.demo.play import play
from arende.cli.demo.teller import Silent
from arende.domain.actor import Operator, RepresentativeActor
from arende.domain.disclosure import Ground
from arende.domain.ids import CaseId, PersonId
from arende.engine import Engine, Settings
from arende.views.thread import HandoverLine, HappeningLine, MessageLine, NoteLine
from attrs import field, frozen

from .conftest import Played

ME = Operator("test")
TOLD: Final = (
    ("B12", "Perioden har gått ut", "The period has ended"),
    ("B13", "Haris förlänger", "Haris extends"),
    ("B13", "förkortas det till", "it is shortened to"),
    ("B13", "avslutar Haris det av misstag", "Haris closes it by mistake"),
    ("B13", "öppnar det igen", "reopens it"),
    ("B13", "som följer på", "that follows"),
    ("B15", "Stängs snart: ", "Closing soon: "),
    ("B13", "För sent att öppna igen", "Too late to reopen"),
    ("B13", "som följer på det gamla, och skriver där", "which follows the old one, and writes there"),
    ("B15", "Sista dagen · Stängs snart", "Last day · Closes soon"),
    ("B11", "Oläst av patientens sida", "Not read by the patient's side"),
    ("B11", "SMS-notifieringen skickas senare, 12.50", "The SMS notice leaves later, 12:50"),
    ("B14", "kan skriva till", "may write until"),
    ("B14", "I stället för svarsrutan står skälet", "Instead of the composer stands the reason"),
    ("B18", " · Väntar på patientens sida ", " · Waiting for the patient's side "),
    ("B5", "märker det själv som oläst", "marks it unread"),
    ("B21", "«Markera som hanterat»", "“Markera som hanterat”"),
    ("B19", "med en rad för personalen", "with a line for staff"),
    ("B19", "enhetens kö: ", "the unit's pool: "),
    ("B19", "I samma stund är det som väntade på henne enhetens", "In that moment what waited for her is the unit's"),
    ("B19", "Ylva täcker till och med", "Ylva covers through"),
    ("B19", "Efter 2 dygn är den enhetens", "After 2 days it is the unit's"),
    ("B20", "Haris Testgren skriver …", "Haris Testgren is writing …"),
    ("B20", "skicka ändå?", "send anyway?"),
    ("B20", "En kollega har skrivit medan du skrev", "A colleague wrote while you were writing"),
    ("B20", "En patient nekas aldrig för det", "A patient is never refused for that"),
    ("B10", "Haris utkast finns kvar", "Haris' draft is still there"),
    ("B9", "rättar meddelande 5; båda syns", "corrects message 5; both can be read"),
    ("B9", "7. Meddelandet är återtaget", "7. The message was retracted"),
    ("B8", "Intern anteckning, Haris Testgren: ", "Internal note, Haris Testgren: "),
    ("B8", "7 meddelanden, ingen anteckning", "7 messages, no note"),
    ("B7", "Fyll i {namn}, {dos}, {dag}", "Fill in {namn}, {dos}, {dag}"),
    ("B2", "14 dagar förifyllt", "14 days prefilled"),
    ("B2", "Sökorsaken har en frastext att börja med", "The reason has a template to begin with"),
    ("B2", "Förväntad svarstid: inom 2 dygn", "Expected answer: within 2 days"),
    ("B17", "gör ett ärende av biljetten", "makes a case of the ticket"),
    ("B17", "gör den till ett besök", "makes it a visit"),
    ("S16", "ta nästa i patientliggaren", "take the next in the ledger"),
    ("B11", "SMS-notifieringen skickas senare, 07.00", "The SMS notice leaves later, 07:00"),
    ("S17", "Haris Testgren, Ej journalfört: ", "Haris Testgren, Not documented: "),
    ("S17", "«Markera som journalfört»", "“Markera som journalfört”"),
    ("S17", "varningen att 2 meddelanden inte är journalförda", "the warning that 2 messages are not documented"),
    ("S17", "2 meddelanden är ännu inte journalförda", "2 messages are not documented yet"),
)
"""By line of daily work: what must be told, in Swedish and English."""
PATIENT_APP: Final = "patientappen"


@frozen
class Listener(Silent):
    """Keeps who sees and says what."""

    seen: list[tuple[str, str]] = field(factory=list)
    acts: list[str] = field(factory=list)

    def act(self, number: int, text: str, when: str) -> None:
        self.acts.append(f"{number}. {text}")

    def sees(self, who: str, text: str) -> None:
        self.seen.append((who, text))

    says = sees


@frozen(kw_only=True)
class Heard:
    """A played story: what was told, what was done, and the clinic that is left."""

    listener: Listener
    facts: dict[str, object]
    places: Places


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    places, listener = Places.of("sqlite:///klinik.db", tmp_path_factory.mktemp("hort")), Listener()
    return Heard(listener=listener, facts=dict(play(places, listener, Session())), places=places)


def test_every_line_of_daily_work_is_told(again: Sequence[Played]) -> None:
    swedish, english = (" ".join(one.output.split()) for one in again[:2])
    assert [line for line in TOLD if line[1] not in swedish or line[2] not in english] == []


def test_acts_are_numbered_and_each_has_something_on_a_screen(heard: Heard) -> None:
    numbers = [int(act.partition(".")[0]) for act in heard.listener.acts]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 20


@pytest.mark.spec("B8", "B9", "B19")
def test_nothing_of_staffs_own_is_on_the_patients_side_or_leaves_with_an_sms_or_an_export(heard: Heard) -> None:
    sms = "".join(file.read_text(encoding="utf-8") for file in heard.places.sms.glob("*.json"))
    journal = "".join(file.read_text(encoding="utf-8") for file in heard.places.journal.glob("*.json"))
    screens = "\n".join(text for who, text in heard.listener.seen if PATIENT_APP in who)
    assert len(screens.splitlines()) > 15 and sms and journal
    with Engine.open(Settings(storage=heard.places.database, demo=True)) as engine:
        own, theirs = staffs_own(engine, heard), patients_side(engine, heard)
        case = CaseId(str(notes(heard)["case"]))
        disclosed = engine.queries.disclosure(ME, case, Ground.PATIENT).unwrap()
    assert len(own) >= 7
    found = [text for text in own for where in (sms, journal, screens, theirs) if text in where]
    assert found == []
    assert [note.text for note in disclosed.notes] == [text for text in own if "bror" in text]
    assert (notes(heard)["staff_see"], notes(heard)["patient_side_sees"]) == (1, 0)


def notes(heard: Heard) -> dict[str, object]:
    found = heard.facts["notes"]
    assert isinstance(found, dict)
    return found


def everyone(heard: Heard) -> list[tuple[CaseId, PersonId]]:
    cases = json.loads(json.dumps(heard.facts["cases"]))
    return [(CaseId(case["id"]), PersonId(case["representative"])) for case in cases]


def staffs_own(engine: Engine, heard: Heard) -> list[str]:
    """Internal notes, lines that went with a hand-over, and reasons that staff gave for staff."""
    lines = [line for case, _ in everyone(heard) for line in engine.queries.thread(ME, case).unwrap().items]
    kept = [line.text for line in lines if isinstance(line, NoteLine)]
    kept += [line.note for line in lines if isinstance(line, HandoverLine) and line.note]
    return kept + [line.reason for line in lines if isinstance(line, HappeningLine) and line.reason]


def patients_side(engine: Engine, heard: Heard) -> str:
    """All that every representative can read."""
    told: list[str] = []
    for case, person in everyone(heard):
        for line in engine.queries.thread(RepresentativeActor(person), case).unwrap().items:
            assert isinstance(line, MessageLine | HappeningLine)
            told.append(line.text if isinstance(line, MessageLine) else line.reason)
    return "\n".join(told)


def test_a_name_of_staff_never_stands_where_a_patient_looks(heard: Heard) -> None:
    who = {name.partition(",")[0] for name, _ in heard.listener.seen if PATIENT_APP in name}
    assert who
    assert not who & {"Haris Testgren", "Ylva Norrsten", "Britt-Marie Östvik", "Jonas Ekmark", "Vera Lindhed"}
