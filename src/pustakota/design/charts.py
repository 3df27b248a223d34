"""Charts drawn on the server: bars as SVG. What is missing is a hatched gap, never a bar of height 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, groupby
from math import ceil, log10

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 28
MOST_LABELS = 16
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of a course. ``value``: nothing where data is missing. ``is_missing``: there should be some.

    ``before``: the same step of the period before, drawn as a line. ``word``: what the table says instead of a value.
    """

    label: str | Promise
    value: int | None
    is_missing: bool = False
    before: int | None = None
    word: str = ""


def bars_svg(bars: Sequence[Bar], title: str, description: str) -> SafeString:
    """The drawing; the table with the same numbers stands beside it and is what screen readers are given."""
    top = nice_top(max((max(bar.value or 0, bar.before or 0) for bar in bars), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(len(bars), 1)
    gap_id = f"gap-{next(_numbers)}"
    drawn = format_html_join("", "{}", ((_bar(bar, n, step, top, gap_id),) for n, bar in enumerate(bars)))
    every = ceil(len(bars) / MOST_LABELS) or 1
    words = format_html_join(
        "",
        '<text class="chart-label" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((f"{LEFT + step * (n + 0.5):.1f}", HEIGHT - 8, bar.label) for n, bar in enumerate(bars) if n % every == 0),
    )
    return format_html(
        '<svg class="chart-drawing" viewBox="0 0 {} {}" role="img" aria-label="{}"><desc>{}</desc>'
        '<defs><pattern id="{}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="chart-hatch" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        title,
        description,
        gap_id,
        _lines(top),
        drawn,
        _line_before(bars, step, top),
        words,
    )


def _line_before(bars: Sequence[Bar], step: float, top: int) -> SafeString:
    """The period before as one line for each stretch without a gap."""
    stretches = [
        list(found) for known, found in groupby(enumerate(bars), lambda pair: pair[1].before is not None) if known
    ]
    return format_html_join(
        "",
        '<polyline class="chart-before" points="{}"/>',
        ((" ".join(_point(n, bar, step, top) for n, bar in stretch),) for stretch in stretches),
    )


def _point(number: int, bar: Bar, step: float, top: int) -> str:
    return f"{LEFT + step * (number + 0.5):.1f},{_y(bar.before or 0, top):.1f}"


def nice_top(highest: int) -> int:
    """The end of the scale: 1, 2 or 5 times a power of ten that holds the highest value."""
    if highest <= 5:
        return 5
    power: int = 10 ** int(log10(highest))
    return next(top for top in (power, 2 * power, 5 * power, 10 * power) if top >= highest)


def _y(value: float, top: int) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def _lines(top: int) -> SafeString:
    marks = [0, top // 2, top] if top % 2 == 0 else [0, top]
    return format_html_join(
        "",
        '<line class="chart-line" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart-label" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                LEFT,
                WIDTH - RIGHT,
                f"{_y(mark, top):.1f}",
                f"{_y(mark, top):.1f}",
                LEFT - 6,
                f"{_y(mark, top) + 4:.1f}",
                mark,
            )
            for mark in marks
        ),
    )


def _bar(bar: Bar, number: int, step: float, top: int, gap_id: str) -> SafeString:
    x, width = LEFT + step * number + step * 0.12, step * 0.76
    if bar.value is None:
        if not bar.is_missing:
            return SafeString("")
        return format_html(
            '<rect class="chart-gap" fill="url(#{})" x="{}" y="{}" width="{}" height="{}"/>',
            gap_id,
            f"{x:.1f}",
            TOP,
            f"{width:.1f}",
            HEIGHT - TOP - BOTTOM,
        )
    y = _y(bar.value, top)
    return format_html(
        '<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}" rx="2"><title>{}: {}</title></rect>',
        f"{x:.1f}",
        f"{y:.1f}",
        f"{width:.1f}",
        f"{HEIGHT - BOTTOM - y:.1f}",
        bar.label,
        bar.value,
    )
