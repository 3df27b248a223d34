"""What a programme is about, at the desk: find a title, link it or one of its names, for all dates or one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries.by_words import titles_by_words
from pustakota.contexts.programmes import actions, permissions, queries
from pustakota.contexts.programmes.desk.views import programme_for
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Programme
    from pustakota.foundation.actors import Actor

OFFERED = 10


class LinkForm(forms.Form):
    """One thing to be linked: a title by its number, or a name as the catalogue writes it; ``date``: for one alone."""

    record = forms.IntegerField(required=False)
    author = forms.CharField(max_length=200, required=False)
    publisher = forms.CharField(max_length=200, required=False)
    date = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *given: object, programme: Programme, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        field: forms.TypedChoiceField = self.fields["date"]  # type: ignore[assignment]
        self.dates = {each.pk: each for each in queries.dates_of(programme)}
        field.choices = [("", _("all its dates")), *((key, str(key)) for key in self.dates)]


def about(request: HttpRequest, programme_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What it is about, and titles (``q``) that could be linked, with their authors and publisher."""
    del at_point
    found = programme_for(programme_id, by)
    words = request.GET.get("q", request.POST.get("q", "")).strip()
    form, reasons = LinkForm(request.POST if request.method == "POST" else None, programme=found), []
    if form.is_valid():
        try:
            _link(found, form, by)
            return redirect("desk:programme_about", found.pk)
        except Refusal as refusal:
            reasons = refusal.worded()
    context = {
        "programme": found,
        "subjects": queries.subjects_of_programme(found.pk),
        "dates": [each for each in form.dates.values() if each.ends_at > clock.now()][::-1],
        "words": words,
        "offered": titles_by_words(words, most=OFFERED)[0],
        "reasons": reasons,
    }
    return render(request, "programmes/desk/about.html", context, status=409 if reasons else 200)


def _link(found: Programme, form: LinkForm, by: Actor) -> None:
    given = form.cleaned_data
    record = catalogue.record(given["record"]) if given["record"] else None
    if given["record"] and record is None:
        raise Http404
    actions.link(
        programme=found,
        occurrence=form.dates.get(given["date"]),
        record=record,
        author=given["author"],
        publisher=given["publisher"],
        by=by,
    )


def unlink(request: HttpRequest, subject_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """It is not about that."""
    del at_point
    found = queries.subject(subject_id)
    if found is None or request.method != "POST":
        raise Http404
    permissions.may_plan(by, found.programme.service_point_id)
    actions.unlink(subject=found, by=by)
    return redirect("desk:programme_about", found.programme_id)
