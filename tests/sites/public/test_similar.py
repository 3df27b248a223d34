"""What stands beside a title: titles like it, and what its readers borrowed too."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.circulation.models import AlsoBorrowed
from pustakota.sites.public.addresses import address_of, slug
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record
from tests.factories.circulation import a_loan
from tests.sites.public.conftest import Town

HEADING = "Whoever borrowed this also borrowed"


@pytest.fixture
def beside(town: Town) -> list[Record]:
    """Two titles that readers of the town's title borrowed too, the second of them hidden since."""
    made = [a_record("Laskar pelangi"), a_record("Rahasia")]
    for place, other in enumerate(made):
        AlsoBorrowed.objects.create(record=town.record, other=other, place=place)
    Record.objects.filter(pk=made[1].pk).update(is_suppressed=True)
    return made


def part_of(client: Client, record: Record) -> str:
    address = reverse("public:similar", args=[record.pk, slug(record)])
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_what_readers_borrowed_too_stands_beside_the_title(visitor: Client, town: Town, beside: list[Record]) -> None:
    part = part_of(visitor, town.record)
    assert HEADING in part
    assert address_of(beside[0]) in part
    assert "Rahasia" not in part


def test_where_there_is_nothing_nothing_is_said(visitor: Client, town: Town) -> None:
    assert HEADING not in part_of(visitor, town.record)


def test_where_all_is_hidden_nothing_is_said(visitor: Client, town: Town, beside: list[Record]) -> None:
    Record.objects.update(is_suppressed=True)
    Record.objects.filter(pk=town.record.pk).update(is_suppressed=False)
    assert HEADING not in part_of(visitor, town.record)


def test_it_costs_two_queries_and_the_title_its_own(
    visitor: Client, town: Town, beside: list[Record], queries_are: QueriesAre
) -> None:
    part_of(visitor, town.record)
    with queries_are(3):
        part_of(visitor, town.record)


@pytest.mark.parametrize("address", ["/api/v1/records/{}", "/api/v1/records?q=bumi", "/en/katalog/{}/bumi-manusia"])
def test_nothing_tells_who_borrowed_a_title(
    address: str, visitor: Client, town: Town, beside: list[Record], queries_are: Any
) -> None:
    a_loan(item=town.item, patron=town.mother)
    answer = visitor.get(address.format(town.record.pk), follow=True)
    assert answer.status_code == 200
    told = answer.content.decode() + json.dumps(dict(answer.headers))
    assert [word for word in (town.mother.card_number, town.mother.person.name) if word in told] == []
    assert "borrowed" not in told.replace("can be borrowed", "")
