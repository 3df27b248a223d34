"""The overview for whoever leads: each figure, its change, its course, its points – and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pustakota.contexts.insights import queries, rules
from pustakota.contexts.insights.desk.asked import asked, facts_url
from pustakota.contexts.insights.desk.story import story_of
from pustakota.contexts.insights.permissions import CLOSE, FACTS
from pustakota.contexts.insights.rules import PeriodKind
from pustakota.design.charts import Bar
from pustakota.design.parts import Link
from pustakota.foundation.exports import csv_response, xlsx_response

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.insights.desk.asked import Asked
    from pustakota.contexts.insights.models import ClosedPeriod
    from pustakota.contexts.insights.queries import FigureSums, Meaning, Overview
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

KINDS = {
    PeriodKind.DAY: gettext_lazy("Day"),
    PeriodKind.WEEK: gettext_lazy("Week"),
    PeriodKind.MONTH: gettext_lazy("Month"),
    PeriodKind.YEAR: gettext_lazy("Year"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: its number, its sentence, the way to its facts."""

    number: int | None
    name: str
    sentence: str
    href: str
    before: int | None
    before_href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure at one point. ``missing``: silent days."""

    value: int | None
    missing: int
    href: str


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The figures of a period."""
    wanted = asked(request, by=by, at_point=at_point)
    found = queries.overview(wanted.period, wanted.points, today=wanted.today, course_of=wanted.figure)
    meanings = queries.meanings_on(wanted.period.last)
    opens = all(by.may(FACTS, point.pk) for point in wanted.points)
    closed = queries.closed_period(wanted.period)
    context = {
        "asked": wanted,
        "title": queries.words_of(wanted.period),
        "kinds": [_kind_link(wanted, kind) for kind in PeriodKind],
        "earlier": wanted.address(period=wanted.period.before()),
        "later": wanted.address(period=wanted.period.after()) if wanted.period.last < wanted.today else "",
        "tiles": [_tile(one, wanted, found, meanings[one.code], opens=opens) for one in found.figures],
        "story": story_of(found, wanted, meanings),
        "chart": chart_of(found, wanted, meanings[wanted.figure]),
        "chart_links": [_figure_link(wanted, meanings[count.code]) for count in queries.counts()],
        "heads": [meanings[one.code].name for one in found.figures],
        "rows": [_row(point, found, wanted, by) for point in wanted.points],
        "gaps": _gaps(found, wanted),
        "meanings": [meanings[one.code] for one in found.figures],
        "closed": closed,
        "corrected": _corrected(closed, found) if closed and wanted.is_whole else None,
        "report": wanted.address("desk:figures_report") if wanted.period.kind in rules.CLOSABLE else "",
        "csv": wanted.address("desk:figures_download", "csv"),
        "xlsx": wanted.address("desk:figures_download", "xlsx"),
        "may_close": by.may(CLOSE),
    }
    return render(request, "insights/desk/figures.html", context)


def _kind_link(wanted: Asked, kind: PeriodKind) -> Link:
    day = min(max(wanted.period.first, wanted.today.replace(day=1)), wanted.period.last)
    around = rules.period_around(kind, min(day, wanted.today) if kind is PeriodKind.DAY else day)
    return Link(KINDS[kind], wanted.address(period=around), current=kind is wanted.period.kind)


def _figure_link(wanted: Asked, meaning: Meaning) -> Link:
    return Link(meaning.name, wanted.address(angka=meaning.code) + "#chart", current=meaning.code == wanted.figure)


def _tile(one: FigureSums, wanted: Asked, found: Overview, meaning: Meaning, *, opens: bool) -> Tile:
    href = facts_url(one.code, wanted.period, wanted.point) if opens and one.total.value is not None else ""
    before = facts_url(one.code, found.earlier, wanted.point) if opens and one.before is not None else ""
    return Tile(one.total.value, meaning.name, _sentence(one), href, one.before, before)


def _sentence(one: FigureSums) -> str:
    said = [_change_words(one)]
    if one.total.missing:
        gaps = ngettext("%(days)d day is missing", "%(days)d days are missing", one.total.missing)
        said.append(gaps % {"days": one.total.missing})
    return " · ".join(each for each in said if each)


def _change_words(one: FigureSums) -> str:
    change = rules.change(one.total.value, one.before)
    if change is None:
        return _("nothing known before") if one.total.value is not None else ""
    if not change.difference:
        return _("as much as before")
    if change.percent is None:
        return _("nothing before")
    words = _("%(percent)s%% more than before") if change.percent > 0 else _("%(percent)s%% less than before")
    return words % {"percent": abs(change.percent)}


def chart_of(found: Overview, wanted: Asked, meaning: Meaning) -> dict[str, Any]:
    """The course of one figure beside that of the period before; of a day its points."""
    is_year = wanted.period.kind is PeriodKind.YEAR
    if wanted.period.kind is PeriodKind.DAY:
        sums = [(point.name, found.figure(wanted.figure).points[point.pk]) for point in wanted.points]
        step, before = _("Service point"), []
    else:
        before = found.course_before
        sums = [(date_format(part.first, "M" if is_year else "j"), total) for part, total in found.course]
        step = _("Month") if is_year else _("Day")
    return {
        "bars": [
            Bar(label, each.value, is_missing=each.value is None and each.missing > 0, before=earlier)
            for (label, each), earlier in zip_longest(sums, [part.value for part in before[: len(sums)]])
        ],
        "before": queries.words_of(rules.period_around(found.earlier.kind, found.earlier.first)),
        "title": f"{meaning.name}, {queries.words_of(wanted.period)}",
        "step": step,
        "value": meaning.name,
    }


def _row(point: ServicePoint, found: Overview, wanted: Asked, by: Actor) -> tuple[ServicePoint, list[Cell]]:
    opens = by.may(FACTS, point.pk)
    cells = []
    for one in found.figures:
        part = one.points[point.pk]
        href = facts_url(one.code, wanted.period, point) if opens and part.value is not None else ""
        cells.append(Cell(part.value, part.missing, href))
    return point, cells


def _gaps(found: Overview, wanted: Asked) -> list[tuple[ServicePoint, int]]:
    gaps = [(point, found.gaps[point.pk]) for point in wanted.points if point.pk in found.gaps]
    return sorted(gaps, key=lambda gap: -gap[1])


def _corrected(closed: ClosedPeriod, found: Overview) -> bool:
    """True where the figures are not those that were closed."""
    kept = queries.document_of(closed)["figures"]
    return any(one.code in kept and kept[one.code]["value"] != one.total.value for one in found.figures)


def download(request: HttpRequest, kind: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The same figures as a file: a row for each figure and point, with gaps and definitions."""
    wanted = asked(request, by=by, at_point=at_point)
    found = queries.overview(wanted.period, wanted.points, today=wanted.today, course_of=wanted.figure)
    meanings = queries.meanings_on(wanted.period.last)
    head = [
        *(_("Figure"), _("Code"), _("Version"), _("Service point"), _("First day"), _("Last day")),
        *(_("Value"), _("Unit"), _("Days without data"), _("Before")),
    ]
    rows = list(_lines(found, wanted, meanings))
    name = f"angka-{wanted.period.kind}-{wanted.period.first.isoformat()}"
    if kind == "csv":
        return csv_response(name, head, rows)
    if kind != "xlsx":
        raise Http404
    words = [[each.name, each.code, each.version, each.counts, each.unit, each.source] for each in meanings.values()]
    meaning_head = [_("Figure"), _("Code"), _("Version"), _("What counts"), _("Unit"), _("Source")]
    return xlsx_response(name, [(_("Figures"), head, rows), (_("Definitions"), meaning_head, words)])


def _lines(found: Overview, wanted: Asked, meanings: dict[str, Meaning]) -> list[list[Any]]:
    lines = []
    for one in found.figures:
        meaning = meanings[one.code]
        start = [meaning.name, one.code, meaning.version]
        days = [wanted.period.first.isoformat(), wanted.period.last.isoformat()]
        total = [one.total.value, meaning.unit, one.total.missing, one.before]
        lines.append([*start, _("all") if wanted.point is None else wanted.point.name, *days, *total])
        for point in wanted.points if wanted.point is None else ():
            part = one.points[point.pk]
            lines.append([*start, point.name, *days, part.value, meaning.unit, part.missing, None])
    return lines
