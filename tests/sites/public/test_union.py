"""The union catalogue: its page and the API, over titles of two libraries and ours."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.network import actions, queries
from pustakota.contexts.network.models import Entry, Source
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from tests.contexts.network.partner import Repository, book
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW
from tests.factories.network import a_source, harvested

pytestmark = pytest.mark.django_db
ISBN = "9789793062792"


@pytest.fixture
def rainbow(tmp_path: Path, settings: Settings) -> int:
    """The number of a title that two other libraries have; a third title is only ours."""
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    for name in ("Kota Sebelah", "Kabupaten Hulu"):
        made = Repository()
        made.put(1, book("Laskar pelangi", isbn=ISBN))
        harvested(a_source(made, name=name, pattern="https://sebelah.example.org/{local}/"), made)
    own = a_record("Pelangi di kota kita")
    search.rebuild([*documents.union_titles(), *documents.record_documents([own.pk])])
    return Entry.objects.values_list("group", flat=True).distinct().get()


def test_the_union_is_searched_by_programs_too(client: Client, rainbow: int) -> None:
    found = client.get("/api/v1/union", {"q": "pelangi"}).json()
    both = {"Kota Sebelah", "Kabupaten Hulu"}
    by_title = {row["title"]: row for row in found["results"]}
    assert (found["count"], set(by_title)) == (2, {"Laskar pelangi", "Pelangi di kota kita"})
    theirs, ours = by_title["Laskar pelangi"], by_title["Pelangi di kota kita"]
    assert (theirs["id"], theirs["record_id"], {each["name"] for each in theirs["libraries"]}) == (rainbow, None, both)
    assert (ours["id"], ours["record_id"], ours["libraries"]) == (None, Record.objects.get().pk, [])
    assert {(each["label"], each["count"]) for each in found["facets"]["library"]} == {(name, 1) for name in both}
    library = Source.objects.get(name="Kota Sebelah").pk
    assert client.get("/api/v1/union", {"q": "pelangi", "library": library}).json()["count"] == 1


def test_a_title_of_the_union_says_who_has_it_and_where(client: Client, rainbow: int) -> None:
    shown = client.get(f"/api/v1/union/{rainbow}").json()
    assert (shown["id"], shown["title"], shown["isbns"]) == (rainbow, "Laskar pelangi", [ISBN])
    assert {each["library"]["name"] for each in shown["found_at"]} == {"Kota Sebelah", "Kabupaten Hulu"}
    assert {each["link"] for each in shown["found_at"]} == {"https://sebelah.example.org/1/"}
    for unknown in (rainbow + 1, 10**30):
        assert client.get(f"/api/v1/union/{unknown}").status_code == 404


def test_a_title_that_was_joined_to_another_answers_as_that_one(client: Client, rainbow: int) -> None:
    _one, other = Entry.objects.filter(group=rainbow).order_by("pk")
    parted = actions.part_entry(entry=other, by=SYSTEM, at=NOW, reason="lain").group
    group = queries.group(rainbow)
    assert group is not None
    assert parted is not None
    assert client.get(f"/api/v1/union/{parted.pk}").json()["id"] == parted.pk
    actions.join_groups(group=group, other=parted, by=SYSTEM, at=NOW, reason="sama")
    assert client.get(f"/api/v1/union/{parted.pk}").json()["id"] == rainbow


def test_while_there_is_no_index_programs_are_told_to_come_again(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.SEARCH_INDEX_PATH = tmp_path / "none"
    answer = client.get("/api/v1/union", {"q": "pelangi"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_the_page_says_what_it_corrected(client: Client, rainbow: int) -> None:
    page = _page(client, "lasker")
    assert "Nothing was found for “lasker”. These are the titles for <strong>laskar</strong>." in page
    assert "hx-get" not in page.partition("<main")[2]


def test_the_page_names_the_word_that_nothing_has_and_what_has_the_others(client: Client, rainbow: int) -> None:
    page = _page(client, "zzzzqx pelangi")
    assert "Nothing has “zzzzqx”." in page
    assert "<p>·" not in page
    assert reverse("public:union_title", args=[rainbow]) in page


def test_below_few_titles_stand_those_with_most_of_the_words(client: Client, rainbow: int) -> None:
    page = _page(client, "laskar pelangi indah kota")
    assert reverse("public:union_title", args=[rainbow]) in page


def _page(client: Client, text: str) -> str:
    return client.get(reverse("public:union"), {"q": text}, headers={"Accept-Language": "en"}).content.decode()
