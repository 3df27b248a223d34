from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from pustakota.foundation.pacing import Pace
from pustakota.sites.public import completing
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan
from tests.factories.organisation import a_point
from tests.sites.api.conftest import Asker, City, codes


@pytest.fixture
def described(city: City) -> Record:
    Record.objects.filter(pk=city.record.pk).update(
        authors=["Toer, Pramoedya Ananta"], year=1980, language="ind", details={"subjects": ["Fiksi"]}
    )
    city.record.refresh_from_db()
    return city.record


@pytest.fixture
def indexed(described: Record, tmp_path: Path, settings: Settings) -> Record:
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    search.rebuild(documents.record_documents([described.pk]))
    return described


def found(described: Record, **more: object) -> dict[str, object]:
    return {
        "id": described.pk,
        "title": "Bumi manusia",
        "authors": ["Toer, Pramoedya Ananta"],
        "year": 1980,
        "language": "ind",
        "available": 1,
        "items": 1,
        "partial": False,
        "work": None,
        **more,
    }


def test_words_find_titles_with_their_copies_and_facets(visitor: Asker, indexed: Record, city: City) -> None:
    answer = visitor.get("/records", {"q": "bumi"}, **{"Accept-Language": "en"}).json()
    assert answer.keys() == {"count", "works", "results", "facets", "suggestion"}
    assert (answer["count"], answer["results"], answer["suggestion"]) == (1, [found(indexed)], None)
    assert answer["facets"]["language"] == [{"value": "ind", "label": "Indonesian", "count": 1}]
    assert answer["facets"]["decade"] == [{"value": "1980", "label": "1980–1989", "count": 1}]
    point = {"value": str(city.point.pk), "label": "Perpustakaan Kota", "count": 1}
    assert answer["facets"]["service_point"] == [point]


def test_where_few_titles_have_all_words_those_with_most_follow_and_say_so(visitor: Asker, indexed: Record) -> None:
    other = a_record("Manusia dan budaya")
    search.rebuild(documents.record_documents([indexed.pk, other.pk]))
    answer = visitor.get("/records", {"q": "bumi manusia"}).json()
    assert answer["count"] == 1
    assert [(each["id"], each["partial"]) for each in answer["results"]] == [(indexed.pk, False), (other.pk, True)]


def test_a_misspelt_word_is_suggested_better(visitor: Asker, indexed: Record) -> None:
    assert visitor.get("/records", {"q": "manusai"}).json()["suggestion"] == "manusia"


MATCHING = [
    {"language": ["eng", "ind"]},
    {"decade": "1980"},
    {"subject": "Fiksi"},
    {"author": "Toer, Pramoedya Ananta"},
    {"available": "true"},
]
MATCHING += [
    {"not_language": "eng"}, {"not_decade": "1990"}, {"not_subject": "Puisi"}, {"not_author": "X"},
    {"not_service_point": "987654"}, {"year_from": "1980"}, {"year_to": "1980"}, {"year_from": 1985, "year_to": 1975},
]  # fmt: skip
OTHER = [
    {"not_language": ["ind", "eng"]}, {"not_decade": "1980"}, {"not_subject": "Fiksi"},
    {"not_author": "Toer, Pramoedya Ananta"}, {"not_available": "true"}, {"year_from": "1981"}, {"year_to": "1979"},
]  # fmt: skip
OTHER += [{"language": "eng"}, {"decade": "1990"}, {"subject": "Puisi"}, {"author": "X"}, {"service_point": "987654"}]


@pytest.mark.parametrize("filters", MATCHING)
def test_filters_narrow_by_the_index(visitor: Asker, indexed: Record, filters: dict[str, object]) -> None:
    assert visitor.get("/records", {"q": "bumi", **filters}).json()["count"] == 1


@pytest.mark.parametrize("filters", OTHER)
def test_filters_leave_out_by_the_index(visitor: Asker, indexed: Record, filters: dict[str, object]) -> None:
    assert visitor.get("/records", {"q": "bumi", **filters}).json()["count"] == 0


@pytest.mark.parametrize("filters", MATCHING)
def test_filters_narrow_before_there_is_an_index(visitor: Asker, described: Record, filters: dict[str, object]) -> None:
    assert visitor.get("/records", {"q": "bumi", **filters}).json()["count"] == 1


@pytest.mark.parametrize("filters", OTHER)
def test_filters_leave_out_before_there_is_an_index(
    visitor: Asker, described: Record, filters: dict[str, object]
) -> None:
    assert visitor.get("/records", {"q": "bumi", **filters}).json()["count"] == 0


def test_before_there_is_an_index_the_beginning_of_a_title_answers(visitor: Asker, described: Record) -> None:
    answer = visitor.get("/records", {"q": "Bumi"}).json()
    assert answer == {"count": 1, "works": None, "results": [found(described)], "facets": {}, "suggestion": None}


def test_a_point_is_left_out_with_and_without_an_index(
    visitor: Asker, described: Record, city: City, tmp_path: Path, settings: Settings
) -> None:
    asked = {"q": "bumi", "not_service_point": city.point.pk}
    assert visitor.get("/records", asked).json()["count"] == 0
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    search.rebuild(documents.record_documents([described.pk]))
    assert visitor.get("/records", asked).json()["count"] == 0


def test_completions_come_with_counts_and_may_be_kept_for_a_minute(visitor: Asker, indexed: Record) -> None:
    answer = visitor.get("/completions", {"q": "pram"})
    title = {"id": indexed.pk, "title": "Bumi manusia", "authors": ["Toer, Pramoedya Ananta"], "year": 1980}
    author = {"value": "Toer, Pramoedya Ananta", "label": "Toer, Pramoedya Ananta", "count": 1}
    assert answer.json() == {"titles": [title], "authors": [author], "subjects": []}
    assert answer["Cache-Control"] == "public, max-age=60"
    assert visitor.get("/completions", {"q": "fik"}).json()["subjects"][0]["value"] == "Fiksi"
    assert visitor.get("/completions").json() == {"titles": [], "authors": [], "subjects": []}


def test_before_there_is_an_index_completions_are_titles_that_begin_so(visitor: Asker, described: Record) -> None:
    answer = visitor.get("/completions", {"q": "bum"}).json()
    assert ([row["id"] for row in answer["titles"]], answer["authors"]) == ([described.pk], [])


def test_whoever_asks_for_more_completions_than_people_type_waits(
    visitor: Asker, indexed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completing, "PACE", Pace(from_one=1, from_all=5))
    assert visitor.get("/completions", {"q": "bum"}).status_code == 200
    refused = visitor.get("/completions", {"q": "bumi"})
    assert (refused.status_code, codes(refused)) == (429, ["too_many"])
    assert 0 < int(refused["Retry-After"]) <= 60


def test_a_copy_on_loan_counts_but_is_not_available(visitor: Asker, described: Record, city: City) -> None:
    a_loan(item=city.item, patron=city.member, at=clock.now())
    assert visitor.get("/records", {"q": "bumi"}).json()["results"] == [found(described, available=0)]
    assert visitor.get("/records", {"q": "bumi", "available": "true"}).json()["count"] == 0
    assert visitor.get("/records", {"q": "bumi", "service_point": city.point.pk}).json()["count"] == 1


def test_twenty_a_page(visitor: Asker, db: None) -> None:
    titles = sorted(a_record(f"Seri {number:02d}").title for number in range(25))
    first, second, third = (visitor.get("/records", {"q": "seri", "page": page}).json() for page in (1, 2, 3))
    assert [row["title"] for page in (first, second) for row in page["results"]] == titles
    assert (len(first["results"]), first["count"], third["results"]) == (20, 25, [])


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"page": "99999999999999999999"}, {"q": "\x00"}, {"q": "a" * 1000}]
)
def test_odd_values_are_bad_input(visitor: Asker, db: None, query: dict[str, str]) -> None:
    answer = visitor.get("/records", query)
    assert answer.status_code == 422
    assert codes(answer)


@pytest.mark.parametrize("query", [{"q": "()\"'*:^~ AND"}, {"page": "1000"}, {"colour": "red"}, {"q": "\udc80"}])
def test_odd_words_and_unknown_filters_do_no_harm(visitor: Asker, indexed: Record, query: dict[str, str]) -> None:
    assert visitor.get("/records", {**query, "q": query.get("q", "").encode("utf-8", "replace")}).status_code == 200


def test_a_record_shows_its_copies_and_how_many_wait(visitor: Asker, described: Record, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    shelved = an_item(record=described, at_point=a_point(name="Cabang"))
    a_hold(record=described, pickup=city.point, patron=city.stranger, at=clock.now())
    shown = visitor.get(f"/records/{described.pk}").json()
    assert (shown["title"], shown["subjects"], shown["holds_waiting"]) == ("Bumi manusia", ["Fiksi"], 1)
    assert shown["items"] == [
        {
            "barcode": city.item.barcode,
            "service_point": {"id": city.point.pk, "name": "Perpustakaan Kota"},
            "call_number": "",
            "status": "on_loan",
            "due_on": loan.due_on.isoformat(),
        },
        {
            "barcode": shelved.barcode,
            "service_point": {"id": shelved.service_point_id, "name": "Cabang"},
            "call_number": "",
            "status": "available",
            "due_on": None,
        },
    ]


def test_an_unknown_or_hidden_record_is_404(visitor: Asker, city: City) -> None:
    Record.objects.filter(pk=city.record.pk).update(is_suppressed=True)
    for key in (city.record.pk, 987654, 10**30, "abc"):
        answer = visitor.get(f"/records/{key}")
        assert (answer.status_code, codes(answer)) == (404, ["not_found"])


def test_service_points_are_open_to_all(visitor: Asker, city: City) -> None:
    assert visitor.get("/service-points").json() == [{"id": city.point.pk, "name": "Perpustakaan Kota", "kind": "main"}]


def test_editions_of_one_work_are_told_and_may_be_listed_as_one(visitor: Asker, indexed: Record) -> None:
    other = a_record("Bumi manusia")
    Record.objects.filter(pk__in=[indexed.pk, other.pk]).update(work=2**61)
    search.rebuild(documents.record_documents([indexed.pk, other.pk]))
    each = visitor.get("/records", {"q": "bumi"}).json()
    assert (each["count"], each["works"], len(each["results"])) == (2, None, 2)
    assert {row["work"] for row in each["results"]} == {str(2**61)}
    grouped = visitor.get("/records", {"q": "bumi", "by_work": True}).json()
    assert (grouped["count"], grouped["works"], len(grouped["results"])) == (2, 1, 1)
    shown = visitor.get(f"/records/{indexed.pk}").json()
    assert shown["work"] == str(2**61)
    assert [edition["id"] for edition in shown["editions"]] == [other.pk]


def test_titles_may_be_listed_by_what_is_borrowed_most(visitor: Asker, indexed: Record) -> None:
    asked_for = a_record("Kisah panjang tentang langit, laut, hutan dan bumi yang dicari")
    every = [replace(each, popularity=3 if each.id == asked_for.pk else 0)
             for each in documents.record_documents([indexed.pk, asked_for.pk])]  # fmt: skip
    search.rebuild(every)
    orders = {sort: visitor.get("/records", {"q": "bumi", "sort": sort}).json() for sort in ("relevance", "borrowed")}
    assert [row["id"] for row in orders["borrowed"]["results"]] == [asked_for.pk, indexed.pk]
    assert [row["id"] for row in orders["relevance"]["results"]] == [indexed.pk, asked_for.pk]
    assert visitor.get("/records", {"q": "bumi", "sort": "best"}).status_code == 422
