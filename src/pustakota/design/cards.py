"""Pictures that people pass on: a book, a quote, a page, each in four shapes, in the colour of the library.

Where links are shown, drawings (SVG) are not, so these are painted. Grounds and words come from ``branding``: whatever
colour a library chose, each pair on a card can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from PIL import Image, ImageDraw, ImageOps

from pustakota.design import branding
from pustakota.design.covers import INK, PAPER, Book, palette_for
from pustakota.design.painting import LEADING, fitted, flower, one_line, png

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pustakota.design.covers import Palette

Shape = Literal["lebar", "persegi", "potret", "cerita"]
SHAPES: Mapping[str, tuple[int, int]] = {
    "lebar": (1200, 630),
    "persegi": (1080, 1080),
    "potret": (1080, 1350),
    "cerita": (1080, 1920),
}
"""As links are shown (1.91:1), and as people post: 1:1, 4:5, 9:16."""
MARGIN, FOOT = 84, 132
SAFE = 250
"""What programs that show stories cover at both ends of the highest shape."""
SOFT = branding.LIGHT.words[1]
_SIZES = (104, 92, 82, 72, 64, 56, 50, 44)
_COVER = (2, 3)
_PLAIN_COLOURS, _PHOTO_COLOURS = 64, 256


@dataclass(frozen=True, slots=True)
class Wearer:
    """Whose card it is: the name at its foot, its colour as chosen, and its logo as PNG."""

    name: str
    colour: str = branding.FIRST
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it. ``says``: beneath the heading (author, summary, who said it).

    ``class_number``: colours the drawn cover of a book. ``picture``: a cover that is held, or the picture of a page.
    """

    kind: Literal["book", "quote", "page"]
    heading: str
    says: str = ""
    class_number: str = ""
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of a card; every pair of words and ground that occurs is in ``pairs``."""

    ground: str
    words: str
    soft: str
    foot: str
    on_foot: str

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        return ((self.words, self.ground), (self.soft, self.ground), (self.on_foot, self.foot))


def tones(kind: str, colour: str) -> Tones:
    """A quote stands on the library's colour, all else on paper."""
    worn = branding.palette(colour).light
    if kind == "quote":
        return Tones(worn.nila, worn.on, worn.on, worn.deep, worn.on)
    return Tones(PAPER, INK, SOFT, worn.nila, worn.on)


@lru_cache(maxsize=64)
def card_png(card: Card, wearer: Wearer, shape: Shape) -> bytes:
    """The picture. Without the built heading face it holds no words, but it is there."""
    worn = tones(card.kind, wearer.colour)
    picture = Image.new("RGB", SHAPES[shape], worn.ground)
    sheet = _Sheet(picture, ImageDraw.Draw(picture), worn, shape)
    _foot(sheet, wearer)
    {"book": _book, "quote": _quote, "page": _page}[card.kind](sheet, card)
    return png(picture, _PHOTO_COLOURS if card.picture or wearer.logo else _PLAIN_COLOURS)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is painted on, and the box that is free for the card's own matter."""

    picture: Image.Image
    pen: ImageDraw.ImageDraw
    worn: Tones
    shape: Shape

    @property
    def is_wide(self) -> bool:
        return self.shape in {"lebar", "persegi"}

    @property
    def top(self) -> int:
        return SAFE if self.shape == "cerita" else MARGIN

    @property
    def bottom(self) -> int:
        return self.picture.height - FOOT - (SAFE if self.shape == "cerita" else MARGIN // 2)

    @property
    def width(self) -> int:
        return self.picture.width - 2 * MARGIN


def _foot(sheet: _Sheet, wearer: Wearer) -> None:
    """A band in the library's colour with its logo, or our flower, and its name."""
    width, height = sheet.picture.size
    top = height - FOOT - (SAFE - MARGIN if sheet.shape == "cerita" else 0)
    sheet.pen.rectangle((0, top, width, height), fill=sheet.worn.foot)
    left, middle = MARGIN, top + FOOT // 2
    if logo := _opened(wearer.logo, "RGBA"):
        logo.thumbnail((160, 76))
        plate = (left - 8, middle - 46, left + logo.width + 8, middle + 46)
        sheet.pen.rounded_rectangle(plate, radius=12, fill=PAPER)
        sheet.picture.paste(logo, (left, middle - logo.height // 2), logo)
        left += logo.width + 36
    else:
        flower(sheet.pen, (left + 32, middle), 1.1, sheet.worn.on_foot)
        left += 96
    name = one_line(wearer.name, width=width - left - MARGIN, size=38)
    name.paint(sheet.pen, (left, middle - 38 * LEADING / 2), sheet.worn.on_foot)


def _book(sheet: _Sheet, card: Card) -> None:
    """The cover and the words, side by side where the shape is wide, else one above the other."""
    book = Book.shown(card.heading, card.says)
    if sheet.is_wide:
        cover = _cover(
            card, book, sheet.bottom - sheet.top, int(sheet.width * (0.4 if sheet.shape == "persegi" else 0.3))
        )
        at = (MARGIN, sheet.top + (sheet.bottom - sheet.top - cover.height) // 2)
        sheet.picture.paste(cover, at)
        left = MARGIN + cover.width + 56
        _words(sheet, book, (left, sheet.top, sheet.picture.width - MARGIN, sheet.bottom), middle=False)
        return
    height = int((sheet.bottom - sheet.top) * 0.6)
    cover = _cover(card, book, height, sheet.width)
    sheet.picture.paste(cover, ((sheet.picture.width - cover.width) // 2, sheet.top))
    _words(sheet, book, (MARGIN, sheet.top + cover.height + 48, MARGIN + sheet.width, sheet.bottom), middle=True)


def _words(sheet: _Sheet, book: Book, box: tuple[int, int, int, int], *, middle: bool) -> None:
    left, top, right, bottom = box
    author = fitted(book.author, width=right - left, height=96, sizes=(38, 34), weight="Bold")
    room = bottom - top - (author.height + 20 if author.lines else 0)
    title = fitted(book.title, width=right - left, height=room, sizes=_SIZES)
    across = right - left if middle else 0
    below = top if middle else top + max(0, (room - title.height) / 2)
    below = title.paint(sheet.pen, (left, below), sheet.worn.words, middle_of=across) + 20
    author.paint(sheet.pen, (left, below), sheet.worn.soft, middle_of=across)


def _cover(card: Card, book: Book, most_height: int, most_width: int) -> Image.Image:
    """The cover that is held, else a drawn one in the colours of its class."""
    if held := _opened(card.picture, "RGB"):
        return ImageOps.contain(held, (most_width, most_height))
    wide, high = _COVER
    height = min(most_height, most_width * high // wide)
    seed = int.from_bytes(blake2b(f"{card.heading}|{card.says}".encode(), digest_size=6).digest())
    return _drawn_cover(book, palette_for(card.class_number, seed), (height * wide // high, height))


def _drawn_cover(book: Book, palette: Palette, size: tuple[int, int]) -> Image.Image:
    width, height = size
    cover = Image.new("RGB", size, palette.ground)
    pen = ImageDraw.Draw(cover)
    flower(pen, (width * 0.72, height * 0.76), width / 70, palette.quiet)
    flower(pen, (width * 0.72, height * 0.76), width / 150, palette.bright)
    pen.rectangle((0, 0, width // 28, height), fill=palette.quiet)
    inner, left = int(width * 0.78), width // 9
    sizes = tuple(round(width * share) for share in (0.125, 0.11, 0.096, 0.084, 0.074, 0.064))
    title = fitted(book.title, width=inner, height=height * 0.42, sizes=sizes)
    below = title.paint(pen, (left, height * 0.09), PAPER)
    one_line(book.author, width=inner, size=round(width * 0.052)).paint(
        pen, (left, below + height * 0.025), palette.bright
    )
    return cover


def _quote(sheet: _Sheet, card: Card) -> None:
    """The words as large as they fit, and beneath who said them."""
    who = fitted(f"— {card.says}" if card.says else "", width=sheet.width, height=100, sizes=(40, 36), weight="Bold")
    mark = one_line("“", width=200, size=190, weight="ExtraBold")
    top = sheet.top - 20
    mark.paint(sheet.pen, (MARGIN - 8, top), sheet.worn.words)
    top += 130
    room = sheet.bottom - top - (who.height + 36 if who.lines else 0)
    words = fitted(card.heading, width=sheet.width, height=room, sizes=_SIZES, weight="Bold")
    below = words.paint(sheet.pen, (MARGIN, top + max(0, (room - words.height) / 3)), sheet.worn.words)
    who.paint(sheet.pen, (MARGIN, below + 36), sheet.worn.soft)


def _page(sheet: _Sheet, card: Card) -> None:
    """The picture of the page above its title and summary; without one the flower stands there."""
    top = sheet.top
    if held := _opened(card.picture, "RGB"):
        top = _band(sheet, held)
    else:
        flower(sheet.pen, (MARGIN + 60, sheet.top + 60), 2.1, sheet.worn.foot)
        top += 156
    room = sheet.bottom - top
    title = fitted(card.heading, width=sheet.width, height=room * 0.62 if card.says else room, sizes=_SIZES)
    below = title.paint(sheet.pen, (MARGIN, top), sheet.worn.words) + 24
    says = fitted(card.says, width=sheet.width, height=sheet.bottom - below, sizes=(42, 38, 34), weight="Medium")
    says.paint(sheet.pen, (MARGIN, below), sheet.worn.soft)


def _band(sheet: _Sheet, held: Image.Image) -> int:
    """The picture over the whole width; where it ends, with a margin."""
    height = sheet.picture.height * (38 if sheet.is_wide else 46) // 100
    sheet.picture.paste(ImageOps.fit(held, (sheet.picture.width, height)), (0, 0))
    return height + 48


def _opened(content: bytes, mode: str) -> Image.Image | None:
    return Image.open(BytesIO(content)).convert(mode) if content else None
