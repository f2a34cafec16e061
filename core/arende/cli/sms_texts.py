"""What is said of SMS and of the outbox, and what `--help` says: Swedish, English, example. Texts only."""

from collections.abc import Mapping
from typing import Final

from ..domain.notice.faults import fault_of
from ..domain.notice.model import Try, TryState

SMS_COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "case retry-sms": (
        "Skickar SMS igen som inte gick fram eller är oklara: ärendets alla, eller ett (--notice).",
        "Sends SMS again that did not arrive or are unclear: all of the case's, or one (--notice).",
        "arende case retry-sms SE1.k1 --as staff:SE1.a1",
    ),
    "outbox": ("Visar det som väntar på att utföras.", "Shows what waits to be carried out.", "arende outbox list"),
    "outbox list": (
        "Listar det som väntar: SMS, överföringar och det som har en tid, med antal misslyckade försök; --dead: bara "
        "döda brev.",
        "Lists what waits: SMS, transfers and what has a time, with how often it has failed; with --dead dead letters "
        "only.",
        "arende outbox list --dead",
    ),
    "outbox retry": (
        "Gör det som väntar klart att utföras nu: något som ska försökas senare, eller ett dött brev.",
        "Makes what waits due now: something that is to be tried later, or a dead letter.",
        "arende outbox retry SE1 0191e2b4-0",
    ),
    "outbox drop": (
        "Stryker det som väntar, med ett skäl. Ett SMS som stryks visas i ärendet som misslyckat, med skälet.",
        "Drops what waits, with a reason. An SMS that is dropped is shown in its case as failed, with the reason.",
        'arende outbox drop SE1 0191e2b4-0 --reason "Numret är fel"',
    ),
    "outbox pause": (
        "Pausar en journalmottagare, med dess namn i inställningarna, i alla processer. Det som ska dit väntar, och "
        "inget går förlorat.",
        "Pauses an exporter, by its name in the settings, in every process. What is to go there waits, and nothing "
        "is lost.",
        "arende outbox pause journal",
    ),
    "outbox resume": (
        "Låter en pausad journalmottagare få det som väntar.",
        "Lets a paused exporter have what waits.",
        "arende outbox resume journal",
    ),
}

SMS_OPTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "notice": ("SMS-notifieringens id, ur --json.", "Id of the SMS notice, from --json."),
    "dead": ("Bara döda brev: det som ingen kan utföra.", "Dead letters only: what nobody can carry out."),
}


def last_try_text(one: Try | None) -> tuple[str, str]:
    """What came of the last try of an SMS."""
    if one is None:
        return "", ""
    kind = fault_of(one.code)
    if kind is not None:
        return f"{one.provider}: egen kod gick fel ({kind})", f"{one.provider}: own code failed ({kind})"
    code = f" ({one.code})" if one.code else ""
    if not one.provider:
        return f"ingen leverantör tillfrågad{code}", f"no provider was asked{code}"
    sv, en = ENDED.get(one.state, (one.state, one.state))
    return f"{one.provider}: {sv}{code}", f"{one.provider}: {en}{code}"


def last_try(one: Try) -> dict[str, object]:
    """`fault`: class of the exception by which the provider's own program failed, else null."""
    return {"provider": one.provider, "state": one.state, "code": one.code, "fault": fault_of(one.code)}


ENDED: Final[Mapping[TryState, tuple[str, str]]] = {
    TryState.SENDING: ("ovisst", "unknown"),
    TryState.UNCERTAIN: ("ovisst", "unknown"),
    TryState.REJECTED: ("tog inte emot", "not taken"),
    TryState.FAILED: ("kom inte fram", "not delivered"),
    TryState.EXPIRED: ("kom inte fram i tid", "not delivered in time"),
}
"""Where the last try stands, of an SMS that did not arrive."""
