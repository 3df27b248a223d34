"""How I sign in: my second factor, and the browsers in which I am signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import SecondFactorRefused
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public.asking import asker
from pustakota.sites.public.forms import CodeForm
from pustakota.sites.public.views.signing_in import PROVED, set_up_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import Account


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """My second factor and where I am signed in."""
    account = _account(request)
    here = request.session.session_key
    sign_ins = queries.sign_ins_of(account, at=clock.now())
    context = {
        "has_second_factor": queries.has_second_factor(account),
        "codes_left": queries.recovery_codes_left(account),
        "asks_for_more": queries.asks_for_more(account),
        "is_required": account.is_staff and settings.STAFF_SECOND_FACTOR,
        "form": CodeForm(),
        "identities": queries.identities_of(account),
        "providers": queries.providers_offered(),
        "passkeys": queries.passkeys_of(account),
        "suggested": queries.browser_name(request.headers.get("User-Agent", "")),
        "sign_ins": [(row, row.session_key == here) for row in sign_ins],
    }
    return render(request, "public/security.html", context)


@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """A generator of codes for my account."""
    account, at = _account(request), clock.now()
    if queries.has_second_factor(account):
        return redirect("public:security")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            codes = actions.confirm_second_factor(account=account, code=form.cleaned_data["code"], at=at)
            request.session[PROVED] = True
            return render(request, "public/recovery_codes.html", {"codes": codes, "to": ""})
    return render(
        request, "public/set_up_second_factor.html", set_up_context(form, account, at), status=status_of(form)
    )


@login_required
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Do without the second factor, proved by one more code."""
    account = _account(request)
    if account.is_staff and settings.STAFF_SECOND_FACTOR:
        raise Http404
    form = CodeForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.check_second_factor(account=account, code=form.cleaned_data["code"], at=clock.now())
            actions.drop_second_factor(account=account, by=asker(request))
            messages.success(request, gettext("No code is asked for any more."))
            return redirect("public:security")
    context = {"form": form, "has_codes": True, "has_generator": True}
    return render(request, "public/second_factor.html", context, status=status_of(form))


@login_required
@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Recovery codes anew, also for somebody who has passkeys alone."""
    try:
        codes = actions.renew_recovery_codes(account=_account(request), at=clock.now())
    except SecondFactorRefused as refused:
        messages.error(request, refused.worded()[0].message)
        return redirect("public:security")
    return render(request, "public/recovery_codes.html", {"codes": codes, "to": ""})


@login_required
@require_POST
def sign_out_there(request: HttpRequest, signed_in_id: int) -> HttpResponse:
    """End my session in another browser."""
    actions.sign_out_there(account=_account(request), signed_in_id=signed_in_id)
    messages.success(request, gettext("Signed out there."))
    return redirect("public:security")


def _account(request: HttpRequest) -> Account:
    assert request.user.is_authenticated
    return request.user
