"""Faults of a call that are no refusal of the engine: code, status, and a sentence in Swedish and in English."""

from attrs import frozen


@frozen
class Fault:
    """What the problem document tells."""

    status: int
    code: str
    text: tuple[str, str]


class Told(Exception):
    """The call ends here."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


UNREADABLE = Fault(
    400,
    "body.unreadable",
    ("Anropet ska innehålla ett JSON-objekt.", "The call must hold a JSON object."),
)
FORGED = Fault(
    403,
    "forged",
    (
        "Skicka X-CSRF-Token med värdet csrf ur GET /session, eller logga in med Authorization: Bearer.",
        "Send X-CSRF-Token with the value csrf of GET /session, or sign in by Authorization: Bearer.",
    ),
)
TOO_LARGE = Fault(413, "body.too_large", ("Anropet är för stort.", "The call is too large."))
MEDIA = Fault(
    415,
    "body.media",
    ("Skicka innehållet som application/json.", "Send the content as application/json."),
)
NEEDS_BROWSER = Fault(
    422,
    "way.browser",
    (
        "Det här sättet att logga in kräver en webbläsare. Logga in på webbsidan i stället.",
        "This way to sign in needs a browser. Sign in on the web page instead.",
    ),
)
NOT_CHOSEN = Fault(
    403,
    "session.choice",
    (
        "Det går inte att välja det. Välj bland dem som GET /session/choices visar.",
        "That cannot be chosen. Choose among those that GET /session/choices shows.",
    ),
)
