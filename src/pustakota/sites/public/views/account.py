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
from pustakota.contexts.notices.actions import Channel
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as persons
from pustakota.contexts.people.errors import RenewalRefused as MembershipNotRenewed
from pustakota.design.parts import Link
from pustakota.design.wording import long_date, weekday_date
from pustakota.foundation import clock, periods
from pustakota.foundation.errors import NotAllowed, Refusal
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public import wording
from pustakota.sites.public.asking import Family, family
from pustakota.sites.public.forms import NumberForm
from pustakota.sites.public.offline import readable_offline

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


@readable_offline
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    return _page(request, family(request))


def _page(
    request: HttpRequest, mine: Family, *, reasons: Sequence[WordedReason] = (), status: int = 200
) -> HttpResponse:
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    holds, now = queries.live_holds(patron), clock.now()
    context = {
        "patron": patron,
        "place": place,
        "is_own": mine.is_own(patron),
        "tabs": _tabs(mine, place),
        "loans": loans_of(patron),
        "holds": holds,
        # On the program's icon stands what the whole family can collect.
        "ready": sum(hold.status == "ready" for hold in holds) if len(mine.patrons) == 1 else None,
        "read_at": periods.local_time(now, patron.home_point.zone),
        "today": periods.local_day(now, patron.home_point.zone),
        "reasons": reasons,
        "may_renew": not any(persons.reasons_not_to_renew(patron, at=now)),
        "registration": persons.open_registration_of(patron),
        "sends_mail": Channel.EMAIL in notices.offered(),
        "signs_in_as": request.user.get_username(),
        "unread": notices.unread(mine.actor.person_id or 0),
    }
    return render(request, "public/account.html", context, status=status)


@login_required
def renew_membership(request: HttpRequest) -> HttpResponse:
    """Renew the membership, mine or my child's, and say whether the telephone number still holds."""
    mine = family(request)
    if not mine.patrons:
        return render(request, "public/no_membership.html")
    place, patron = mine.member(request.GET.get("untuk"))
    form = NumberForm(request.POST or None, initial={"phone": patron.person.phone})
    if form.is_valid():
        with refusals_on(form):
            last = people.renew_membership(
                patron=patron, phone=form.cleaned_data["phone"], by=mine.actor, at=clock.now()
            )
            said = gettext("Renewed: the card is valid until %(day)s.") % {"day": long_date(last)}
            messages.success(request, said)
            return redirect(f"{reverse('public:my_account')}?untuk={place}")
    reasons = MembershipNotRenewed(*persons.reasons_not_to_renew(patron, at=clock.now())).worded()
    context = {"form": form, "patron": patron, "place": place, "reasons": reasons}
    return render(request, "public/renew_membership.html", context, status=status_of(form))


def _tabs(mine: Family, place: int) -> list[Link]:
    address = reverse("public:my_account")
    return [
        Link(patron.person.greeting, f"{address}?untuk={number}", current=number == place)
        for number, patron in enumerate(mine.patrons, start=1)
    ]


def loans_of(patron: Patron) -> list[LoanShown]:
    """A member's open loans, each with what stands against its renewal."""
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
    if loan is None or loan.whose_id not in {patron.pk for patron in mine.patrons}:
        raise Http404  # staff renew for others at the desk
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
