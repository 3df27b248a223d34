"""Words inside drawings, where no browser wraps lines for us: measuring, wrapping and drawing them as SVG text."""

from dataclasses import dataclass, replace

from django.utils.html import escape

LINE = 1.2
DISPLAY_FACE = "'Plus Jakarta Sans',system-ui,'Noto Sans',sans-serif"
TEXT_FACE = "system-ui,'Noto Sans',sans-serif"
_WIDTHS = {**dict.fromkeys("iljI.,:;'|!’ ", 0.36), **dict.fromkeys("tfr-()[]", 0.47), **dict.fromkeys("mwMW—", 0.92)}
_CAPITAL, _SMALL, _WIDE = 0.77, 0.65, 1.0


@dataclass(frozen=True)
class Pen:
    """Where words begin (baseline of the first line) and how they look; sizes in the drawing's own units."""

    x: float
    y: float
    size: float
    colour: str
    anchor: str = "start"
    bold: bool = False

    def down(self, distance: float) -> "Pen":
        return replace(self, y=self.y + distance)


def drawn(lines: list[str], pen: Pen) -> str:
    if not any(lines):
        return ""
    step = pen.size * LINE
    spans = "".join(
        f'<tspan x="{pen.x:g}" y="{pen.y + n * step:.1f}">{escape(line)}</tspan>' for n, line in enumerate(lines)
    )
    face = f'font-family="{DISPLAY_FACE}" font-weight="700"' if pen.bold else f'font-family="{TEXT_FACE}"'
    return f'<text {face} font-size="{pen.size:g}" fill="{pen.colour}" text-anchor="{pen.anchor}">{spans}</text>'


def fitted(text: str, *, width: float, height: float, sizes: tuple[float, ...]) -> tuple[float, list[str]]:
    """The largest size in which the text fits the box; in the smallest, what does not fit ends in an ellipsis."""
    for size in sizes:
        lines = wrapped(text, width / size)
        if len(lines) * size * LINE <= height and all(measured(line) <= width / size for line in lines):
            return size, lines
    smallest = sizes[-1]
    return smallest, _cut(wrapped(text, width / smallest), int(height // (smallest * LINE)), width / smallest)


def wrapped(text: str, width: float) -> list[str]:
    """Lines no wider than `width` ems, except where one word alone is wider."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or measured(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(text: str, width: float) -> str:
    """The text, or as much of it as fits `width` ems with an ellipsis."""
    if measured(text) <= width:
        return text
    kept = text
    while kept and measured(kept) + _WIDE > width:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,.;:…')}…"


def measured(text: str) -> float:
    """Width in ems of a bold sans face, by kinds of letters; generous, since the reader's face is not known here."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if letter.isupper():
        return _CAPITAL
    return _SMALL if ord(letter) < 0x2000 else _WIDE


def _cut(lines: list[str], most: int, width: float) -> list[str]:
    kept = [shortened(line, width) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = f"{shortened(kept[-1], width - _WIDE).rstrip('…')}…"
    return kept
