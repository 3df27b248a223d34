"""My family on one page: what everybody has, what is ready, which card ends; and all renewals with one press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from pustakota.contexts.circulation import actions, queries
from pustakota.contexts.people import queries as persons
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.sites.public.asking import family
from pustakota.sites.public.views.account import loans_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import Patron
    from pustakota.sites.public.asking import Family
    from pustakota.sites.public.views.account import LoanShown


@dataclass(frozen=True, slots=True)
class MemberShown:
    """One of the family: their place in it, loans by day of return, and reservations that can be collected."""

    place: int
    patron: Patron
    loans: list[LoanShown]
    ready: int
    may_renew_card: bool


@login_required
def family_page(request: HttpRequest) -> HttpResponse:
    """Everybody I may act for; a form renews every loan that can be renewed."""
    mine = family(request)
    if not mine.patrons:
        raise Http404
    if request.method == "POST":
        _tell(request, *_renewed(mine))
        return redirect("public:family")
    members = [_shown(place, patron) for place, patron in enumerate(mine.patrons, start=1)]
    renewable = sum(not loan.reasons for member in members for loan in member.loans)
    context = {
        "members": members,
        "renewable": renewable,
        "joins_from_home": bool(persons.libraries_joined_from_home()),
    }
    return render(request, "public/family.html", context)


def _shown(place: int, patron: Patron) -> MemberShown:
    now = clock.now()
    return MemberShown(
        place=place,
        patron=patron,
        loans=sorted(loans_of(patron), key=lambda shown: shown.loan.due_on),
        ready=sum(hold.status == "ready" for hold in queries.live_holds(patron)),
        may_renew_card=not any(persons.reasons_not_to_renew(patron, at=now)),
    )


def _renewed(mine: Family) -> tuple[int, int]:
    """How many loans are renewed now, and how many could not be."""
    renewed = refused = 0
    for patron in mine.patrons:
        for shown in loans_of(patron):
            try:
                actions.renew(loan=shown.loan, by=mine.actor, at=clock.now())
            except Refusal:
                refused += 1
            else:
                renewed += 1
    return renewed, refused


def _tell(request: HttpRequest, renewed: int, refused: int) -> None:
    if renewed:
        said = ngettext("%(number)s loan was renewed.", "%(number)s loans were renewed.", renewed)
        messages.success(request, said % {"number": renewed})
    if refused:
        said = ngettext("%(number)s loan could not be renewed.", "%(number)s loans could not be renewed.", refused)
        messages.warning(request, said % {"number": refused} + " " + gettext("Beside each stands why."))
