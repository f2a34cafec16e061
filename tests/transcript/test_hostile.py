"""Whatever people write survives, as they wrote it, and reaches nothing but its own place on the page."""

import pypdfium2
import pytest
from arende_transcript import typesetting
from arende_transcript.text import inline, lines, shown
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from .entries import CASE, ELSA, SAID, of
from .reading import made, pages, tags, text

MARKUP = (
    "*fet* _kursiv_ #panic() #sys.inputs $x^2$ @ref <label> `kod` \\ = rubrik",
    '<b>fet</b> <script>alert(1)</script> &amp; "citat" {klammer} [hakar] // inte en kommentar /* ej */',
    '#import "@preview/x:1.0.0": * #read("/etc/passwd") ) } ] #pagebreak() #set page(fill: black)',
    "/Type /Catalog endobj endstream %%EOF (\\) << >>",
)


@pytest.mark.spec("B22")
@pytest.mark.parametrize("hostile", MARKUP)
def test_markup_is_text(hostile: str) -> None:
    plain = made(of("Hej"))
    document = made(evolve(of(hostile), title="Astma"))
    assert bare(hostile) in bare(text(document))
    assert list(tags(document)) == list(tags(plain))


@pytest.mark.parametrize("hostile", MARKUP[:2])
def test_markup_is_text_in_names_and_titles_too(hostile: str) -> None:
    note = evolve(CASE.notes[0], title=hostile)
    entry = evolve(CASE, title=hostile, unit=hostile, patient=evolve(ELSA, name=hostile), notes=(note,))
    assert bare(text(made(entry))).count(bare(hostile)) == 4


def bare(told: str) -> str:
    """Without spaces: where a reader puts them is its own guess."""
    return "".join(told.split()).replace("\u200b", "")


@pytest.mark.spec("B22")
@pytest.mark.parametrize(
    "written",
    [
        "åäö ÅÄÖ é ß ø ł ğ",
        "Привет, как дела?",
        "Καλημέρα",
        "你好，医生 こんにちは 안녕하세요",
        "ไทย",
        "ሰላም",
        "🙂 😷 ❤️ 👨‍👩‍👧 🇸🇪",
    ],
)
def test_every_language_can_be_read_out_again(written: str) -> None:
    assert written in text(made(of(written)))


@pytest.mark.spec("B22")
def test_a_line_has_its_own_direction() -> None:
    arabic = "السلام عليكم، أين الطبيب؟"
    assert [line.rtl for line in lines(f"{arabic}\nHej\n12/3 {arabic}\n", always)] == [True, False, True]
    read = text(made(of(arabic)))
    assert [word for word in ("السلام", "عليكم", "أين", "الطبيب") if word not in read] == []
    document = made(of("abc\n" + "ا" * 5))
    right = drawn(document, "ا")
    assert right > drawn(document, "abc") + 300


def drawn(document: bytes, word: str) -> float:
    """How far to the right the word stands, in points."""
    page = pypdfium2.PdfDocument(document)[0].get_textpage()
    found = page.search(word).get_next()
    assert found is not None
    return float(page.get_charbox(found[0])[0])


@pytest.mark.spec("B22")
@pytest.mark.parametrize("long", ["x" * 3000, "W" * 500, "1" * 90, "😷" * 200, "ä" * 64, "ก" * 500, "a/" * 300])
def test_a_long_word_stays_within_the_page(long: str) -> None:
    document = made(evolve(of(long, f"{long} slut"), title=long[:120]))
    for page in pypdfium2.PdfDocument(document):
        shown = page.get_textpage()
        boxes = [shown.get_charbox(place) for place in range(shown.count_chars())]
        assert max(box[2] for box in boxes) <= page.get_width() - 60
    assert bare(text(document)).count(long[:90]) >= 2


@pytest.mark.spec("B22")
def test_ten_thousand_signs_are_all_there() -> None:
    long = "\n".join(f"Rad {place} " + "och så vidare " * 5 for place in range(130))[:10_000]
    told = " ".join(text(made(of(long))).split())
    assert all(f"Rad {place} och" in told for place in range(120))
    assert len(pages(made(of(long)))) > 3


def always(_: str) -> bool:
    return True


def test_what_misleads_or_cannot_be_shown_is_told_by_number() -> None:
    told = text(made(of("Provet är \u202eneg\u202c \x07 \U0010ffff")))
    assert "[U+202E]neg" in told
    assert "[U+0007]" in told
    assert "[U+10FFFF]" in told
    assert shown("a" + "\u0301\u0302" * 4, frozenset(), always).count("[U+03") == 4
    assert inline("Karin\u2066\u202e (läkare)\n\nkl. 10", always) == "Karin[U+2066][U+202E] (läkare) kl. 10"
    assert inline("دكتور", always) == "\u2068دكتور\u2069"


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_any_text_makes_a_document(texts: list[str]) -> None:
    document = made(evolve(of(*texts), title=texts[0]))
    assert document.startswith(b"%PDF-1.7")
    assert f"meddelande {len(texts)}" in text(document)
    assert SAID.author in text(document)


@pytest.mark.spec("B22")
def test_what_no_font_can_join_is_told_by_number_rather_than_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "every", always)  # as if a font had what it has not
    told = text(made(of("å سلام \U0010fff0")))
    assert "å [U+0633][U+0644][U+0627][U+0645] [U+10FFF0]" in told
