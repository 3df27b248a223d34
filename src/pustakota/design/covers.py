"""Covers for books that have none: drawn from title, author and class, the same book always alike.

The class (Dewey's hundreds) chooses the colours, so that a shelf of history has a family look; a hash of title and
author chooses the composition. The motif is our kawung: four book leaves around a centre, each with its fold.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

from django.utils.html import escape

from pustakota.design.lettering import LINE, Pen, drawn, fitted, shortened

WIDTH, HEIGHT = 200, 300
LEAF = "M2-2C3-14 12-26 29-29C26-12 14-3 2-2Z"
FOLD = "M6-6L21-21"
PAPER, CREAM, INK = "#FBF8F2", "#F0E7D5", "#1C2326"
LONG_TITLE = 60
TITLE_SIZES = (25, 22, 19, 17, 15, 13, 12)
SMALL_TITLE_SIZES = (23, 20, 17, 15, 13, 12)
AUTHOR_SIZE = 10.5
LIFE_YEARS = re.compile(r"\b(b\.|d\.|ca\.|active)?\s*\d{3,4}\??.*$|\(.*?\)")


@dataclass(frozen=True)
class Palette:
    """The ground, and a quiet and a bright tone upon it; bright and paper words both read well on the ground."""

    ground: str
    quiet: str
    bright: str


PALETTES = {
    "0": Palette("#3B474D", "#4A585F", "#D9B36C"),
    "1": Palette("#54406B", "#644E7D", "#E3B8A0"),
    "2": Palette("#2F6B4F", "#3B7A5D", "#F0D9A0"),
    "3": Palette("#8F3428", "#A1443A", "#F2C9A5"),
    "4": Palette("#1D5F66", "#2A7078", "#F1D38B"),
    "5": Palette("#1F4E79", "#2C5F8D", "#F0C987"),
    "6": Palette("#7A4E0E", "#8C5F1D", "#F6DFA9"),
    "7": Palette("#7B2F55", "#8D3F66", "#F0C7A6"),
    "8": Palette("#26395C", "#35496E", "#E8A48F"),
    "9": Palette("#5E3B28", "#704B36", "#E9C58A"),
}
UNCLASSED = (
    Palette("#3F5B3A", "#4E6C48", "#EAD9A2"),
    Palette("#43506B", "#52607C", "#EFCFA8"),
    Palette("#6A4A3A", "#7B5A49", "#EBD0A6"),
)


@dataclass(frozen=True)
class Book:
    title: str
    author: str

    @classmethod
    def shown(cls, title: str, author: str) -> "Book":
        """The main title of a long one; the author's name as people say it, without life years."""
        main = re.split(r"\s[:/=;]\s", title, maxsplit=1)[0] if len(title) > LONG_TITLE else title
        return cls(main.strip(" /:;,.=") or title.strip(), said_name(author))

    def author_within(self, width: float) -> list[str]:
        return [shortened(self.author, width / AUTHOR_SIZE)]


def said_name(heading: str) -> str:
    """A name as people say it: ``Toer, Pramoedya Ananta, 1925-2006`` → ``Pramoedya Ananta Toer``."""
    family, _, rest = LIFE_YEARS.sub("", heading).partition(",")
    given = rest.partition(",")[0]
    return re.sub(r"\s+(?=[.,])", "", f"{given.strip()} {family.strip()}").strip(" .,")


def palette_for(classification: str, seed: int = 0) -> Palette:
    return PALETTES.get(classification.strip()[:1]) or UNCLASSED[seed % len(UNCLASSED)]


def cover_svg(title: str, author: str = "", classification: str = "", *, decorative: bool = True) -> str:
    """The whole drawing. A decorative cover stays silent to screen readers, since the title stands beside it."""
    seed = int.from_bytes(blake2b(f"{title}|{author}".encode(), digest_size=6).digest())
    palette = palette_for(classification, seed)
    compose = COMPOSITIONS[seed % len(COMPOSITIONS)]
    voice = 'aria-hidden="true"' if decorative else f'role="img" aria-label="{escape(title)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cover" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" {voice}>'
        f"{compose(Book.shown(title, author), palette, seed // len(COMPOSITIONS))}"
        f'<path d="M0 0H7V{HEIGHT}H0Z" fill="#000" opacity=".16"/>'
        f'<path d="M7.5 0V{HEIGHT}" stroke="#fff" opacity=".14"/></svg>'
    )


def _plate(book: Book, palette: Palette, seed: int) -> str:
    """A whole cloth of kawung, and the title on a paper plate."""
    size, lines = fitted(book.title, width=138, height=140, sizes=SMALL_TITLE_SIZES)
    height = max(74, len(lines) * size * LINE + 34) + 34
    title = Pen(104, 66 + size * 0.75, size, INK, "middle", bold=True)
    author = Pen(104, 32 + height, AUTHOR_SIZE, INK, "middle")
    return (
        f"{_rect(palette.ground)}{_cloth(palette, 40 + seed % 3 * 10, (0, 0, WIDTH, HEIGHT))}"
        f"{_rect(PAPER, 24, 44, 160, height)}{_outline(palette.ground, (28, 48, 152, height - 8), 0.8)}"
        f"{drawn(lines, title)}{drawn(book.author_within(138), author)}"
    )


def _bloom(book: Book, palette: Palette, seed: int) -> str:
    """One great flower leaving the page at a corner."""
    x, scale = ((166, 3.9), (52, 4.2), (110, 3.3))[seed % 3]
    return (
        f"{_rect(palette.ground)}{_flower(x, 240, scale, palette.quiet, palette.bright)}{_title_above(book, palette)}"
    )


def _band(book: Book, palette: Palette, seed: int) -> str:
    """A woven band across the foot of the book."""
    top = 196 if seed % 2 else 214
    edges = f'<path d="M0 {top - 5}H{WIDTH}M0 {top + 71}H{WIDTH}" stroke="{palette.bright}" stroke-width="1.4"/>'
    woven = _cloth(Palette(palette.bright, palette.ground, palette.ground), 44, (0, top, WIDTH, 66))
    return (
        f"{_rect(palette.ground)}{_rect(palette.bright, 0, top, WIDTH, 66)}{woven}{edges}{_title_above(book, palette)}"
    )


def _frame(book: Book, palette: Palette, _seed: int) -> str:
    """A quiet double frame with one small flower, after the old school books."""
    size, lines = fitted(book.title, width=140, height=150, sizes=SMALL_TITLE_SIZES)
    title = Pen(103, 150 - len(lines) * size * 0.6 + size * 0.8, size, PAPER, "middle", bold=True)
    author = Pen(103, 262, AUTHOR_SIZE, palette.bright, "middle")
    return (
        f"{_rect(palette.ground)}{_outline(palette.bright, (18, 12, 170, 276), 1.6)}"
        f"{_outline(palette.bright, (23, 17, 160, 266), 0.6)}{_flower(103, 52, 0.62, palette.bright)}"
        f"{drawn(lines, title)}{drawn(book.author_within(146), author)}"
    )


def _column(book: Book, palette: Palette, seed: int) -> str:
    """A column of flowers along the spine, ink on cream beside it."""
    wide = 44 if seed % 2 else 56
    size, lines = fitted(book.title, width=WIDTH - wide - 28, height=200, sizes=SMALL_TITLE_SIZES)
    x = wide + 14
    rule = f'<path d="M{x} 262h28" stroke="{palette.ground}" stroke-width="2"/>' if book.author else ""
    return (
        f"{_rect(CREAM)}{_rect(palette.ground, 0, 0, wide, HEIGHT)}{_cloth(palette, wide, (0, 0, wide, HEIGHT))}{rule}"
        f"{drawn(lines, Pen(x, 40 + size * 0.4, size, palette.ground, bold=True))}"
        f"{drawn(book.author_within(WIDTH - wide - 26), Pen(x, 280, AUTHOR_SIZE, INK))}"
    )


COMPOSITIONS = (_plate, _bloom, _band, _frame, _column)


def _title_above(book: Book, palette: Palette) -> str:
    size, lines = fitted(book.title, width=160, height=132, sizes=TITLE_SIZES)
    title = Pen(22, 30 + size * 0.6, size, PAPER, bold=True)
    author = Pen(22, title.y + len(lines) * size * LINE + 2, AUTHOR_SIZE, palette.bright)
    return drawn(lines, title) + drawn(book.author_within(160), author)


def _rect(colour: str, x: float = 0, y: float = 0, width: float = WIDTH, height: float = HEIGHT) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


def _outline(colour: str, box: tuple[float, float, float, float], thickness: float) -> str:
    x, y, width, height = box
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="none" '
        f'stroke="{colour}" stroke-width="{thickness:g}"/>'
    )


def _flower(x: float, y: float, scale: float, fill: str, fold: str = "") -> str:
    line = f'<path d="{FOLD}" stroke="{fold}" stroke-width=".5" opacity=".7"/>' if fold else ""
    leaves = "".join(
        f'<g transform="rotate({turn})"><path d="{LEAF}" fill="{fill}"/>{line}</g>' for turn in (0, 90, 180, 270)
    )
    return f'<g transform="translate({x:g} {y:g}) scale({scale:.3g})">{leaves}</g>'


def _cloth(palette: Palette, step: int, box: tuple[int, int, int, int]) -> str:
    """Flowers side by side, filling a box. The pattern's name holds all it depends on, so that covers share a page."""
    left, top, width, height = box
    name = f"k{step}{palette.quiet[1:]}{palette.bright[1:]}{left}-{top}"
    flower = _flower(step / 2, step / 2, step / 60, palette.quiet, palette.bright)
    return (
        f'<pattern id="{name}" x="{left}" y="{top}" width="{step}" height="{step}" patternUnits="userSpaceOnUse">'
        f"{flower}</pattern>{_rect(f'url(#{name})', left, top, width, height)}"
    )
