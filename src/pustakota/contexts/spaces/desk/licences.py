"""Machine licences at the desk: which there are, who holds them, and giving one after an induction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.credentials.permissions import may_issue
from pustakota.contexts.people import actions as members
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.actions import LicenceKind
from pustakota.contexts.spaces.desk.licence_forms import IssueForm, LicenceKindForm
from pustakota.contexts.spaces.errors import UnknownRefused
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LONGEST = 300


def licences(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every licence, and the machines that want it."""
    may_issue(by, at_point.pk)
    context = {"kinds": queries.licence_kinds(), "may_keep": by.may(permissions.KEEP, at_point.pk)}
    return render(request, "spaces/desk/licences.html", context)


def keep(
    request: HttpRequest, licence_kind_id: int | None = None, *, by: Actor, at_point: ServicePoint
) -> HttpResponse:
    """Word a licence, new or known, and say which machines of this point want it."""
    permissions.may_keep(by, at_point.pk)
    kind = _kind(licence_kind_id) if licence_kind_id else LicenceKind()
    permissions.may_keep_shared(by, _wanted_at(kind))
    machines = queries.resources().filter(service_point=at_point)
    form = LicenceKindForm(request.POST or None, instance=kind, machines=machines)
    if form.is_valid():
        with refusals_on(form), transaction.atomic():
            kept = actions.keep_licence_kind(kind=form.instance, by=by)
            for is_wanted, resources in form.wants().items():
                for each in resources:
                    actions.want_licence(resource=each, kind=kept if is_wanted else None, by=by)
            return redirect("desk:licence_kind", licence_kind_id=kept.pk)
    return render(request, "spaces/desk/keep_licence.html", {"form": form, "kind": kind}, status=status_of(form))


def licence_kind(request: HttpRequest, licence_kind_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One licence: who holds it, and giving it to somebody."""
    may_issue(by, at_point.pk)
    kind, at = _kind(licence_kind_id), clock.now()
    form = IssueForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            name = _issue(kind, form, by, at_point)
            messages.success(request, gettext("%(name)s has the licence now.") % {"name": name})
            return redirect("desk:licence_kind", licence_kind_id=kind.pk)
    context = {
        "kind": kind,
        "rows": queries.holders_now(kind, at=at)[:LONGEST],
        "form": form,
        "consent": people.CONSENT_WORDS[people.MACHINES],
        "may_keep": permissions.keeps_shared(by, _wanted_at(kind)),
    }
    return render(request, "spaces/desk/licence.html", context, status=status_of(form))


def _wanted_at(kind: LicenceKind) -> set[int]:
    """The service points whose machines want the licence."""
    return queries.points_sharing(licence=kind.pk) if kind.pk else set()


@transaction.atomic
def _issue(kind: LicenceKind, form: IssueForm, by: Actor, at_point: ServicePoint) -> str:
    given, at = form.cleaned_data, clock.now()
    patron = people.patron_for_action(given["card"])
    if patron is None:
        raise UnknownRefused(Reason("unknown_card", {"card_number": given["card"]}, overridable=False))
    is_child = people.is_child(periods.local_day(at, at_point.zone), patron.person.born_on)
    guardian = people.guardians_of(patron).first() if is_child and given["guardian_agrees"] else None
    if guardian is not None:
        members.give_consent(
            person=patron.person, purpose=people.MACHINES, said_by=guardian, by=by, at=at, how=members.How.DESK
        )
    actions.issue_licence(kind=kind, patron=patron, at_point=at_point, by=by, at=at)
    return patron.person.name


def _kind(key: int) -> LicenceKind:
    found = queries.licence_kind(key)
    if found is None:
        raise Http404
    return found
