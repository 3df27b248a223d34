"""Titles of the union as those see them who say what is one title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.network import actions, permissions, queries
from pustakota.contexts.network.desk.forms import JoinForm
from pustakota.contexts.network.errors import GroupRefused
from pustakota.contexts.search import queries as search
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.network.models import Group
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

SHOWN = 40


def some(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Titles that a line finds; without one those of which staff decided, then the largest."""
    del at_point
    permissions.may_keep(by)
    text = request.GET.get("q", "").strip()
    numbers = queries.uncertain_groups(limit=SHOWN)
    if text and search.ready():
        asked = search.SearchRequest(text=text, kinds=(queries.KIND,), facets=(), page_size=SHOWN)
        numbers = [number for _kind, number in search.search(asked).keys]
    found = queries.titles(numbers)
    shown = {"titles": [found[number] for number in numbers if number in found], "text": text}
    return render(request, "network/desk/groups.html", shown)


def group(request: HttpRequest, group_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One title: its records, and why they stand together."""
    del at_point
    permissions.may_keep(by)
    return _page(request, _known(group_id), JoinForm())


@require_POST
def part(request: HttpRequest, group_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take a record out; the rest stays together."""
    del at_point
    permissions.may_keep(by)
    row, number = _known(group_id), request.POST.get("entry", "")
    found = next((each for each in queries.members(row.pk) if str(each.pk) == number), None)
    if found is None:
        raise GroupRefused(Reason("not_in_group", overridable=False))
    actions.part_entry(entry=found, by=by, at=clock.now(), reason=request.POST.get("reason", ""))
    return redirect("desk:union_group", row.pk)


@require_POST
def join(request: HttpRequest, group_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Say that a title and another are one."""
    del at_point
    permissions.may_keep(by)
    row, form = _known(group_id), JoinForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            other = queries.group(form.cleaned_data["other"])
            if other is None:
                raise GroupRefused(Reason("nothing_there", overridable=False))
            reason = form.cleaned_data["reason"]
            joined = actions.join_groups(group=row, other=other, by=by, at=clock.now(), reason=reason)
            return redirect("desk:union_group", joined.pk)
    return _page(request, row, form)


def _page(request: HttpRequest, row: Group, form: JoinForm) -> HttpResponse:
    members = queries.members_explained(row.pk)
    if not members:
        if (survivor := queries.survivor_of(row)) is not None:
            return redirect("desk:union_group", survivor)
        raise Http404
    title = queries.titles([row.pk])[row.pk]
    shown = {"group": row, "members": members, "is_several": len(members) > 1, "title": title, "form": form}
    return render(request, "network/desk/group.html", shown, status=status_of(form))


def _known(group_id: int) -> Group:
    row = queries.group(group_id)
    if row is None:
        raise Http404
    return row
