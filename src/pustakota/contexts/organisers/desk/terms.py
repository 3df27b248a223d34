"""What a service point asks of organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.organisers import actions, permissions, queries
from pustakota.contexts.organisers.desk.forms import TermsForm
from pustakota.contexts.organisers.models import Terms
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def terms(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The rule of this point, in one form."""
    permissions.may_plan(by, at_point.pk)
    known = queries.terms_of(at_point)
    form = TermsForm(
        request.POST or None,
        instance=known,
        initial={"rooms": [room.pk for room in queries.rooms_of(known)]},
        programmes=programmes.programmes(),
        rooms=spaces.resources().filter(service_point=at_point),
    )
    if form.is_valid():
        with refusals_on(form):
            rooms = list(form.cleaned_data.pop("rooms"))
            actions.keep_terms(terms=Terms(service_point=at_point, **form.cleaned_data), rooms=rooms, by=by)
            messages.success(request, gettext("Saved."))
            return redirect("desk:organisers")
    return render(request, "organisers/desk/terms.html", {"form": form}, status=status_of(form))
