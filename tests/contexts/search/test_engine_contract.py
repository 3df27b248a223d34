"""What any engine must do. A new engine joins by one more parameter of the fixture."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pustakota.contexts.search.engines.protocol import Engine, Wanted
from pustakota.contexts.search.engines.tantivy import TantivyEngine
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.parsing import parse


@pytest.fixture(params=["tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    assert request.param == "tantivy"
    return TantivyEngine(tmp_path / "index")


def a_document(number: int, title: str = "Judul", **more: object) -> Document:
    fields = {"title": [title], **more.pop("fields", {})}  # type: ignore[dict-item]
    return Document("record", number, fields, **more)  # type: ignore[arg-type]


def ids(engine: Engine, text: str, **more: object) -> list[int]:
    found = engine.find(Wanted(parse(text), ("record",), **more))  # type: ignore[arg-type]
    assert found.count >= len(found.keys)
    return [number for _, number in found.keys]


def test_there_is_no_index_until_the_first_rebuild_and_changes_before_it_are_let_go(engine: Engine) -> None:
    assert not engine.ready()
    assert engine.put([a_document(1)]) == 0
    assert not engine.ready()
    assert engine.rebuild([]) == 0
    assert engine.ready()
    assert ids(engine, "") == []


def test_what_is_put_can_be_found_at_once_and_what_is_removed_cannot(engine: Engine) -> None:
    engine.rebuild([])
    before = engine.stamp()
    assert engine.put([a_document(1, "Bumi Manusia"), a_document(2, "Anak Semua Bangsa")]) == 2
    assert engine.stamp() != before
    assert ids(engine, "bumi manusia") == [1]
    engine.remove([("record", 1), ("record", 99)])
    assert ids(engine, "bumi manusia") == []
    assert ids(engine, "") == [2]


def test_putting_a_thing_again_replaces_it(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Lama")])
    engine.put([a_document(1, "Baru"), a_document(1, "Terbaru")])
    assert ids(engine, "lama") == []
    assert ids(engine, "terbaru") == [1]
    assert ids(engine, "") == [1]


def test_all_words_are_required_and_excluded_words_keep_things_out(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Sejarah Jawa"), a_document(2, "Sejarah Bali"), a_document(3, "Seni Jawa Bali")])
    assert ids(engine, "sejarah jawa") == [1]
    assert sorted(ids(engine, "jawa")) == [1, 3]
    assert ids(engine, "jawa -bali") == [1]


def test_a_phrase_needs_its_words_side_by_side(engine: Engine) -> None:
    engine.rebuild(
        [a_document(1, "Bumi manusia"), a_document(2, "Manusia di bumi"), a_document(3, "Bumi para manusia")]
    )
    assert ids(engine, '"bumi manusia"') == [1]
    assert sorted(ids(engine, "bumi manusia")) == [1, 2, 3]


def test_the_exact_word_stands_above_its_stem(engine: Engine) -> None:
    engine.rebuild(
        [a_document(1, "Tulisan", language="ind"), a_document(2, "Menulis", language="ind"),
         a_document(3, "Penulis", language="ind")]
    )  # fmt: skip
    for text, number in (("menulis", 2), ("tulisan", 1), ("penulis", 3)):
        found = ids(engine, text)
        assert found[0] == number
        assert sorted(found) == [1, 2, 3]


def test_the_title_stands_above_names_subjects_and_text(engine: Engine) -> None:
    classes = ["text", "subjects", "names", "title"]
    engine.rebuild(
        Document("record", number, {"title": ["Lain"], name: ["Rendra"]}) for number, name in enumerate(classes)
    )
    assert ids(engine, "rendra") == [3, 2, 1, 0]


def test_the_whole_title_stands_above_longer_ones(engine: Engine) -> None:
    engine.rebuild(
        [a_document(1, "Hujan dan teduh"), a_document(2, "Hujan"), a_document(3, "Hujan bulan Juni", fields={
            "subjects": ["Hujan"], "text": ["hujan hujan hujan"]})]
    )  # fmt: skip
    assert ids(engine, "hujan")[0] == 2


def test_boosted_things_stand_higher(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik"), a_document(2, "Batik", boost=2.0), a_document(3, "Batik")])
    assert ids(engine, "batik")[0] == 2


@pytest.mark.parametrize(
    ("asked", "title", "language", "year"),
    [
        ("Sukarno", "Soekarno", "ind", 2000),
        ("Soekarno", "Sukarno", "ind", 2000),
        ("syair", "Sjair", "ind", 1950),
        ("undang2", "Undang-undang", "ind", 2000),
        ("anak anak", "Anak2 kota", "ind", 2000),
        ("alquran", "al-Qur'an", "ind", 2000),
        ("al quran", "Alquran", "ind", 2000),
        ("quran", "Tafsir al-Qur'an", "ind", 2000),
        ("hadis", "Hadits", "ind", 2000),
        ("library", "Libraries", "eng", 2000),
        ("اسلام", "الإسلام إسلام", "ara", 2000),
        ("aku", "Aku", "ind", 1949),
        ("ꦧꦱ", "ꦧꦱ ꦗꦮ", "jav", 1900),
    ],
)
def test_spellings_of_one_word_find_each_other(
    engine: Engine, asked: str, title: str, language: str, year: int
) -> None:
    engine.rebuild([a_document(1, title, language=language, year=year), a_document(2, "Lain sekali")])
    assert ids(engine, asked) == [1]


def test_english_headings_answer_indonesian_words_below_indonesian_titles(engine: Engine) -> None:
    engine.rebuild([
        a_document(1, "Titles", fields={"subjects": ["Indonesia -- History"]}, language="eng"),
        a_document(2, "Sejarah Indonesia", language="ind"),
    ])  # fmt: skip
    assert ids(engine, "sejarah indonesia") == [2, 1]


def test_a_number_finds_its_bearer_in_any_form(engine: Engine) -> None:
    numbers = {"identifiers": ["979-9581-72-9", "PK000123", "959.8 RIC s"]}
    engine.rebuild([a_document(1, fields=numbers), a_document(2, "979 buku")])
    for asked in ("9799581729", "978-979-9581-72-3", "pk000123", "959.8 ric s"):
        assert ids(engine, asked) == [1]
        assert list(engine.identified(parse(asked).identifier, ("record",))) == [("record", 1)]
    assert list(engine.identified("9799581729", ("page",))) == []


def test_kinds_are_kept_apart(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik"), Document("page", 1, {"title": ["Batik"]})])
    assert engine.find(Wanted(parse("batik"), ("page",))).keys == [("page", 1)]
    both = engine.find(Wanted(parse("batik"), ("page", "record")))
    assert both.count == 2
    assert sorted(both.keys) == [("page", 1), ("record", 1)]
    engine.remove([("page", 1)])
    assert engine.find(Wanted(parse("batik"))).keys == [("record", 1)]


def test_pages_follow_each_other_without_gap_or_double(engine: Engine) -> None:
    engine.rebuild(a_document(number, f"Batik {number}") for number in range(57))
    pages = [ids(engine, "batik", offset=offset, limit=20) for offset in (0, 20, 40, 60)]
    assert [len(page) for page in pages] == [20, 20, 17, 0]
    assert sorted(itertools.chain(*pages)) == list(range(57))


def test_answers_can_be_sorted_by_year_and_title(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik C", year=1990), a_document(2, "Batik A", year=2020),
                    a_document(3, "Batik B", year=1800)])  # fmt: skip
    assert ids(engine, "batik", sort="newest") == [2, 1, 3]
    assert ids(engine, "batik", sort="oldest") == [3, 1, 2]
    assert ids(engine, "batik", sort="title") == [2, 3, 1]


def many(chance: random.Random) -> Iterator[Document]:
    for number in range(300):
        points = chance.sample("12345", chance.randint(0, 3))
        yield Document(
            "record", number, {"title": [" ".join(chance.sample(["batik", "jawa", "seni", "kota"], 2))]},
            {"language": [chance.choice(["ind", "eng", "jav"])], "service_point": points,
             "subject": chance.sample(["Seni", "Kota: tua", "a/b", "Ünïcode"], 2)},
            availability={point: chance.randint(0, 1) for point in points},
        )  # fmt: skip


def fits(document: Document, name: str, values: list[str], filters: dict[str, list[str]]) -> bool:
    free = {point for point, copies in document.availability.items() if copies}
    if name == "available":
        return bool(free & set(filters["service_point"])) if filters.get("service_point") else bool(free)
    if name == "service_point" and filters.get("available"):
        return bool(free & set(values))
    return bool(set(document.facets[name]) & set(values))


@pytest.mark.parametrize("seed", range(6))
def test_facets_are_exact_for_any_choice_of_filters(engine: Engine, seed: int) -> None:
    chance = random.Random(seed)
    documents = list(many(chance))
    engine.rebuild(documents[:200])
    engine.put(documents[150:])
    engine.remove([("record", 7)])
    documents.pop(7)
    values = {"language": ["ind", "eng", "jav"], "service_point": list("12345"), "available": ["yes"],
              "subject": ["Seni", "Kota: tua", "a/b", "Ünïcode"]}  # fmt: skip
    for _ in range(12):
        chosen = {name: chance.sample(all_, chance.randint(1, len(all_))) for name, all_ in values.items()}
        filters = {name: picked for name, picked in chosen.items() if chance.random() < 0.5}
        text = chance.choice(["", "batik", "seni jawa", "-kota"])
        wanted = Wanted(parse(text), ("record",), filters, limit=1)
        matching = [each for each in documents if _holds(each, text)]
        own = [each for each in matching if all(fits(each, name, filters[name], filters) for name in filters)]
        assert engine.count(wanted) == engine.find(wanted).count == len(own)
        counted = engine.facets(wanted, list(values), size=50)
        for name, all_ in values.items():
            others = {other: picked for other, picked in filters.items() if other != name}
            true = {}
            for value in all_:
                narrowed = {**others, name: [value]}
                true[value] = sum(all(fits(each, n, v, narrowed) for n, v in narrowed.items()) for each in matching)
            assert dict(counted[name]) == {value: count for value, count in true.items() if count}, (name, filters)


def _holds(document: Document, text: str) -> bool:
    words = document.fields["title"][0].split()
    return all((word[1:] not in words) if word.startswith("-") else word in words for word in text.split())


def test_facets_are_limited_to_the_most_frequent_and_still_exact(engine: Engine) -> None:
    engine.rebuild(a_document(number, facets={"author": [f"Penulis {number % 97}", "Semua"]}) for number in range(970))
    counted = engine.facets(Wanted(parse("")), ["author"], size=5)["author"]
    assert counted[0] == ("Semua", 970)
    assert [count for _, count in counted[1:]] == [10] * 4


def test_a_facet_that_nothing_has_is_empty(engine: Engine) -> None:
    engine.rebuild([a_document(1)])
    assert engine.facets(Wanted(parse("")), ["language", "available"], size=5) == {"language": [], "available": []}


def test_availability_changes_without_the_document_coming_again(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik", facets={"service_point": ["1", "2"]}), a_document(2, "Seni")])
    at_1 = {"available": ["yes"], "service_point": ["1"]}
    assert ids(engine, "batik", filters={"available": ["yes"]}) == []
    assert engine.set_availability({("record", 1): {"1": 0, "2": 3}, ("record", 99): {"1": 1}}) == 1
    assert ids(engine, "batik", filters={"available": ["yes"]}) == [1]
    assert ids(engine, "batik", filters=at_1) == []
    engine.set_availability({("record", 1): {"1": 1}})
    assert ids(engine, "batik", filters=at_1) == [1]
    engine.set_availability({("record", 1): {}})
    assert ids(engine, "", filters={"available": ["yes"]}) == []
    assert ids(engine, "batik") == [1]


def test_words_are_offered_by_their_beginning_and_counted(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Perpustakaan", language="ind"), a_document(2, "Perpustakaan perkotaan")])
    assert dict(engine.beginnings("perp")) == {"perpustakaan": 2}
    assert engine.beginnings("per", limit=1) == [("perpustakaan", 2)]
    assert (engine.frequency("perpustakaan"), engine.written("perpustakaan")) == (2, 2)
    assert (engine.frequency("pustaka"), engine.written("pustaka")) == (2, 0)
    assert (engine.frequency("tiada"), engine.written("tiada")) == (0, 0)


def test_rebuilding_brings_what_is_given_and_nothing_else(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Lama"), a_document(2, "Tetap")])
    engine.rebuild([a_document(2, "Tetap"), a_document(3, "Baru")])
    assert sorted(ids(engine, "")) == [2, 3]


def test_old_answers_go_on_and_changes_are_kept_while_a_rebuild_runs(engine: Engine) -> None:
    engine.rebuild([a_document(number, f"Buku {number}") for number in range(5)])
    seen: list[list[int]] = []

    def documents() -> Iterator[Document]:
        yield a_document(0, "Buku 0")
        seen.append(sorted(ids(engine, "buku")))
        engine.put([a_document(9, "Buku datang", facets={"service_point": ["1"]}), a_document(1, "Diganti")])
        engine.remove([("record", 2)])
        engine.set_availability({("record", 9): {"1": 2}, ("record", 0): {"1": 1}})
        seen.append(sorted(ids(engine, "buku")))
        for number in range(1, 5):
            yield a_document(number, f"Buku {number}")

    engine.rebuild(documents())
    assert seen == [[0, 1, 2, 3, 4], [0, 3, 4, 9]]
    assert sorted(ids(engine, "")) == [0, 1, 3, 4, 9]
    assert ids(engine, "diganti") == [1]
    assert sorted(ids(engine, "", filters={"available": ["yes"]})) == [0, 9]


def test_a_rebuild_that_fails_leaves_the_old_index_answering(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Lama")])

    def broken() -> Iterator[Document]:
        yield a_document(2, "Baru")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(broken())
    assert ids(engine, "") == [1]
    engine.put([a_document(3, "Sesudah")])
    assert sorted(ids(engine, "")) == [1, 3]
    assert engine.rebuild([a_document(4)]) == 1
    assert ids(engine, "") == [4]


def test_strange_values_do_no_harm(engine: Engine) -> None:
    strange = ["\x00", "\ud800", "a" * 70_000, "", " ", "x\ny", "🙂", "-", "'", "\u202e"]
    engine.rebuild([])
    engine.put(
        Document("record", number, {"title": [value], "names": [value], "identifiers": [value]}, {"subject": [value]})
        for number, value in enumerate(strange)
    )
    assert engine.find(Wanted(parse(""))).count == len(strange)
    for value in strange:
        engine.find(Wanted(parse(value), filters={"subject": [value]}))
