"""The letters of a point: the list, one letter, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from pustakota.contexts.credentials import actions, permissions, queries
from pustakota.contexts.credentials.desk.forms import RevokeForm
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.credentials.models import Credential
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LONGEST = 200


def letters(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What this point issued, the newest first."""
    permissions.may_issue(by, at_point.pk)
    at = clock.now()
    rows = [
        (row, standing := queries.standing_of(row, at=at), queries.STANDING_WORDS[standing])
        for row in queries.credentials_of_point(at_point.pk)[:LONGEST]
    ]
    return render(
        request,
        "credentials/desk/letters.html",
        {"rows": rows, "valid": queries.Standing.VALID, "may_write": by.may(permissions.REVOKE, EVERYWHERE)},
    )


def letter(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One letter: on paper, and declared invalid where need be."""
    permissions.may_issue(by, at_point.pk)
    found = queries.credential_by_code(code)
    if found is None:
        raise Http404
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            return redirect("desk:letter", code=_ended(request, found, form.cleaned_data["because"], by).code)
    standing = queries.standing_of(found, at=clock.now())
    context = {
        "credential": found,
        "patron": people.patron_of_person(found.holder_id) if found.holder_id else None,
        "form": form,
        "is_valid": standing is queries.Standing.VALID,
        "word": queries.STANDING_WORDS[standing],
        "may_revoke": by.may(permissions.right_to_revoke(found), found.service_point_id) and found.revoked_at is None,
    }
    return render(request, "credentials/desk/letter.html", context, status=status_of(form))


def _ended(request: HttpRequest, found: Credential, because: str, by: Actor) -> Credential:
    """The letter that holds afterwards: the new one where it was written anew, else the one that was revoked."""
    end = actions.reissue if request.POST.get("wish") == "reissue" else actions.revoke
    return end(credential=found, because=because, by=by, at=clock.now())
