from datetime import date, timedelta
from typing import Any

import pytest

from pustakota.contexts.circulation import actions, queries, reactions, tasks
from pustakota.contexts.circulation.errors import RenewalRefused
from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.events import ConsentWithdrawn
from pustakota.contexts.people.models import How, Patron
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron, an_actor, somebody_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def grace(settings: Any) -> None:
    settings.LOAN_GRACE_DAYS = 14


def returned(patron: Patron | None = None, *, at: Any = NOW) -> Loan:
    loan = a_loan(patron=patron, at=at)
    a_returned(loan.item, loan.service_point, at=at + timedelta(days=3))
    return loan


def keeps_history(patron: Patron) -> None:
    people_actions.give_consent(person=patron.person, purpose="loan_history", by=SYSTEM, at=NOW, how=How.WEB)


def test_a_loan_returned_longer_ago_than_the_grace_has_no_member_any_more() -> None:
    patron = a_patron(born_on=date(1990, 5, 1))
    loan = returned(patron)
    assert tasks.part_from_members(later(days=16)) == 0, "fourteen days after the third day are not over"
    assert tasks.part_from_members(later(days=18)) == 1
    loan.refresh_from_db()
    assert loan.patron is None
    assert loan.person_key == people.person_key(patron.person_id, on=date(2026, 3, 2))
    assert (loan.patron_type, loan.age_band) == (patron.type, "25-59")
    assert (loan.lent_at, loan.service_point) == (NOW, loan.item.service_point)


def test_after_the_grace_no_row_leads_from_a_member_to_what_was_borrowed() -> None:
    patrons = [a_patron() for _ in range(3)]
    for patron in patrons:
        returned(patron)
    tasks.part_from_members(later(days=60))
    assert not Loan.objects.filter(patron__isnull=False).exists()
    assert Loan.objects.count() == 3
    assert len(set(Loan.objects.values_list("person_key", flat=True))) == 3


def test_an_open_loan_keeps_its_member_and_knows_what_it_is_counted_by() -> None:
    loan = a_loan()
    tasks.part_from_members(later(days=400))
    loan.refresh_from_db()
    assert loan.patron is not None
    assert loan.person_key == people.person_key(loan.patron.person_id, on=date(2026, 3, 2))


def test_what_was_noted_for_counting_outlives_the_key_of_its_year() -> None:
    loan = returned()
    tasks.part_from_members(later(days=4))
    loan.refresh_from_db()
    key = loan.person_key
    assert (len(key), loan.patron is None) == (32, False)
    people_actions.destroy_year_key(year=2026, by=SYSTEM, at=later(days=5))
    assert tasks.part_from_members(later(days=30)) == 1
    loan.refresh_from_db()
    assert (loan.person_key, loan.patron) == (key, None)


def test_parting_costs_the_same_however_much_a_member_borrowed(queries_are: QueriesAre) -> None:
    patron = a_patron()
    loans = [returned(patron, at=later(days=-day)) for day in (100, 90, 80)]
    keys = [loan.pk for loan in loans]
    with queries_are(3):
        actions.part_ended(loan_ids=keys, hold_ids=[], by=SYSTEM, at=NOW)


def test_a_member_who_agreed_keeps_a_history() -> None:
    patron = a_patron()
    keeps_history(patron)
    loan = returned(patron)
    tasks.part_from_members(later(days=400))
    assert list(queries.loan_history(patron)) == [loan]


def test_a_member_who_no_longer_agrees_has_no_history_at_once() -> None:
    patron = a_patron()
    keeps_history(patron)
    loan = returned(patron, at=later(days=-100))
    by = a_member_acting(patron)
    people_actions.withdraw_consent(person=patron.person, purpose="loan_history", by=by, at=NOW, how=How.WEB)
    reactions.forget_history(ConsentWithdrawn(person_id=patron.person_id, purpose="loan_history"))
    reactions.forget_history(ConsentWithdrawn(person_id=patron.person_id, purpose="loan_history"))
    loan.refresh_from_db()
    assert loan.patron is None
    assert list(queries.loan_history(patron)) == []


def test_who_agreed_again_before_the_message_came_keeps_the_history() -> None:
    patron = a_patron()
    keeps_history(patron)
    loan = returned(patron, at=later(days=-100))
    reactions.forget_history(ConsentWithdrawn(person_id=patron.person_id, purpose="loan_history"))
    loan.refresh_from_db()
    assert loan.patron == patron


def test_withdrawing_another_consent_touches_no_loan() -> None:
    loan = returned(at=later(days=-100))
    assert loan.patron
    reactions.forget_history(ConsentWithdrawn(person_id=loan.patron.person_id, purpose="news"))
    loan.refresh_from_db()
    assert loan.patron is not None


def test_an_ended_hold_is_parted_and_a_live_one_is_not() -> None:
    record, point = a_record(), a_point()
    an_item(record=record, at_point=point)
    ended, live = a_hold(record=record, pickup=point), a_hold(record=record, pickup=point)
    actions.cancel_hold(hold=ended, by=SYSTEM, at=NOW)
    tasks.part_from_members(later(days=15))
    ended.refresh_from_db()
    live.refresh_from_db()
    assert (ended.patron, bool(ended.person_key)) == (None, True)
    assert live.patron is not None
    assert Hold.objects.count() == 2


def test_a_parted_loan_can_be_renewed_by_nobody() -> None:
    patron = a_patron()
    loan = returned(patron)
    tasks.part_from_members(later(days=60))
    loan = Loan.objects.get(pk=loan.pk)
    with pytest.raises(NotAllowed):
        actions.renew(loan=loan, by=a_member_acting(patron), at=later(days=60))
    with pytest.raises(RenewalRefused):
        actions.renew(loan=loan, by=somebody_with_role("pustakawan"), at=later(days=60))


def test_only_the_system_parts_and_only_the_member_forgets_a_history(nothing_changes: NothingChanges) -> None:
    patron, stranger = a_patron(), a_patron()
    loan = returned(patron, at=later(days=-100))
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.part_ended(loan_ids=[loan.pk], hold_ids=[], by=somebody_with_role("kepala"), at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.forget_history(patron=patron, by=a_member_acting(stranger), at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.forget_member(patron=patron, by=an_actor("people.view"))
    assert actions.forget_history(patron=patron, by=a_member_acting(patron), at=NOW) == 1


def test_an_action_parts_nothing_whose_time_has_not_come() -> None:
    loan = returned()
    assert actions.part_ended(loan_ids=[loan.pk], hold_ids=[], by=SYSTEM, at=later(days=4)) == 0
