"""What can be booked at a point, how it is set up and what it looks like: kept by staff, every change noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.desk.keeping_forms import LayoutForm, PictureForm, ResourceForm, TermsForm
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Change, Resource
    from pustakota.foundation.actors import Actor


def everything(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All that can be booked at this point, wholes with their parts."""
    permissions.may_keep(by, at_point.pk)
    context = {"branches": queries.tree(at_point), "pictures": queries.first_pictures()}
    return render(request, "spaces/desk/keep_all.html", context)


def new(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Something more that can be booked here."""
    permissions.may_keep(by, at_point.pk)
    form = ResourceForm(request.POST or None, at_point=at_point)
    if form.is_valid():
        with refusals_on(form):
            made = actions.add_resource(service_point=at_point, by=by, at=clock.now(), **form.cleaned_data)
            return redirect("desk:keep_resource", resource_id=made.pk)
    return render(request, "spaces/desk/keep_new.html", {"form": form}, status=status_of(form))


def keep(request: HttpRequest, resource_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One thing: what it is, how it is set up, its pictures, and what was changed."""
    del at_point
    found = _resource(resource_id, by)
    form = ResourceForm(request.POST or None, instance=found, at_point=found.service_point)
    if form.is_valid():
        with refusals_on(form):
            actions.change_resource(resource=found, by=by, at=clock.now(), **form.cleaned_data)
            return redirect("desk:keep_resource", resource_id=found.pk)
    return _page(request, found, form)


@require_POST
def add_picture(request: HttpRequest, resource_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One more photo of it."""
    del at_point
    found = _resource(resource_id, by)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            actions.add_picture(resource=found, picture=given["picture"], words=given["words"], by=by, at=clock.now())
            return redirect("desk:keep_resource", resource_id=found.pk)
    return _page(request, found, ResourceForm(instance=found, at_point=found.service_point), picture_form=form)


@require_POST
def drop_picture(request: HttpRequest, picture_code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A photo is shown no longer."""
    del request, at_point
    found = queries.picture(picture_code)
    if found is None:
        raise Http404
    actions.drop_picture(picture=found, by=by, at=clock.now())
    return redirect("desk:keep_resource", resource_id=found.resource_id)


def layout(
    request: HttpRequest, resource_id: int, layout_id: int | None = None, *, by: Actor, at_point: ServicePoint
) -> HttpResponse:
    """A way to set it up, new or changed."""
    del at_point
    found = _resource(resource_id, by)
    row = queries.layout(layout_id) if layout_id else None
    if layout_id and (row is None or row.resource_id != found.pk):
        raise Http404
    form = LayoutForm(request.POST or None, instance=row)
    if form.is_valid():
        with refusals_on(form):
            actions.keep_layout(resource=found, layout=row, by=by, at=clock.now(), **form.cleaned_data)
            return redirect("desk:keep_resource", resource_id=found.pk)
    context = {"form": form, "resource": found, "row": row}
    return render(request, "spaces/desk/keep_layout.html", context, status=status_of(form))


def _page(
    request: HttpRequest, found: Resource, form: BaseForm, *, picture_form: PictureForm | None = None
) -> HttpResponse:
    context = {
        "resource": found,
        "form": form,
        "layouts": queries.every_layout(found),
        "pictures": queries.pictures(found),
        "picture_form": picture_form or PictureForm(),
        "changes": said_of_changes(queries.changes_of(found), LABELS),
    }
    status = max(status_of(form), status_of(picture_form) if picture_form else 200)
    return render(request, "spaces/desk/keep_one.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Said:
    """A change in words: when, by whom, and each field with what it was and is."""

    at: datetime
    who: str
    fields: list[tuple[str, str, str]]


LABELS = {
    **ResourceForm.Meta.labels,
    **LayoutForm.Meta.labels,
    **TermsForm.Meta.labels,
    "access": ResourceForm.base_fields["access"].label,
}


def said_of_changes(changes: list[Change], labels: Mapping[str, Any]) -> list[Said]:
    """What was changed, in words; in one query more, however many they are."""
    names = dict(people.staff().values_list("pk", "username")) if changes else {}
    more = {"layout": _("layout"), "picture": _("photo"), "quotas": _("limits")}

    def word(name: str) -> str:
        return str(labels.get(name) or more.get(name, name))

    def fields(each: Change) -> list[tuple[str, str, str]]:
        return [(word(name), _plain(was), _plain(now)) for name, (was, now) in each.changed.items()]

    return [Said(each.at, names.get(each.by or 0, "–"), fields(each)) for each in changes]


def _plain(value: Any) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def _resource(resource_id: int, by: Actor) -> Resource:
    found = queries.resource(resource_id)
    if found is None:
        raise Http404
    permissions.may_keep(by, found.service_point_id)
    return found
