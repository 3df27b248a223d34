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
from pustakota.contexts.people.errors import ConsentRefused
from pustakota.design.parts import Link
from pustakota.foundation import clock, periods
from pustakota.sites.public.asking import Family, family
from pustakota.sites.public.forms import ContactForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import Consent, Patron

PAGE = 20
ASKED = tuple(purpose for purpose in queries.PURPOSES if purpose not in {"guardian", queries.PHOTO})
"""What is agreed to on the web; a guardian's consent and a photo are given at the desk."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One purpose on the page: its words, the agreement that stands (nothing: none), and what it still needs."""

    purpose: str
    words: queries.Words
    standing: Consent | None
    is_asked_here: bool
    needs: queries.Words | None


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
    left_out = _not_asked(patron)
    shown = (each for each in queries.PURPOSES if each in standing or (each in ASKED and each not in left_out))
    return [
        Asked(each, queries.CONSENT_WORDS[each], standing.get(each), each in ASKED, _needed(each, standing))
        for each in shown
    ]


def _not_asked(patron: Patron) -> frozenset[str]:
    """What somebody of this age is not asked: adults about machines, others about what is for adults."""
    today, born_on = periods.local_day(clock.now(), patron.home_point.zone), patron.person.born_on
    grown = frozenset() if queries.is_child(today, born_on) else frozenset({queries.MACHINES})
    return grown if queries.is_adult(today, born_on) else grown | queries.FOR_ADULTS


def _needed(purpose: str, standing: Mapping[str, Consent]) -> queries.Words | None:
    needed = queries.NEEDS.get(purpose)
    return queries.CONSENT_WORDS[needed] if needed and needed not in standing else None


@login_required
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Agree to a purpose, or no longer: one button each."""
    mine = family(request)
    place, patron = mine.member(request.GET.get("untuk"))
    purpose, at = request.POST.get("purpose", ""), clock.now()
    if request.POST.get("wish") == "withdraw":
        actions.withdraw_consent(person=patron.person, purpose=purpose, by=mine.actor, at=at, how=actions.How.WEB)
        messages.success(request, _farewell(purpose))
    elif purpose in ASKED:
        _note(request, patron, mine, purpose)
    back = "public:history" if request.POST.get("back") == "history" else "public:my_data"
    return redirect(f"{reverse(back)}?untuk={place}")


def _farewell(purpose: str) -> str:
    if purpose == queries.ALSO_BORROWED:
        return gettext("You no longer agree to this. From tonight on your titles are counted no more.")
    return gettext("You no longer agree to this. What was kept for it is deleted.")


def _note(request: HttpRequest, patron: Patron, mine: Family, purpose: str) -> None:
    me, at = mine.patrons[0].person, clock.now()
    try:
        actions.give_consent(
            person=patron.person, purpose=purpose, said_by=me, by=mine.actor, at=at, how=actions.How.WEB
        )
    except ConsentRefused as refusal:
        for reason in refusal.worded():
            messages.error(request, reason.message)
    else:
        messages.success(request, gettext("Noted: you agree. You can change your mind here at any time."))


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
        "helps": _help_with(patron),
        "page": Paginator(loans, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "public/history.html", context)


def _help_with(patron: Patron) -> Asked | None:
    """Whether the history helps other readers, for those who are asked."""
    return next((each for each in _asked(patron) if each.purpose == queries.ALSO_BORROWED), None)
