"""What kinds of thing and fields are called in the sentences of refusals. Texts only.

`KINDS` has Swedish and English; fields are called by their own name in English.
"""

from collections.abc import Mapping
from typing import Final

from .ids import Kind

KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.PROVIDER: ("Vårdgivaren", "care provider"),
    Kind.UNIT: ("Vårdenheten", "care unit"),
    Kind.ROLE: ("Rollen", "role"),
    Kind.STAFF: ("Vårdpersonalen", "staff member"),
    Kind.ASSIGNMENT: ("Uppdraget", "assignment"),
    Kind.REASON: ("Sökorsaken", "contact reason"),
    Kind.TEMPLATE: ("Frastexten", "template"),
    Kind.PERSON: ("Personen", "person"),
    Kind.IDENTIFIER: ("Personen", "person"),
    Kind.VISIT: ("Besöket", "visit"),
    Kind.CASE: ("Ärendet", "case"),
    Kind.NOTICE: ("SMS-notifieringen", "SMS notice"),
    Kind.TICKET: ("Biljetten", "ticket"),
    Kind.EMERGENCY: ("Nödöppningen", "emergency access"),
    Kind.FEED: ("Registerflödet", "directory feed"),
}

FIELDS: Final[Mapping[str, str]] = {
    "text": "meddelandet",
    "message": "meddelandet",
    "name": "namnet",
    "display_name": "visningsnamnet",
    "title": "titeln",
    "source": "källan",
    "id": "id",
    "case": "ärendet",
    "visit": "besöket",
    "ticket": "biljetten",
    "patient": "patienten",
    "representative": "ombudet",
    "reason": "orsaken",
    "last_day": "sista dagen",
    "born": "födelsedagen",
    "deceased": "dödsdagen",
    "verified": "dagen för kontrollen",
    "until": "slutdagen",
    "ended": "slutdagen",
    "follows": "ärendet som det nya följer på",
    "template": "frastexten",
    "opening_hours": "öppettiderna",
    "assignment": "uppdraget",
    "unit": "vårdenheten",
    "role": "rollen",
    "staff": "vårdpersonalen",
    "to": "mottagaren",
    "by": "ersättaren",
    "note": "anteckningen",
    "provider": "vårdgivaren",
}
"""Swedish names of fields; others are shown as they are."""
