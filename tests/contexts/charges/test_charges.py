"""What is owed, and how it ends."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from pustakota.contexts.charges import actions, queries
from pustakota.contexts.charges.actions import Method, Why
from pustakota.contexts.charges.errors import ChargeRefused, ForgettingRefused
from pustakota.contexts.charges.models import Charge
from pustakota.contexts.charges.rules import Ending, reasons_not_to_charge, reasons_not_to_end
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.charges import BASIS, a_charge
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, somebody_with_role


@pytest.mark.parametrize(
    ("amount", "what", "basis", "codes"),
    [
        (None, "Bumi Manusia", "", []),
        (5000, "", BASIS, []),
        (5000, "", " ", ["basis_missing"]),
        (0, "", "", ["amount_wrong", "basis_missing"]),
        (None, " ", BASIS, ["nothing_owed"]),
        (5000, "Bumi Manusia", BASIS, ["money_and_kind"]),
    ],
)
def test_money_is_owed_on_a_legal_basis_alone(amount: int | None, what: str, basis: str, codes: list[str]) -> None:
    reasons = reasons_not_to_charge(amount=amount, what=what, legal_basis=basis)
    assert [reason.code for reason in reasons] == codes


@pytest.mark.parametrize(
    ("state", "in_kind", "ending", "because", "codes"),
    [
        ("open", True, Ending.SETTLE, "", []),
        ("open", False, Ending.PAY, "", []),
        ("open", True, Ending.WAIVE, "banjir", []),
        ("open", True, Ending.PAY, "", ["owed_in_kind"]),
        ("open", False, Ending.SETTLE, "", ["owed_in_money"]),
        ("open", True, Ending.WAIVE, " ", ["reason_missing"]),
        ("paid", False, Ending.WAIVE, "", ["already_ended", "reason_missing"]),
    ],
)
def test_a_charge_ends_as_it_was_made(
    state: str, in_kind: bool, ending: Ending, because: str, codes: list[str]
) -> None:
    reasons = reasons_not_to_end(state=state, in_kind=in_kind, ending=ending, because=because)
    assert [reason.code for reason in reasons] == codes


@pytest.mark.django_db
def test_money_without_a_legal_basis_is_refused(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    with nothing_changes(), pytest.raises(ChargeRefused) as refused:
        actions.charge(person=patron.person, why=Why.LATE, amount=1000, at_point=patron.home_point, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["basis_missing"]


@pytest.mark.django_db
def test_the_database_itself_keeps_no_money_without_a_legal_basis() -> None:
    charge = a_charge(a_patron(), amount=1000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(legal_basis="")


@pytest.mark.django_db
def test_what_is_paid_gets_a_receipt_without_a_gap() -> None:
    patron = a_patron()
    first, second = a_charge(patron, amount=2000), a_charge(patron, amount=3000)
    paid = actions.pay(charge=first, method=Method.QRIS, because="ref 881", by=SYSTEM, at=NOW)
    with pytest.raises(ChargeRefused):
        actions.pay(charge=first, method=Method.CASH, by=SYSTEM, at=NOW)
    again = actions.pay(charge=second, method=Method.CASH, by=SYSTEM, at=later(minutes=1))
    assert (paid.state, paid.receipt, again.receipt) == ("paid", "TT-2026-0001", "TT-2026-0002")
    assert list(queries.received_on(patron.home_point, MONDAY)) == [first, second]
    ended = Message.objects.filter(name="charges.ChargeEnded")
    assert [message.fields["state"] for message in ended] == ["paid", "paid"]


@pytest.mark.django_db
def test_receipts_are_counted_within_the_year_of_the_point() -> None:
    eve = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23.59 in Jakarta
    patron = a_patron()
    last = actions.settle_in_kind(charge=a_charge(patron), by=SYSTEM, at=eve)
    first = actions.settle_in_kind(charge=a_charge(patron), by=SYSTEM, at=eve.replace(hour=17, minute=0))
    assert (last.receipt, first.receipt) == ("TT-2026-0001", "TT-2027-0001")


@pytest.mark.django_db
def test_only_those_who_may_waive_let_somebody_off(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    charge = a_charge(patron)
    desk = somebody_with_role("sirkulasi", at_point=patron.home_point)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.waive(charge=charge, because="banjir", by=desk, at=NOW)
    head = somebody_with_role("kepala", at_point=patron.home_point)
    waived = actions.waive(charge=charge, because="banjir", by=head, at=NOW)
    assert (waived.state, waived.because, waived.receipt) == ("waived", "banjir", "")


@pytest.mark.django_db
def test_a_desk_elsewhere_charges_nobody_here(nothing_changes: NothingChanges) -> None:
    patron, elsewhere = a_patron(), somebody_with_role("sirkulasi", at_point=a_point())
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.charge(
            person=patron.person, why=Why.CARD, what="Kartu", at_point=patron.home_point, by=elsewhere, at=NOW
        )


@pytest.mark.django_db
def test_the_same_cause_is_charged_once_while_it_is_open() -> None:
    patron = a_patron()
    a_charge(patron, why=Why.LOST, about="loan:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_charge(patron, why=Why.LOST, about="loan:1")


@pytest.mark.django_db
def test_somebody_who_owes_is_not_forgotten_and_a_receipt_outlives_its_person() -> None:
    patron = a_patron()
    charge = a_charge(patron, amount=2000)
    with pytest.raises(ForgettingRefused):
        actions.forget_person(person_id=patron.person_id, by=SYSTEM)
    actions.pay(charge=charge, method=Method.CASH, by=SYSTEM, at=NOW)
    assert actions.forget_person(person_id=patron.person_id, by=SYSTEM) == 1
    charge = Charge.objects.get(pk=charge.pk)
    assert (charge.person, charge.amount, charge.receipt) == (None, 2000, "TT-2026-0001")
