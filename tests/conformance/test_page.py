"""The report that a buyer reads: all that is asked, well-formed, needing nothing but itself, no HTML of the adapter."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from arende_conformance import SUITE
from arende_conformance.claims import Capability, Claims, Exclusion, Support
from arende_conformance.clauses import clauses_of, digest
from arende_conformance.export import ExportContract
from arende_conformance.page import as_html
from arende_conformance.page_words import ENGLISH, LANGUAGES, SWEDISH, Words
from arende_conformance.sms import SmsContract
from arende_conformance.verdicts import ClauseOutcome, Judgement, Verdict, judge
from attrs import asdict

from .vendor import cli, vendor

AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
CLAUSES = clauses_of(SmsContract)
VOID = {"meta"}


class Page(HTMLParser):
    """What stands in a page: its text, its tags in balance, and whatever would be fetched from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fetched: list[str] = []
        self.seen: list[str] = []
        self.languages: list[str] = []
        self.in_english: set[str] = set()
        self._open: list[str] = []
        self._english = False
        self.feed(page)
        self.close()
        assert self._open == []

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.languages += [value or "" for name, value in attrs if name == "lang"]
        self._english = tag == "td" and ("lang", "en") in attrs
        self.fetched += [name for name, _ in attrs if name in ("src", "href", "srcset", "action")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._english:
            self.in_english.add(data)


def judged(*, failing: str = "", message: str = "", exclusions: tuple[Exclusion, ...] = ()) -> Judgement:
    claims = Claims(
        supports={Capability.OBSERVED: Support.FULL, Capability.ONCE: Support.NOT_YET}, exclusions=exclusions
    )
    found = [
        Verdict(clause=c, outcome=ClauseOutcome.FAILED, message=message)
        if c.number == failing
        else Verdict(clause=c, outcome=ClauseOutcome.PASSED)
        for c in CLAUSES
    ]
    return judge(port="sms", factory="ours:make", claims=claims, seed=7, clauses=CLAUSES, found=found)


def test_the_page_tells_all_that_a_buyer_asks() -> None:
    page = Page(as_html([judged(exclusions=(Exclusion("SMS-01", "our gateway sleeps"),))], at=AT))
    for told in (
        "Conforms",
        "ours unknown",
        SUITE,
        digest(CLAUSES),
        "2026-11-28T09:30:00+00:00",
        "our gateway sleeps",
        "once (not yet)",
        "severable (no)",
        ENGLISH.promise,
    ):
        assert told in page.text, told
    assert "the port has none" in Page(as_html([judged()], at=AT, repeat=20)).text
    assert all(c.number in page.text and c.sentence in page.text for c in CLAUSES)
    assert page.fetched == [] and "script" not in page.seen


def test_what_is_in_the_way_stands_first_and_is_no_html() -> None:
    page = Page(as_html([judged(failing="SMS-01", message="<script>alert(1)</script>")], at=AT))
    assert "Does not conform" in page.text and "SMS-01: <script>" in page.text
    assert "script" not in page.seen
    assert page.text.index("What is in the way") < page.text.index("What was tried")


def test_what_was_repeated_is_told() -> None:
    clauses = clauses_of(ExportContract)
    found = judge(port="export", factory="ours:make", claims=Claims(), seed=1, clauses=clauses, found=())
    assert "20 times, the seed counting up; all others once" in Page(as_html([found], at=AT, repeat=20)).text
    assert "once, as all others" in Page(as_html([found], at=AT)).text


def test_the_page_is_in_swedish_but_for_what_is_the_specification() -> None:
    page = Page(as_html([judged(failing="SMS-01", message="it was lost")], at=AT, words=SWEDISH))
    for told in (
        "Uppfyller inte kraven",
        "1 inte uppfylld",
        "skall",
        "once (inte ännu)",
        "severable (nej)",
        "engelska",
    ):
        assert told in page.text, told
    assert page.languages[0] == "sv" and set(page.languages[1:]) == {"en"}
    assert page.in_english >= {c.sentence for c in CLAUSES}
    english = Page(as_html([judged()], at=AT)).text
    own = {w for w in vars_of(SWEDISH) if w in english}
    assert own <= {"Adapter", "Port"}  # the same in both


def test_both_languages_say_all() -> None:
    for words in LANGUAGES.values():
        assert set(words.meanings) == set(Capability)
        assert set(words.outcomes) == set(ClauseOutcome)
        assert all(vars_of(words))


def vars_of(words: Words) -> list[str]:
    """Every sentence of its own; what is made of others, and what may be empty, is left out."""
    return [v for k, v in asdict(words, recurse=False).items() if isinstance(v, str) and k not in ("lang", "languages")]


def test_a_should_is_told_without_weight() -> None:
    page = Page(as_html([judged(failing="SMS-15", message="it gives no id")], at=AT))
    assert "Does not conform" not in page.text
    assert "without weight" in page.text and "SMS-15: it gives no id" in page.text


def test_a_stale_exclusion_is_in_the_way() -> None:
    page = Page(as_html([judged(exclusions=(Exclusion("SMS-99", "left over"),))], at=AT))
    assert "Does not conform" in page.text and "SMS-99 is excluded and matches no clause that is due." in page.text


def test_run_writes_the_page(tmp_path: Path) -> None:
    vendor(tmp_path)
    done = cli(tmp_path, "run", "vendor_sms:make", "--port", "sms", "--html", "report.html")
    assert done.returncode == 0, done.stdout + done.stderr
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "Conforms" in page.text and "Conformance of vendor_sms unknown (sms)" in page.text
    done = cli(tmp_path, "run", "vendor_sms:make", "--port", "sms", "--html", "rapport.html", "--lang", "sv")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Uppfyller kraven" in (tmp_path / "rapport.html").read_text(encoding="utf-8")
    done = cli(tmp_path, "run", "vendor_sms:make", "--port", "sms", "--html", "no/such/report.html")
    assert done.returncode == 2 and "cannot be written" in done.stderr
