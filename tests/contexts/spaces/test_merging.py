"""Two entries of one person: what is open goes over, and nobody has two of what one has one of."""

import pytest

from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Application, LockerUse, Sitting, Turn
from pustakota.foundation.actors import SYSTEM
from tests.factories.computers import a_computer
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.spaces import an_application

pytestmark = pytest.mark.django_db


def test_an_open_session_a_number_a_locker_and_a_groups_wish_go_with_a_merge() -> None:
    point, gone, kept = a_point(), a_patron(), a_patron()
    computer = a_computer(at_point=point)
    actions.add_lockers(at_point=point, first=1, last=2, by=SYSTEM)
    one, two = (row.locker for row in queries.lockers(point, at=NOW))
    actions.sit_down(computer=computer, patron=gone, by=SYSTEM, at=NOW)
    actions.take_locker(locker=one, patron=gone, by=SYSTEM, at=NOW)
    row = an_application(at_point=point, patron=gone)
    actions.follow_merge(merge_id=3, gone_id=gone.person_id, kept_id=kept.person_id)
    assert {each.person_id for each in (*Sitting.objects.all(), *LockerUse.objects.all())} == {kept.person_id}
    assert Application.objects.get(pk=row.pk).person_id == kept.person_id
    third = a_patron()
    actions.take_locker(locker=two, patron=third, by=SYSTEM, at=NOW)
    actions.follow_merge(merge_id=4, gone_id=third.person_id, kept_id=kept.person_id)
    assert queries.locker_of(third.person_id) is not None, "nobody has two lockers by a merge"


def test_a_number_in_the_queue_goes_with_a_merge() -> None:
    point, gone, kept = a_point(), a_patron(), a_patron()
    sits = a_patron()
    computer = a_computer(at_point=point)
    actions.sit_down(computer=computer, patron=sits, by=SYSTEM, at=NOW)
    turn = actions.take_number(at_point=point, patron=gone, by=SYSTEM, at=NOW)
    actions.follow_merge(merge_id=3, gone_id=gone.person_id, kept_id=kept.person_id)
    assert Turn.objects.get(pk=turn.pk).person_id == kept.person_id
