"""The icon under which a phone keeps the site: the mark on the library's colour, as PNG, which every phone takes."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from pustakota.design.covers import PAPER
from pustakota.design.painting import flower

SIZES = (192, 512)
_DRAWN_LARGER = 4
"""Painted so many times larger and then made small, for smooth edges."""
_WHOLE, _SAFE = 26, 20
"""Half of the flower, of sixty-four: a maskable icon keeps all within the circle that every phone shows."""


@lru_cache(maxsize=32)
def app_icon(size: int, ground: str, *, maskable: bool) -> bytes:
    """A square icon of ``size`` pixels; ``maskable``: the ground fills the square and the mark stays in its middle."""
    large = size * _DRAWN_LARGER
    picture = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    corner = 0 if maskable else large * 14 // 64
    pen.rounded_rectangle((0, 0, large - 1, large - 1), radius=corner, fill=ground)
    scale = large * (_SAFE if maskable else _WHOLE) / 64 / 29
    flower(pen, (large // 2, large // 2), scale, PAPER)
    made = BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(made, "PNG", optimize=True)
    return made.getvalue()
