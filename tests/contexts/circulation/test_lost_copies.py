"""A lost copy is replaced in kind, a found one reverses it, and a clearance letter says that nothing is open."""

import pytest

from pustakota.contexts.catalogue.models import Item
from pustakota.contexts.charges import actions as charges
from pustakota.contexts.charges import queries as charges_queries
from pustakota.contexts.charges.models import Charge
from pustakota.contexts.circulation import actions, queries
from pustakota.contexts.circulation.errors import ClearanceRefused, LossRefused
from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.circulation.rules import ClearingSituation, reasons_not_to_clear
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.catalogue import a_record, an_item
from tests.factories.charges import a_charge
from tests.factories.circulation import a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, somebody_with_role


def a_lost(loan: Loan) -> Charge:
    return actions.declare_lost(loan=loan, at_point=loan.service_point, by=SYSTEM, at=later(days=20))


@pytest.mark.django_db
def test_a_lost_copy_is_owed_in_kind() -> None:
    item = an_item(record=a_record("Bumi Manusia"))
    Item.objects.filter(pk=item.pk).update(price=98000)
    loan = a_loan(item=item)
    charge = a_lost(loan)
    item.refresh_from_db()
    loan.refresh_from_db()
    assert (charge.what, charge.worth, charge.amount, charge.state) == ("Bumi Manusia", 98000, None, "open")
    assert item.status == "lost"
    assert (loan.returned_at, loan.returned_to) == (later(days=20), None)
    assert [message.fields["charge_id"] for message in Message.objects.filter(name="circulation.ItemLost")] == [
        charge.pk
    ]


@pytest.mark.django_db
def test_a_lost_copy_no_longer_blocks_its_member() -> None:
    loan = a_loan()
    patron = loan.member
    a_lost(loan)
    assert queries.open_loans(patron) == []
    again = a_loan(item=an_item(at_point=loan.service_point), patron=patron, at=later(days=21))
    assert queries.open_loans(patron) == [again]


@pytest.mark.django_db
def test_what_came_back_is_not_declared_lost(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    a_returned(loan.item, loan.service_point)
    with nothing_changes(), pytest.raises(LossRefused) as refused:
        a_lost(loan)
    assert [reason.code for reason in refused.value.reasons] == ["already_ended"]


@pytest.mark.django_db
def test_a_desk_elsewhere_declares_nothing_lost_here(nothing_changes: NothingChanges) -> None:
    loan, elsewhere = a_loan(), somebody_with_role("sirkulasi", at_point=a_point())
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.declare_lost(loan=loan, at_point=loan.service_point, by=elsewhere, at=NOW)


@pytest.mark.django_db
def test_a_copy_found_again_reverses_what_was_owed() -> None:
    loan = a_loan()
    charge = a_lost(loan)
    a_returned(Item.objects.get(pk=loan.item_id), loan.service_point, at=later(days=25))
    loan.refresh_from_db()
    charge.refresh_from_db()
    assert (loan.returned_at, loan.returned_to) == (later(days=25), loan.service_point)
    assert (charge.state, charge.ended_at) == ("withdrawn", later(days=25))
    assert Item.objects.get(pk=loan.item_id).status == "available"


@pytest.mark.django_db
def test_a_copy_found_after_its_replacement_came_leaves_the_receipt() -> None:
    loan = a_loan()
    charge = charges.settle_in_kind(charge=a_lost(loan), because="B0009", by=SYSTEM, at=later(days=22))
    a_returned(Item.objects.get(pk=loan.item_id), loan.service_point, at=later(days=25))
    charge.refresh_from_db()
    assert (charge.state, charge.receipt) == ("settled", "TT-2026-0001")


@pytest.mark.django_db
def test_a_lost_copy_that_is_lent_is_found_too() -> None:
    loan = a_loan()
    charge = a_lost(loan)
    a_loan(item=Item.objects.get(pk=loan.item_id), at_point=loan.service_point, at=later(days=25))
    charge.refresh_from_db()
    assert charge.state == "withdrawn"


@pytest.mark.parametrize(
    ("situation", "codes"),
    [
        (ClearingSituation(), []),
        (ClearingSituation(on_loan=("A",)), ["loans_open"]),
        (
            ClearingSituation(on_loan=("A",), to_replace=("B",), owed=500),
            ["loans_open", "replacements_open", "money_open"],
        ),
    ],
)
def test_everything_open_stands_in_the_way_of_a_letter(situation: ClearingSituation, codes: list[str]) -> None:
    assert [reason.code for reason in reasons_not_to_clear(situation)] == codes


@pytest.mark.django_db
def test_a_letter_is_refused_with_every_reason_and_issued_when_all_is_settled(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    lost = a_lost(a_loan(patron=patron, item=an_item(record=a_record("Pulang"), at_point=patron.home_point)))
    money = a_charge(patron, amount=5000)
    kept = a_loan(patron=patron, item=an_item(record=a_record("Saman"), at_point=patron.home_point), at=later(days=21))
    desk = somebody_with_role("sirkulasi", at_point=patron.home_point)
    with nothing_changes(), pytest.raises(ClearanceRefused) as refused:
        actions.clear_member(patron=patron, at_point=patron.home_point, by=desk, at=later(days=22))
    said = " ".join(reason.message for reason in refused.value.worded())
    assert all(part in said for part in ("Saman", "Pulang", "Rp5.000"))
    a_returned(kept.item, patron.home_point, at=later(days=23))
    charges.settle_in_kind(charge=lost, by=SYSTEM, at=later(days=23))
    charges.pay(charge=money, method=charges.Method.CASH, by=SYSTEM, at=later(days=23))
    letter = actions.clear_member(patron=patron, at_point=patron.home_point, by=desk, at=later(days=24))
    assert (letter.number, letter.holder, letter.said["card_number"]) == (
        "BP-2026-0001",
        patron.person,
        patron.card_number,
    )
    assert not charges_queries.open_charges([patron.person_id]).exists()


@pytest.mark.django_db
def test_somebody_without_the_right_issues_no_letter(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.clear_member(patron=patron, at_point=patron.home_point, by=somebody_with_role("relawan"), at=NOW)
