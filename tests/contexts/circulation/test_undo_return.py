"""A return that was a wrong scan is undone for a short while, with all that it started."""

from pathlib import Path

import pytest
from pytest_django import Settings

from pustakota.contexts.circulation import actions, queries
from pustakota.contexts.circulation.errors import UndoRefused
from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.circulation.rules import HoldStatus
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def journal_of_its_own(tmp_path: Path, settings: Settings) -> None:
    settings.JOURNAL = tmp_path / "loans"


def undo(loan: Loan, *, minutes: int = 5, at_point: object = None) -> Loan:
    point = at_point or loan.service_point
    return actions.undo_return(loan=loan, at_point=point, by=SYSTEM, at=later(minutes=minutes))  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[UndoRefused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_the_loan_is_open_again_as_it_was() -> None:
    loan = a_loan()
    a_returned(loan.item, loan.service_point, at=NOW)
    again = undo(loan)
    assert (again.pk, again.returned_at, again.returned_to, again.due_on) == (loan.pk, None, None, loan.due_on)
    found = queries.loan_to_return(loan.item)
    assert found is not None
    assert found.patron_id == loan.patron_id
    assert Message.objects.filter(name="circulation.ReturnUndone").count() == 1


def test_whoever_the_copy_was_caught_for_waits_again_in_their_old_place() -> None:
    loan = a_loan()
    point = loan.service_point
    first = a_hold(record=loan.item.record, pickup=point)
    second = a_hold(record=loan.item.record, pickup=point)
    caught = a_returned(loan.item, point, at=NOW).hold
    assert caught == first
    undo(loan)
    first.refresh_from_db()
    assert (first.status, first.item, first.on_shelf, first.pick_up_by) == (HoldStatus.WAITING, None, False, None)
    assert a_returned(loan.item, point, at=later(minutes=7)).hold == first
    second.refresh_from_db()
    assert second.status == HoldStatus.WAITING


def test_a_copy_that_moved_with_its_return_belongs_again_where_it_was_lent() -> None:
    loan, elsewhere = a_loan(), a_point()
    a_returned(loan.item, elsewhere, at=NOW)
    undo(loan, at_point=elsewhere)
    loan.item.refresh_from_db()
    assert loan.item.service_point_id == loan.service_point_id


def test_after_a_quarter_of_an_hour_it_is_refused(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    a_returned(loan.item, loan.service_point, at=NOW)
    with nothing_changes(), pytest.raises(UndoRefused) as refused:
        undo(loan, minutes=16)
    assert codes(refused) == ["too_late_to_undo"]


def test_what_was_lent_again_or_returned_elsewhere_is_refused_with_both_reasons(
    nothing_changes: NothingChanges,
) -> None:
    loan = a_loan()
    a_returned(loan.item, a_point(), at=NOW)
    loan.item.refresh_from_db()
    a_loan(item=loan.item, patron=a_patron(), at=later(minutes=1))
    with nothing_changes(), pytest.raises(UndoRefused) as refused:
        undo(loan)
    assert codes(refused) == ["returned_elsewhere", "lent_again"]


def test_an_open_loan_and_a_lost_copy_have_no_return_to_undo(nothing_changes: NothingChanges) -> None:
    still_out, gone = a_loan(), a_loan()
    actions.declare_lost(loan=gone, at_point=gone.service_point, by=SYSTEM, at=NOW)
    for loan in (still_out, gone):
        with nothing_changes(), pytest.raises(UndoRefused) as refused:
            undo(loan)
        assert codes(refused) == ["not_returned"]


def test_only_who_lends_there_may(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    a_returned(loan.item, loan.service_point, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.undo_return(loan=loan, at_point=loan.service_point, by=an_actor("desk.use"), at=NOW)
