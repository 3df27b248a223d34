"""Whoever waits for a title that was merged waits for the one that stays."""

import pytest

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.events import RecordsMerged
from pustakota.contexts.circulation import actions, reactions
from pustakota.contexts.circulation.models import Hold
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron

pytestmark = pytest.mark.django_db


def test_holds_follow_in_their_order_and_nobody_waits_twice() -> None:
    point = a_point()
    gone, kept = an_item(at_point=point).record, an_item(at_point=point).record
    both, only = a_patron(), a_patron()
    first = a_hold(record=gone, pickup=point, patron=both)
    twice = a_hold(record=kept, pickup=point, patron=both)
    second = a_hold(record=gone, pickup=point, patron=only)
    catalogue.merge_records(record=gone, into=kept, by=SYSTEM, at=NOW)
    reactions.follow_records(RecordsMerged(record_id=gone.pk, survivor_id=kept.pk))
    assert list(Hold.objects.live().order_by("pk").values_list("pk", "record")) == [
        (first.pk, kept.pk),
        (second.pk, kept.pk),
    ]
    assert Hold.objects.get(pk=twice.pk).status == "cancelled"
    assert actions.follow_records(record_id=gone.pk, survivor_id=kept.pk, by=SYSTEM, at=NOW) == 0


def test_only_the_system_moves_holds() -> None:
    with pytest.raises(NotAllowed):
        actions.follow_records(record_id=1, survivor_id=2, by=VISITOR, at=NOW)
