"""Sentences of the refusals about directory feeds, and of what troubles one. Texts only: Swedish, English."""

from collections.abc import Mapping
from typing import Final

FEED: Final[Mapping[str, tuple[str, str]]] = {
    "feed.unknown": (
        "Inget registerflöde heter så. Se [[directory]] i arende.toml, eller arende directory status.",
        "No directory feed is called that. See [[directory]] in arende.toml, or arende directory status.",
    ),
    "feed.only_pushed": (
        "Registerflödet hämtas inte: det lämnas in. Skicka det med arende directory push eller över HTTP.",
        "The directory feed is not pulled: it is pushed. Send it by arende directory push or over HTTP.",
    ),
    "feed.gap": (
        "Leveransen följer inte på den som togs emot sist. Skicka allt efter {kept}, eller hela registret (full).",
        "The delivery does not follow on the last one taken. Send all after {kept}, or the whole register (full).",
    ),
    "feed.overtaken": (
        "En annan leverans i samma flöde togs emot under tiden. Skicka igen.",
        "Another delivery of the same feed was taken meanwhile. Send it again.",
    ),
    "feed.ended_by_others": (
        "Registret säger att det finns, men det har avslutats här. Avsluta det i registret, eller registrera det igen.",
        "The register says that it is there, but it was ended here. End it in the register, or register it here again.",
    ),
    "person.protection_unstated": (
        "Personen har skyddade personuppgifter. Ange protected: true, eller false när skyddet har upphört.",
        "The person has protected identity. State protected: true, or false where the protection has ended.",
    ),
}
"""By code."""

ELSEWHERE: Final = (
    "hör till en annan vårdgivare än flödet; varje vårdgivare har ett eget",
    "belongs to another care provider than the feed; each has one of its own",
)
"""A fault of a line."""

TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "feed.many_ended": (
        "{ending} av {standing} skulle upphöra för att de saknas i hela registret: inget är avslutat. Kontrollera "
        "registret, och bekräfta med arende directory pull NAMN --confirm (eller push --full --confirm)",
        "{ending} of {standing} would end because the whole register lacks them: none is ended. Check the register, "
        "and confirm by arende directory pull NAME --confirm (or push --full --confirm)",
    ),
    "feed.untold": (
        "{ending} av {standing} saknas i hela registret, men en rad som inte går att läsa kan handla om dem: inget är "
        "avslutat. Rätta raden, eller bekräfta med arende directory pull NAMN --confirm (eller push --full --confirm)",
        "{ending} of {standing} are lacking in the whole register, but a line that cannot be read may be about them: "
        "none is ended. Mend the line, or confirm by arende directory pull NAME --confirm (or push --full --confirm)",
    ),
}
"""By code; others are the register's own."""
OTHER_TROUBLE: Final = (
    "registret gick inte att läsa till slut ({code}); det som lästes gäller, och det försöks igen",
    "the register could not be read to its end ({code}); what was read stands, and it is tried again",
)


def trouble_text(code: str, ending: int, standing: int) -> tuple[str, str]:
    """What troubles a feed, Swedish and English."""
    sv, en = TROUBLES.get(code, OTHER_TROUBLE)
    return (
        sv.format(code=code, ending=ending, standing=standing),
        en.format(code=code, ending=ending, standing=standing),
    )
