"""What is offered to schools, and asking for a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people import queries as people
from pustakota.contexts.school_visits import actions, queries
from pustakota.contexts.school_visits.public.forms import VisitForm
from pustakota.design.wording import clock as clock_words
from pustakota.design.wording import weekday_date
from pustakota.foundation import clock, throttle
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import Organisation, Patron
    from pustakota.contexts.school_visits.models import ClassVisit, Offer
    from pustakota.foundation.actors import Actor

DATES_SHOWN, DATES_TO_CHOOSE = 3, 12


class Wanted(forms.Form):
    """What a teacher looks for; words that mean nothing show everything."""

    fase = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[("", _("all phases")), *queries.Phase.choices]
    )
    bahasa = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("any language")), *queries.Language.choices]
    )

    def matches(self, each: Offer) -> bool:
        given = self.cleaned_data if self.is_valid() else {}
        phase, language = given.get("fase"), given.get("bahasa")
        return (not phase or not each.phases or phase in each.phases) and (not language or language in each.languages)


def offers(request: HttpRequest) -> HttpResponse:
    """Everything that classes can come for, with the next free dates."""
    wanted = Wanted(request.GET)
    found = [each for each in queries.offers() if wanted.matches(each)]
    free = queries.free_dates(found, at=clock.now())
    rows = [(each, free[each.pk][:DATES_SHOWN], len(free[each.pk])) for each in found]
    return render(request, "school_visits/public/offers.html", {"form": wanted, "rows": rows, "mine": _mine(request)})


def _mine(request: HttpRequest) -> list[ClassVisit]:
    _patron, by = _who(request)
    return queries.of_persons([by.person_id]) if by.person_id else []


def ask(request: HttpRequest, offer_id: int) -> HttpResponse:
    """One offer, and the form by which a class asks for it."""
    found = queries.offer(offer_id)
    if found is None:
        raise Http404
    patron, by = _who(request)
    school = queries.school_of(patron.person_id) if patron else None
    form = _form(request, found, school=school, patron=patron)
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "school visit")
            made = _asked(form, found, school, patron, by)
            return redirect("public:class_visit", made.code)
    context = {"form": form, "offer": found, "school": school, "patron": patron}
    return render(request, "school_visits/public/offer.html", context, status=status_of(form))


def _form(request: HttpRequest, found: Offer, *, school: Organisation | None, patron: Patron | None) -> VisitForm:
    at = clock.now()
    dates = queries.free_dates([found], at=at)[found.pk][:DATES_TO_CHOOSE]
    term = queries.next_term(found, at=at)
    words = gettext("in the next term (%(year)s, from %(first)s): we write when there is a date")
    return VisitForm(
        request.POST or None,
        offer=found,
        dates=[
            (date, f"{weekday_date(date.local_start)}, {clock_words(date.local_start)}–{clock_words(date.local_end)}")
            for date in dates
        ],
        term=words % {"year": term.school_year, "first": weekday_date(term.first)},
        school=school,
        is_member=patron is not None,
        initial={"when": str(dates[0].pk) if dates else "term"},
    )


def _asked(form: VisitForm, found: Offer, school: Organisation | None, patron: Patron | None, by: Actor) -> ClassVisit:
    given, date_id, at = form.cleaned_data, form.date_id(), clock.now()
    free: dict[int, Any] = {date.pk: date for date in queries.free_dates([found], at=at)[found.pk]}
    return actions.ask(
        offer=found,
        school=given.get("school", ""),
        class_name=given["class_name"],
        groups=form.groups(),
        adults=given["adults"],
        person=patron.person if patron else None,
        organisation=school,
        contact=form.contact(),
        occurrence=free.get(date_id) if date_id else None,
        wishes=form.wishes(),
        wants_cards=given["wants_cards"],
        wants_lunch=given["wants_lunch"],
        note=given["note"],
        language=(get_language() or "id")[:2],
        by=by,
        at=at,
    )


def _who(request: HttpRequest) -> tuple[Patron | None, Actor]:
    if not request.user.is_authenticated:
        return None, VISITOR
    return people.patron_of_account(request.user), people.actor_of(request.user)
