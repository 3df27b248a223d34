"""Painting with the heading face: words that fit a box, and our flower. What is painted becomes a PNG.

A word that is wider than its box is parted between syllables (Indonesian: a consonant goes with the vowel after it),
never cut. Letters that the face does not have lose their marks; words that have no such letters are not painted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from PIL import Image, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

LEADING = 1.18
_FACE = "built/plus-jakarta-sans.woff2"
_LEAF = (((2, -2), (3, -14), (12, -26), (29, -29)), ((29, -29), (26, -12), (14, -3), (2, -2)))
_STEPS = 12
_VOWEL, _ONE_SOUND = "[aiueoAIUEO]", "ng|ny|sy|kh"
_CONSONANT = f"(?:{_ONE_SOUND}|[^aiueoAIUEO])"
_SYLLABLE = re.compile(
    f"[^aiueoAIUEO]*{_VOWEL}+(?:[^aiueoAIUEO]*$|(?!(?:{_ONE_SOUND}){_VOWEL}){_CONSONANT}(?={_CONSONANT}{_VOWEL}))?"
)
_FEWEST_LETTERS = 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Block:
    """Words as they are painted: lines in one size."""

    lines: Sequence[str]
    size: int
    weight: str

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING

    def paint(self, pen: ImageDraw, at: Point, colour: str, *, middle_of: float = 0) -> float:
        """Paint them from their upper left corner, or each line in the middle of a width; where they end."""
        face, (left, top) = face_of(self.size, self.weight), at
        for number, line in enumerate(self.lines):
            indent = (middle_of - face.getlength(line)) / 2 if face and middle_of else 0
            pen.text((left + indent, top + number * self.size * LEADING), line, fill=colour, font=face)
        return top + self.height


def fitted(text: str, *, width: float, height: float, sizes: Sequence[int], weight: str = "ExtraBold") -> Block:
    """The largest size in which the words fit whole; in the smallest, long words are parted and the rest is cut."""
    text = paintable(text)
    if not text or face_of(sizes[-1], weight) is None:
        return Block((), sizes[-1], weight)
    for size in sizes:
        lines = _wrapped(text.split(), _face(size, weight), width)
        if len(lines) * size * LEADING <= height and all(_face(size, weight).getlength(x) <= width for x in lines):
            return Block(lines, size, weight)
    face = _face(sizes[-1], weight)
    parted = [part for word in text.split() for part in _parted(word, face, width)]
    lines, most = _wrapped(parted, face, width), max(int(height // (sizes[-1] * LEADING)), 1)
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(f"{lines[most - 1].rstrip('-')} {lines[most]}", face, width)]
    return Block(lines, sizes[-1], weight)


def one_line(text: str, *, width: float, size: int, weight: str = "Bold") -> Block:
    """One line; what is too long ends in an ellipsis."""
    face, text = face_of(size, weight), paintable(text)
    return Block([shortened(text, face, width)] if face and text else (), size, weight)


def shortened(text: str, face: FreeTypeFont, width: float) -> str:
    """The words, or as many letters of them as fit before an ellipsis."""
    kept = text
    while kept and face.getlength(kept) > width:
        kept = f"{kept.rstrip('…')[:-1].rstrip(' ,.;:-')}…" if len(kept) > 1 else ""
    return kept


def paintable(text: str) -> str:
    """The words in letters that the face has; nothing where it lacks some of them altogether."""
    known = _letters()
    found = "".join(letter if letter in known else _plain(letter) for letter in " ".join(text.split()))
    return found if all(letter in known for letter in found) else ""


def syllables(word: str) -> list[str]:
    """A word parted where a line may end; both ends keep three letters at least."""
    found = _SYLLABLE.findall(word)
    rest = word[len("".join(found)) :]
    parts = [*found[:-1], found[-1] + rest] if found else [word]
    joined: list[str] = []
    for part in parts:
        if joined and len(joined[-1]) < _FEWEST_LETTERS:
            joined[-1] += part
        else:
            joined.append(part)
    if len(joined) > 1 and len(joined[-1]) < _FEWEST_LETTERS:
        joined[-2:] = ["".join(joined[-2:])]
    return joined


def _parted(word: str, face: FreeTypeFont, width: float) -> list[str]:
    """The word in pieces that each fit a line, all but the last with a hyphen."""
    if face.getlength(word) <= width:
        return [word]
    pieces = [""]
    for syllable in _narrow(syllables(word), face, width):
        if not pieces[-1] or face.getlength(f"{pieces[-1]}{syllable}-") <= width:
            pieces[-1] += syllable
        else:
            pieces.append(syllable)
    return [*(f"{piece}-" for piece in pieces[:-1]), pieces[-1]]


def _narrow(parts: Sequence[str], face: FreeTypeFont, width: float) -> list[str]:
    """Where a syllable alone is too wide (an address, a word without vowels), its letters."""
    return [piece for part in parts for piece in (part if face.getlength(f"{part}-") > width else [part])]


def _wrapped(words: Sequence[str], face: FreeTypeFont, width: float) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or (face.getlength(longer) <= width and not lines[-1].endswith("-")):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _plain(letter: str) -> str:
    """The letter without its marks."""
    return "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))


@cache
def _letters() -> frozenset[str]:
    path = finders.find(_FACE)
    if not isinstance(path, str):
        return frozenset()
    with import_module("fontTools.ttLib").TTFont(path) as face:
        return frozenset(map(chr, face.getBestCmap()))


def _face(size: int, weight: str) -> FreeTypeFont:
    face = face_of(size, weight)
    assert face is not None, "asked before"
    return face


@lru_cache(maxsize=128)
def face_of(size: int, weight: str) -> FreeTypeFont | None:
    """The heading face as it is built for browsers; nothing where the front end was not built."""
    path = finders.find(_FACE)
    if not isinstance(path, str):
        return None
    face = ImageFont.truetype(path, size)
    face.set_variation_by_name(weight)
    return face


def flower(pen: ImageDraw, centre: Point, scale: float, colour: str) -> None:
    """Four book leaves around a centre, as on the drawn covers."""
    for turn in range(4):
        pen.polygon([_placed(point, turn, centre, scale) for point in _leaf()], fill=colour)


def _placed(point: Point, turn: int, centre: Point, scale: float) -> Point:
    x, y = point
    for _quarter in range(turn):
        x, y = -y, x
    return centre[0] + x * scale, centre[1] + y * scale


@cache
def _leaf() -> list[Point]:
    return [point for curve in _LEAF for point in _bezier(*curve)]


def _bezier(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    found = []
    for step in range(_STEPS):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
        corners = (start, first, second, end)
        x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
        found.append((x, y))
    return found


def png(picture: Image.Image, colours: int) -> bytes:
    """The picture with so many colours."""
    made = BytesIO()
    picture.quantize(colours, method=Image.Quantize.FASTOCTREE).save(made, "PNG", optimize=True)
    return made.getvalue()
