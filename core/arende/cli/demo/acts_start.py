"""Acts 1–2: the clinic opens, and a patient is searched for, found, or added first (S2, S6). No case is opened."""

from attrs import frozen

from arende.domain.actor import StaffActor
from arende.domain.commands import RegisterPerson
from arende.domain.ids import Kind, PersonId, StaffId
from arende.domain.person import Identifier, IdSystem, pretty
from arende.engine.importing import import_lines as import_into
from arende.engine.verifying import every_stream
from arende.views.person_rows import PersonRow
from arende.wire.names import ref_of

from ..commands.importing import told
from ..output import progress
from .clinic import NAME, PROVIDER, Register, Someone, import_lines, local
from .steps import known
from .story import NURSE, DemoFault, Story


@frozen
class Met:
    """Whom the search led to."""

    anton: PersonRow
    newcomer: PersonRow


def clinic_opens(story: Story, register: Register) -> None:
    """The register comes in by the road of `arende import`; Haris chooses an assignment."""
    story.act(f"{NAME} öppnar", f"{NAME} opens")
    lines = import_lines(register)
    with progress(story.session, ("Läser in registret", "Importing the register")) as advance:
        done = import_into(story.engine.handler, lines, story.operator, progress=advance)
    if done.faults:
        raise told(done)
    persons = sum(ref_of(shard, stream).kind is Kind.PERSON for shard, stream in every_stream(story.engine.storage))
    story.note("clinic", provider=PROVIDER, lines=done.lines, changed=done.changed, persons=persons)
    story.tell(
        f"Registret läses in som med arende import: {done.lines} rader, {done.changed} ändringar. Kliniken har nu "
        f"{persons} personer. Haris Testgren loggar in och väljer uppdrag:",
        f"The register is read as by arende import: {done.lines} lines, {done.changed} changes. The clinic now has "
        f"{persons} persons. Haris Testgren signs in and chooses an assignment:",
    )
    haris = StaffId(local("haris"))
    rows = story.ask(story.engine.queries.assignments_of(StaffActor(NURSE), haris)).items
    story.note("clinic", assignments=[row.id for row in rows])
    for row in rows:
        here = story.text("  ← i dag", "  ← today") if row.id == NURSE else ""
        story.sees(
            row.staff.role,
            f"{row.staff.unit} · {row.waiting} väntar{here}",
            f"{row.staff.unit} · {row.waiting} waiting{here}",
        )


def search(story: Story) -> Met:
    """By identifier in full, by name; a part finds nobody; who is not found is added first."""
    story.clock.go(0, "08:30")
    story.act("Sök patient", "Sök patient (search)")
    typed = pretty(Identifier(IdSystem.PERSONNUMMER, story.cast.anton.number))
    by_number, by_ten = find(story, typed), find(story, typed[2:])
    by_name, by_part = find(story, "testb anton"), find(story, typed[:8])
    anton = known(story, StaffActor(NURSE), story.cast.anton)
    same = [row.id for row in (*by_ten, *by_name)] == [anton.id] * 2
    story.note(
        "search", by_identifier=ids(by_number), by_ten_digits=ids(by_ten), by_name=ids(by_name), by_part=ids(by_part)
    )
    story.tell(
        f"Haris skriver {typed} och får {anton.name}, {anton.age} år. «{typed[2:]}» och «testb anton» ger "
        f"{'samma patient' if same else 'något annat'}; halva numret, «{typed[:8]}», ger {len(by_part)} träffar.",
        f"Haris types {typed} and gets {anton.name}, aged {anton.age}. “{typed[2:]}” and “testb anton” lead to "
        f"{'the same patient' if same else 'something else'}; “{typed[:8]}”, half of it, gives {len(by_part)} hits.",
    )
    story.tell(
        "(I lathunden är Anton född 5 januari 1980. Den dagen har inget publicerat testnummer; här är det 7 januari.)",
        "(In the guide Anton is born on 5 January 1980. That day has no published test number; here it is 7 January.)",
    )
    return Met(anton, add(story))


def add(story: Story) -> PersonRow:
    """Someone whom the register does not have: not found, added, found."""
    someone = newcomer(story)
    typed = pretty(Identifier(IdSystem.PERSONNUMMER, someone.number))
    added = story.do(
        RegisterPerson(
            provider=PROVIDER,
            identifier=Identifier(IdSystem.PERSONNUMMER, someone.number),
            name=someone.name,
            phone=someone.phone,
        ),
        StaffActor(NURSE),
    )
    found = known(story, StaffActor(NURSE), someone)
    story.note("added", found_before=[], person=PersonId(added.ids[Kind.PERSON]), found_after=[found.id])
    story.tell(
        f"{typed} ger ingen träff. Patienten måste först läggas till: Haris skriver namn och mobilnummer, söker igen "
        f"och får {found.name}, {found.age} år.",
        f"{typed} is not found. The patient must be added first: Haris types name and mobile number, searches again "
        f"and gets {found.name}, aged {found.age}.",
    )
    return found


def newcomer(story: Story) -> Someone:
    """The first one that a search does not find; each time the story is played it is someone else."""
    for someone in story.cast.newcomers:
        if not find(story, someone.number):
            return someone
    raise DemoFault(
        "Alla testpersoner är redan tillagda i den här databasen. Spela upp demot i en ny: arende demo --db "
        "sqlite:///ny.db.",
        "Every test person has been added to this database already. Play the demo on a new one: arende demo --db "
        "sqlite:///new.db.",
    )


def find(story: Story, text: str) -> tuple[PersonRow, ...]:
    return story.ask(story.engine.queries.search_patients(StaffActor(NURSE), text)).items


def ids(found: tuple[PersonRow, ...]) -> list[str]:
    return [row.id for row in found]
