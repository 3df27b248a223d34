"""What is kept about me: what I agreed to, who looked, and the history of my loans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.people import actions, queries
from pustakota.design.parts import Link
from pustakota.foundation import clock, periods
from pustakota.sites.public.asking import Family, family
from pustakota.sites.public.forms import ContactForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import Consent, Patron

PAGE = 20
ASKED = tuple(purpose for purpose in queries.PURPOSES if purpose not in {"guardian", queries.PHOTO})
"""What is agreed to on the web; a guardian's consent and a photo are given at the desk."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One purpose on the page: its words, and the agreement that stands (nothing: none)."""

    purpose: str
    words: queries.Words
    standing: Consent | None
    is_asked_here: bool


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What I agree to, how I wish to be told things, and who of the staff looked."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    context = {
        "patron": patron,
        "place": place,
        "tabs": tabs(mine, place, reverse("public:my_data")),
        "asked": _asked(patron),
        "looks": queries.looks_at(patron.person_id),
        "corrections": queries.corrections_of(patron.person_id),
        "form": ContactForm(initial={"way": patron.person.preferred_contact}),
    }
    return render(request, "public/my_data.html", context)


def tabs(mine: Family, place: int, address: str) -> list[Link]:
    """The family's members, each with the same page of theirs."""
    return [
        Link(patron.person.greeting, f"{address}?untuk={number}", current=number == place)
        for number, patron in enumerate(mine.patrons, start=1)
    ]


def _asked(patron: Patron) -> list[Asked]:
    standing = queries.standing_consents(patron.person_id)
    asked = ASKED if _is_child(patron) else [purpose for purpose in ASKED if purpose != queries.MACHINES]
    shown = (purpose for purpose in queries.PURPOSES if purpose in asked or purpose in standing)
    return [Asked(each, queries.CONSENT_WORDS[each], standing.get(each), each in ASKED) for each in shown]


def _is_child(patron: Patron) -> bool:
    return queries.is_child(periods.local_day(clock.now(), patron.home_point.zone), patron.person.born_on)


@login_required
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Agree to a purpose, or no longer: one button each."""
    mine = family(request)
    place, patron = mine.member(request.GET.get("untuk"))
    purpose, at = request.POST.get("purpose", ""), clock.now()
    if request.POST.get("wish") == "withdraw":
        actions.withdraw_consent(person=patron.person, purpose=purpose, by=mine.actor, at=at, how=actions.How.WEB)
        messages.success(request, gettext("You no longer agree to this. What was kept for it is deleted."))
    elif purpose in ASKED:
        actions.give_consent(
            person=patron.person,
            purpose=purpose,
            said_by=mine.patrons[0].person,
            by=mine.actor,
            at=at,
            how=actions.How.WEB,
        )
        messages.success(request, gettext("Noted: you agree. You can change your mind here at any time."))
    back = "public:history" if request.POST.get("back") == "history" else "public:my_data"
    return redirect(f"{reverse(back)}?untuk={place}")


@login_required
@require_POST
def wish_contact(request: HttpRequest) -> HttpResponse:
    """How I wish to be told things."""
    mine = family(request)
    place, patron = mine.member(request.GET.get("untuk"))
    form = ContactForm(request.POST)
    if form.is_valid():
        actions.wish_contact(person=patron.person, way=form.cleaned_data["way"], by=mine.actor)
        messages.success(request, gettext("Saved."))
    return redirect(f"{reverse('public:my_data')}?untuk={place}")


@login_required
def history(request: HttpRequest) -> HttpResponse:
    """What I borrowed and returned, where I agreed that it is kept."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    is_kept = queries.has_consent(patron.person_id, queries.LOAN_HISTORY)
    loans = circulation.loan_history(patron) if is_kept else circulation.loan_history(patron).none()
    context = {
        "patron": patron,
        "place": place,
        "tabs": tabs(mine, place, reverse("public:history")),
        "is_kept": is_kept,
        "words": queries.CONSENT_WORDS[queries.LOAN_HISTORY],
        "page": Paginator(loans, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "public/history.html", context)
