"""What readers send from a page with a form: a request at the desk, in the words in which it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.cases import actions as cases
from pustakota.contexts.cases.actions import Answered, Contact, Kind, Source
from pustakota.contexts.forms import queries as forms_of_ours
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, throttle
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.forms import Untouched, refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.cases.models import Case
    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.forms.queries import AskedForm
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor
    from pustakota.sites.pages.models import FormPage

CONTACT = ("name", "email", "phone")


class ContactForm(Untouched, forms.Form):
    """How to reach somebody who is not signed in; all may stay empty."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    phone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False, widget=forms.TextInput({"autocomplete": "tel"})
    )

    def __init__(self, data: object = None, *, is_known: bool) -> None:
        super().__init__(data, prefix="asker")  # type: ignore[arg-type]
        if is_known:
            for name in CONTACT:
                del self.fields[name]

    def contact(self) -> Contact:
        return Contact(**{name: self.cleaned_data.get(name, "") for name in CONTACT})


def asked(request: HttpRequest, page: FormPage) -> HttpResponse:
    """The page with its form, and with every reason beside what could not be taken."""
    version = forms_of_ours.current_version(page.form)
    patron, by = _who(request)
    sent = request.POST or None
    form = ContactForm(sent, is_known=patron is not None)
    shown = None if version is None else forms_of_ours.AskedForm(version, sent, language=get_language() or "id")
    if version and shown and shown.is_valid() and form.is_valid():
        with refusals_on(form):
            throttle.count(request, "page-form")
            case = _opened(page, version, shown, form, patron=patron, by=by)
            return redirect("public:case", code=case.code)
    context = page.get_context(request) | {"asked": shown, "form": form, "patron": patron}
    return render(request, page.template, context, status=status_of(form))


def _opened(
    page: FormPage, version: Version, shown: AskedForm, form: ContactForm, *, patron: Patron | None, by: Actor
) -> Case:
    return cases.open_case(
        kind=Kind(page.kind),
        subject=page.title,
        answers=[Answered(*each) for each in shown.read_out()],
        form=(version.form.code, version.number),
        asker=patron.person if patron else None,
        contact=form.contact(),
        at_point=page.point,
        source=Source.WEB,
        by=by,
        at=clock.now(),
    )


def _who(request: HttpRequest) -> tuple[Patron | None, Actor]:
    if not request.user.is_authenticated:
        return None, VISITOR
    return people.patron_of_account(request.user), people.actor_of(request.user)
