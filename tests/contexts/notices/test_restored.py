"""What waited when a backup was taken is held back after its restore, until somebody decides."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from pustakota.contexts.notices import actions, queries, tasks
from pustakota.contexts.notices.models import Attempt, Letter, Telling
from pustakota.contexts.notices.rules import Channel
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.contexts.notices.carriers import FakeCarrier
from tests.factories.moments import NOW, later
from tests.factories.notices import a_reader, queued
from tests.factories.people import a_member_of_staff

pytestmark = pytest.mark.django_db
Send = Callable[[datetime], int]


@pytest.fixture(autouse=True)
def mail_is_offered(settings: Settings) -> Iterator[None]:
    settings.OFFERED_CHANNELS = ["email"]
    with translation.override("en"):
        yield


@pytest.fixture
def post() -> FakeCarrier:
    return FakeCarrier()


@pytest.fixture
def send(post: FakeCarrier, monkeypatch: pytest.MonkeyPatch) -> Send:
    monkeypatch.setitem(tasks.CARRIERS, Channel.EMAIL, lambda: post)

    def round_at(at: datetime) -> int:
        monkeypatch.setattr(clock, "now", lambda: at)
        return tasks.send(at)

    return round_at


def held_point() -> ServicePoint:
    return Telling.objects.select_related("notice__point").filter(channel="email")[0].notice.point


def test_nothing_that_waited_is_sent_before_somebody_decides_and_then_once(send: Send, post: FakeCarrier) -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron)
    queued(patron, number=2)
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    assert Letter.objects.count() == 1
    assert actions.hold_back(by=SYSTEM, at=NOW) == 2
    assert not Letter.objects.exists()
    assert send(NOW) == 0
    held = list(queries.held_back(held_point()))
    assert [each.state for each in held] == ["held", "held"]
    staff = a_member_of_staff(at_point=held_point())
    assert staff.account is not None
    keys = [each.pk for each in held]
    assert actions.send_held(at_point=held_point(), tellings=keys, by=SYSTEM) == 2
    assert actions.send_held(at_point=held_point(), tellings=keys, by=SYSTEM) == 0
    assert send(NOW) == 1
    assert len(post.parcels[0].words.lines) == 1


def test_a_letter_that_was_being_sent_counts_as_cut_off(send: Send) -> None:
    queued(a_reader(email="siti@example.org"))
    actions.gather(channel=Channel.EMAIL, after=0, at=NOW)
    assert actions.begin(letter=Letter.objects.get(), at=NOW)
    assert actions.hold_back(by=SYSTEM, at=NOW) == 1
    assert Attempt.objects.get().outcome == "in_doubt"
    assert Letter.objects.get().state == "dropped"
    actions.send_held(at_point=held_point(), tellings=[each.pk for each in queries.held_back(held_point())], by=SYSTEM)
    assert send(later(days=1)) == 1


def test_what_is_left_is_never_sent_and_a_reason_that_ended_takes_it_away(send: Send) -> None:
    patron = a_reader(email="siti@example.org")
    queued(patron)
    queued(patron, "hold_ready", 3)
    actions.hold_back(by=SYSTEM, at=NOW)
    first, second = queries.held_back(held_point())
    actions.leave_held(at_point=held_point(), tellings=[first.pk], by=SYSTEM)
    actions.withdraw(because=[second.notice.because], at=NOW)
    assert not queries.held_back(held_point()).exists()
    assert send(NOW) == 0


def test_who_may_not_send_decides_nothing() -> None:
    queued(a_reader(email="siti@example.org"))
    actions.hold_back(by=SYSTEM, at=NOW)
    keys = list(Telling.objects.values_list("pk", flat=True))
    for attempt in (actions.send_held, actions.leave_held):
        with pytest.raises(NotAllowed):
            attempt(at_point=held_point(), tellings=keys, by=VISITOR)
    with pytest.raises(NotAllowed):
        actions.hold_back(by=VISITOR, at=NOW)
    assert queries.held_back(held_point()).count() == 1


def test_the_desk_shows_what_is_held_back_and_sends_or_leaves_it_with_one_press(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    patron = a_reader(email="siti@example.org")
    queued(patron)
    queued(patron, number=2)
    actions.hold_back(by=SYSTEM, at=NOW)
    staff = a_member_of_staff(role="pustakawan", at_point=held_point())
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    assert "Messages held back" in client.get(reverse("desk:start")).content.decode()
    page = client.get(reverse("desk:messages_held"))
    assert patron.person.name in page.content.decode()
    first, second = queries.held_back(held_point())
    client.post(reverse("desk:decide_held"), {"telling": [first.pk, second.pk], "only": f"leave {first.pk}"})
    assert list(queries.held_back(held_point())) == [second]
    client.post(reverse("desk:decide_held"), {"telling": [second.pk], "all": "send"})
    assert Telling.objects.get(pk=second.pk).state == "waiting"
    assert "Nothing is held back" in client.get(reverse("desk:messages_held")).content.decode()
