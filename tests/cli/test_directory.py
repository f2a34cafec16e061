"""`directory`: a feed that is pushed from a file, what it said of faults, and how it fares."""

import json
import re
from pathlib import Path

import pytest

from .conftest import REGISTER, Cli

SETTINGS = '\n[[directory]]\nprovider = "push"\nname = "hsa"\ncare_provider = "SE1"\n'
MORE = '{"type": "assignment", "id": "SE1.a9", "staff": "SE1.haris", "role": "SE1.ssk", "unit": "SE1.vc"}\n'
FAULTY = '{"type": "person", "provider": "SE1", "identifier": "19800107-2382", "name": "Fel"}\n'
FAMILY = """\
{"type": "person", "provider": "SE1", "identifier": "20160412-2380", "name": "Ture Testberg"}
{"type": "guardianship", "provider": "SE1", "child": "20160412-2380", "guardian": "19800107-2381", \
"source": "Skatteverket", "verified": "2026-01-31"}
"""


@pytest.fixture
def fed(clinic: Cli, empty: Path) -> Cli:
    with (empty / "arende.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    return clinic


@pytest.mark.spec("B30")
def test_a_file_is_pushed_and_again_changes_nothing(fed: Cli) -> None:
    told = fed("directory", "push", "hsa", "-", "--cursor", "1", stdin=REGISTER + MORE)
    assert (told.code, told.out) == (0, "hsa: 10 rader lästa, 1 ändrade, 0 avslutade för att de saknas.\n")
    again = fed("directory", "push", "hsa", "-", "--cursor", "1", stdin=MORE)
    assert again.out == "hsa: redan mottagen, inget gjordes.\n"
    assert fed("directory", "push", "hsa", "-", "--cursor", "1", "--lang", "en", stdin=MORE).out.startswith("hsa: rec")
    code, fields = fed.error("directory", "push", "hsa", "-", "--after", "0", "--cursor", "2", stdin=MORE)
    assert (code, list(fields)) == ("feed.gap", ["after"])
    assert "«1»" in fields["after"]
    assert (
        fed("directory", "push", "hsa", "-", "--after", "1", "--cursor", "2", "--json", stdin=MORE).json["cursor"]
        == "2"
    )


@pytest.mark.spec("B30")
def test_faults_are_told_and_kept_and_hold_up_nothing(fed: Cli) -> None:
    told = fed("directory", "push", "hsa", "-", stdin=FAULTY + MORE)
    assert told.code == 0
    assert told.out.startswith("hsa: 2 rader lästa, 1 ändrade")
    assert "rad 1, identifier:" in told.out
    assert "2382" not in told.out + told.err
    shown = fed("directory", "status")
    assert re.search(r"hsa \d{4}-\d\d-\d\d \d\d:\d\d, rad 1, identifier:", shown.out) and "aldrig" not in shown.out
    (one,) = json.loads(fed("directory", "status", "--json").out)["items"]
    assert (one["id"], one["provider"], one["lines"], one["changed"], one["pulled"]) == ("hsa", "SE1", 2, 1, False)
    assert [fault["path"] for fault in one["faults"]] == ["identifier"]
    assert "line 1, identifier:" in fed("directory", "status", "--lang", "en").out


def test_what_cannot_be_pulled(fed: Cli, clinic: Cli) -> None:
    assert fed.error("directory", "pull")[0] == "feed.none"
    assert fed.error("directory", "pull", "hsa")[0] == "feed.only_pushed"
    assert fed.error("directory", "pull", "borta")[0] == "feed.unknown"


def test_without_any_feed(clinic: Cli) -> None:
    assert clinic("directory", "status").out.startswith("Inget registerflöde är inställt")
    assert clinic("directory", "status", "--json").json == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('provider = "push"\nname = "hsa"', "care_provider"),
        ('provider = "push"\ncare_provider = "SE1"\nname = "h s a"', "name ska vara"),
        ('provider = "push"\ncare_provider = "SE1"\npush_token = "kort"', "minst 32"),
        ('provider = "push"\ncare_provider = "SE1"\nevery_minutes = 5', "bara lämnas in"),
        ('provider = "push"\ncare_provider = "SE1"\nevery_minutes = 0', "every_minutes"),
        ('provider = "borta"\ncare_provider = "SE1"', "borta"),
        (
            'provider = "push"\ncare_provider = "SE1"\n[[directory]]\nprovider = "push"\ncare_provider = "SE1"',
            "två tabeller heter",
        ),
    ],
)
def test_settings_that_will_not_do(clinic: Cli, empty: Path, settings: str, said: str) -> None:
    with (empty / "arende.toml").open("a", encoding="utf-8") as opened:
        opened.write(f"\n[[directory]]\n{settings}\n")
    told = clinic("directory", "status")
    assert told.code == 1
    assert said in told.err


@pytest.mark.spec("B16")
@pytest.mark.spec("B30")
def test_doctor_tells_how_the_feeds_fare(fed: Cli) -> None:
    told = fed("doctor")
    assert told.code == 0
    assert "Registerflödet hsa: senast aldrig; den som lämnar in registret ska kontrolleras" in told.out
    assert "Vårdnadshavare hämtas inte från folkbokföringen" in told.out
    fed("directory", "push", "hsa", "-", stdin=FAULTY + FAMILY)
    told = fed("doctor")
    assert "Registerflödet hsa: 1 felaktiga rader väntar på rättelse" in told.out and "aldrig" not in told.out
    assert "Vårdnadshavare hämtas från registret" in told.out
    fed("directory", "push", "hsa", "-", stdin=FAULTY.replace("2382", "2381"))
    fed("directory", "push", "hsa", "-", "--full", stdin=REGISTER + FAMILY)
    told = fed("doctor", "--lang", "en")
    assert "Directory feed hsa: 20" in told.out and "wait to be mended" not in told.out


@pytest.mark.spec("B30")
def test_a_register_that_has_lost_too_much_is_told_of_until_it_is_confirmed(fed: Cli) -> None:
    many = "".join(MORE.replace("a9", f"b{n}") for n in range(12))
    assert fed("directory", "push", "hsa", "-", "--full", stdin=REGISTER + many).code == 0
    held = fed("directory", "push", "hsa", "-", "--full", "--cursor", "7", stdin=REGISTER)
    assert held.code == 1
    assert "12 av 14 skulle upphöra" in held.err
    assert "hsa: 12 av 14 skulle upphöra" in fed("directory", "status").out
    assert "12 of 14 would end" in fed("doctor", "--lang", "en").out
    done = fed("directory", "push", "hsa", "-", "--full", "--cursor", "7", "--confirm", stdin=REGISTER)
    assert (done.code, done.out) == (0, "hsa: 9 rader lästa, 0 ändrade, 12 avslutade för att de saknas.\n")
    assert "skulle upphöra" not in fed("doctor").out
