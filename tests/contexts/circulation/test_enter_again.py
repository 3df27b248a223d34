"""What was acknowledged and lost is listed, and entered again as of the moment it happened."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from pustakota.contexts.charges.models import Charge
from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.errors import EnterAgainRefused, LendingRefused, UnknownRefused
from pustakota.contexts.circulation.models import Loan, OverrideLogged
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation import lost
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import LostFact
from tests.conftest import NothingChanges
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff, a_patron, an_actor, somebody_with_role


@pytest.fixture(autouse=True)
def journal_of_its_own(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.JOURNAL = tmp_path / "loans"
    with translation.override("en"):
        yield


@pytest.fixture
def point(db: None) -> ServicePoint:
    return a_point(name="Perpustakaan Batu")


def a_fact(what: str = "lent", *, point: ServicePoint, lent_at: Any = NOW, at: Any = None, **more: Any) -> LostFact:
    about = {"what": what, "barcode": "B0412", "point": point.code, "lent_at": lent_at.isoformat()}
    if what == "lent":
        about |= {"card": "A0113", "source": "desk", "due_on": "2026-03-09"}
    fact = {**about, "at": (at or lent_at).isoformat(), **more}
    lost.keep([fact])
    return LostFact.objects.order_by("pk").last()  # type: ignore[return-value]


def test_loans_returns_and_renewals_that_the_tables_do_not_hold_are_listed(transactional_db: None) -> None:
    point = a_point()
    kept, gone = a_loan(at_point=point), a_loan(at_point=point)
    renewed = a_loan(at_point=point)
    actions.renew(loan=renewed, by=SYSTEM, at=later(days=1))
    a_returned(kept.item, point, at=later(days=1))
    a_returned(gone.item, point, at=later(days=2))
    with transaction.atomic():  # as if the backup were older than all this
        Loan.objects.filter(pk=gone.pk).delete()
        Loan.objects.filter(pk=kept.pk).update(returned_at=None, returned_to=None)
        Loan.objects.filter(pk=renewed.pk).update(renewals=0)
    assert actions.list_lost(since=NOW - timedelta(days=400), by=SYSTEM) == 4
    assert {(row.what, row.fact["barcode"]) for row in lost.facts()} == {
        ("lent", gone.item.barcode),
        ("returned", gone.item.barcode),
        ("returned", kept.item.barcode),
        ("renewed", renewed.item.barcode),
    }
    for row in lost.facts():
        actions.enter_again(lost=row, by=SYSTEM)
    loan = Loan.objects.get(item=gone.item)
    assert (loan.lent_at, loan.due_on, loan.returned_at) == (gone.lent_at, gone.due_on, later(days=2))
    kept.refresh_from_db()
    assert kept.returned_at == later(days=1)
    assert lost.number() == 0
    assert actions.list_lost(since=NOW - timedelta(days=400), by=SYSTEM) == 0


def test_a_loan_that_happened_is_entered_over_a_rule_by_those_who_may(point: ServicePoint) -> None:
    patron, item = a_patron(card_number="A0113", blocked=True), an_item(at_point=point, barcode="B0412")
    fact = a_fact(point=point)
    with pytest.raises(LendingRefused):
        actions.enter_again(lost=fact, by=somebody_with_role("sirkulasi"))
    actions.enter_again(lost=fact, by=somebody_with_role("pustakawan"))
    assert Loan.objects.get(item=item).patron == patron
    assert OverrideLogged.objects.get().reason == "entered again after a restore"


def test_what_cannot_be_entered_stays_on_the_list_with_its_reason(
    point: ServicePoint, nothing_changes: NothingChanges
) -> None:
    unknown_copy = a_fact(point=point, barcode="B9999")
    an_item(at_point=point, barcode="B0412")
    unknown_card = a_fact(point=point)
    without_loan = a_fact("returned", point=point, at=later(minutes=5))
    with nothing_changes():
        with pytest.raises(UnknownRefused):
            actions.enter_again(lost=unknown_copy, by=SYSTEM)
        with pytest.raises(EnterAgainRefused, match="card_gone"):
            actions.enter_again(lost=unknown_card, by=SYSTEM)
        with pytest.raises(EnterAgainRefused, match="loan_gone"):
            actions.enter_again(lost=without_loan, by=SYSTEM)
        with pytest.raises(NotAllowed):
            actions.enter_again(lost=unknown_card, by=an_actor("desk.use"))


def test_a_return_of_then_does_not_end_a_loan_of_now(point: ServicePoint) -> None:
    loan = a_loan(item=an_item(at_point=point, barcode="B0412"), at=later(days=1))
    with pytest.raises(EnterAgainRefused, match="loan_gone"):
        actions.enter_again(lost=a_fact("returned", point=point, at=later(minutes=5)), by=SYSTEM)
    loan.refresh_from_db()
    assert loan.returned_at is None


def test_only_who_looks_after_the_system_lists_what_is_lost(point: ServicePoint) -> None:
    with pytest.raises(NotAllowed):
        actions.list_lost(since=NOW, by=somebody_with_role("sirkulasi"))


# The desk


def at_the_desk(point: ServicePoint, role: str) -> Client:
    staff, client = a_member_of_staff(role=role, at_point=point), Client()
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def test_the_desk_enters_all_in_their_order_and_keeps_what_was_refused(point: ServicePoint) -> None:
    desk = at_the_desk(point, "sirkulasi")
    a_patron(card_number="A0113")
    an_item(at_point=point, barcode="B0412")
    a_fact(point=point)
    a_fact("returned", point=point, at=later(minutes=30))
    a_fact(point=point, barcode="B9999", lent_at=later(minutes=1))
    assert "To enter again" in desk.get(reverse("desk:start")).text
    answer = desk.post(reverse("desk:enter_lost"), {"fact": "all"})
    assert answer.status_code == 422
    assert "No item has the barcode B9999" in answer.text
    assert Loan.objects.get().returned_at == later(minutes=30)
    (left,) = lost.facts()
    assert desk.post(reverse("desk:put_lost_aside"), {"fact": left.pk}).status_code == 302
    assert lost.number() == 0
    assert "Nothing has to be entered again" in desk.get(reverse("desk:lost")).text


def test_a_volunteer_does_not_see_the_list(point: ServicePoint) -> None:
    volunteer, fact = at_the_desk(point, "relawan"), a_fact(point=point)
    assert volunteer.get(reverse("desk:lost")).status_code == 403
    assert volunteer.post(reverse("desk:enter_lost"), {"fact": fact.pk}).status_code == 403
    assert volunteer.post(reverse("desk:put_lost_aside"), {"fact": fact.pk}).status_code == 403
    assert lost.number() == 1


def test_after_a_restore_an_undone_return_is_not_asked_for_and_one_restored_is_undone_again(
    transactional_db: None,
) -> None:
    undone, restored = a_loan(), a_loan()
    for loan in (undone, restored):
        a_returned(loan.item, loan.service_point, at=NOW)
        actions.undo_return(loan=loan, at_point=loan.service_point, by=SYSTEM, at=later(minutes=5))
    with transaction.atomic():  # as if the backup had been made between the return and its undoing
        Loan.objects.filter(pk=restored.pk).update(returned_at=NOW, returned_to=restored.service_point)
    assert actions.list_lost(since=NOW - timedelta(days=400), by=SYSTEM) == 1
    (fact,) = lost.facts()
    assert (fact.what, fact.fact["barcode"]) == ("return_undone", restored.item.barcode)
    actions.enter_again(lost=fact, by=SYSTEM)
    restored.refresh_from_db()
    assert restored.returned_at is None
    assert lost.number() == 0


def test_after_a_restore_a_copy_declared_lost_is_declared_lost_again(transactional_db: None) -> None:
    loan = a_loan()
    actions.declare_lost(loan=loan, at_point=loan.service_point, by=SYSTEM, at=later(days=1))
    with transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(returned_at=None)
        type(loan.item).objects.filter(pk=loan.item_id).update(status="available")
        Charge.objects.all().delete()
    assert actions.list_lost(since=NOW - timedelta(days=400), by=SYSTEM) == 1
    (fact,) = lost.facts()
    assert fact.what == "declared_lost"
    actions.enter_again(lost=fact, by=SYSTEM)
    loan.refresh_from_db()
    assert (loan.returned_at, loan.returned_to) == (later(days=1), None)
