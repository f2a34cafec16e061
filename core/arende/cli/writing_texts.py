"""What `--help` says of writing: drafts, templates, and two who write at once. Texts only."""

from collections.abc import Mapping
from typing import Final

WRITING_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "case draft": (
        "Visar ditt eget utkast i ett ärende, sparar det (--text, --file eller -) eller tar bort det (--discard).",
        "Shows your own draft in a case, saves it (--text, --file or -) or throws it away (--discard).",
        "arende case draft SE1.k1 - --as staff:SE1.a1 < utkast.txt",
    ),
    "template": ("Arbetar med frastexter.", "Works with message templates.", "arende template list"),
    "template add": (
        "Lägger till en frastext, eller ändrar den. Platser att fylla i skrivs {så}. Utan --unit och --shared är den "
        "uppdragets egen.",
        "Adds a template, or changes it. Places to fill are written {so}. Without --unit and --shared it is the "
        "assignment's own.",
        'arende template add SE1.prov --title Provsvar --text "Ditt prov: {svar}" --as staff:SE1.a1',
    ),
    "template list": (
        "Listar de frastexter som uppdraget kan välja: egna, enhetens och vårdgivarens.",
        "Lists the templates that the assignment can choose: its own, its unit's and the provider's.",
        "arende template list --as staff:SE1.a1",
    ),
    "template retire": (
        "Tar bort en frastext ur listorna.",
        "Takes a template out of the lists.",
        "arende template retire SE1.prov --as staff:SE1.a1",
    ),
    "case drafts": (
        "Listar dina egna utkast, också i ärenden som har gått till någon annan.",
        "Lists your own drafts, also in cases that have gone to someone else.",
        "arende case drafts --as staff:SE1.a1",
    ),
}
"""By the path of the command: Swedish, English, an example."""

WRITING_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "seen": (
        "Numret på det senaste meddelande du har läst: det sägs om någon har skrivit sedan dess. Annars det som "
        "case show senast visade dig, eller ditt eget senaste; med --command-id bara om det anges.",
        "Number of the last message you have read: you are told if anyone has written since. Else what case show last "
        "showed you, or your own last one; with --command-id only where it is given.",
    ),
    "template": ("Frastext, med id.", "Template, by id."),
    "fill": (
        "Fyller i en plats i frastexten; anges en gång för varje plats.",
        "Fills one place of the template; given once for each place.",
    ),
    "title": ("Frastextens namn.", "The template's name."),
    "shared": ("För alla vårdgivarens enheter.", "For all of the care provider's units."),
    "discard": ("Ta bort utkastet.", "Throw the draft away."),
    "despite_new": (
        "Skicka ändå, fast patientens sida har skrivit sedan dess.",
        "Send anyway, though the patient's side has written since.",
    ),
    "draft": ("Skicka ditt utkast som det är.", "Send your draft as it is."),
}
"""By the name of the parameter: Swedish, English."""
