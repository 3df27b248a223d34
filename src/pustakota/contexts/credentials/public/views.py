"""Whether a letter is genuine, for anybody; and the letters of whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pustakota.contexts.credentials import permissions, queries
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST = 100


@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR on paper leads to: valid, expired or revoked; nothing that is not on the paper already."""
    found = queries.credential_by_code(code)
    context: dict[str, object] = {"credential": found}
    if found is not None:
        standing = queries.standing_of(found, at=clock.now())
        context |= {
            "is_valid": standing is queries.Standing.VALID,
            "word": queries.STANDING_WORDS[standing],
            "holder": queries.shortened(found.holder.name) if found.holder else "",
        }
    return render(request, "credentials/public/verify.html", context, status=200 if found else 404)


@login_required
def my_letters(request: HttpRequest) -> HttpResponse:
    """What I and my children were given, and whether it still holds."""
    assert request.user.is_authenticated
    by = people.actor_of(request.user)
    persons = [by.person_id, *by.ward_ids] if by.person_id else []
    at = clock.now()
    rows = [
        (row, standing := queries.standing_of(row, at=at), queries.STANDING_WORDS[standing])
        for row in queries.credentials_of(persons)[:LONGEST]
    ]
    context = {"rows": rows, "valid": queries.Standing.VALID, "me": by.person_id}
    return render(request, "credentials/public/my_letters.html", context)


@login_required
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """A letter as PDF, for its holder, a guardian, or the desk that issues."""
    assert request.user.is_authenticated
    found = queries.credential_by_code(code)
    if found is None or not permissions.is_for(people.actor_of(request.user), found):
        raise Http404
    response = HttpResponse(queries.paper_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
