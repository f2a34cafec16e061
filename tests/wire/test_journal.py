"""The entry as faces give it is the very document that the exporter to files writes."""

import json

from arende.ports.journal import FORMAT, JournalEntry, JournalMessage, JournalPerson
from arende.wire.journal import entry_json
from arende_journal_spool.document import encode


def test_the_format_is_one() -> None:
    patient = JournalPerson(id="SE1.p", system="personnummer", identifier="198001072381", name="Anton Åberg")
    messages = (
        JournalMessage(
            number=2,
            at=1_772_357_415_000_001,
            by_patient_side=True,
            author_id="SE1.p",
            author="Anton Åberg",
            role="",
            text='Tack!\n"😷"\u2028',
        ),
        JournalMessage(
            number=1,
            at=1_772_357_415_000_000,
            by_patient_side=False,
            author_id="SE1.a1",
            author="Siv",
            role="Sjuksköterska",
            text="Hej",
        ),
    )
    entry = JournalEntry(
        id="SE1.c",
        version=3,
        provider_id="SE1",
        unit_id="SE1.vc",
        unit="Vårdcentralen",
        title="Hosta",
        patient=patient,
        representative=patient,
        opened=1_772_357_415_000_000,
        until=1_772_665_200_000_000,
        zone="Europe/Stockholm",
        assignment_id="SE1.a1",
        messages=messages,
    )
    document = json.loads(entry_json(entry))
    assert document["format"] == FORMAT == "arende.journal/2"
    assert [message["number"] for message in document["messages"]] == [2, 1]
    assert entry_json(entry) == encode(entry)
