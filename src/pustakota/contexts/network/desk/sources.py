"""Sources, their runs, and what went wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.network import actions, permissions, queries
from pustakota.contexts.network.desk.forms import NewSourceForm, SourceForm
from pustakota.foundation import clock
from pustakota.foundation.fetching import Fetcher, Limits
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.network.models import Source
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LOOKING = Limits(seconds=8.0, most_bytes=1 << 20)


def every_source(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every source with how much of it stands in the union and how its last harvest went."""
    del at_point
    permissions.may_keep(by)
    return render(request, "network/desk/sources.html", {"rows": queries.summaries()})


def new(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Add a source: its repository is asked who it is before anything is kept."""
    del at_point
    permissions.may_keep(by)
    form = NewSourceForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            made = actions.add_source(
                base_url=given["base_url"].strip(),
                set_spec=given["set_spec"].strip(),
                facts={"name": given["name"]},
                by=by,
                at=clock.now(),
                fetch=Fetcher.by_settings(LOOKING),
            )
            return redirect("desk:source", made.pk)
    return render(request, "network/desk/new_source.html", {"form": form}, status=status_of(form))


def source(request: HttpRequest, source_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One source: what its repository says, what can be changed, its runs."""
    del at_point
    permissions.may_keep(by)
    row = _known(source_id)
    form = SourceForm(request.POST or None, source=row)
    if form.is_valid():
        with refusals_on(form):
            actions.change_source(source=row, facts=form.facts(), by=by, at=clock.now())
            return redirect("desk:source", row.pk)
    summary = next(each for each in queries.summaries() if each.source.pk == row.pk)
    shown = {"form": form, "source": row, "records": summary.records, "runs": queries.runs_of(row.pk)}
    return render(request, "network/desk/source.html", shown, status=status_of(form))


@require_POST
def soon(request: HttpRequest, source_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Let the worker harvest now, what changed or everything."""
    del at_point
    actions.harvest_soon(source=_known(source_id), whole="whole" in request.POST, by=by, at=clock.now())
    return redirect("desk:source", source_id)


@require_POST
def look(request: HttpRequest, source_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Ask the repository anew who it is."""
    del request, at_point
    actions.look_again(source=_known(source_id), by=by, fetch=Fetcher.by_settings(LOOKING))
    return redirect("desk:source", source_id)


def run(request: HttpRequest, run_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One run with its counts and everything that was wrong."""
    del at_point
    permissions.may_keep(by)
    row = queries.run(run_id)
    if row is None:
        raise Http404
    return render(request, "network/desk/run.html", {"run": row, "remarks": queries.remarks_of(row.pk)})


def _known(source_id: int) -> Source:
    row = queries.source(source_id)
    if row is None:
        raise Http404
    return row
