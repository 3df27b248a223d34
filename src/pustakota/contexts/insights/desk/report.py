"""The report of a month or a year on one sheet of paper, with room for a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from pustakota.contexts.insights import queries, rules
from pustakota.contexts.insights.desk.asked import asked
from pustakota.contexts.insights.desk.figures import chart_of
from pustakota.contexts.insights.desk.story import story_of
from pustakota.contexts.organisation import queries as organisation
from pustakota.design.charts import bars_svg
from pustakota.foundation import print as paper

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.insights.desk.asked import Asked
    from pustakota.contexts.insights.queries import FigureSums
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The sheet as PDF."""
    wanted = asked(request, by=by, at_point=at_point)
    if wanted.period.kind not in rules.CLOSABLE:
        raise Http404
    page = paper.pdf("insights/print/report.html", facts_of(wanted), language=get_language() or "id")
    name = f"laporan-{wanted.period.kind}-{wanted.period.first.isoformat()}.pdf"
    return HttpResponse(
        page, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def facts_of(wanted: Asked) -> dict[str, Any]:
    """What stands on the sheet."""
    found = queries.overview(wanted.period, wanted.points, today=wanted.today, course_of=wanted.figure)
    meanings = queries.meanings_on(wanted.period.last)
    chart = chart_of(found, wanted, meanings[wanted.figure])
    return {
        "head": organisation.letterhead(
            wanted.point.library if wanted.point else organisation.first_library(),
            wanted.point.name if wanted.point else "",
        ),
        "title": queries.words_of(wanted.period),
        "before": chart["before"],
        "is_year": wanted.period.kind is rules.PeriodKind.YEAR,
        "is_running": wanted.is_running or wanted.period.last >= wanted.today,
        "today": wanted.today,
        "story": story_of(found, wanted, meanings),
        "figures": [(meanings[one.code], one, _percent(one)) for one in found.figures],
        "points": [(point, [one.points[point.pk] for one in found.figures]) for point in wanted.points],
        "chart": chart,
        "drawing": bars_svg(chart["bars"], chart["title"], chart["title"]),
        "closed": queries.closed_period(wanted.period) if wanted.is_whole else None,
    }


def _percent(one: FigureSums) -> str:
    change = rules.change(one.total.value, one.before)
    return "" if change is None or change.percent is None else f"{change.percent:+d} %" if change.percent else "0 %"
