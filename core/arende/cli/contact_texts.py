"""What `--help` says of number, consent and SMS (B4); Swedish, English, example. Texts only."""

from collections.abc import Mapping
from typing import Final

CONTACT_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "patient phone": (
        "Skriver in en persons mobilnummer, eller med --none att det inget finns. Det patienten själv säger gäller "
        "före registrets nummer. - läser från standard in.",
        "Records a person's mobile number, or by --none that there is none. What the patient says goes before the "
        "register's number. - reads standard input.",
        'arende patient phone SE1.p1 "070-174 06 05" --as staff:SE1.a1',
    ),
    "patient consent": (
        "Skriver in att personen samtycker till SMS, med hur det är känt och dagen det sades.",
        "Records that the person consents to SMS, with how that is known and the day it was said.",
        'arende patient consent SE1.p1 --source "Sagt vid besöket" --as staff:SE1.a1',
    ),
    "patient no-sms": (
        "Skriver in att personen inte vill ha SMS. Inga går från och med nu, inte heller sådana som är på väg ut.",
        "Records that the person wants no SMS. None leaves from now on, nor any that still waits.",
        'arende patient no-sms SE1.p1 --source "Sagt i telefon" --as staff:SE1.a1',
    ),
}
"""By path: Swedish, English, example."""

CONTACT_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "despite_no_sms": (
        "Gå vidare fast mottagaren inte får något SMS.",
        "Go on though the recipient gets no SMS.",
    ),
    "no_phone": ("Personen har inget nummer.", "The person has no number."),
    "number_source": (
        "Vem numret kommer från: patient eller directory (registret).",
        "Whom the number is from: patient or directory.",
    ),
    "day": ("Dagen det sades, i stället för idag: 2026-11-22.", "The day it was said, instead of today: 2026-11-22."),
}
"""By the name of the parameter: Swedish, English."""
