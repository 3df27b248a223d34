"""A member's page at the desk: person, membership, family, loans and holds, composed from two contexts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from pustakota.contexts.people import actions, permissions
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, periods
from pustakota.sites.desk.panel import panel_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.sites.desk.gate import DeskRequest


def member(request: DeskRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The whole of a member on one page; a password made a moment ago is shown this once."""
    permissions.may_view(by)
    patron = people.patron_of_card(card)
    if patron is None:
        raise Http404
    at = clock.now()
    actions.note_look(person=patron.person, what="page", by=by, at=at, at_point=at_point)
    context = {
        "patron": patron,
        "panel": panel_of(patron, point=at_point, at=at),
        "housemates": people.housemates_of(patron.person) if patron.person.household_id else [],
        "affiliations": people.affiliations_of(patron.person_id),
        "photo": people.photo_of(patron.person_id),
        "identity": people.identity_mask(patron.person_id),
        "expects_identities": by.may("people.edit") and people.providers_offered().exists(),
        "registration": people.open_registration_of(patron),
        "merged_into": people.standing_merge_of(patron.person_id),
        "merges": people.merges_into(patron.person_id),
        "may_have_account": people.may_have_account(patron.person, today=periods.local_day(at, at_point.zone)),
        "may_see_looks": by.may("people.privacy"),
        "corrections": people.corrections_of(patron.person_id),
        "family": [each for each in people.family_of(patron.person_id) if each != patron],
        "guardians": people.guardians_of(patron),
        "may_edit": by.may("people.edit"),
        "may_register": by.may("people.register", at_point.pk),
    }
    return render(request, "desk/member.html", context)
