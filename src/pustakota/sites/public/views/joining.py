"""Asking to become a member: what the library's own form asks becomes a case for the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases.actions import Answered, Contact, Kind, Source
from pustakota.contexts.forms import queries
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, throttle
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.forms import Untouched, refusals_on, status_of
from pustakota.sites.public.views import from_home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.cases.models import Case
    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.forms.queries import AskedForm


class WhereForm(Untouched, forms.Form):
    """What every registration needs beside the library's own questions."""

    point = forms.ModelChoiceField(
        label=_("Where will you fetch the card?"), queryset=organisation.service_points(), empty_label=None
    )


def join(request: HttpRequest) -> HttpResponse:
    """Ask to become a member: provisional at once where a library takes members in from home, else by its own form.

    What is written in the form the desk registers with one press.
    """
    if people.libraries_joined_from_home():
        return from_home.choose(request)
    version = queries.current_version(queries.JOINING)
    if version is None:
        raise Http404
    asked = queries.AskedForm(version, request.POST or None, language=get_language() or "id")
    where = WhereForm(request.POST or None)
    if asked.is_valid() and where.is_valid():
        with refusals_on(where):
            throttle.count(request, "joining")
            return redirect("public:case", code=_opened(version, asked, where).code)
    context = {"asked": asked, "form": where}
    return render(request, "public/join.html", context, status=status_of(where))


def _opened(version: Version, asked: AskedForm, where: WhereForm) -> Case:
    said = {field: value for field, _asked, value in asked.read_out()}
    name = said.get("name", "")
    return cases.open_case(
        kind=Kind.REGISTRATION,
        subject=name,
        answers=[Answered(*each) for each in asked.read_out()],
        form=(version.form.code, version.number),
        contact=Contact(name=name, email=said.get("email", ""), phone=said.get("phone", "")),
        at_point=where.cleaned_data["point"],
        source=Source.WEB,
        by=VISITOR,
        at=clock.now(),
    )
