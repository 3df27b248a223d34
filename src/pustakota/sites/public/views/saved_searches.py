"""Searches that somebody keeps, and what is new for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.reading import actions, queries
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public.asked import Asked, question_of, request_of
from pustakota.sites.public.asking import asker
from pustakota.sites.public.results import in_words
from pustakota.sites.public.title_rows import title_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from pustakota.contexts.reading.models import SavedSearch

LONGEST_NAME = 80


class SavedSearchForm(forms.Form):
    """What a search is called, and whether its owner hears of new titles."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    tells = forms.BooleanField(
        label=_("Tell me when new titles come in"),
        help_text=_("At most once a day, by the ways you chose for messages. You can end it at any time."),
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved search with its question in words and where its answers are."""

    saved: SavedSearch
    words: Sequence[str]
    address: str


@login_required
def saved_searches(request: HttpRequest) -> HttpResponse:
    """What I saved, by name."""
    by = asker(request)
    if by.person_id is None:
        return render(request, "public/no_membership.html")
    points = _points()
    shown = [_shown(saved, points) for saved in queries.searches_of(by.person_id)]
    return render(request, "public/saved_searches.html", {"searches": shown})


@login_required
def save_search(request: HttpRequest) -> HttpResponse:
    """Name the question that stands in the address, and keep it."""
    by, asked = asker(request), question_of(Asked.read(request.GET))
    if by.person_id is None:
        return render(request, "public/no_membership.html")
    words = in_words(asked, _points())
    named = " · ".join(word.strip("“”") for word in words)[:LONGEST_NAME]
    form = SavedSearchForm(request.POST or None, initial={"name": named, "tells": True})
    if form.is_valid():
        with refusals_on(form):
            actions.save_search(
                request=request_of(asked), query=asked.address.partition("?")[2], by=by, at=clock.now(),
                **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, gettext("Saved: %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("public:saved_searches")
    context = {"form": form, "words": words, "back": asked.address}
    return render(request, "public/save_search.html", context, status=status_of(form))


@login_required
def saved_search(request: HttpRequest, code: str) -> HttpResponse:
    """One of my searches: what is new for it, what it is called, whether it tells."""
    saved, by = _mine(request, code), asker(request)
    form = SavedSearchForm(request.POST or None, initial={"name": saved.name, "tells": saved.tells})
    if form.is_valid():
        with refusals_on(form):
            actions.change_search(saved=saved, by=by, at=clock.now(), **form.cleaned_data)
            messages.success(request, gettext("Saved."))
            return redirect("public:saved_search", code=saved.code)
    points = _points()
    context = {"shown": _shown(saved, points), "form": form, "rows": _new_rows(saved, points)}
    return render(request, "public/saved_search.html", context, status=status_of(form))


@login_required
@require_POST
def delete_search(request: HttpRequest, code: str) -> HttpResponse:
    """Keep one of my searches no longer."""
    saved = _mine(request, code)
    actions.delete_search(saved=saved, by=asker(request), at=clock.now())
    messages.success(request, gettext("Deleted: %(name)s.") % {"name": saved.name})
    return redirect("public:saved_searches")


def _mine(request: HttpRequest, code: str) -> SavedSearch:
    saved, by = queries.search_by_code(code), asker(request)
    if saved is None or saved.person_id != by.person_id:
        raise Http404
    return saved


def _shown(saved: SavedSearch, points: Mapping[str, str]) -> Shown:
    asked = Asked.read(QueryDict(saved.query))
    return Shown(saved, in_words(asked, points), asked.address)


def _new_rows(saved: SavedSearch, points: Mapping[str, str]) -> list[SafeString]:
    try:
        numbers = queries.newest_of(saved)
    except IndexMissingError:
        return []
    found = catalogue.records(numbers)
    return title_rows([found[number] for number in numbers if number in found], points)


def _points() -> dict[str, str]:
    return {str(point.pk): point.name for point in organisation.points_in_service()}
