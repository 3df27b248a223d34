"""The free times of everything at a point are those that each thing gives by itself, in a handful of queries."""

from datetime import timedelta

import pytest

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.spaces import queries
from pustakota.contexts.spaces.models import Resource
from tests.conftest import QueriesAre
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span

pytestmark = pytest.mark.django_db
LAST = TUESDAY + timedelta(days=6)


@pytest.fixture
def point() -> ServicePoint:
    return a_point()


def furnished(point: ServicePoint) -> list[Resource]:
    hall = a_room(at_point=point, after=30)
    half, other = a_room(part_of=hall), a_room(part_of=hall, before=60)
    small, pool = a_room(at_point=point), a_room(at_point=point)
    Resource.objects.filter(pk=pool.pk).update(is_pool=True)
    units = [a_room(part_of=pool), a_room(part_of=pool)]
    a_booking(half)
    a_booking(small, span=a_span("13:00", "15:00"))
    for unit in units:
        a_booking(unit, span=a_span("10:00", "11:00"))
    return [hall, half, other, small, pool]


def test_all_at_once_are_the_same_as_one_by_one(point: ServicePoint) -> None:
    things = furnished(point)
    together = queries.slots_of_point(point, TUESDAY, LAST, at=NOW)
    assert {each.pk for each in together} == {each.pk for each in things}
    for each, days in together.items():
        assert days == queries.slots_of_days(each, TUESDAY, LAST, at=NOW)
        assert any(days.values())


def test_many_things_cost_as_many_queries_as_one(point: ServicePoint, queries_are: QueriesAre) -> None:
    furnished(point)
    with queries_are(6):
        queries.slots_of_point(point, TUESDAY, LAST, at=NOW)
