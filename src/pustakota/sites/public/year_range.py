"""The years of what was found: a small chart by decade, and the two ends that somebody chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from pustakota.design.markup import filled, joined

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

DECADE = 10
MOST_BARS = 24
"""Decades drawn; what is older stands together in the first bar."""
WIDTH, HEIGHT, GAP = 10, 100, 2
SHORTEST = 4
"""Of a bar that stands for anything at all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One decade of the chart, in the units of its drawing."""

    x: int
    height: int
    chosen: bool

    @property
    def y(self) -> int:
        return HEIGHT - self.height


@dataclass(frozen=True, slots=True)
class YearRange:
    """The chart and its two ends; without bars where nothing has a year, or all are of one decade."""

    bars: Sequence[Bar]
    first: str
    last: str
    since: int | None
    until: int | None

    @property
    def width(self) -> int:
        return len(self.bars) * WIDTH - GAP

    @property
    def bar_width(self) -> int:
        return WIDTH - GAP

    @property
    def height(self) -> int:
        return HEIGHT


def year_range(counts: Sequence[tuple[str, int]], since: int | None, until: int | None) -> YearRange:
    """From the counts of the decades, in any order."""
    of_decade = {int(value): count for value, count in counts if value.isdecimal()}
    if len(of_decade) < 2:
        return YearRange((), "", "", since, until)
    last = max(of_decade)
    first = max(min(of_decade), last - (MOST_BARS - 1) * DECADE)
    older = sum(count for decade, count in of_decade.items() if decade <= first)
    drawn = {decade: of_decade.get(decade, 0) for decade in range(first, last + 1, DECADE)} | {first: older}
    label = f"{first}" if first == min(of_decade) else f"–{first + DECADE - 1}"
    return YearRange(_bars(drawn, since, until), label, str(last + DECADE - 1), since, until)


def _bars(drawn: Mapping[int, int], since: int | None, until: int | None) -> list[Bar]:
    highest = max(drawn.values())
    return [
        Bar(
            place * WIDTH,
            max(round(HEIGHT * count / highest), SHORTEST) if count else 0,
            (since is None or decade + DECADE > since) and (until is None or decade <= until),
        )
        for place, (decade, count) in enumerate(drawn.items())
    ]


def drawn(years: YearRange, kept: Sequence[tuple[str, str]], action: str) -> SafeString:
    """The chart and the form of its two ends; ``kept`` is what else is asked. Made here since every page shows it."""
    return filled(
        '{}<form class="year-form" method="get" action="{}" hx-get="{}">{}{}{}'
        '<button class="button button-small" type="submit">{}</button></form>',
        _chart(years) if years.bars else "",
        action,
        action,
        joined(filled('<input type="hidden" name="{}" value="{}">', name, value) for name, value in kept),
        _end(gettext("From year"), "dari", years.since),
        _end(gettext("until year"), "sampai", years.until),
        gettext("Show"),
    )


def _end(label: str, name: str, year: int | None) -> SafeString:
    return filled(
        '<label><span>{}</span><input type="number" name="{}" value="{}" min="0" max="9999" step="1"></label>',
        label,
        name,
        "" if year is None else year,
    )


def _chart(years: YearRange) -> SafeString:
    """Seen by the eye alone: the list of decades below says the same with numbers."""
    inside, outside = (_shape(years, chosen=chosen) for chosen in (True, False))
    return filled(
        '<svg class="year-chart" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="in-range" d="{}"/><path d="{}"/></svg>'
        '<p class="year-ends" aria-hidden="true"><span>{}</span><span>{}</span></p>',
        years.width,
        years.height,
        inside,
        outside,
        years.first,
        years.last,
    )


def _shape(years: YearRange, *, chosen: bool) -> str:
    width = years.bar_width
    bars = (bar for bar in years.bars if bar.height and bar.chosen == chosen)
    return "".join(f"M{bar.x} {bar.y}h{width}v{bar.height}h-{width}z" for bar in bars)


def years_in_words(since: int | None, until: int | None) -> str:
    """The chosen years, for the list of what is chosen."""
    if since is None:
        return gettext("Year: until %(year)s") % {"year": until}
    if until is None:
        return gettext("Year: since %(year)s") % {"year": since}
    return gettext("Year: %(years)s") % {"years": f"{since}" if since == until else f"{since}–{until}"}
