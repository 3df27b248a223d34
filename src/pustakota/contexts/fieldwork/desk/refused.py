"""Entries of phones that were refused: why, once more, or what was done about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.fieldwork import actions, permissions, queries
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.fieldwork.models import Entry
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


class SettleForm(forms.Form):
    """What was done about an entry."""

    settlement = forms.CharField(label=_("What was done about it"), max_length=200)


def entries(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What waits at this point, the oldest first."""
    permissions.may_settle(by, at_point.pk)
    rows = [(row, *_shown(row)) for row in queries.entries_to_settle([at_point.pk])]
    return render(request, "fieldwork/desk/entries.html", {"rows": rows})


def entry(request: HttpRequest, entry_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One entry: try it again, or close it."""
    del at_point
    found = queries.entry(entry_id)
    if found is None:
        raise Http404
    permissions.may_settle(by, found.device.service_point_id)
    again = request.POST.get("wish") == "again"
    form = SettleForm(request.POST if request.POST and not again else None)
    if again or form.is_valid():
        if _done(request, found, form, by=by, again=again):
            return redirect("desk:field_entries")
        found = queries.entry(entry_id) or found
    event, happened = _shown(found)
    context = {"entry": found, "event": event, "happened": happened, "form": form, "words": queries.words_of(found)}
    return render(request, "fieldwork/desk/entry.html", context, status=422 if again else status_of(form))


def _done(request: HttpRequest, found: Entry, form: SettleForm, *, by: Actor, again: bool) -> bool:
    with refusals_on(form if form.is_bound else SettleForm({})):
        if not again:
            actions.settle(entry=found, settlement=form.cleaned_data["settlement"], by=by, at=clock.now())
            return True
        tried = actions.try_again(entry=found, by=by, at=clock.now())
        if tried.outcome != queries.Outcome.REFUSED:
            messages.success(request, gettext("Taken now."))
            return True
    return False


def _shown(row: Entry) -> tuple[object, object]:
    """The event that an entry is about, and when it happened by the clock of its point."""
    number = row.about.removeprefix("occurrence:")
    event = programmes.occurrence(int(number)) if number.isdecimal() else None
    zone = row.device.service_point.zone
    return event, periods.local_time(row.happened_at or row.received_at, zone)
