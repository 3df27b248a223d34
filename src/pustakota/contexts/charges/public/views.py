"""What I and my children owe the library, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from pustakota.contexts.charges import queries
from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST = 100


@login_required
def my_charges(request: HttpRequest) -> HttpResponse:
    """What is open, with its legal basis or what to bring, and what has ended."""
    assert request.user.is_authenticated
    by = people.actor_of(request.user)
    persons = [by.person_id, *by.ward_ids] if by.person_id else []
    charges = list(queries.charges_of(persons)[:LONGEST])
    context = {
        "open": [charge for charge in charges if charge.state == queries.State.OPEN],
        "ended": [charge for charge in charges if charge.state != queries.State.OPEN],
        "me": by.person_id,
    }
    return render(request, "charges/public/my_charges.html", context)
