"""Rows become the models that Django makes of them, whatever was asked for with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.db.models.signals import post_init

from pustakota.contexts.circulation.models import Loan
from pustakota.foundation.prepared import prepared
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_loan

pytestmark = pytest.mark.django_db


@prepared
def whole(loan_id: int) -> QuerySet[Loan]:
    return Loan.objects.filter(pk=loan_id).select_related("returned_to__library", "patron__person", "item__record")


@prepared
def in_part(loan_id: int) -> QuerySet[Loan]:
    rows = Loan.objects.filter(pk=loan_id).select_related("item__record")
    return rows.only("due_on", "item", "item__barcode", "item__record", "item__record__title")


@contextmanager
def heard(model: type[Model]) -> Iterator[list[Any]]:
    """What a listener hears of new models of a kind."""
    made: list[Any] = []

    def hear(instance: Model, **_: object) -> None:
        made.append(instance.pk)

    post_init.connect(hear, sender=model)
    try:
        yield made
    finally:
        post_init.disconnect(hear, sender=model)


def told(one: Model | None, *before: Model) -> Any:
    """All that a model knows: its values, its state, and those it was made with; of who led here, only the key."""
    if one is None or any(one is each for each in before):
        return one and one.pk
    values = {name: value for name, value in vars(one).items() if name != "_state"}
    related = {name: told(other, one, *before) for name, other in one._state.fields_cache.items()}
    return type(one), values, one._state.adding, one._state.db, related


@pytest.mark.parametrize("asked", [whole, in_part])
def test_a_row_becomes_what_the_queryset_makes_of_it(asked: Any) -> None:
    loan = a_loan()
    (wanted,) = asked.__wrapped__(loan.pk)
    (found,) = asked(loan.pk)
    assert told(found) == told(wanted)
    assert found == loan


def test_what_was_not_asked_for_is_read_when_it_is_needed(django_assert_num_queries: Any) -> None:
    loan = a_loan()
    (found,) = in_part(loan.pk)
    with django_assert_num_queries(0):
        assert (found.due_on, found.item.barcode) == (loan.due_on, loan.item.barcode)
    with django_assert_num_queries(1):
        assert found.lent_at == loan.lent_at


def test_another_that_takes_its_place_is_the_one_that_is_seen() -> None:
    loan, other = a_loan(), an_item()
    (found,) = whole(loan.pk)
    found.item_id = other.pk
    assert found.item == other
    found.save()
    assert Loan.objects.get(pk=loan.pk).item_id == other.pk


def test_whoever_listens_hears_of_each_model() -> None:
    loan = a_loan()
    with heard(Loan) as made:

        @prepared
        def listened(loan_id: int) -> QuerySet[Loan]:
            return Loan.objects.filter(pk=loan_id)

        listened(loan.pk)
        assert made == [loan.pk]
