"""Prepared querysets give what the queryset itself would give, and refuse what they could not bind."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet, Value

from pustakota.foundation.models import Delivery, Message
from pustakota.foundation.prepared import prepared
from pustakota.foundation.writing import changed, inserted

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 3, 4, 5, 678, tzinfo=UTC)


@pytest.fixture(autouse=True)
def messages() -> list[Message]:
    made = [
        Message.objects.create(name=f"n{n % 2}", subject="⁂0⁂", fields={"n": n}, at=AT + timedelta(hours=n))
        for n in range(4)
    ]
    Delivery.objects.bulk_create(Delivery(message=one, subscriber="s", subject=one.subject) for one in made)
    return made


@prepared
def named(name: str, after: datetime) -> QuerySet[Message]:
    return Message.objects.filter(name=name, at__gte=after).annotate(two=Value(2)).order_by("pk")


@prepared
def deliveries_of(message_id: int) -> QuerySet[Delivery]:
    return Delivery.objects.select_related("message").filter(Q(message=message_id) | Q(pk=-1, message=message_id))


@prepared
def fields_since(day: date) -> QuerySet[Message, tuple[Any, ...]]:
    return Message.objects.filter(at__date__gte=day).values_list("fields", "at").order_by("pk")


def test_rows_are_those_of_the_queryset_whatever_the_values(messages: list[Message]) -> None:
    for name, hours in (("n0", 0), ("n1", 0), ("n1", 2), ("n1", 9)):
        after = AT + timedelta(hours=hours)
        wanted = Message.objects.filter(name=name, at__gte=after).order_by("pk")
        found = named(name=name, after=after)
        assert [(m.pk, m.fields, m.at, m.two) for m in found] == [(m.pk, m.fields, m.at, 2) for m in wanted]  # type: ignore[attr-defined]


def test_related_rows_come_along_in_the_same_query(messages: list[Message], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = deliveries_of(messages[2].pk)
        assert [(one.message.fields, one._state.adding) for one in found] == [({"n": 2}, False)]


def test_tuples_are_converted_as_the_queryset_converts_them(messages: list[Message]) -> None:
    rows = Message.objects.filter(at__date__gte=AT.date()).values_list("fields", "at").order_by("pk")
    assert fields_since(AT.date()) == list(rows)
    assert fields_since(AT.date() + timedelta(days=1)) == []


def test_a_value_that_looks_like_a_mark_is_a_value() -> None:
    @prepared
    def about(subject: str) -> QuerySet[Message]:
        return Message.objects.filter(subject=subject)

    assert len(about("⁂0⁂")) == 4
    assert about("else") == []
    assert len(about("⁂0⁂")) == 4


@pytest.mark.parametrize("number", [1 << 63, -(1 << 63) - 1, 10**30])
def test_a_number_that_no_column_can_hold_finds_nothing(messages: list[Message], number: int) -> None:
    assert len(deliveries_of(messages[0].pk)) == 1
    assert deliveries_of(number) == []


def test_an_argument_that_does_not_reach_the_database_is_refused() -> None:
    @prepared
    def forgetful(name: str) -> QuerySet[Message]:
        return Message.objects.filter(name="n0") if name else Message.objects.all()

    with pytest.raises(TypeError, match="does not hand each of its arguments"):
        forgetful("n0")


@prepared
def among(keys: list[int], name: str) -> QuerySet[Message]:
    return Message.objects.filter(pk__in=keys, name=name).order_by("pk")


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4])
def test_a_list_finds_what_the_queryset_finds_whatever_its_length(messages: list[Message], size: int) -> None:
    keys = [message.pk for message in messages[:size]]
    assert among(keys, "n0") == list(Message.objects.filter(pk__in=keys, name="n0").order_by("pk"))


@prepared
def counted(keys: list[int]) -> QuerySet[Delivery, tuple[Any, ...]]:
    rows = Delivery.objects.filter(message__in=keys).order_by()
    return rows.values_list("message", "subscriber").annotate(n=Count("pk"))


def test_a_changed_row_keeps_what_was_not_named() -> None:
    made = Message.objects.create(name="n", subject="a", fields={}, at=AT)
    other = Message.objects.create(name="n", subject="b", fields={}, at=AT)
    made.subject, made.name, made.fields = "it's 100 %", "not written", {"ü": [None]}
    changed(made, "subject", "fields")
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.subject, made.name, made.fields) == ("it's 100 %", "n", {"ü": [None]})
    assert other.subject == "b"


def test_an_inserted_row_is_what_saving_would_have_made() -> None:
    made = inserted(Message(name="n", subject="it's 100 %", fields={"n": None, "ü": [1]}, at=AT))
    kept = Message.objects.get(pk=made.pk)
    assert (kept.name, kept.subject, kept.fields, kept.at) == ("n", "it's 100 %", {"n": None, "ü": [1]}, AT)
    made.subject = "changed"
    made.save()
    assert Message.objects.get(pk=made.pk).subject == "changed"
    with pytest.raises(IntegrityError), transaction.atomic():
        inserted(Delivery(message_id=made.pk, subscriber=None))  # type: ignore[misc]


def test_groups_are_counted_as_the_queryset_counts_them(messages: list[Message]) -> None:
    assert sorted(counted([m.pk for m in messages[1:]])) == [(m.pk, "s", 1) for m in messages[1:]]


@pytest.mark.parametrize("value", [None, True, [None], (1,), 1.5])
def test_what_cannot_be_bound_is_refused(value: Any) -> None:
    @prepared
    def about(subject: Any) -> QuerySet[Message]:
        return Message.objects.filter(subject=subject)

    with pytest.raises(TypeError, match="cannot be bound"):
        about(value)
