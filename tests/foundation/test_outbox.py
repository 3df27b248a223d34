import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from pustakota.foundation import delivery, outbox
from pustakota.foundation.delivery import WAITS, Outbox
from pustakota.foundation.errors import Unreachable
from pustakota.foundation.models import Delivery, DeliveryState, Message
from tests.conftest import QueriesAre
from tests.factories.moments import NOW, later
from tests.foundation.deeds import BatchListener, Done, Ignored, Listener, announce

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="pustakota.foundation")


def outbox_for(*listeners: Listener) -> Outbox:
    return Outbox({Done: list(listeners)})


def is_bad(done: Done) -> bool:
    return done.thing == "bad"


# Announcing


def test_a_change_that_is_rolled_back_announces_nothing() -> None:
    with transaction.atomic():
        outbox.announce(Done(thing="a", number=1), at=NOW)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_any_number_of_facts_is_announced_in_one_query(queries_are: QueriesAre) -> None:
    with queries_are(1), transaction.atomic():
        outbox.announce(*(Done(thing="a", number=n) for n in range(50)), at=NOW)
    assert Message.objects.count() == 50


def test_an_event_is_named_after_its_context_and_class() -> None:
    assert Done.event_name() == "foundation.Done"
    assert outbox.subscriber_name(Listener("hear")) == "foundation.listeners.hear"


# Delivering


@pytest.mark.parametrize("kind", [Listener, BatchListener])
def test_facts_are_delivered_once_and_in_order(kind: type[Listener]) -> None:
    listener = kind()
    facts = [("a", 1), ("b", 1), ("a", 2), ("a", 3), ("b", 2)]
    announce(*facts, at=NOW)
    box = outbox_for(listener)
    assert box.run_once(at=NOW) == 5
    assert box.run_once(at=NOW) == 0
    assert listener.heard == facts


def test_every_subscriber_hears_every_fact() -> None:
    one, other = Listener("one"), BatchListener("other")
    announce(("a", 1), at=NOW)
    outbox_for(one, other).drain(at=NOW)
    assert one.heard == other.heard == [("a", 1)]


def test_a_fact_that_nobody_wants_is_not_kept_waiting() -> None:
    with transaction.atomic():
        outbox.announce(Ignored(), at=NOW)
    assert outbox_for(Listener()).run_once(at=NOW) == 0
    assert not Delivery.objects.exists()
    assert not Message.objects.filter(fanned_out=False).exists()


def test_facts_behind_more_than_a_thousand_that_nobody_wants_are_still_delivered() -> None:
    with transaction.atomic():
        outbox.announce(*(Ignored() for _ in range(1001)), at=NOW)
    listener = Listener()
    announce(("a", 1), at=NOW)
    assert outbox_for(listener).drain(at=NOW) == 1


def test_a_batched_reaction_gets_a_thousand_at_once() -> None:
    listener = BatchListener()
    announce(*(("a", n) for n in range(1500)), at=NOW)
    assert outbox_for(listener).drain(at=NOW) == 1500
    assert listener.sizes == [1000, 500]


def test_single_reactions_stop_a_transaction_that_grows_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LONGEST_TRANSACTION", 0.0)
    listener = Listener()
    announce(*(("a", n) for n in range(5)), at=NOW)
    box = outbox_for(listener)
    assert box.run_once(at=NOW) == 1
    assert box.drain(at=NOW) == 4
    assert listener.heard == [("a", n) for n in range(5)]


# Failing


@pytest.mark.parametrize("kind", [Listener, BatchListener])
def test_a_failing_fact_stops_only_its_subject_for_its_subscriber(kind: type[Listener]) -> None:
    listener, neighbour = kind("fails", fails=is_bad), kind("hears")
    facts = [("good", 1), ("bad", 1), ("good", 2), ("bad", 2), ("good", 3)]
    announce(*facts, at=NOW)
    box = outbox_for(listener, neighbour)
    box.drain(at=NOW)
    announce(("bad", 3), ("good", 4), at=NOW)
    box.drain(at=NOW)
    assert listener.heard == [("good", 1), ("good", 2), ("good", 3), ("good", 4)]
    assert neighbour.heard == [*facts, ("bad", 3), ("good", 4)]


@pytest.mark.parametrize("kind", [Listener, BatchListener])
def test_a_fact_that_fails_while_later_ones_would_not_is_not_overtaken(kind: type[Listener]) -> None:
    tries: list[int] = []

    def fails_at_first(done: Done) -> bool:
        tries.append(done.number)
        return done.number == 1 and tries.count(1) <= 2

    listener = kind(fails=fails_at_first)
    announce(("a", 1), ("a", 2), ("b", 9), at=NOW)
    box = outbox_for(listener)
    box.drain(at=NOW)
    box.drain(at=later(seconds=10))
    box.drain(at=later(seconds=60))
    assert [number for thing, number in listener.heard if thing == "a"] == [1, 2]


@pytest.mark.parametrize("kind", [Listener, BatchListener])
def test_a_failing_fact_is_tried_again_with_growing_waits_and_then_parked(kind: type[Listener]) -> None:
    listener = kind(fails=is_bad)
    announce(("bad", 1), at=NOW)
    box, at = outbox_for(listener), NOW
    for tries, wait in enumerate(WAITS, start=1):
        box.drain(at=at)
        row = Delivery.objects.get()
        assert (row.attempts, row.state, row.not_before) == (tries, "pending", at + timedelta(seconds=wait))
        assert "ValueError" in row.error
        box.drain(at=at + timedelta(seconds=wait - 0.5))
        assert Delivery.objects.get().attempts == tries
        at += timedelta(seconds=wait)
    box.drain(at=at)
    (parked,) = delivery.parked()
    assert parked.attempts == len(WAITS) + 1
    assert box.drain(at=at + timedelta(days=9)) == 0


@pytest.mark.parametrize("kind", [Listener, BatchListener])
def test_what_is_merely_away_is_asked_for_again_and_again_and_no_fact_is_parked(kind: type[Listener]) -> None:
    listener = kind(fails=lambda _done: True)
    listener.fault = Unreachable
    facts = [("a", 1), ("b", 1), ("a", 2)]
    announce(*facts, at=NOW)
    box, at = outbox_for(listener), NOW
    for tries in range(1, len(WAITS) + 3):
        box.drain(at=at)
        rows = Delivery.objects.exclude(attempts=0)
        assert {(row.attempts, row.state) for row in rows} == {(tries, "pending")}
        assert delivery.is_stuck([listener], since=NOW) == (tries >= delivery.STUCK)
        assert not delivery.is_stuck([kind("another")], since=NOW)
        assert not delivery.is_stuck([listener], since=later(seconds=1))
        at += timedelta(seconds=delivery.LONGEST_AWAY)
    listener.fails = lambda _done: False
    assert box.drain(at=at) == 3
    assert sorted(listener.heard) == sorted(facts)
    assert not delivery.is_stuck([listener], since=NOW)


def test_what_is_away_is_asked_for_once_for_a_whole_batch() -> None:
    listener = BatchListener(fails=lambda _done: True)
    listener.fault = Unreachable
    announce(*((f"thing {number}", 1) for number in range(50)), at=NOW)
    outbox_for(listener).drain(at=NOW)
    assert listener.sizes == [50]


def test_a_parked_fact_holds_its_subject_until_somebody_retries_it() -> None:
    listener = Listener(fails=is_bad)
    announce(("bad", 1), ("bad", 2), ("good", 1), at=NOW)
    box, at = outbox_for(listener), NOW
    for _ in range(len(WAITS) + 1):
        box.drain(at=at)
        at += timedelta(hours=1)
    assert len(delivery.parked()) == 1
    listener.fails = lambda _done: False
    assert box.drain(at=at) == 0
    delivery.retry(delivery.parked()[0])
    assert box.drain(at=at) == 2
    assert listener.heard == [("good", 1), ("bad", 1), ("bad", 2)]


def test_what_a_failing_reaction_wrote_is_undone_and_its_neighbours_writing_stays() -> None:
    def write(done: Done) -> None:
        Message.objects.create(name=f"written {done.thing}", subject="x", fields={}, at=NOW, fanned_out=True)
        if is_bad(done):
            raise ValueError

    announce(("bad", 1), ("good", 1), at=NOW)
    Outbox({Done: [write]}).drain(at=NOW)
    assert Message.objects.filter(name="written good").count() == 1
    assert not Message.objects.filter(name="written bad").exists()


def test_a_fact_written_by_an_older_version_gets_the_defaults_of_its_new_fields() -> None:
    Message.objects.create(name="foundation.Done", subject="thing:a", fields={"thing": "a", "number": 1}, at=NOW)
    listener = Listener()
    assert outbox_for(listener).drain(at=NOW) == 1


def test_a_fact_with_a_field_that_is_gone_is_kept_with_its_error() -> None:
    fields = {"thing": "a", "number": 1, "former": 1}
    Message.objects.create(name="foundation.Done", subject="thing:a", fields=fields, at=NOW)
    assert outbox_for(Listener()).drain(at=NOW) == 0
    assert "former" in Delivery.objects.get().error


# Crashing


class Killed(BaseException):
    """The process dies here."""


def test_a_crash_between_a_batch_and_its_mark_delivers_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = BatchListener()
    announce(("a", 1), ("a", 2), at=NOW)
    box = outbox_for(listener)

    class Dying:
        def filter(self, **_: Any) -> Any:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("pustakota.foundation.delivery.due_deliveries", _dying_after(box, patch, Dying()))
        with pytest.raises(Killed):
            box.run_once(at=NOW)
    assert box.drain(at=NOW) == 2
    assert listener.heard == [("a", 1), ("a", 2)] * 2


def _dying_after(box: Outbox, patch: pytest.MonkeyPatch, dying: object) -> Any:
    real = delivery.due_deliveries

    def due(subscriber: str, *, at: datetime, limit: int) -> list[Delivery]:
        found = real(subscriber, at=at, limit=limit)
        patch.setattr(Delivery, "objects", dying)
        return found

    return due


def test_a_crash_between_fan_out_and_delivery_loses_nothing() -> None:
    listener = Listener()
    announce(("a", 1), at=NOW)
    box = outbox_for(listener)
    delivery.fan_out(box.names)
    delivery.fan_out(box.names)
    assert box.drain(at=NOW) == 1


# Pruning


def test_delivered_facts_are_deleted_after_thirty_days_and_open_ones_never() -> None:
    box = outbox_for(Listener(fails=is_bad))
    announce(("old", 1), ("bad", 1), at=NOW)
    announce(("young", 1), at=later(days=1))
    box.drain(at=later(days=1))
    announce(("new", 1), at=NOW)
    assert delivery.prune(at=later(days=30, seconds=1)) == 1
    left = [fields["thing"] for fields in Message.objects.order_by("pk").values_list("fields", flat=True)]
    assert left == ["bad", "young", "new"]
    assert Delivery.objects.filter(state=DeliveryState.DELIVERED).count() == 1


def test_pruning_goes_in_steps() -> None:
    announce(*(("a", n) for n in range(5)), at=NOW)
    outbox_for(Listener()).drain(at=NOW)
    assert [delivery.prune(at=later(days=31), limit=3) for _ in range(3)] == [3, 2, 0]


# What was done in another way


def test_what_waited_before_a_reaction_was_done_in_another_way_is_not_told_to_it_again() -> None:
    listener = BatchListener()
    box = outbox_for(listener)
    announce(("a", 1), ("b", 1), at=NOW)
    waiting = box.waiting(listener)
    announce(("c", 1), at=NOW)
    delivery.settle(waiting)
    box.drain(at=NOW)
    assert listener.heard == [("c", 1)]


def test_a_reaction_that_takes_few_at_once_hears_all_in_rounds() -> None:
    listener = BatchListener()
    listener.batch_limit = 2
    announce(*(("a", number) for number in range(5)), at=NOW)
    outbox_for(listener).drain(at=NOW)
    assert listener.sizes == [2, 2, 1]
