"""Cards that people pass on: each shape, words that fit and are never cut within, colours that can be read."""

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pustakota.design import branding, painting
from pustakota.design.cards import SHAPES, Card, Shape, Wearer, card_png, tones

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
LONG = "Pertanggungjawaban konstitusional Presiden Republik Indonesia dalam ketatanegaraan"
SHADE = (120, 90, 30)


def a_picture(mode: str = "RGB", size: tuple[int, int] = (400, 300)) -> bytes:
    made = BytesIO()
    Image.new(mode, size, SHADE).save(made, "PNG")
    return made.getvalue()


def opened(card: Card, wearer: Wearer, shape: Shape) -> Image.Image:
    return Image.open(BytesIO(card_png(card, wearer, shape)))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["book", "quote", "page"])
@pytest.mark.parametrize("heading", ["Bumi manusia", LONG, "x" * 400, "kata " * 200, "古事記", ""])
def test_a_card_has_its_size_whatever_stands_on_it(kind: str, shape: Shape, heading: str) -> None:
    drawn = opened(Card(kind, heading, "Suwoto", "342"), Wearer("Perpustakaan Kota Arunika"), shape)  # type: ignore[arg-type]
    assert (drawn.format, drawn.size) == ("PNG", SHAPES[shape])


def test_another_colour_and_a_logo_make_another_card() -> None:
    card = Card("book", "Bumi manusia", "Toer")
    worn = {card_png(card, wearer, "persegi") for wearer in (
        Wearer("Arunika"), Wearer("Arunika", "#7a1f3d"), Wearer("Arunika", "#7a1f3d", a_picture("RGBA"))
    )}  # fmt: skip
    assert len(worn) == 3
    ground = opened(card, Wearer("Arunika", "#7a1f3d"), "persegi").convert("RGB").getpixel((1000, 1070))
    assert isinstance(ground, tuple)
    assert max(abs(one - other) for one, other in zip(ground, (0x7A, 0x1F, 0x3D), strict=True)) <= 8


@pytest.mark.parametrize("kind", ["book", "page"])
def test_a_picture_that_is_held_stands_on_the_card(kind: str) -> None:
    drawn = opened(Card(kind, "Judul", picture=a_picture()), Wearer("A"), "potret").convert("RGB")  # type: ignore[arg-type]
    found = drawn.getcolors(1 << 24) or []
    near = [count for count, shade in found if max(abs(a - b) for a, b in zip(shade, SHADE, strict=True)) <= 10]  # type: ignore[arg-type]
    assert sum(near) > 100_000


@given(colour=COLOURS, kind=st.sampled_from(["book", "quote", "page"]))
def test_every_pair_on_a_card_can_be_read_in_any_colour(colour: str, kind: str) -> None:
    for words, ground in tones(kind, colour).pairs:
        assert branding.contrast(words, ground) >= branding.READABLE


@given(word=st.text(st.characters(codec="latin-1", categories=["Ll", "Lu"]), max_size=60))
def test_syllables_make_the_word_again(word: str) -> None:
    parts = painting.syllables(word)
    assert "".join(parts) == word
    assert len(parts) == 1 or min(map(len, parts)) >= 3


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("pertanggungjawaban", ["per", "tang", "gung", "jawa", "ban"]),
        ("menyanyikan", ["menya", "nyi", "kan"]),
        ("perpustakaan", ["per", "pus", "takaan"]),
        ("api", ["api"]),
        ("xyz", ["xyz"]),
    ],
)
def test_long_words_are_parted_as_schools_teach(word: str, parts: list[str]) -> None:
    assert painting.syllables(word) == parts


@given(words=st.lists(st.text("abdegiknuy", min_size=1, max_size=40), min_size=1, max_size=12))
def test_words_keep_within_their_box_and_lose_no_letter_unless_marked(words: list[str]) -> None:
    text, width = " ".join(words), 420
    block = painting.fitted(text, width=width, height=300, sizes=(60, 44))
    face = painting.face_of(block.size, block.weight)
    assert face, "the tests build the front end first"
    assert all(face.getlength(line) <= width for line in block.lines)
    assert block.height <= 300
    told = "".join(line.removesuffix("-") for line in block.lines).replace(" ", "")
    whole = text.replace(" ", "")
    assert told == whole or (told.endswith("…") and whole.startswith(told[:-1].rstrip("-")))


def test_a_word_too_long_for_a_line_is_parted_with_a_hyphen() -> None:
    lines = painting.fitted("ketidakbertanggungjawabannya", width=300, height=600, sizes=(60,)).lines
    assert "".join(line.removesuffix("-") for line in lines) == "ketidakbertanggungjawabannya"
    assert all(line.endswith("-") and not after.startswith("-") for line, after in pairwise(lines))


def test_letters_that_the_face_lacks_lose_their_marks_or_are_left_out() -> None:
    assert painting.paintable("Šafiʿī") in {"", "Safiʿi"}
    assert painting.paintable("Dvořák") == "Dvorák"
    assert painting.paintable("古事記") == ""
