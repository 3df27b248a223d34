"""Staff and their roles per service point, for whoever gives roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import RoleForm, StaffForm
from pustakota.contexts.people.desk.registering import HANDED_OVER
from pustakota.foundation import clock
from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Account, Person
    from pustakota.foundation.actors import Actor


def everybody(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Everybody who works here, with their roles."""
    del at_point
    permissions.may_give_roles(by)
    staff = [(account, _roles(account)) for account in queries.staff_members()]
    return render(request, "people/desk/staff.html", {"staff": staff})


def _roles(account: Account) -> list[tuple[object, ServicePoint | None]]:
    """Each role of a member of staff in words, and where it holds."""
    held = account.person.roles.all()
    return [(queries.ROLE_WORDS.get(role.role, role.role), role.service_point) for role in held]


def add(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A new member of staff; the password that was made is shown once."""
    del at_point
    permissions.may_give_roles(by)
    form = StaffForm(request.POST or None, by=by)
    if form.is_valid():
        password, point = actions.made_password(), form.cleaned_data["point"]
        with refusals_on(form):
            person = actions.add_staff(
                username=form.cleaned_data["username"],
                name=form.cleaned_data["name"],
                roles=[(form.cleaned_data["role"], point)],
                station=point,
                password=password,
                by=by,
                at=clock.now(),
            )
            messages.success(request, password, extra_tags=HANDED_OVER)
            return redirect("desk:staff_roles", account_id=person.account_id)
    return render(request, "people/desk/staff_add.html", {"form": form}, status=status_of(form))


def roles(request: HttpRequest, account_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The roles of one member of staff, to give and to take."""
    del at_point
    permissions.may_give_roles(by)
    account, person = _staff(account_id)
    form = RoleForm(request.POST or None, by=by)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            actions.give_role(person=person, role=given["role"], at_point=given["point"], by=by)
            return redirect("desk:staff_roles", account_id=account_id)
    held = [
        (role, queries.ROLE_WORDS.get(role.role, role.role), _gives_at(by, role.service_point_id))
        for role in queries.roles_of(person.pk)
    ]
    context = {
        "account": account,
        "person": person,
        "form": form,
        "held": held,
        "has_second_factor": queries.has_second_factor(account),
        "may_drop": all(gives for _role, _word, gives in held),
    }
    return render(request, "people/desk/staff_roles.html", context, status=status_of(form))


def _gives_at(by: Actor, point_id: int | None) -> bool:
    return by.may(permissions.ROLES, EVERYWHERE if point_id is None else point_id)


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
