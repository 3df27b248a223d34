"""What I may ask about my data: a copy in several forms, a correction, deletion (UU 27/2022, articles 5 to 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries
from pustakota.foundation import clock, exports, personal_data, throttle
from pustakota.foundation import print as paper
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public.asking import family
from pustakota.sites.public.forms import CorrectionForm, DeletionForm
from pustakota.sites.public.naming import library_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from pustakota.contexts.people.models import Patron

Section = tuple[str, list[list[tuple[str, Any]]]]


@login_required
def everything(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about me, to read and to print."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    context = {"sections": _sections(patron), "place": place, "patron": patron}
    return render(request, "public/all_my_data.html", context)


def _sections(patron: Patron) -> list[Section]:
    """What is kept, heading by heading, each row as pairs of word and value."""
    shown = personal_data.shown(patron.person_id)
    return [(heading, [list(row.items()) for row in rows]) for part in shown.values() for heading, rows in part.items()]


@login_required
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file: JSON and CSV for machines, PDF for people."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    _, patron = mine.member(request.GET.get("untuk"))
    if form == "csv":
        head = [gettext("heading"), gettext("row"), gettext("what"), gettext("value")]
        return exports.csv_response("data", head, _lines(_sections(patron)))
    if form == "pdf":
        letterhead = organisation.letterhead(library_here(request))
        facts = {"sections": _sections(patron), "patron": patron, "made_at": clock.now(), "head": letterhead}
        made = paper.pdf("public/print/my_data.html", facts, language=get_language() or "id")
        response = HttpResponse(made, content_type="application/pdf")
    else:
        shown = personal_data.shown(patron.person_id)
        response = JsonResponse(shown, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="data.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _lines(sections: list[Section]) -> Iterator[tuple[str, int, str, Any]]:
    for heading, rows in sections:
        for number, row in enumerate(rows, start=1):
            yield from ((heading, number, word, value) for word, value in row)


@login_required
def ask_correction(request: HttpRequest) -> HttpResponse:
    """Ask the library to correct what it keeps about me or my child."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    form = CorrectionForm(request.POST or None, initial=queries.correctable(patron.person))
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "correction")
            case = cases.ask_correction(
                patron=patron, wished=form.wished(), remark=form.cleaned_data["remark"], by=mine.actor, at=clock.now()
            )
            messages.success(request, gettext("Asked. The library answers within three days."))
            return redirect("public:case", code=case.code)
    context = {"form": form, "place": place, "patron": patron}
    return render(request, "public/ask_correction.html", context, status=status_of(form))


@login_required
def ask_deletion(request: HttpRequest) -> HttpResponse:
    """Ask the library to delete everything; what stands in the way is said before."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    form = DeletionForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "deletion")
            case = cases.ask_deletion(patron=patron, remark=form.cleaned_data["remark"], by=mine.actor, at=clock.now())
            messages.success(request, gettext("Asked. The library answers within three days."))
            return redirect("public:case", code=case.code)
    reasons = personal_data.reasons_not_to_forget(patron.person_id)
    context = {"form": form, "place": place, "patron": patron, "reasons": reasons}
    return render(request, "public/ask_deletion.html", context, status=status_of(form))
