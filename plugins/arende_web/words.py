"""Short texts that handlers choose among, Swedish and English. Those that stand on a page stand in its template."""

from collections.abc import Mapping
from typing import Final

Both = tuple[str, str]

WAYS: Final[Mapping[str, Both]] = {
    "oidc": ("Logga in", "Sign in"),
    "bankid": ("BankID", "BankID"),
    "siths": ("SITHS", "SITHS"),
    "freja": ("Freja+", "Freja+"),
    "host": ("Fortsätt", "Continue"),
}
"""Names of ways to sign in that the settings may name; others are called what the settings call them."""

SIGN_IN_FAULTS: Final[Mapping[str, Both]] = {
    "again": ("Inloggningen gick inte. Försök igen.", "The sign-in did not succeed. Try again."),
    "not": (
        "Inloggningen gick inte. Kontakta den som ansvarar för systemet.",
        "The sign-in did not succeed. Contact whoever is responsible for the system.",
    ),
    "identity.unknown": (
        "Du är inte registrerad här. Kontakta vårdenheten.",
        "You are not registered here. Contact the care unit.",
    ),
    "cancelled": ("Inloggningen avbröts.", "The sign-in was cancelled."),
    "state.late": ("Inloggningen tog för lång tid. Börja om.", "The sign-in took too long. Begin again."),
    "provider.unreachable": (
        "Inloggningstjänsten svarar inte. Försök igen om en stund.",
        "The sign-in service does not answer. Try again in a while.",
    ),
    "assurance.low": (
        "Logga in med en e-legitimation på högre tillitsnivå.",
        "Sign in with an electronic identity of a higher level of assurance.",
    ),
    "face.other": (
        "Vårdpersonal loggar in i vårdgivargränssnittet, patienter och ombud i patientappen.",
        "Staff sign in to the caregiver interface, patients and representatives in the patient app.",
    ),
}
"""By code of `NotAuthenticated`."""

HINTS: Final[Mapping[str, Both]] = {
    "pending": ("Fortsätt i din app.", "Go on in your app."),
    "outstandingTransaction": ("Öppna appen för e-legitimation.", "Open the app of your electronic identity."),
    "noClient": ("Öppna appen för e-legitimation.", "Open the app of your electronic identity."),
    "started": ("Appen är öppen. Vänta ett ögonblick.", "The app is open. Wait a moment."),
    "userSign": ("Skriv din kod i appen och godkänn.", "Give your code in the app and approve."),
    "userMrtd": ("Läs av ditt pass eller id-kort i appen.", "Read your passport or identity card in the app."),
    "userFace": ("Visa ansiktet för appen.", "Show your face to the app."),
    "userCallConfirm": ("Svara på frågan i appen.", "Answer the question in the app."),
    "processing": ("Appen är snart klar.", "The app is almost done."),
}
"""By `Pending.hint`: what the person does next."""
