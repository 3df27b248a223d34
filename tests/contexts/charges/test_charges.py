"""What is owed, and how it ends."""

from datetime import UTC, datetime, timedelta

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
from tests.factories.charges import BASIS, a_basis, a_charge
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
    paid = actions.pay(charge=first, method=Method.QRIS, because="ref 881", by=SYSTEM, at=NOW).charge
    with pytest.raises(ChargeRefused):
        actions.pay(charge=first, method=Method.CASH, by=SYSTEM, at=NOW)
    again = actions.pay(charge=second, method=Method.CASH, by=SYSTEM, at=later(minutes=1)).charge
    assert (paid.state, paid.receipt, again.receipt) == ("paid", "TT-2026-0001", "TT-2026-0002")
    received = queries.received_on(patron.home_point, MONDAY)
    assert [(row.charge, row.amount, row.because) for row in received] == [(first, 2000, "ref 881"), (second, 3000, "")]
    ended = Message.objects.filter(name="charges.ChargeEnded")
    assert [message.fields["state"] for message in ended] == ["paid", "paid"]


@pytest.mark.django_db
def test_a_part_is_received_with_a_receipt_of_its_own_until_nothing_is_left(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    charge = a_charge(patron, amount=50_000)
    first = actions.pay(charge=charge, amount=20_000, method=Method.CASH, by=SYSTEM, at=NOW)
    assert (first.charge.state, first.charge.rest, first.receipt) == ("open", 30_000, "TT-2026-0001")
    with nothing_changes(), pytest.raises(ChargeRefused) as refused:
        actions.pay(charge=charge, amount=30_001, method=Method.CASH, by=SYSTEM, at=NOW)
    assert [(reason.code, reason.facts["rest"]) for reason in refused.value.reasons] == [("payment_wrong", 30_000)]
    assert queries.owed_at(patron.home_point) == queries.Owed(money=1, rest=30_000, things=0, worth=0)
    last = actions.pay(charge=charge, method=Method.QRIS, by=SYSTEM, at=later(days=3))
    assert (last.amount, last.charge.state, last.charge.receipt) == (30_000, "paid", "TT-2026-0002")
    assert [row.amount for row in queries.received_for(Charge.objects.get(pk=charge.pk))] == [20_000, 30_000]
    assert [row.amount for row in queries.received_on(patron.home_point, MONDAY)] == [20_000]
    rests = Message.objects.filter(name="charges.PaymentReceived").order_by("pk")
    assert [message.fields["rest"] for message in rests] == [30_000, 0]


@pytest.mark.django_db
def test_the_database_itself_takes_no_more_than_is_owed() -> None:
    charge = a_charge(a_patron(), amount=1000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(paid=1001)


@pytest.mark.django_db
def test_what_cannot_be_replaced_is_asked_for_in_money_on_a_basis_in_force(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    charge = a_charge(patron, what="Bumi Manusia", why=Why.LOST, about="loan:1")
    old = a_basis("Perda 1/1999", valid_until=MONDAY - timedelta(days=1))
    basis = a_basis()
    for wrong, code in ((None, "basis_missing"), (old, "basis_not_in_force")):
        with nothing_changes(), pytest.raises(ChargeRefused) as refused:
            actions.ask_in_money(charge=charge, amount=80_000, basis=wrong, by=SYSTEM, at=NOW)
        assert [reason.code for reason in refused.value.reasons] == [code]
    new = actions.ask_in_money(charge=charge, amount=80_000, basis=basis, by=SYSTEM, at=NOW)
    assert (new.amount, new.legal_basis, new.about) == (80_000, BASIS, "loan:1")
    assert queries.open_charge_about("loan:1", Why.LOST) == new
    assert Charge.objects.get(pk=charge.pk).state == "withdrawn"


@pytest.mark.django_db
def test_a_receipt_is_a_pdf() -> None:
    charge = a_charge(a_patron(), amount=1000)
    actions.pay(charge=charge, method=Method.CASH, by=SYSTEM, at=NOW)
    assert queries.paper_of(queries.received_for(charge)[0]).startswith(b"%PDF")


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
