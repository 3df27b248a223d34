"""The desk's pages of the union."""

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.network import queries
from pustakota.contexts.network.models import Entry, Source
from pustakota.foundation.fetching import Fetcher
from tests.contexts.network.partner import Repository, book, changed
from tests.factories.network import a_source, harvested

pytestmark = pytest.mark.django_db
ISBN = "9789793062792"


@pytest.fixture
def repository(monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository()
    made.put(1, book("Laskar pelangi", isbn=ISBN))
    made.put(2, book("Laskar pelangi", isbn=ISBN, publisher="Bentang Pustaka"))
    monkeypatch.setattr(Fetcher, "__call__", lambda _self, address: made(address))
    return made


def test_a_source_is_added_shown_and_changed(cataloguer: Client, repository: Repository) -> None:
    given = {"name": "Kota Sebelah", "base_url": "https://sebelah.example.org/oai"}
    made = cataloguer.post(reverse("desk:new_source"), given)
    source = Source.objects.get()
    assert made["Location"] == reverse("desk:source", args=[source.pk])
    harvested(source, repository)
    page = cataloguer.get(reverse("desk:source", args=[source.pk]))
    assert b"Perpustakaan Contoh" in page.content
    facts = {"name": "Kota Sebelah", "metadata": "oai_dc", "every_hours": "168", "pattern": "https://x.id/{local}"}
    assert cataloguer.post(reverse("desk:source", args=[source.pk]), facts).status_code == 302
    source.refresh_from_db()
    assert (source.prefix, source.every_hours, source.is_on, source.whole_at) == ("oai_dc", 168, False, None)
    assert cataloguer.post(reverse("desk:new_source"), given).status_code == 422
    assert cataloguer.get(reverse("desk:sources")).status_code == 200


def test_what_is_no_repository_is_refused_with_its_reason(cataloguer: Client, repository: Repository) -> None:
    repository.in_the_way = [lambda answer: answer._replace(body=b"<html/>")]
    page = cataloguer.post(reverse("desk:new_source"), {"name": "X", "base_url": "https://x.example.org/"})
    assert page.status_code == 422
    assert "OAI-PMH" in page.content.decode()


def test_a_run_lists_what_was_wrong(cataloguer: Client, repository: Repository) -> None:
    source = a_source(repository)
    repository.in_the_way = [changed(b"Laskar pelangi</subfield>", b"Laskar \x0bpelangi</subfield>")]
    run = harvested(source, repository)
    assert cataloguer.get(reverse("desk:harvest_run", args=[run.pk])).status_code == 200
    assert cataloguer.post(reverse("desk:harvest_soon", args=[source.pk]), {"whole": "1"}).status_code == 302
    assert queries.due_sources(Source.objects.get().due_at) == [source]


def test_records_are_parted_and_joined_by_their_buttons(cataloguer: Client, repository: Repository) -> None:
    harvested(a_source(repository), repository)
    one, other = Entry.objects.order_by("pk")
    assert one.group_id == other.group_id
    assert one.group_id is not None
    assert cataloguer.get(reverse("desk:union_groups")).status_code == 200
    page = reverse("desk:union_group", args=[one.group_id])
    assert ISBN in cataloguer.get(page).content.decode()
    cataloguer.post(reverse("desk:part_entry", args=[one.group_id]), {"entry": other.pk, "reason": "cetakan lain"})
    other.refresh_from_db()
    assert other.group_id != one.group_id
    joining = reverse("desk:join_groups", args=[one.group_id])
    assert cataloguer.post(joining, {"other": "tidak ada"}).status_code == 422
    assert cataloguer.post(joining, {"other": "999999"}).status_code == 422
    assert cataloguer.post(joining, {"other": f"/katalog-induk/{other.group_id}/"}).status_code == 302
    was = other.group_id
    other.refresh_from_db()
    assert other.group_id == one.group_id
    assert cataloguer.get(reverse("public:union_title", args=[was])).status_code == 301


def test_the_public_sees_who_has_a_title(client: Client, repository: Repository) -> None:
    source = a_source(repository, pattern="https://sebelah.example.org/katalog/{local}/")
    harvested(source, repository)
    number = Entry.objects.values_list("group", flat=True).first()
    page = client.get(reverse("public:union_title", args=[number])).content.decode()
    assert "https://sebelah.example.org/katalog/1/" in page
    assert client.get(reverse("public:union_title", args=[10**9])).status_code == 404
    repository.later(days=1)
    repository.put(1, None)
    repository.put(2, None)
    harvested(source, repository, at=repository.now)
    assert client.get(reverse("public:union_title", args=[number])).status_code == 410
