"""The library's forms, and one of them: as it is shown, and to be published anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.forms import actions, permissions, queries
from pustakota.contexts.forms.errors import FormRefused
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


class DefinitionForm(forms.Form):
    """A definition as JSON."""

    definition = forms.CharField(
        label=_("Definition"),
        help_text=_("JSON: title, intro and fields. What is published is never changed; this makes a new version."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )


def all_forms(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every form as it is asked now."""
    del at_point
    permissions.may_publish(by)
    language = get_language() or "id"
    rows = [(each, queries.AskedForm(each, language=language)) for each in queries.current_versions()]
    return render(request, "forms/desk/all_forms.html", {"rows": rows})


class NewForm(forms.Form):
    """What a new form is called."""

    title = forms.CharField(label=_("Title"), max_length=80)


def new_form(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Begin a form; its questions are arranged on the next page."""
    del at_point
    permissions.may_publish(by)
    begun = NewForm(request.POST or None)
    if begun.is_valid():
        with refusals_on(begun):
            made = actions.begin(title=begun.cleaned_data["title"], by=by, at=clock.now())
            return redirect("desk:edit_form", code=made.form.code)
    return render(request, "forms/desk/new_form.html", {"form": begun}, status=status_of(begun))


def form(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One form: how it looks, its versions, and the definition to publish anew."""
    del at_point
    permissions.may_publish(by)
    newest = queries.current_version(code)
    if newest is None:
        raise Http404
    written = json.dumps(newest.definition, ensure_ascii=False, indent=2)
    asked = DefinitionForm(request.POST or None, initial={"definition": written})
    if asked.is_valid():
        with refusals_on(asked):
            definition = _read(asked.cleaned_data["definition"])
            actions.publish(code=code, definition=definition, by=by, at=clock.now())
            return redirect("desk:form", code=code)
    context = {
        "newest": newest,
        "versions": queries.versions(code),
        "shown": queries.AskedForm(newest, language=get_language() or "id"),
        "form": asked,
    }
    return render(request, "forms/desk/form.html", context, status=status_of(asked))


def _read(written: str) -> dict[str, object]:
    try:
        read: dict[str, object] = json.loads(written)
    except json.JSONDecodeError as error:
        reason = Reason("unreadable", {"line": error.lineno, "column": error.colno}, overridable=False)
        raise FormRefused(reason) from error
    return read
