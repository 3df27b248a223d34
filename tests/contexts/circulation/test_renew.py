from datetime import date, timedelta

import pytest
from django.utils import translation

from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.errors import RenewalRefused
from pustakota.contexts.circulation.models import OverrideLogged
from pustakota.contexts.circulation.permissions import LEND, OVERRIDE, Override
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan, a_policy, a_returned
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.people import a_child, a_member_acting, a_patron, an_actor

pytestmark = pytest.mark.django_db


def test_a_member_renews_at_home_and_the_days_count_from_today() -> None:
    loan = a_loan()
    renewed = actions.renew(loan=loan, by=a_member_acting(loan.patron), at=later(days=5))
    loan.refresh_from_db()
    assert renewed == loan
    assert (loan.due_on, loan.renewals) == (MONDAY + timedelta(days=12), 1)
    assert Message.objects.latest("pk").name == "circulation.LoanRenewed"


def test_renewing_on_the_day_of_the_loan_does_not_shorten_it() -> None:
    loan = a_loan()
    assert actions.renew(loan=loan, by=SYSTEM, at=NOW).due_on == MONDAY + timedelta(days=7)


def test_a_guardian_renews_for_the_child_and_a_stranger_may_not(nothing_changes: NothingChanges) -> None:
    mother = a_patron()
    loan = a_loan(patron=a_child(guardian=mother))
    for stranger in (a_member_acting(a_patron()), VISITOR, an_actor("desk.use")):
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.renew(loan=loan, by=stranger, at=NOW)
    assert actions.renew(loan=loan, by=a_member_acting(mother), at=NOW).renewals == 1


def test_a_renewal_is_refused_because_somebody_waits_with_that_reason(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    a_hold(record=loan.item.record, pickup=loan.service_point)
    with nothing_changes(), pytest.raises(RenewalRefused) as refused:
        actions.renew(loan=loan, by=a_member_acting(loan.patron), at=later(days=1))
    with translation.override("en"):
        (worded,) = refused.value.worded()
    assert (worded.code, worded.overridable) == ("others_waiting", True)
    assert worded.message.startswith("1 ")


def test_a_renewal_is_granted_where_a_free_copy_can_serve_who_waits() -> None:
    loan = a_loan()
    an_item(record=loan.item.record, at_point=loan.service_point)
    a_hold(record=loan.item.record, pickup=loan.service_point)
    assert actions.renew(loan=loan, by=SYSTEM, at=NOW).renewals == 1


def test_the_third_renewal_is_refused_and_names_the_policy(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    for _ in range(2):
        actions.renew(loan=loan, by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(RenewalRefused) as refused:
        actions.renew(loan=loan, by=SYSTEM, at=NOW)
    (reason,) = refused.value.reasons
    assert (reason.code, reason.facts) == ("no_renewals_left", {"limit": 2, "policy": "Aturan umum"})


def test_an_overdue_loan_is_not_renewed_at_home_but_by_override_at_the_desk(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    with nothing_changes(), pytest.raises(RenewalRefused) as refused:
        actions.renew(loan=loan, by=a_member_acting(loan.patron), at=later(days=8), override=Override("saya sibuk"))
    assert [reason.code for reason in refused.value.reasons] == ["loan_overdue"]
    librarian = an_actor(LEND, OVERRIDE, account_id=5)
    actions.renew(loan=loan, by=librarian, at=later(days=8), override=Override("banjir"))
    logged = OverrideLogged.objects.get()
    assert (logged.action, logged.codes, logged.reason, logged.account_id) == ("renew", ["loan_overdue"], "banjir", 5)
    loan.refresh_from_db()
    assert loan.due_on == MONDAY + timedelta(days=15)


def test_a_returned_loan_is_not_renewed_even_by_override(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    a_returned(loan.item, loan.service_point)
    with nothing_changes(), pytest.raises(RenewalRefused) as refused:
        actions.renew(loan=loan, by=an_actor(LEND, OVERRIDE), at=NOW, override=Override("x"))
    assert [reason.code for reason in refused.value.reasons] == ["already_returned"]


def test_a_loan_is_renewed_by_the_policy_that_holds_now() -> None:
    loan = a_loan()
    policy = a_policy("Ramadan", service_point=loan.service_point, loan_days=30, valid_from=date(2026, 3, 3))
    renewed = actions.renew(loan=loan, by=SYSTEM, at=later(days=1))
    assert (renewed.policy, renewed.due_on) == (policy, MONDAY + timedelta(days=31))


def test_a_renewal_costs_ten_queries_besides_reading_the_loan(queries_are: QueriesAre) -> None:
    loan = a_loan()
    with queries_are(10):
        actions.renew(loan=loan, by=SYSTEM, at=NOW)
