"""The words of the report as a page, in English and in Swedish. What the clauses demand stands there in English alone:
those sentences are the specification.
"""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from .claims import MEANINGS, Capability, Support
from .clauses import Level
from .verdicts import ClauseOutcome


@frozen(kw_only=True)
class Words:
    """All that the page says by itself."""

    lang: str
    title: str
    """With `{adapter}` and `{port}`."""
    conforms: str
    does_not_conform: str
    in_the_way: str
    stale: str
    """With `{clause}`."""
    told: str
    tried: str
    versions: tuple[str, str]
    adapter: str
    factory: str
    port: str
    suite: str
    digest: str
    seed: str
    chance: str
    once: str
    times: str
    """With `{repeat}`."""
    no_chance: str
    ended: str
    claimed: str
    when_due: str
    claims: tuple[str, str, str]
    left_out: str
    nothing_left_out: str
    excluded: str
    reasons: tuple[str, str]
    not_run: str
    lacking: tuple[str, str, str]
    every: str
    clauses: tuple[str, str, str, str]
    promise: str
    outcomes: Mapping[ClauseOutcome, str]
    counted: Mapping[ClauseOutcome, str]
    """The same after a number."""
    levels: Mapping[Level, str]
    grades: Mapping[Support, str]
    meanings: Mapping[Capability, str]
    languages: str
    """A sentence about the clauses' own language; empty where it is the page's."""


ENGLISH: Final = Words(
    lang="en",
    title="Conformance of {adapter} ({port})",
    conforms="Conforms",
    does_not_conform="Does not conform",
    in_the_way="What is in the way",
    stale="{clause} is excluded and matches no clause that is due.",
    told="Told, without weight in the verdict",
    tried="What was tried",
    versions=("What", "Which"),
    adapter="Adapter",
    factory="Factory",
    port="Port",
    suite="Suite of clauses",
    digest="Digest of the clauses",
    seed="Seed",
    chance="Clauses about chance ran",
    once="once, as all others",
    times="{repeat} times, the seed counting up; all others once",
    no_chance="the port has none; each clause ran once",
    ended="Run ended",
    claimed="What was claimed",
    when_due="A clause is due where all that it needs is claimed.",
    claims=("Capability", "What it means", "Claimed"),
    left_out="What was left out, and why",
    nothing_left_out="Nothing: every clause of the port was due.",
    excluded="Excluded: known to fail, by the adapter's own word.",
    reasons=("Number", "Reason"),
    not_run="Not run, for what they need is not claimed.",
    lacking=("Number", "What it demands", "Not claimed"),
    every="Every clause",
    clauses=("Number", "Level", "What it demands", "Outcome"),
    promise=(
        "What stays: a number never changes its meaning; the sentence is the specification; new musts come in minor "
        "versions of the suite, never in patches; two reports with the same digest were held to the same clauses."
    ),
    outcomes={outcome: str(outcome) for outcome in ClauseOutcome},
    counted={outcome: str(outcome) for outcome in ClauseOutcome},
    levels={level: str(level) for level in Level},
    grades={Support.FULL: "yes", Support.NOT_YET: "not yet", Support.CANNOT: "no"},
    meanings={capability: meaning.partition(": ")[2] for capability, meaning in MEANINGS.items()},
    languages="",
)
SWEDISH: Final = Words(
    lang="sv",
    title="Överensstämmelse: {adapter} ({port})",
    conforms="Uppfyller kraven",
    does_not_conform="Uppfyller inte kraven",
    in_the_way="Det som är i vägen",
    stale="{clause} är undantagen, men ingen klausul med det numret gäller.",
    told="Upplysningar som inte påverkar utfallet",
    tried="Det som prövades",
    versions=("Vad", "Vilken"),
    adapter="Adapter",
    factory="Fabrik",
    port="Port",
    suite="Klausulsamlingens version",
    digest="Klausulernas kontrollsumma",
    seed="Slumpfrö",
    chance="Klausuler om sådant som slumpen avgör kördes",
    once="en gång, som alla andra",
    times="{repeat} gånger med nya slumpfrön, alla andra en gång",
    no_chance="porten har inga; varje klausul kördes en gång",
    ended="Körningen slutade",
    claimed="Det som adaptern säger sig klara",
    when_due="En klausul gäller när adaptern säger sig klara allt som den förutsätter.",
    claims=("Förmåga", "Vad den innebär", "Klaras"),
    left_out="Det som utelämnades, och varför",
    nothing_left_out="Inget: portens alla klausuler gällde.",
    excluded="Undantagna: uppfylls inte, enligt adapterns egen uppgift.",
    reasons=("Nummer", "Skäl"),
    not_run="Kördes inte, eftersom adaptern inte säger sig klara det som de förutsätter.",
    lacking=("Nummer", "Vad den kräver", "Förmåga som saknas"),
    every="Alla klausuler",
    clauses=("Nummer", "Nivå", "Vad den kräver", "Utfall"),
    promise=(
        "Det som består: ett nummer byter aldrig innebörd; klausulens mening är specifikationen; nya skall-krav "
        "kommer i underversioner av klausulsamlingen, aldrig i rättningar; två rapporter med samma kontrollsumma "
        "har prövats mot samma klausuler."
    ),
    outcomes={
        ClauseOutcome.PASSED: "uppfylld",
        ClauseOutcome.FAILED: "inte uppfylld",
        ClauseOutcome.NOT_CLAIMED: "gällde inte",
        ClauseOutcome.EXCLUDED: "undantagen",
        ClauseOutcome.MISSING: "kördes inte",
    },
    counted={
        ClauseOutcome.PASSED: "uppfyllda",
        ClauseOutcome.FAILED: "inte uppfyllda",
        ClauseOutcome.NOT_CLAIMED: "gällde inte",
        ClauseOutcome.EXCLUDED: "undantagna",
        ClauseOutcome.MISSING: "kördes inte",
    },
    levels={Level.MUST: "skall", Level.SHOULD: "bör"},
    grades={Support.FULL: "ja", Support.NOT_YET: "inte ännu", Support.CANNOT: "nej"},
    meanings={
        Capability.DURABLE: "det som har bekräftats överlever att processen dödas",
        Capability.SHARED: "flera processer kan använda lagringen samtidigt",
        Capability.JOINED: "kan skriva i värdens egen transaktion (`joined`), och en sådan kan påbörjas (`begin()`)",
        Capability.OBSERVED: "det som har lämnat adaptern kan visas (`delivered()`)",
        Capability.ONCE: "samma id två gånger ger ett SMS",
        Capability.SEVERABLE: "vägen till motparten kan brytas (`sever()`)",
        Capability.TROUBLED: "motparten kan fås att tappa svar, tiga eller neka inloggning (`trouble()`)",
        Capability.WEB: "anropas över HTTP, och motparten kan svara fel eller visa vidare (`trouble()`, `strayed()`)",
        Capability.SECRETIVE: "öppnas med hemligheter, som kan räknas upp (`secrets()`)",
        Capability.REPORTED: "leveransrapporter kommer som anrop, och ett sådant kan göras (`report()`)",
        Capability.SEALED: "leveransrapporter är signerade",
        Capability.ANSWERED: "mottagare kan svara, och ett svar kan göras (`reply()`)",
        Capability.ASKED: "leverantören kan tillfrågas vad som hände med ett SMS",
        Capability.LISTENED: "rapporter kommer över leverantörens egen förbindelse, och en kan skickas (`tell()`)",
        Capability.SCRIPTED: "inloggningstjänstens svar kan bestämmas (`answer()`)",
        Capability.SIGNED: "tjänstens svar är, eller växlas mot, ett signerat intyg",
        Capability.BOUND: "ett svar är bundet till sin inloggning med `state` eller `nonce`",
        Capability.CODE: "svaret är en kod enligt OAuth 2, som växlas med PKCE",
        Capability.LEVELS: "tjänsten anger tillitsnivå",
        Capability.SYSTEMS: "tjänsten kan känna personer genom identiteter ur flera system",
        Capability.KEPT: "det som mottagaren har sparat kan visas (`kept()`)",
        Capability.PARTED: "en anteckning sparas i delar, och en del kan fås att misslyckas (`trouble()`)",
        Capability.CONFIRMED: "det går att fråga om en anteckning är sparad (`confirm`)",
        Capability.HEARD: "det som mottagaren har fått veta kan visas (`heard()`)",
        Capability.HELD: "registrets innehåll kan bestämmas och ändras (`hold()`, `change()`)",
        Capability.STAFFED: "registret har enheter, roller, personal och uppdrag",
        Capability.PEOPLED: "registret har personer, och vilka som har skyddade personuppgifter",
        Capability.GUARDED: "registret har vem som är vems vårdnadshavare",
        Capability.BROKEN_OFF: "ett svar kan fås att brytas mitt i (`break_off()`)",
        Capability.REPLACED: "ett annat register kan sättas i dess ställe (`replace()`)",
        Capability.CONFIGURED: "adapterns inställningar kan visas (`configured()`)",
    },
    languages="Klausulernas egna meningar, som är specifikationen, står på engelska.",
)
LANGUAGES: Final[Mapping[str, Words]] = {"en": ENGLISH, "sv": SWEDISH}
