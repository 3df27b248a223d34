"""Entries that may be one person: the list, putting two together, and taking them apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import MergeForm
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


def pairs(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Entries that are alike, in pairs."""
    del at_point
    permissions.may_edit(by)
    return render(request, "people/desk/pairs.html", {"pairs": queries.likely_pairs(by=by)})


def merge(request: HttpRequest, first: int, second: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Two entries side by side; one stays."""
    del at_point
    permissions.may_edit(by)
    entries = {person.pk: person for person in (_person(first), _person(second))}
    form = MergeForm(
        request.POST or None,
        entries=[(key, _called(person)) for key, person in entries.items()],
        initial={"keep": first},
    )
    if form.is_valid():
        keep = entries.pop(form.cleaned_data["keep"])
        gone = next(iter(entries.values()), keep)
        entries = {keep.pk: keep, gone.pk: gone}
        with refusals_on(form):
            because = form.cleaned_data["because"]
            actions.merge_persons(keep=keep, gone=gone, because=because, by=by, at=clock.now())
            messages.success(request, gettext("Merged. It can be undone on the member's page."))
            return _to(keep)
    context = {"form": form, "entries": list(entries.values())}
    return render(request, "people/desk/merge.html", context, status=status_of(form))


@require_POST
def undo(request: HttpRequest, merge_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Two entries are two people after all."""
    del at_point
    merged = queries.merge(merge_id)
    if merged is None:
        raise Http404
    actions.undo_merge(merge=merged, by=by, at=clock.now())
    said = gettext("The two entries are two again. Reservations that the merge ended wait in their old place.")
    messages.success(request, said)
    return _to(merged.kept)


def _to(person: Person) -> HttpResponse:
    patron = queries.patron_of_person(person.pk)
    return redirect("desk:member", card=patron.card_number) if patron else redirect("desk:pairs")


def _person(person_id: int) -> Person:
    found = queries.person(person_id)
    if found is None:
        raise Http404
    return found


def _called(person: Person) -> str:
    patron = getattr(person, "patron", None)
    return f"{person.name} · {patron.card_number}" if patron else person.name
