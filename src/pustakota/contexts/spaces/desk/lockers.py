"""Lockers of a point: give, take back, what was not given back, what is out of service."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.actions import OpensBy
from pustakota.contexts.spaces.errors import LockerRefused, UnknownRefused
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Locker
    from pustakota.contexts.spaces.queries import LockerStands
    from pustakota.foundation.actors import Actor


class GiveForm(forms.Form):
    """Who gets a locker, and which: the first that is free, unless told."""

    card = forms.CharField(
        label=gettext_lazy("Card number"),
        help_text=gettext_lazy("Empty: a visitor, without a name."),
        max_length=20,
        required=False,
    )
    number = forms.CharField(
        label=gettext_lazy("Locker"),
        help_text=gettext_lazy("Empty: the first that is free."),
        max_length=10,
        required=False,
    )


class LockerForm(forms.Form):
    """One locker: where it is, the code that opens it, why it is out of service."""

    place = forms.CharField(label=gettext_lazy("Place"), max_length=60, required=False)
    code = forms.CharField(
        label=gettext_lazy("Code that opens it"),
        help_text=gettext_lazy("Empty: it has a key."),
        max_length=20,
        required=False,
    )
    out_because = forms.CharField(
        label=gettext_lazy("Out of service because"),
        help_text=gettext_lazy("Empty: it is in service."),
        max_length=120,
        required=False,
    )


class AddForm(forms.Form):
    """Lockers from a number to a number."""

    letter = forms.CharField(label=gettext_lazy("Letter before the number"), max_length=4, required=False)
    first = forms.IntegerField(label=gettext_lazy("From number"), min_value=1, max_value=9999)
    last = forms.IntegerField(label=gettext_lazy("To number"), min_value=1, max_value=9999)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=60, required=False)
    opens_by = forms.ChoiceField(label=gettext_lazy("Opens by"), choices=OpensBy.choices)


def lockers(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every locker of the point; what was not given back stands first."""
    permissions.may_book(by, at_point.pk)
    at = clock.now()
    rows = queries.lockers(at_point, at=at)
    form = GiveForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _give_or_free(request, form, rows, by=by)
            return redirect("desk:lockers")
    with timezone.override(ZoneInfo(at_point.zone)):
        context = {
            "rows": rows,
            "overdue": [row for row in rows if row.is_overdue],
            "free": sum(row.is_free for row in rows),
            "form": form,
            "point": at_point,
            "may_keep": by.may(permissions.KEEP, at_point.pk),
        }
        return render(request, "spaces/desk/lockers.html", context, status=status_of(form))


def _give_or_free(request: HttpRequest, form: GiveForm, rows: list[LockerStands], *, by: Actor) -> None:
    at = clock.now()
    if key := request.POST.get("free", "") or request.POST.get("lost", ""):
        row = next((each for each in rows if str(each.locker.pk) == key), None)
        if row is None:
            raise LockerRefused(Reason("no_such_locker", overridable=False))
        actions.free_locker(locker=row.locker, by=by, at=at, key_lost="lost" in request.POST)
        messages.success(request, _("Locker %(number)s was given back.") % {"number": row.locker.number})
        return
    found = _wanted(form.cleaned_data["number"].strip(), rows)
    use = actions.take_locker(locker=found, patron=_patron(form.cleaned_data["card"]), by=by, at=at)
    said = _("Locker %(number)s, %(place)s, code %(code)s.") if found.code else _("Locker %(number)s, %(place)s.")
    messages.success(request, said % {"number": use.locker.number, "place": found.place or "–", "code": found.code})


def _wanted(number: str, rows: list[LockerStands]) -> Locker:
    fitting = (row for row in rows if (row.locker.number.casefold() == number.casefold() if number else row.is_free))
    row = next(fitting, None)
    if row is None:
        raise LockerRefused(Reason("no_such_locker" if number else "none_free", overridable=False))
    return row.locker


def _patron(card: str) -> Patron | None:
    if not card.strip():
        return None
    found = people.patron_of_card(card)
    if found is None:
        raise UnknownRefused(Reason("unknown_card", {"card_number": card}, overridable=False))
    return found


def locker(request: HttpRequest, locker_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One locker: its place, its code, in or out of service."""
    del at_point
    found = queries.locker(locker_id)
    if found is None:
        raise Http404
    permissions.may_book(by, found.service_point_id)
    initial = {"place": found.place, "code": found.code, "out_because": found.out_because}
    form = LockerForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.change_locker(locker=found, by=by, **form.cleaned_data)
            return redirect("desk:lockers")
    return render(request, "spaces/desk/locker.html", {"locker": found, "form": form}, status=status_of(form))


def new_lockers(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Add lockers of this point."""
    permissions.may_keep(by, at_point.pk)
    form = AddForm(request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        given["opens_by"] = OpensBy(given["opens_by"])
        with refusals_on(form):
            actions.add_lockers(at_point=at_point, by=by, **given)
            return redirect("desk:lockers")
    return render(request, "spaces/desk/new_lockers.html", {"form": form, "point": at_point}, status=status_of(form))
