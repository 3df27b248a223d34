from pathlib import Path

import pytest
from pytest_django import Settings

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
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
        **more,
    }


def test_words_find_titles_with_their_copies_and_facets(visitor: Asker, indexed: Record, city: City) -> None:
    answer = visitor.get("/records", {"q": "bumi"}, **{"Accept-Language": "en"}).json()
    assert answer.keys() == {"count", "results", "facets", "suggestion"}
    assert (answer["count"], answer["results"], answer["suggestion"]) == (1, [found(indexed)], None)
    assert answer["facets"]["language"] == [{"value": "ind", "label": "Indonesian", "count": 1}]
    assert answer["facets"]["decade"] == [{"value": "1980", "label": "1980–1989", "count": 1}]
    point = {"value": str(city.point.pk), "label": "Perpustakaan Kota", "count": 1}
    assert answer["facets"]["service_point"] == [point]


def test_a_misspelt_word_is_suggested_better(visitor: Asker, indexed: Record) -> None:
    assert visitor.get("/records", {"q": "manusai"}).json()["suggestion"] == "manusia"


MATCHING = [
    {"language": ["eng", "ind"]},
    {"decade": "1980"},
    {"subject": "Fiksi"},
    {"author": "Toer, Pramoedya Ananta"},
    {"available": "true"},
]
OTHER = [{"language": "eng"}, {"decade": "1990"}, {"subject": "Puisi"}, {"author": "X"}, {"service_point": "987654"}]


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
    assert answer == {"count": 1, "results": [found(described)], "facets": {}, "suggestion": None}


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
