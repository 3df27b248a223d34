"""My account: card, loans, reservations; for children under guardianship too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from pustakota.contexts.circulation import actions, queries
from pustakota.contexts.circulation.errors import RenewalRefused
from pustakota.contexts.notices import queries as notices
from pustakota.design.parts import Link
from pustakota.design.wording import weekday_date
from pustakota.foundation import clock, periods
from pustakota.foundation.errors import NotAllowed, Refusal
from pustakota.sites.public import wording
from pustakota.sites.public.asking import Family, family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.errors import WordedReason


@dataclass(frozen=True, slots=True)
class LoanShown:
    """A loan as the page says it: when it is due, and why it cannot be renewed (nothing: it can)."""

    loan: Loan
    due: str
    tone: str
    reasons: Sequence[WordedReason]
    renewals_left: int | None


@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    return _page(request, family(request))


def _page(
    request: HttpRequest, mine: Family, *, reasons: Sequence[WordedReason] = (), status: int = 200
) -> HttpResponse:
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    context = {
        "patron": patron,
        "place": place,
        "tabs": _tabs(mine, place),
        "loans": _loans(patron),
        "holds": queries.live_holds(patron),
        "today": periods.local_day(clock.now(), patron.home_point.zone),
        "reasons": reasons,
        "unread": notices.unread(mine.actor.person_id or 0),
    }
    return render(request, "public/account.html", context, status=status)


def _tabs(mine: Family, place: int) -> list[Link]:
    address = reverse("public:my_account")
    return [
        Link(patron.person.greeting, f"{address}?untuk={number}", current=number == place)
        for number, patron in enumerate(mine.patrons, start=1)
    ]


def _loans(patron: Patron) -> list[LoanShown]:
    now = clock.now()
    loans = queries.open_loans(patron)
    outlooks = queries.renewal_outlooks(loans, patron, at=now)
    shown = []
    for loan in loans:
        due, tone = wording.due(loan.due_on, periods.local_day(now, loan.service_point.zone))
        outlook = outlooks[loan.pk]
        reasons = RenewalRefused(*outlook.reasons).worded()
        shown.append(LoanShown(loan, due, tone, reasons, outlook.renewals_left))
    return shown


@login_required
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, loan_id: int) -> HttpResponse:
    """One loan for longer; a refusal shows the page again with every reason, and asked again it is only a page."""
    if request.method == "GET":
        return redirect("public:my_account")
    mine, loan = family(request), queries.loan(loan_id)
    if loan is None:
        raise Http404
    try:
        renewed = actions.renew(loan=loan, by=mine.actor, at=clock.now())
    except NotAllowed as no:
        raise Http404 from no
    except Refusal as refusal:
        return _page(request, mine, reasons=refusal.worded(), status=422)
    said = gettext("Renewed: %(title)s. Return it by %(day)s.")
    messages.success(request, said % {"title": loan.item.record.title, "day": weekday_date(renewed.due_on)})
    return _back(mine, loan.whose_id)


@login_required
def cancel_hold(request: HttpRequest, code: str) -> HttpResponse:
    """Asks once, then gives the reservation back."""
    mine, hold = family(request), queries.hold_by_code(code)
    if hold is None or hold.patron is None or not mine.actor.acts_for(hold.patron.person_id):
        raise Http404
    reasons: Sequence[WordedReason] = ()
    if request.method == "POST":
        try:
            actions.cancel_hold(hold=hold, by=mine.actor, at=clock.now())
        except Refusal as refusal:
            reasons = refusal.worded()
        else:
            messages.success(request, gettext("Cancelled: %(title)s.") % {"title": hold.record.title})
            return _back(mine, hold.whose_id)
    context = {"hold": hold, "reasons": reasons}
    return render(request, "public/cancel_hold.html", context, status=422 if reasons else 200)


def _back(mine: Family, patron_id: int) -> HttpResponse:
    return redirect(f"{reverse('public:my_account')}?untuk={mine.place_of(patron_id)}")
