"""What any engine must do. A new engine joins by one more parameter of the fixture."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from pustakota.contexts.search.engines.answering import SearchRequest, answer
from pustakota.contexts.search.engines.opensearch import OpenSearchEngine
from pustakota.contexts.search.engines.protocol import Engine, Wanted
from pustakota.contexts.search.engines.tantivy import TantivyEngine, reading
from pustakota.contexts.search.rules import selecting
from pustakota.contexts.search.rules.documents import Document
from pustakota.contexts.search.rules.parsing import parse
from pustakota.contexts.search.rules.weights import CLASSES, Weights


@pytest.fixture(params=["tantivy", "tantivy with every answer kept", "opensearch"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    if "kept" in request.param:
        monkeypatch.setattr(reading, "_BROAD", 0)
    if "tantivy" in request.param:
        return TantivyEngine(tmp_path / "index")
    return OpenSearchEngine(request.getfixturevalue("cluster").addresses, f"test-{uuid4().hex[:12]}")


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


def test_an_answer_that_was_given_before_follows_the_next_change(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik", facets={"language": ["ind"]})])
    wanted = Wanted(parse("batik"), ("record",))
    for number in (1, 2, 3):
        engine.put([a_document(number, "Batik", facets={"language": ["ind"]})])
        for _again in range(2):
            assert engine.find(wanted).count == number
            assert engine.facets(wanted, ["language"], size=5) == {"language": [("ind", number)]}
    assert ids(engine, "batik", limit=1, offset=2) not in (ids(engine, "batik", limit=1), [])


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


def test_things_are_asked_for_among_certain_numbers(engine: Engine) -> None:
    engine.rebuild(a_document(number, "Batik") for number in range(1, 7))
    assert sorted(ids(engine, "batik", numbers=(3, 5))) == [3, 4, 5]
    assert ids(engine, "batik", numbers=(3, 5), sort="newest", limit=1) != []
    assert ids(engine, "batik", numbers=(7, 900)) == []
    assert engine.count(Wanted(parse("batik"), ("record",), numbers=(6, 6))) == 1


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
    title, *between, text = ids(engine, "rendra")
    assert (title, set(between), text) == (3, {1, 2}, 0)


def test_other_weights_give_another_order_at_once(engine: Engine) -> None:
    engine.rebuild(Document("record", n, {"title": ["Lain"], name: ["Rendra"]}) for n, name in enumerate(CLASSES))
    for number, name in enumerate(CLASSES):
        heavy = Weights(whole_title=0, **{other: 90.0 if other == name else 1.0 for other in CLASSES})
        assert ids(engine, "rendra", weights=heavy)[0] == number


def test_a_stem_may_count_as_much_as_the_word_itself_or_nothing(engine: Engine) -> None:
    engine.rebuild([
        Document("record", 1, {"title": ["Penulis muda"]}, language="ind"),
        Document("record", 2, {"title": ["Surat"], "text": ["menulis"]}, language="ind"),
    ])  # fmt: skip
    assert ids(engine, "menulis", weights=Weights(loose=0)) == [2, 1]
    assert ids(engine, "menulis", weights=Weights(loose=1)) == [1, 2]


def test_points_for_the_new_the_free_and_the_local_raise_what_answers_and_find_nothing_more(engine: Engine) -> None:
    engine.rebuild([
        a_document(1, "Batik", year=1990),
        a_document(2, "Batik dan kain lain", year=2024),
        a_document(3, "Batik dan kain lain", year=2018),
        a_document(4, "Batik dan kain lain", year=1990, availability={"1": 1}),
        a_document(5, "Batik dan kain lain", year=1990, fields={"subjects": ["Kota Batu -- Sejarah"]}),
        a_document(6, "Kain dari Kota Batu", year=2024, availability={"1": 1}),
    ])  # fmt: skip

    def first(**points: object) -> list[int]:
        return ids(engine, "batik", weights=Weights(**points), year=2026)  # type: ignore[arg-type]

    assert first()[0] == 1
    assert first(recent=100, whole_title=0)[:2] == [2, 3]
    assert first(available=100)[0] == 4
    assert first(local=100, places=("kota batu",))[0] == 5
    assert set(first(recent=100, available=100, local=100, places=("kota batu",))) == {1, 2, 3, 4, 5}


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


def test_what_is_said_in_english_answers_a_loanword_below_what_says_the_word_in_any_form(engine: Engine) -> None:
    in_text = {"text": ["On rebirth and reincarnation."]}
    engine.rebuild([
        a_document(1, "Hidup lagi", fields=in_text, language="ind"),
        a_document(2, "The reincarnation of reincarnation : reincarnation", fields={"subjects": ["Reincarnation"]}),
        a_document(3, "Ajaran jiwa", fields={"text": [f"Tentang {40 * 'alam roh dan '} reinkarnasi."]}, language="ind"),
        a_document(4, "Reinkarnasinya", language="ind"),
        a_document(5, "Reinkarnasi", language="ind"),
        a_document(6, "Kejadian", fields={"text": ["incarnation"]}, language="ind"),
        a_document(7, "Hidup baru", fields={"names": ["Reincarnation Society"]}, language="ind"),
        a_document(8, "Hidup lama", fields=in_text, language="ind"),
        a_document(9, "Jiwa", fields={"text": ["Tentang jiwa yang bereinkarnasi."]}, language="ind"),
    ])  # fmt: skip
    first, *own, stem, title, name, one, other = answer(engine, SearchRequest("reinkarnasi")).ids
    assert (first, sorted(own), stem, title, name, {one, other}) == (5, [3, 4], 9, 2, 7, {1, 8})
    assert answer(engine, SearchRequest("reinkarnasi lagi")).ids == [1]
    assert answer(engine, SearchRequest("judul:reinkarnasi")).ids[-1] == 2
    assert answer(engine, SearchRequest("pengarang:reinkarnasi")).ids == []


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


def test_kinds_are_kept_apart_where_nearly_all_things_are_of_one(engine: Engine) -> None:
    engine.rebuild([*(a_document(number, "Batik") for number in (1, 2, 3)), Document("page", 1, {"title": ["Batik"]})])
    assert sorted(ids(engine, "batik")) == [1, 2, 3]
    counts = [engine.count(Wanted(parse("batik"), kinds)) for kinds in (("page",), ("page", "record"), ("room",), ())]
    assert counts == [1, 4, 0, 4]
    engine.put([Document("room", 1, {"title": ["Batik"]})])
    assert engine.count(Wanted(parse("batik"), ("record",))) == 3
    assert engine.count(Wanted(parse("batik"), ("room",))) == 1


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
    for round_ in range(12):
        chosen = {name: chance.sample(all_, chance.randint(1, len(all_))) for name, all_ in values.items()}
        filters = {name: picked for name, picked in chosen.items() if chance.random() < 0.5}
        out = {name: [chance.choice(values[name])] for name in ("language", "service_point", "subject")
               if round_ % 2 and chance.random() < 0.4}  # fmt: skip
        text = chance.choice(["", "batik", "seni jawa", "-kota"])
        wanted = Wanted(parse(text), ("record",), filters, limit=1, left_out=out)
        matching = [each for each in documents if _holds(each, text) and not _has(each, out)]
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


def _has(document: Document, values: dict[str, list[str]]) -> bool:
    return any(set(document.facets[name]) & set(some) for name, some in values.items())


def _holds(document: Document, text: str) -> bool:
    words = document.fields["title"][0].split()
    return all((word[1:] not in words) if word.startswith("-") else word in words for word in text.split())


def test_years_narrow_answers_and_counts(engine: Engine) -> None:
    engine.rebuild(a_document(year, "Batik", year=year, facets={"language": ["ind"]}) for year in range(1990, 2000))
    wanted = Wanted(parse("batik"), ("record",), years=selecting.Dated(1995, 1997))
    assert sorted(number for _, number in engine.find(wanted).keys) == [1995, 1996, 1997]
    assert (engine.count(wanted), engine.facets(wanted, ["language"], size=5)) == (3, {"language": [("ind", 3)]})


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


def some_books(engine: Engine) -> None:
    engine.rebuild(
        [a_document(1, "Bumi manusia", language="ind", year=1980, facets={"language": ["ind"]}, fields={
            "names": ["Toer, Pramoedya Ananta, 1925-2006"], "publisher": ["Hasta Mitra"],
            "series": ["Tetralogi Buru ; 1"], "subjects": ["Jawa"], "class_number": ["899.2213"]}),
         a_document(2, "Pramoedya dan dunianya", language="ind", year=1999, facets={"language": ["ind"]}, fields={
             "names": ["Gunawan"], "publisher": ["Balai Poestaka"], "text": ["Dicetak Hasta Mitra di Jawa"],
             "class_number": ["899.2209", "2X1"]}),
         a_document(3, "The land", language="eng", year=2001, facets={"language": ["eng"]}, fields={
             "names": ["Ananta, Toer"], "class_number": ["959.8"]})]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pramoedya", [1, 2]),
        ("pengarang:pramoedya", [1]),
        ("judul:pramoedya", [2]),
        ("-pengarang:pramoedya", [2, 3]),
        ("toer -pengarang:pramoedya", [3]),
        ('pengarang:"Pramoedya Ananta Toer"', [1]),
        ('pengarang:"Toer Ananta Pramoedya"', []),
        ("pengarang:pramudya", [1]),
        ("subjek:jawa", [1]),
        ("hasta mitra", [1, 2]),
        ("penerbit:hasta", [1]),
        ('penerbit:"hasta mitra" bumi', [1]),
        ("penerbit:pustaka", [2]),
        ("seri:tetralogi", [1]),
        ('seri:"buru 1"', [1]),
        ("seri:mitra", []),
        ("tahun:1980", [1]),
        ("tahun:1980-1999", [1, 2]),
        ("tahun:-1980", [1]),
        ("tahun:2000-", [3]),
        ("-tahun:1980-1999", [3]),
        ("bahasa:inggris", [3]),
        ("-bahasa:inggris", [1, 2]),
        ("kelas:899", [1, 2]),
        ("kelas:899.221", [1]),
        ("kelas:2x", [2]),
        ("kelas:9", [3]),
        ("-kelas:8", [3]),
        ("tahun:1990-2005 kelas:8", [2]),
        ("pramoedya tahun:2010-", []),
    ],
)
def test_a_field_in_a_line_narrows_what_is_found(engine: Engine, typed: str, found: list[int]) -> None:
    some_books(engine)
    assert sorted(ids(engine, typed)) == found


def test_words_of_series_and_publisher_stand_as_high_as_other_text(engine: Engine) -> None:
    engine.rebuild(
        [a_document(1, fields={"series": ["Rendra"]}), a_document(2, fields={"names": ["Rendra"]}),
         a_document(3, fields={"publisher": ["Rendra"]})]
    )  # fmt: skip
    found = ids(engine, "rendra")
    assert (found[0], sorted(found)) == (2, [1, 2, 3])
    assert ids(engine, "seri:rendra") == [1]


def such(engine: Engine, condition: selecting.Condition, **more: object) -> list[int]:
    found = engine.find(Wanted(parse(""), ("record",), condition=condition, **more))  # type: ignore[arg-type]
    assert found.count >= len(found.keys)
    return sorted(number for _, number in found.keys)


def test_a_condition_decides_by_field_and_with_and_or_and_not(engine: Engine) -> None:
    engine.rebuild(
        [a_document(1, "Bumi manusia", fields={"names": ["Toer, Pramoedya Ananta"]}, year=1980, language="ind",
                    facets={"language": ["ind"]}),
         a_document(2, "Manusia di bumi", fields={"subjects": ["Sejarah"], "identifiers": ["9780306406157"]}, year=1990,
                    language="ind", facets={"language": ["ind"]}),
         a_document(3, "Toer", fields={"text": ["bumi"]}, year=2001, language="eng", facets={"language": ["eng"]})]
    )  # fmt: skip
    bumi, toer = selecting.words("any", "bumi")[0], selecting.words("names", "toer")[0]
    assert such(engine, selecting.Everything()) == [1, 2, 3]
    assert such(engine, bumi) == [1, 2, 3]
    assert such(engine, toer) == [1]
    assert such(engine, selecting.All(tuple(selecting.words("title", "bumi manusia")))) == [1, 2]
    assert such(engine, selecting.But(bumi, toer)) == [2, 3]
    assert such(engine, selecting.Some((toer, selecting.Valued("language", "eng")))) == [1, 3]
    assert such(engine, selecting.SideBySide("title", ("bumi", "manusia"))) == [1]
    assert such(engine, selecting.titled("MANUSIA di Bumi!")) == [2]
    assert such(engine, selecting.numbered("0-306-40615-2")) == [2]
    assert such(engine, selecting.Dated(1980, 1990)) == [1, 2]
    assert such(engine, selecting.Dated(None, 1985)) == [1]
    assert such(engine, selecting.Dated(1990, 1980)) == []
    assert such(engine, selecting.Keyed(3)) == [3]


def test_masked_letters_stand_for_any_and_a_question_only_ranks(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Pelangi"), a_document(2, "Pelanggan"), a_document(3, "Laskar pelangi")])
    every, one = selecting.masked("title", "Pelan*"), selecting.masked("title", "pelang?")
    assert every is not None
    assert one is not None
    assert such(engine, every) == [1, 2, 3]
    assert such(engine, one) == [1, 3]
    assert selecting.masked("title", "p*") is None
    found = engine.find(Wanted(parse("laskar"), ("record",), condition=every))
    assert found.keys[0] == ("record", 3)


def test_of_many_tokens_those_that_occur_are_told_with_their_frequency(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Bumi manusia"), a_document(2, "Bumi")])
    assert engine.frequencies(["bumi", "manusia", "bulan", ""]) == {"bumi": 2, "manusia": 1}


def editions() -> list[Document]:
    """Three editions of one work, two of another, two titles that stand alone."""
    works = {1: 500, 2: 500, 3: 700, 4: None, 5: 500, 6: 700, 7: None}
    return [a_document(number, "Batik Jawa", work=work, year=1990 + number) for number, work in works.items()]


def test_of_each_work_only_the_first_edition_in_the_order_is_shown_and_titles_are_still_counted(
    engine: Engine,
) -> None:
    engine.rebuild(editions())
    found = engine.find(Wanted(parse("batik"), ("record",), by_work=True, sort="newest"))
    assert [number for _, number in found.keys] == [7, 6, 5, 4]
    assert (found.count, found.works, found.goes_on) == (7, 4, False)
    oldest = engine.find(Wanted(parse("batik"), ("record",), by_work=True, sort="oldest"))
    assert [number for _, number in oldest.keys] == [1, 3, 4, 7]


def test_the_best_edition_stands_for_its_work(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik dan tenun", work=9), a_document(2, "Batik", work=9), a_document(3, "Tenun")])
    assert ids(engine, "batik", by_work=True) == [2]
    assert ids(engine, "tenun batik", by_work=True) == [1]


def test_pages_of_works_follow_each_other_without_gap_or_double(engine: Engine) -> None:
    engine.rebuild(editions())
    pages = [
        engine.find(Wanted(parse("batik"), ("record",), by_work=True, sort="newest", limit=3, offset=offset))
        for offset in (0, 3, 6)
    ]
    assert [[number for _, number in page.keys] for page in pages] == [[7, 6, 5], [4], []]
    assert [page.goes_on for page in pages] == [True, False, False]
    assert {page.works for page in pages} == {4}


def test_many_editions_of_one_work_leave_no_page_short(engine: Engine) -> None:
    of_one = [a_document(number, "Batik", work=3, year=2000) for number in range(1, 701)]
    others = [a_document(number, "Batik", year=1900 + number - 800) for number in range(800, 815)]
    engine.rebuild([*of_one, *others])
    found = engine.find(Wanted(parse("batik"), ("record",), by_work=True, sort="newest", limit=10))
    assert [number for _, number in found.keys][1:] == list(range(814, 805, -1))
    assert (found.count, found.works, found.goes_on) == (715, None, True)


def test_what_is_lent_more_stands_higher_among_equals_and_never_above_the_title_that_was_typed(engine: Engine) -> None:
    others = [a_document(number, f"Buku {number}") for number in range(10, 20)]
    equal = [a_document(number, "Sejarah batik", popularity=step) for number, step in ((1, 0), (2, 2), (3, 6), (4, 4))]
    engine.rebuild([*others, *equal, a_document(5, "Batik")])
    assert ids(engine, "sejarah batik") == [3, 4, 2, 1]
    assert ids(engine, "batik", weights=Weights(popular=10.0)) == [5, 3, 4, 2, 1]
    assert ids(engine, "sejarah batik", weights=Weights(popular=0.0))[0] in {1, 2, 3, 4}
    assert engine.count(Wanted(parse("sejarah batik"), ("record",))) == 4


def test_answers_can_be_sorted_by_what_is_lent_most_whatever_the_words_say(engine: Engine) -> None:
    steps = {1: 0, 2: 3, 3: 6, 4: 2}
    others = [a_document(number, f"Buku {number}") for number in range(10, 20)]
    engine.rebuild([*others, *(a_document(n, f"Sejarah batik {n}", popularity=step) for n, step in steps.items()),
                    a_document(5, "Batik", fields={"identifiers": ["BATIK1"]})])  # fmt: skip
    assert ids(engine, "batik", sort="borrowed")[:3] == [3, 2, 4]
    assert ids(engine, "", sort="borrowed", limit=3) == [3, 2, 4]
    assert ids(engine, "batik", sort="borrowed", limit=2, offset=1) == [2, 4]
    assert ids(engine, "batik", sort="borrowed", weights=Weights(popular=0.0))[:4] == [3, 2, 4, 5]


def test_what_few_borrowed_stands_as_what_nobody_did_in_the_order_by_loans(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik pesisir", popularity=1), a_document(2, "Batik", popularity=0)])
    assert ids(engine, "batik", sort="borrowed") == [2, 1]


def test_work_and_popularity_outlive_a_change_of_availability(engine: Engine) -> None:
    engine.rebuild([a_document(1, "Batik", work=9), a_document(2, "Batik", work=9, popularity=6)])
    engine.set_availability({("record", 2): {"1": 1}})
    assert ids(engine, "batik", by_work=True) == [2]
