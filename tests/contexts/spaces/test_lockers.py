"""Lockers: given and taken back at the desk, for a card or for nobody's name, and loud when the day is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Locker, LockerUse
from pustakota.foundation import clock, personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_member_of_staff, a_patron
from tests.refusals import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pustakota.contexts.organisation.models import ServicePoint
    from tests.conftest import QueriesAre

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def point() -> ServicePoint:
    point = a_point(name="Batu")
    actions.add_lockers(at_point=point, first=1, last=12, place="dekat pintu", by=SYSTEM)
    return point


def number(point: ServicePoint, of: int) -> Locker:
    return Locker.objects.get(service_point=point, number=str(of))


def at_the_desk(point: ServicePoint, role: str = "sirkulasi") -> Client:
    account = a_member_of_staff(role=role, at_point=point, station=point).account
    assert account
    client = Client()
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def test_a_locker_is_had_by_one_and_a_card_has_one(point: ServicePoint) -> None:
    patron = a_patron()
    actions.take_locker(locker=number(point, 1), patron=patron, by=SYSTEM, at=NOW)
    assert reasons(lambda: actions.take_locker(locker=number(point, 1), by=SYSTEM, at=NOW)) == ["locker_taken"]
    other = number(point, 2)
    assert reasons(lambda: actions.take_locker(locker=other, patron=patron, by=SYSTEM, at=NOW)) == ["has_a_locker"]
    actions.take_locker(locker=other, by=SYSTEM, at=NOW)
    assert queries.free_lockers(point) == (10, 12)
    with pytest.raises(NotAllowed):
        actions.take_locker(locker=number(point, 3), patron=patron, by=a_member_acting(patron), at=NOW)


def test_given_back_it_leads_to_nobody_and_without_its_key_it_rests(point: ServicePoint) -> None:
    patron, first = a_patron(), number(point, 1)
    actions.take_locker(locker=first, patron=patron, by=SYSTEM, at=NOW)
    assert reasons(lambda: personal_data.forget(patron.person_id, by=SYSTEM, at=NOW)) == ["has_locker"]
    actions.free_locker(locker=first, by=SYSTEM, at=later(minutes=30), key_lost=True)
    use = LockerUse.objects.get()
    assert (use.person, use.freed_at) == (None, later(minutes=30))
    assert reasons(lambda: actions.take_locker(locker=first, by=SYSTEM, at=NOW)) == ["locker_out"]
    assert reasons(lambda: actions.free_locker(locker=first, by=SYSTEM, at=NOW)) == ["locker_free"]
    actions.change_locker(locker=first, out_because="", code="4711", by=SYSTEM)
    assert actions.take_locker(locker=first, by=SYSTEM, at=NOW).locker.code == "4711"


def test_what_is_not_given_back_when_the_day_is_over_is_loud(point: ServicePoint) -> None:
    actions.take_locker(locker=number(point, 3), by=SYSTEM, at=NOW)
    assert queries.lockers_overdue(point, at=at_clock(MONDAY, "15:59")) == []
    assert [use.locker.number for use in queries.lockers_overdue(point, at=at_clock(MONDAY, "16:00"))] == ["3"]
    assert len(queries.lockers_overdue(point, at=later(days=1))) == 1


def test_lockers_stand_in_the_order_of_their_numbers_in_three_questions(
    point: ServicePoint, queries_are: QueriesAre
) -> None:
    actions.add_lockers(at_point=point, first=1, last=2, letter="A", by=SYSTEM)
    actions.take_locker(locker=number(point, 2), patron=a_patron(), by=SYSTEM, at=NOW)
    with queries_are(3):
        rows = queries.lockers(point, at=NOW)
    assert [row.locker.number for row in rows][:3] == ["1", "2", "3"]
    assert [row.locker.number for row in rows][-3:] == ["12", "A1", "A2"]
    wrong = lambda: actions.add_lockers(at_point=point, first=9, last=3, by=SYSTEM)  # noqa: E731
    assert reasons(wrong) == ["numbers_wrong"]


def test_the_desk_gives_the_first_free_one_and_takes_it_back(point: ServicePoint) -> None:
    desk, page, patron = at_the_desk(point), reverse("desk:lockers"), a_patron()
    desk.post(page, {"card": patron.card_number})
    use = queries.locker_of(patron.person_id)
    assert use
    assert use.locker.number == "1"
    assert desk.post(page, {"number": "99"}).status_code == 422
    assert patron.card_number in desk.get(page).content.decode()
    desk.post(page, {"free": str(use.locker_id)})
    assert queries.locker_of(patron.person_id) is None
    desk.post(page, {"number": "5"})
    desk.post(page, {"lost": str(number(point, 5).pk)})
    assert number(point, 5).out_because


def test_the_desk_is_told_on_its_first_page_and_the_site_tells_how_many_are_free(
    point: ServicePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.take_locker(locker=number(point, 3), by=SYSTEM, at=NOW)
    site = Client().get(f"/en/titik-layanan/{point.code}/").content.decode()
    assert "11 of 12 lockers" in " ".join(site.split())
    monkeypatch.setattr(clock, "now", lambda: later(days=1))
    assert "Lockers not given back" in at_the_desk(point).get("/en/desk/").content.decode()


def test_staff_keep_lockers(point: ServicePoint) -> None:
    desk = at_the_desk(point, "kepala")
    given = {"first": "20", "last": "22", "place": "lantai 2", "opens_by": "key"}
    assert desk.post(reverse("desk:new_lockers"), given).status_code == 302
    assert desk.post(reverse("desk:new_lockers"), given | {"last": "2"}).status_code == 422
    page = reverse("desk:locker", args=[number(point, 21).pk])
    assert desk.post(page, {"place": "lantai 2", "code": "12 34", "out_because": ""}).status_code == 302
    assert (number(point, 21).code, number(point, 21).opens_by) == ("12 34", "code")
    assert at_the_desk(point).post(reverse("desk:new_lockers"), given).status_code == 403
