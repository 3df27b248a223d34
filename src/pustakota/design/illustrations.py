"""Small pictures drawn by us, for pages that have little else to show; they say nothing that words do not.

Each is drawn on 160 × 110 with three classes: ``line``, ``wash`` and ``bright``. Their colours are tokens, so that
every scheme, contrast and brand wears them.
"""

from django.utils.safestring import SafeString, mark_safe

_LEAF = "M0 0C1-8 7-17 19-19C17-7 9-1 0 0Z"
_GROUND = "M14 98H146"


def _path(look: str, outline: str) -> str:
    return f'<path class="{look}" d="{outline}"/>'


def _filled(look: str, outline: str, strokes: str = "") -> str:
    """A shape in a colour, its outline, and strokes within."""
    return _path(look, outline) + _path("line", outline + strokes)


def _flower(x: int, y: int, scale: float) -> str:
    leaves = "".join(f'<path class="bright" d="{_LEAF}" transform="rotate({turn})"/>' for turn in (0, 90, 180, 270))
    return f'<g transform="translate({x} {y}) scale({scale})">{leaves}</g>'


_PIN = "M112 70C104 58 100 53 100 46A12 12 0 0 1 124 46C124 53 120 58 112 70Z"
_TREE = "M92 10A30 30 0 0 1 122 66A22 22 0 0 1 84 64A26 26 0 0 1 92 10Z"
DRAWINGS = {
    # A shelf with two books left, one leaning; the rest of it waits.
    "shelf": (
        _filled("wash", "M20 18H140V98H20Z", "M20 58H140")
        + _filled("bright", "M30 28H40V58H30Z")
        + _path("line", "M47 33L56 30L66 57L57 58ZM30 72H44V98H30ZM33 78H41")
        + _flower(108, 40, 0.55)
    ),
    # A folded map, a way in dots, and a pin that does not know yet.
    "map": (
        _filled("wash", "M22 30L60 20L100 30L138 20V86L100 96L60 86L22 96Z", "M60 20V86M100 30V96")
        + _path("line dots", "M34 82C48 70 54 74 66 64S84 54 96 56")
        + _filled("bright", _PIN, "M108 44A4 4 0 1 1 112 49V52M112 57V57.5")
    ),
    # A kite whose string has come off: it comes back with the wind.
    "kite": (
        _filled("wash", "M96 12L128 40L92 72L72 34Z", "M96 12L92 72M72 34L128 40")
        + _filled("bright", "M92 72L86 82L96 84Z")
        + _path("line", "M92 74C86 82 80 80 74 86")
        + _path("line dots", "M66 90C58 94 52 92 44 97")
        + _path("line", "M20 34C24 26 34 26 38 34C44 32 48 38 44 43H22C15 43 14 36 20 34Z" + _GROUND)
    ),
    # A letter with a leaf for a stamp.
    "letter": (
        _filled("wash", "M28 30H132V94H28Z", "M28 30L80 68L132 30M28 94L66 58M132 94L94 58") + _flower(116, 46, 0.42)
    ),
    # Somebody reads under a tree.
    "reader": (
        _path("line", _GROUND)
        + _filled("wash", _TREE, "M102 98V58M102 76L114 64M102 70L92 60")
        + _path("line", "M64 52A8 8 0 1 1 48 52A8 8 0 1 1 64 52ZM56 60C46 64 42 76 44 98H70C72 82 68 66 56 60Z")
        + _filled("bright", "M60 78L72 74V86L60 90L48 86V74Z", "M60 78V90M60 78L48 74")
    ),
}


def illustration(name: str) -> SafeString:
    """One of the drawings, silent to screen readers."""
    size = 'viewBox="0 0 160 110" width="160" height="110"'
    drawing = f'<svg class="illustration" {size} aria-hidden="true">{DRAWINGS[name]}</svg>'
    return mark_safe(drawing)  # noqa: S308 -- our own drawings
