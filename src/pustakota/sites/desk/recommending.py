"""The lists that the point recommends: begun here, filled and put in order on the public pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.reading import actions, permissions, queries
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


class RecommendationForm(forms.Form):
    """What a list is called, and what readers are told about it."""

    title = forms.CharField(label=_("Name of the list"), max_length=100)
    text = forms.CharField(
        label=_("About the list"), max_length=600, required=False, widget=forms.Textarea({"rows": 2})
    )


def recommendations(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The point's lists, shown to everybody or not, and a form for another."""
    permissions.may_recommend(by, at_point.pk)
    form = RecommendationForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = actions.make_list(**form.cleaned_data, by=by, at=clock.now(), at_point=at_point)
            return redirect("public:my_list", code=made.code)
    context = {"form": form, "lists": queries.lists_of_points([at_point.pk]), "point": at_point}
    return render(request, "desk/recommendations.html", context, status=status_of(form))
