"""What the data protection officer reads: the register of processing, and who of the staff looked at whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext

from pustakota.contexts.people import permissions, queries
from pustakota.foundation import exports, periods, personal_data, schedule

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

PAGE = 50


def register(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The register of processing, as it follows from what the product keeps here; as a page and as CSV."""
    permissions.may_guard_privacy(by)
    lines = personal_data.register_of_processing()
    if request.GET.get("bentuk") == "csv":
        head = [gettext(word) for word in ("What", "Of whom", "What for", "Basis", "Kept for", "Tables")]
        rows = [
            (each.what, each.of_whom, each.purpose, each.basis_words, each.duration, " ".join(sorted(each.tables)))
            for each in lines
        ]
        return exports.csv_response("register", head, rows)
    context = {"lines": lines, "channels": settings.OFFERED_CHANNELS, "forgetting": _forgetting(at_point)}
    return render(request, "desk/privacy.html", context)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What ends by itself: when that was last seen to, how much there was, and when it comes again."""

    line: personal_data.Processing
    last: datetime | None
    done: int | None
    due: datetime | None
    failed: bool


def _forgetting(at_point: ServicePoint) -> list[Forgetting]:
    runs = {run.task: run for run in schedule.runs()}
    return [
        Forgetting(
            line,
            _local(run.ended_at if run else None, at_point),
            run.done if run else None,
            _local(run.due_at if run else None, at_point),
            bool(run and run.error),
        )
        for line in personal_data.register_of_processing()
        if line.forgotten_by
        for run in [runs.get(line.forgotten_by)]
    ]


def _local(moment: datetime | None, at_point: ServicePoint) -> datetime | None:
    return periods.local_time(moment, at_point.zone) if moment else None


def looks(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Who of the staff looked at whose page, newest first; of one card, or of one account."""
    permissions.may_guard_privacy(by)
    card, staff = request.GET.get("kartu", "").strip(), request.GET.get("petugas", "")
    patron = queries.patron_of_card(card) if card else None
    rows = queries.looks(
        person_id=(patron.person_id if patron else 0) if card else None,
        account_id=int(staff) if staff.isdecimal() else None,
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "looks": [(look, periods.local_time(look.seen.at, at_point.zone)) for look in queries.named(page.object_list)],
        "card": card,
        "staff": staff,
        "accounts": queries.staff_members(),
    }
    return render(request, "desk/looks.html", context)
