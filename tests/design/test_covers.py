from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.design import covers, lettering

LONG = "Pertanggungjawaban konstitusional Presiden Republik Indonesia dalam ketatanegaraan menurut undang-undang dasar"


def words_of(drawing: str) -> str:
    return " ".join("".join(ET.fromstring(drawing).itertext()).split())


def test_the_same_book_is_always_drawn_alike() -> None:
    assert covers.cover_svg("Bumi Manusia", "Toer", "899") == covers.cover_svg("Bumi Manusia", "Toer", "899")


def test_books_of_one_class_share_their_colours() -> None:
    assert covers.palette_for("959.8") == covers.palette_for("900") != covers.palette_for("297")


def test_the_author_is_named_as_people_say_it() -> None:
    assert covers.Book.shown("Bumi Manusia", "Toer, Pramoedya Ananta, 1925-2006").author == "Pramoedya Ananta Toer"


def test_a_long_title_loses_its_subtitle_on_the_cover() -> None:
    book = covers.Book.shown("The Malay Archipelago : the land of the orang-utan and the bird of paradise /", "")
    assert book.title == "The Malay Archipelago"


def test_a_decorative_cover_is_silent_and_another_says_its_title() -> None:
    assert 'aria-hidden="true"' in covers.cover_svg("Batik")
    assert 'aria-label="Batik"' in covers.cover_svg("Batik", decorative=False)


@pytest.mark.parametrize("compose", covers.COMPOSITIONS)
@pytest.mark.parametrize("title", ["A", "Bumi Manusia", LONG, "Kata" * 30])
def test_every_composition_holds_every_title(compose: object, title: str) -> None:
    drawing = compose(covers.Book(title, "Nama Pengarang"), covers.PALETTES["8"], 1)  # type: ignore[operator]
    root = ET.fromstring(f"<svg>{drawing}</svg>")
    heights = [float(span.get("y", "0")) for span in root.iter("tspan")]
    assert max(heights) <= covers.HEIGHT
    assert all(lettering.measured(span.text or "") * 12 <= covers.WIDTH for span in root.iter("tspan"))


@given(title=st.text(max_size=300), author=st.text(max_size=80), classification=st.text(max_size=12))
def test_any_words_make_a_drawing_that_parses(title: str, author: str, classification: str) -> None:
    printable = [text.translate(dict.fromkeys(range(32))) for text in (title, author, classification)]
    drawing = covers.cover_svg(*printable)
    assert drawing.startswith("<svg")
    assert len(drawing) < 6000
    assert "<script" not in drawing.lower()


def test_a_title_with_markup_stays_text() -> None:
    assert "<b>Ilmu" not in covers.cover_svg("<b>Ilmu</b> & alam")
    assert "Ilmu" in words_of(covers.cover_svg("<b>Ilmu</b> & alam"))


def test_a_line_is_never_wider_than_asked_unless_one_word_is() -> None:
    for line in lettering.wrapped(LONG, 12):
        assert lettering.measured(line) <= 12 or " " not in line
