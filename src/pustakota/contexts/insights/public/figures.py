"""What the libraries of the city did, for citizens: figures of closed periods, which no longer change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pustakota.contexts.insights import queries
from pustakota.contexts.insights.queries import Shown
from pustakota.contexts.insights.rules import SMALLEST, PeriodKind
from pustakota.design.charts import Bar
from pustakota.design.parts import Link
from pustakota.foundation.exports import csv_response

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.insights.queries import Meaning, PublicPeriod
    from pustakota.contexts.insights.rules import Period


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the whole city: its number, and how it compares with the period before."""

    name: str
    cell: Shown
    sentence: str


def latest(request: HttpRequest) -> HttpResponse:
    """The month that was closed last; an address may ask for another period by its form."""
    known = queries.published()
    chosen = next((each for each in known if _key(each) == request.GET.get("masa")), None)
    if chosen is None:
        chosen = next((each for each in known if each.kind is PeriodKind.MONTH), next(iter(known), None))
    if chosen is None:
        return render(request, "insights/public/none.html")
    return _page(request, chosen, known)


def show(request: HttpRequest, kind: str, first: str) -> HttpResponse:
    """One closed period."""
    known = queries.published()
    chosen = next((each for each in known if (each.kind.value, each.first.isoformat()) == (kind, first)), None)
    if chosen is None:
        raise Http404
    return _page(request, chosen, known)


def _key(period: Period) -> str:
    return f"{period.kind.value}-{period.first.isoformat()}"


def _page(request: HttpRequest, period: Period, known: list[Period]) -> HttpResponse:
    found = queries.public_period(period)
    meanings = queries.meanings_on(period.last)
    codes = list(found.totals)
    figure = request.GET.get("angka", "")
    figure = figure if figure in codes else codes[0]
    before = queries.public_period(period.before()) if period.before() in known else None
    context = {
        "title": queries.words_of(period),
        "period": period,
        "smallest": SMALLEST,
        "periods": [(_key(each), queries.words_of(each), each == period) for each in known],
        "tiles": [Tile(meanings[code].name, found.totals[code], _compared(code, found, before)) for code in codes],
        "heads": [meanings[code].name for code in codes],
        "rows": [
            (name, [found.cells[code].get(key, Shown(None)) for code in codes]) for key, name in found.points.items()
        ],
        "chart": _chart(period, figure, meanings[figure]),
        "chart_links": [_link(period, code, meanings[code], current=code == figure) for code in codes],
        "figure": figure,
    }
    return render(request, "insights/public/figures.html", context)


def _link(period: Period, code: str, meaning: Meaning, *, current: bool) -> Link:
    return Link(meaning.name, f"?masa={_key(period)}&angka={code}#chart", current=current)


def _compared(code: str, found: PublicPeriod, before: PublicPeriod | None) -> str:
    """How a figure stands to the period before, in words; nothing where that one is not known or hidden."""
    now, then = found.totals[code].value, before.totals.get(code, Shown(None)).value if before else None
    if now is None or not then:
        return ""
    percent = round((now - then) * 100 / then)
    if percent > 0:
        return _("%(percent)s%% more than before (%(before)s)") % {"percent": percent, "before": then}
    if percent < 0:
        return _("%(percent)s%% less than before (%(before)s)") % {"percent": -percent, "before": then}
    return _("as much as before (%(before)s)") % {"before": then}


def _chart(period: Period, figure: str, meaning: Meaning) -> dict[str, Any]:
    """The months of the year that are closed, or the twelve months that end with this one."""
    bars = [
        Bar(date_format(month.first, "M Y"), cell.value, is_missing=not cell.is_hidden, word=_hidden(cell))
        for month, cell in queries.public_course(period, figure)
    ]
    return {"bars": bars, "title": meaning.name, "step": _("Month"), "value": meaning.name}


def _hidden(cell: Shown) -> str:
    return _("hidden") if cell.is_hidden else ""


def definitions(request: HttpRequest) -> HttpResponse:
    """What each figure counts, in each of its versions, and the law or standard that it follows."""
    return render(request, "insights/public/definitions.html", {"figures": queries.all_meanings()})


def open_data(request: HttpRequest) -> HttpResponse:
    """Every closed period as open data: a row for each figure and point, with definition and state of the cell."""
    del request
    head = [
        *("period", "first_day", "last_day", "service_point_code", "service_point"),
        *(
            "figure",
            "name_id",
            "name_en",
            "definition_version",
            "unit",
            "source",
            "value",
            "state",
            "days_without_data",
        ),
    ]
    return csv_response("angka-perpustakaan", head, _lines())


def _lines() -> list[list[Any]]:
    lines: list[list[Any]] = []
    for period in queries.published():
        found = queries.public_period(period)
        start = [period.kind.value, period.first.isoformat(), period.last.isoformat()]
        for code, total in found.totals.items():
            words = found.words[code]
            meaning = [code, *(words[key] for key in ("name_id", "name_en", "version", "unit_id", "source"))]
            lines.append([*start, "", "", *meaning, *_state(total)])
            lines += [
                [*start, key, name, *meaning, *_state(found.cells[code].get(key, Shown(None)))]
                for key, name in found.points.items()
            ]
    return lines


def _state(cell: Shown) -> tuple[int | None, str, int]:
    word = "hidden" if cell.is_hidden else "known" if cell.value is not None else "missing"
    return cell.value, word, cell.missing
