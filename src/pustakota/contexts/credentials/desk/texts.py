"""The words of a kind of letter, with a look at the paper before they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.credentials import actions, permissions, queries
from pustakota.contexts.credentials.actions import LetterText
from pustakota.contexts.credentials.desk.forms import TextForm
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LOOK = "look"


def text(request: HttpRequest, kind: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The words of a kind; one button shows them on paper, the other keeps them."""
    permissions.may_write_texts(by)
    if kind not in queries.PAPERS:
        raise Http404
    standing = queries.text_of(kind)
    start = {name: getattr(standing, name) for name in TextForm.base_fields}
    form = TextForm(request.POST or None, initial=start)
    if form.is_valid():
        written = LetterText(kind=kind, **form.cleaned_data)
        if request.POST.get("wish") == LOOK:
            return _paper(written, at_point)
        with refusals_on(form):
            actions.write_text(text=written, by=by, at=clock.now())
            messages.success(request, gettext("Saved."))
            return redirect("desk:letter_text", kind=kind)
    name = queries.Kind(kind).label
    return render(request, "credentials/desk/text.html", {"form": form, "name": name}, status=status_of(form))


def _paper(written: LetterText, point: ServicePoint) -> HttpResponse:
    response = HttpResponse(queries.sample(written, point, at=clock.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="contoh.pdf"'
    return response
