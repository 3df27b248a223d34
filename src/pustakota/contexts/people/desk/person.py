"""What is kept about a member: number, card, photo, identity number, household, and forgetting it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import (
    CardForm,
    CorrectionForm,
    HousemateForm,
    IdentityForm,
    PhoneForm,
    PhotoForm,
)
from pustakota.foundation import clock, personal_data
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.images import LARGEST

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


def patron_of(card: str) -> Patron:
    """The member of a card in an address."""
    patron = queries.patron_of_card(card)
    if patron is None:
        raise Http404
    return patron


def _page(request: HttpRequest, name: str, form: Form, patron: Patron, **more: object) -> HttpResponse:
    context = {"form": form, "patron": patron, **more}
    return render(request, f"people/desk/{name}.html", context, status=status_of(form))


def replace_card(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A new card for a lost or damaged one."""
    permissions.may_register(by, at_point.pk)
    patron, form = patron_of(card), CardForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            new = actions.replace_card(
                patron=patron,
                why=queries.WhyRetired(form.cleaned_data["why"]),
                card_number=form.cleaned_data["card_number"],
                by=by,
                at=clock.now(),
                at_point=at_point,
            )
            said = gettext("The new card number is %(number)s. The old one is refused from now on.")
            messages.success(request, said % {"number": new.card_number})
            return redirect("desk:member", card=new.card_number)
    return _page(request, "card", form, patron)


@require_POST
def confirm_phone(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The number still holds: asked again in half a year."""
    del at_point
    patron = patron_of(card)
    actions.confirm_phone(person=patron.person, by=by, at=clock.now())
    if request.POST.get("back") == "start":
        return redirect(f"{reverse('desk:start')}?mode=lend&member={patron.pk}")
    return redirect("desk:member", card=card)


def change_phone(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The number has changed."""
    permissions.may_register(by, at_point.pk)
    patron = patron_of(card)
    form = PhoneForm(request.POST or None, initial={"phone": patron.person.phone})
    if form.is_valid():
        with refusals_on(form):
            actions.confirm_phone(person=patron.person, by=by, at=clock.now(), phone=form.cleaned_data["phone"])
            return redirect("desk:member", card=card)
    return _page(request, "phone", form, patron)


def correct(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Correct a member's data."""
    permissions.may_register(by, at_point.pk)
    patron = patron_of(card)
    person, account = patron.person, patron.person.account
    kept = {field: getattr(person, field) for field in ("name", "call_name", "born_on", "address")}
    form = CorrectionForm(request.POST or None, initial={**kept, "email": account.email if account else ""})
    if form.is_valid():
        with refusals_on(form):
            actions.correct_person(person=person, **form.cleaned_data, by=by, at=clock.now())
            return redirect("desk:member", card=card)
    return _page(request, "correct", form, patron, has_account=account is not None)


def photo(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take a photo in, with consent; or withdraw both."""
    permissions.may_register(by, at_point.pk)
    patron, at = patron_of(card), clock.now()
    if request.POST.get("wish") == "withdraw":
        actions.withdraw_consent(person=patron.person, purpose=queries.PHOTO, by=by, at=at, how=actions.How.DESK)
        return redirect("desk:member", card=card)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.cleaned_data["picture"].size > LARGEST:
        form.add_error("picture", gettext("The picture is too large. Take one of at most 8 MB."))
    if form.is_valid():
        with refusals_on(form):
            if form.cleaned_data["consent"]:
                guardian = queries.guardians_of(patron).first()
                actions.give_consent(
                    person=patron.person,
                    purpose=queries.PHOTO,
                    said_by=guardian or patron.person,
                    by=by,
                    at=at,
                    how=actions.How.DESK,
                )
            actions.keep_photo(person=patron.person, picture=form.cleaned_data["picture"], by=by, at=at)
            return redirect("desk:member", card=card)
    words, kept = queries.CONSENT_WORDS[queries.PHOTO], queries.photo_of(patron.person_id)
    return _page(request, "photo", form, patron, words=words, kept=kept)


def photo_file(request: HttpRequest, card: str, code: str, *, by: Actor, at_point: ServicePoint) -> FileResponse:
    """The photo itself, for those who may look members up."""
    del request, at_point
    permissions.may_view(by)
    kept = queries.photo_of(patron_of(card).person_id)
    if kept is None or kept.code != code:
        raise Http404
    response = FileResponse(storages["private"].open(queries.photo_file(code)), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


def identity(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Keep an identity number, show it in full to those with the right, or keep it no longer."""
    permissions.may_register(by, at_point.pk)
    patron, at, whole = patron_of(card), clock.now(), ""
    form = IdentityForm(None)
    match request.POST.get("wish") if request.method == "POST" else None:
        case "reveal":
            whole = actions.reveal_identity_number(person=patron.person, by=by, at=at, at_point=at_point)
        case "drop":
            actions.drop_identity_number(person=patron.person, by=by)
            return redirect("desk:member", card=card)
        case "keep":
            form = IdentityForm(request.POST)
            if form.is_valid():
                with refusals_on(form):
                    actions.keep_identity_number(person=patron.person, number=form.cleaned_data["nik"], by=by, at=at)
                    return redirect("desk:member", card=card)
        case _:
            pass
    mask = queries.identity_mask(patron.person_id)
    may_reveal = by.may("people.identity")
    return _page(request, "identity", form, patron, mask=mask, whole=whole, may_reveal=may_reveal)


def household(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Who lives with a member."""
    permissions.may_register(by, at_point.pk)
    patron, form = patron_of(card), HousemateForm(request.POST or None)
    if request.POST.get("wish") == "leave":
        actions.leave_household(person=patron.person, by=by)
        return redirect("desk:member", card=card)
    if form.is_valid():
        other = queries.patron_of_card(form.cleaned_data["card"])
        if other is not None and other != patron:
            actions.join_household(person=patron.person, other=other.person, by=by, at=clock.now())
            return redirect("desk:member", card=card)
        form.add_error("card", gettext("Nobody else holds this card."))
    housemates = queries.housemates_of(patron.person) if patron.person.household_id else []
    return _page(request, "household", form, patron, housemates=housemates)


def forget(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Delete everything that leads to a member, for good, after one more question."""
    del at_point
    permissions.may_edit(by)
    patron = patron_of(card)
    reasons: list[object] = []
    if request.method == "POST":
        try:
            personal_data.forget(patron.person_id, by=by, at=clock.now())
        except personal_data.ForgettingRefused as refusal:
            reasons = list(refusal.worded())
        else:
            return render(request, "people/desk/forget.html", {"is_done": True})
    context = {"patron": patron, "reasons": reasons}
    return render(request, "people/desk/forget.html", context, status=422 if reasons else 200)
