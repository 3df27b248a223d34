"""Where people look, and where they are led: references that staff write, and those of authority records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.catalogue import actions, permissions
from pustakota.contexts.catalogue.queries import references as queries
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


class ReferenceForm(forms.Form):
    """One reference."""

    kind = forms.ChoiceField(label=_("List"), choices=[("subject", _("subject")), ("author", _("author"))])
    label = forms.CharField(
        label=_("Where somebody looks"), max_length=300, help_text=_("A form that no title uses: “Multatuli”.")
    )
    see = forms.CharField(
        label=_("Where the titles stand"),
        max_length=300,
        help_text=_("Exactly as the list has it: “Dekker, Eduard Douwes”."),
    )
    is_also = forms.BooleanField(label=_("Both are in use: “see also”"), required=False)


def references(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Those there are, and a form for one more."""
    del at_point
    permissions.may_edit(by)
    form = ReferenceForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.refer(**form.cleaned_data, by=by, at=clock.now())
            return redirect("desk:references")
    text = request.GET.get("q", "").strip()[:300]
    found = queries.references(text)
    shown = {"form": form, "rows": found[: queries.SHOWN], "is_cut": len(found) > queries.SHOWN, "text": text}
    return render(request, "catalogue/desk/references.html", shown, status=status_of(form))


@require_POST
def withdraw(request: HttpRequest, reference_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take one away."""
    del request, at_point
    reference = queries.reference(reference_id)
    if reference is None:
        raise Http404
    actions.withdraw_reference(reference=reference, by=by)
    return redirect("desk:references")
