"""Who took part in which role, and their certificates, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.credentials.permissions import ISSUE
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.actions import Part, Source
from pustakota.contexts.programmes.desk.attendance import person_of_card
from pustakota.contexts.programmes.desk.views import occurrence_for
from pustakota.contexts.programmes.errors import CertificateRefused
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor

ROLES = [(part.value, part.label) for part in Part if part != Part.ATTENDEE]


class PartForm(forms.Form):
    """Somebody who was here, and as what."""

    card = forms.CharField(label=_("Card number"), max_length=20)
    part = forms.ChoiceField(label=_("As what"), choices=ROLES)


def certificates(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Who took part how much, who meets the rule, and one button for all."""
    del at_point
    found = occurrence_for(occurrence_id, by)
    if request.method != "POST":
        return _page(request, found, by, PartForm())
    try:
        given = actions.certify(occurrence=found, by=by, at=clock.now())
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.error(request, reason.message)
        return _page(request, found, by, PartForm(), status=409)
    facts = {"certificates": len(given.certificates), "licences": given.licences}
    messages.success(request, gettext("Certificates given: %(certificates)s; licences: %(licences)s.") % facts)
    for name, words in given.without_licence:
        messages.warning(request, f"{name}: {' '.join(word.message for word in words)}")
    return redirect("desk:event_certificates", found.pk)


@require_POST
def note_part(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Somebody was here as a speaker, a volunteer or an organiser."""
    del at_point
    found, form = occurrence_for(occurrence_id, by), PartForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.note_part(
                occurrence=found,
                person=person_of_card(form.cleaned_data["card"]),
                part=Part(form.cleaned_data["part"]),
                by=by,
                at=clock.now(),
                source=Source.DESK,
            )
            return redirect("desk:event_certificates", found.pk)
    return _page(request, found, by, form, status=status_of(form))


def _page(request: HttpRequest, found: Occurrence, by: Actor, form: PartForm, *, status: int = 200) -> HttpResponse:
    rows = [] if found.programme.is_nameless else queries.candidates(found)
    labels = dict(Part.choices)
    context: dict[str, Any] = {
        "event": found,
        "rows": [(row, labels[row.part]) for row in rows],
        "to_give": sum(row.deserves and row.certificate is None for row in rows),
        "reasons": CertificateRefused(*queries.reasons_not_to_certify(found)).worded(),
        "may_issue": by.may(ISSUE, found.service_point_id),
        "is_course": queries.is_course(found),
        "form": form,
    }
    return render(request, "programmes/desk/certificates.html", context, status=status)
