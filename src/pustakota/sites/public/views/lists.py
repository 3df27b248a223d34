"""My lists of titles, and saving a title in one of them with one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.reading import actions, permissions, queries
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public.addresses import absolute, address_of
from pustakota.sites.public.asking import asker
from pustakota.sites.public.list_rows import announced, edited_entries

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, QueryDict

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.reading.models import ReadingList
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.errors import WordedReason

FIRST_LIST = _("Want to read")


class ListForm(forms.Form):
    """What a list is called, and what is said about it."""

    title = forms.CharField(label=_("Name of the list"), max_length=queries.LONGEST_TITLE)
    text = forms.CharField(
        label=_("About the list"),
        max_length=queries.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


@login_required
def my_lists(request: HttpRequest) -> HttpResponse:
    """My lists, the one changed last first, and a form for another."""
    by = asker(request)
    if by.person_id is None:
        return render(request, "public/no_membership.html")
    form = ListForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = actions.make_list(**form.cleaned_data, by=by, at=clock.now())
            return redirect("public:my_list", code=made.code)
    context = {"form": form, "lists": announced(queries.lists_of(by.person_id))}
    return render(request, "public/my_lists.html", context, status=status_of(form))


@login_required
def my_list(request: HttpRequest, code: str) -> HttpResponse:
    """One list for whoever keeps it: put in order, say something, share, withdraw."""
    kept, by = kept_list(request, code), asker(request)
    reasons: list[WordedReason] = []
    if request.method == "POST":
        try:
            return _done(request, kept, by)
        except Refusal as refusal:
            reasons = refusal.worded()
    today = clock.now().date()
    context = {
        "list": kept,
        "entries": edited_entries(kept),
        "form": ListForm(initial={"title": kept.title, "text": kept.text}),
        "address": absolute(reverse("public:shared_list", args=[kept.shared_as])) if kept.shared_as else "",
        "may_show_name": kept.person is not None and not queries.may_be_child(kept, today=today),
        "reasons": reasons,
        "longest_note": queries.LONGEST_NOTE,
    }
    return render(request, "public/my_list.html", context, status=422 if reasons else 200)


def kept_list(request: HttpRequest, code: str) -> ReadingList:
    """The list of an address that its keeper asks for; for anybody else there is none."""
    kept = queries.list_by_code(code)
    if kept is None or not permissions.keeps(asker(request), kept):
        raise Http404
    return kept


Deed = Callable[["ReadingList", "QueryDict", "Actor", "datetime"], object]


def _number(given: QueryDict) -> int:
    number = given.get("record", "")
    return int(number) if number.isdecimal() and len(number) < 19 else 0


DEEDS: dict[str, Deed] = {
    "change": lambda kept, given, by, at: actions.change_list(
        reading_list=kept, title=given.get("title", ""), text=given.get("text", ""), by=by, at=at
    ),
    "up": lambda kept, given, by, at: actions.move_title(
        reading_list=kept, record_id=_number(given), steps=-1, by=by, at=at
    ),
    "down": lambda kept, given, by, at: actions.move_title(
        reading_list=kept, record_id=_number(given), steps=1, by=by, at=at
    ),
    "remove": lambda kept, given, by, at: actions.remove_title(
        reading_list=kept, record_id=_number(given), by=by, at=at
    ),
    "note": lambda kept, given, by, at: actions.note_title(
        reading_list=kept, record_id=_number(given), note=given.get("note", ""), by=by, at=at
    ),
    "share": lambda kept, given, by, at: actions.share_list(
        reading_list=kept, shows_name=bool(given.get("shows_name")), by=by, at=at
    ),
    "withdraw": lambda kept, _given, by, _at: actions.withdraw_list(reading_list=kept, by=by),
}
"""What the buttons of a list's page do."""


def _done(request: HttpRequest, kept: ReadingList, by: Actor) -> HttpResponse:
    wish = request.POST.get("wish", "")
    if wish == "delete":
        actions.delete_list(reading_list=kept, by=by)
        messages.success(request, gettext("Deleted: %(name)s.") % {"name": kept.title})
        return redirect("public:my_lists" if kept.person_id else "desk:recommendations")
    if wish not in DEEDS:
        raise Http404
    DEEDS[wish](kept, request.POST, by, clock.now())
    moved = f"#t{_number(request.POST)}" if wish in {"up", "down", "note"} else ""
    return redirect(reverse("public:my_list", args=[kept.code]) + moved)


@login_required
def save_title(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """Put a title into a list: the one that was pressed, a new one, or without a word the one changed last."""
    record, by = catalogue.record(record_id), asker(request)
    if record is None:
        raise Http404
    if by.person_id is None:
        return render(request, "public/no_membership.html")
    lists = queries.lists_to_save_in(by, record.pk)
    form = ListForm(request.POST if "title" in request.POST else None)
    reasons: list[WordedReason] = []
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            chosen = _chosen(request, form, lists, by)
            actions.add_title(reading_list=chosen, record=record, by=by, at=clock.now())
        except Refusal as refusal:
            reasons = refusal.worded()
        else:
            messages.success(request, gettext("Saved in the list %(name)s.") % {"name": chosen.title})
            return redirect(address_of(record))
    context = {"record": record, "name": name, "lists": lists, "form": form, "reasons": reasons}
    return render(request, "public/save_title.html", context, status=422 if reasons else status_of(form))


def _chosen(request: HttpRequest, form: ListForm, lists: list[ReadingList], by: Actor) -> ReadingList:
    """The list that a press means; the first press of all makes a list."""
    if form.is_bound:
        return actions.make_list(**form.cleaned_data, by=by, at=clock.now())
    if code := request.POST.get("list", ""):
        chosen = next((each for each in lists if each.code == code), None)
        if chosen is None:
            raise Http404
        return chosen
    own = next((each for each in lists if each.person_id is not None), None)
    return own or actions.make_list(title=str(FIRST_LIST), by=by, at=clock.now())


def lists_about(request: HttpRequest, record: Record) -> dict[str, object]:
    """For the page of a title: the lists it stands in, and the one that a press puts it in."""
    by = asker(request)
    if by.person_id is None:
        return {}
    lists = queries.lists_to_save_in(by, record.pk)
    own = next((each for each in lists if each.person_id is not None), None)
    return {
        "saved_in": [each for each in lists if each.holds],  # type: ignore[attr-defined]  # annotated
        "list_name": own.title if own else FIRST_LIST,
        "may_save": True,
    }
