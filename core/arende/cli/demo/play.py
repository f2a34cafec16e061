"""The story from beginning to end, on an engine of its own. The acts are in `acts_*`; nothing is printed here."""

from collections.abc import Mapping
from typing import Final

from arende.domain.actor import Operator
from arende.domain.policy import Policy
from arende.engine import Clock, Engine, Settings
from arende.engine.shards import providers
from arende.engine.system import operator_name
from arende.wire.ids import fresh

from ..context import Session
from .acts_cases import answer, from_ended, from_ongoing, from_search
from .acts_contact import contact, reminder
from .acts_family import child, youth
from .acts_inbox import thanks
from .acts_owner import cover, cover_is_over, hand_over, temp_leaves, untouched
from .acts_period import end_moves, follow_up
from .acts_record import documented, note, put_right
from .acts_soon import burst, lies_unread, too_late
from .acts_start import clinic_opens, search
from .acts_time import days_go, end, late_question, look, runs_out, today
from .acts_writing import at_once, begun, still_there
from .cast import cast
from .clinic import NAME, PROVIDER, Register, register
from .clock import StoryClock
from .places import Places
from .served import UNTOUCHED
from .story import DemoFault, Story
from .teller import Teller

ELSE: Final = (
    "Databasen innehåller något annat än demot. Ange en ny: arende demo --db sqlite:///ny.db.",
    "The database holds something else than the demo. Name a new one: arende demo --db sqlite:///new.db.",
)


def play(places: Places, teller: Teller, session: Session, present: Clock | None = None) -> Mapping[str, object]:
    """Play it all, and return what was done, with the ids. `present` is the clock by which it is now.

    Raises DemoFault, Refused, ArendeError and StorageError: sentences that say what to do, and refusals.
    """
    clock = StoryClock(present)
    known = register(clock.first)
    settings = Settings(
        storage=places.database,
        sms=[f"spool:{places.sms}"],
        export=[f"spool:{places.journal}"],
        policy=Policy(untouched_days=UNTOUCHED, closing_soon_notice=True),
        demo=True,
    )
    with Engine.open(settings, clock=clock) as engine:
        if set(providers(engine.storage)) - {PROVIDER}:
            raise DemoFault(*ELSE)
        if engine.audit.key_file is not None and not engine.audit.key_file.exists():
            engine.audit.make_key()
        story = Story(
            engine=engine,
            clock=clock,
            teller=teller,
            session=session,
            cast=cast(known, clock.first, settings.policy),
            places=places,
            operator=Operator(operator_name()),
        )
        began(story)
        acts(story, known)
        if engine.audit.ready() is None:
            engine.audit.seal_once()
        story.facts["ended"] = clock.now().isoformat()
    return story.facts


def began(story: Story) -> None:
    places = story.places
    story.facts.update(
        id=fresh(),
        database=places.database,
        sms_folder=str(places.sms),
        journal_folder=str(places.journal),
        began=story.clock.now().isoformat(),
    )
    story.teller.title(
        story.text(f"arende demo: några dagar på {NAME}", f"arende demo: some days at {NAME}"),
        story.text(
            "Allt är påhittat. Personnumren är testnummer som Skatteverket ger ut och aldrig delar ut till någon.",
            "All is invented. The identity numbers are test numbers that Skatteverket publishes and never assigns.",
        ),
        [
            story.text(f"Databas: {places.database}", f"Database: {places.database}"),
            story.text(
                f"SMS: {places.sms}   Journal: {places.journal}", f"SMS: {places.sms}   Record: {places.journal}"
            ),
        ],
    )


def acts(story: Story, known: Register) -> None:
    """In the order in which it happens."""
    clinic_opens(story, known)
    met = search(story)
    first = from_search(story, met.anton)
    answer(story, first, met.anton)
    look(story, first)
    short = from_ongoing(story)
    renewal = from_ended(story, met.newcomer)
    thanks(story, renewal)
    childs = child(story)
    youths = youth(story)
    end_moves(story, renewal)
    asked = contact(story)
    brief = burst(story)
    look(story, first)
    at_once(story, first)
    late_question(story, short)
    begun(story, short)
    reminder(story, asked)
    runs_out(story, short)
    still_there(story, short)
    after = follow_up(story, short)
    put_right(story, first)
    note(story, first)
    documented(story, first)
    if youths is not None:
        hand_over(story, youths)
        temp_leaves(story, youths)
    lies_unread(story, brief)
    cover(story, after)
    look(story, first)
    untouched(story, short)
    too_late(story, brief)
    look(story, first)
    days_go(story, first)
    cover_is_over(story, after)
    today(story, first, renewal, childs)
    end(story, first, renewal)
