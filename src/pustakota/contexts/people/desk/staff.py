"""Staff and their roles by place, for whoever gives roles there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import RoleForm, StaffForm
from pustakota.contexts.people.desk.registering import HANDED_OVER
from pustakota.contexts.people.rules import Where, is_only_everywhere, rights_missing
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Account, Person, RoleHeld
    from pustakota.foundation.actors import Actor

NARROW = Where(point_id=0)
"""Any place that is not everywhere."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role that somebody holds: its word, where, and what of it is missing there."""

    held: RoleHeld
    word: str | Promise
    place: str
    missing: str
    gives: bool = False


def everybody(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Everybody who works where one gives roles, with their roles."""
    del at_point
    permissions.may_give_roles(by)
    known = [account for account in queries.staff_members() if _is_seen(by, account, account.person.roles.all())]
    staff = [(account, [_role(held) for held in account.person.roles.all()]) for account in known]
    return render(request, "people/desk/staff.html", {"staff": staff})


def _role(held: RoleHeld, *, gives: bool = False) -> Role:
    place = held.service_point or held.library
    name = gettext("all of %(library)s") % {"library": place.name} if place and place == held.library else ""
    missing = rights_missing(held.role, queries.where(held))
    return Role(
        held,
        queries.ROLE_WORDS.get(held.role, held.role),
        name or (place.name if place else gettext("everywhere")),
        _words_of(missing),
        gives,
    )


def _words_of(rights: Iterable[str]) -> str:
    """Rights in words, in the order in which they stand on the page of words."""
    named = set(rights)
    return ", ".join(str(word) for code, word in queries.RIGHT_WORDS.items() if code in named)


def _wide_roles() -> list[tuple[str | Promise, str, bool]]:
    """Roles that hold less where they are not given everywhere: word, what is missing, and whether nothing is left."""
    rows = ((role, rights_missing(role, NARROW)) for role in queries.ROLE_WORDS)
    return [
        (queries.ROLE_WORDS[role], _words_of(missing), is_only_everywhere(role)) for role, missing in rows if missing
    ]


def add(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A new member of staff; the password that was made is shown once."""
    del at_point
    permissions.may_give_roles(by)
    form = StaffForm(request.POST or None, by=by)
    if form.is_valid():
        password, place = actions.made_password(), form.cleaned_data["place"]
        with refusals_on(form):
            person = actions.add_staff(
                username=form.cleaned_data["username"],
                name=form.cleaned_data["name"],
                roles=[(form.cleaned_data["role"], place)],
                station=None if organisation.is_whole_library(place) else place,
                password=password,
                by=by,
                at=clock.now(),
            )
            messages.success(request, password, extra_tags=HANDED_OVER)
            return redirect("desk:staff_roles", account_id=person.account_id)
    context = {"form": form, "wide_roles": _wide_roles()}
    return render(request, "people/desk/staff_add.html", context, status=status_of(form))


def roles(request: HttpRequest, account_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The roles of one member of staff, to give and to take."""
    del at_point
    permissions.may_give_roles(by)
    account, person = _staff(account_id)
    held = list(queries.roles_of(person.pk))
    permissions.may_see_staff(by, _places_of(account, held))
    form = RoleForm(request.POST or None, by=by)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            actions.give_role(person=person, role=given["role"], place=given["place"], by=by)
            return redirect("desk:staff_roles", account_id=account_id)
    rows = [_role(each, gives=permissions.gives_roles_at(by, queries.where(each))) for each in held]
    context = {
        "account": account,
        "person": person,
        "form": form,
        "held": rows,
        "wide_roles": _wide_roles(),
        "has_second_factor": queries.has_second_factor(account),
        "may_drop": all(row.gives for row in rows),
    }
    return render(request, "people/desk/staff_roles.html", context, status=status_of(form))


def _is_seen(by: Actor, account: Account, held: Iterable[RoleHeld]) -> bool:
    return any(permissions.gives_roles_at(by, place) for place in _places_of(account, held))


def _places_of(account: Account, held: Iterable[RoleHeld]) -> list[Where]:
    """Where somebody works: where their roles hold, and where they usually sit."""
    station = [Where(point_id=account.station_id)] if account.station_id else []
    return [*(queries.where(each) for each in held), *station]


@require_POST
def take_role(request: HttpRequest, role_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take a role away."""
    del request, at_point
    held = queries.role_held(role_id)
    if held is None:
        raise Http404
    actions.take_role(held=held, by=by)
    return redirect("desk:staff_roles", account_id=held.person.account_id)


@require_POST
def drop_second_factor(request: HttpRequest, account_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The phone is lost: the second factor is set up anew."""
    del request, at_point
    account, _ = _staff(account_id)
    actions.drop_second_factor(account=account, by=by)
    return redirect("desk:staff_roles", account_id=account_id)


def _staff(account_id: int) -> tuple[Account, Person]:
    account = queries.account_of(account_id)
    person = getattr(account, "person", None)
    if account is None or person is None:
        raise Http404
    return account, person
