"""Looking into a list before searching: the terms around a place, and how many records each finds."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import etree

from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.pacing import Pace
from pustakota.protocols.sru import conversation
from tests.factories.moments import NOW
from tests.protocols.sru.shelf import SHELF, fill
from tests.protocols.sru.test_sru_conversation import OLD, asked, number, two_point_zero

pytestmark = pytest.mark.django_db

NEW_SCAN = "http://docs.oasis-open.org/ns/search-ws/scan"
EXPLAIN = "{http://explain.z3950.org/dtd/2.0/}"
INDEXES = ("dc.title", "dc.creator", "dc.subject", "dc.language", "dc.date")
HIRATA, TOER = ("Hirata, Andrea", "2", "first"), ("Toer, Pramoedya Ananta", "2", "last")
Told = tuple[str | None, ...]


@pytest.fixture
def lists(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """The shelf, with its authors and subjects counted."""
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    monkeypatch.setattr(conversation, "PACE", Pace(from_one=10_000, from_all=10_000))
    records = fill()
    actions.count_headings(by=SYSTEM, at=NOW)
    return records


def scanned(client: Client, clause: str, version: str = "1.2", **more: object) -> etree._Element:
    given = {"operation": "scan", "version": version, "scanClause": clause, **more}
    return etree.fromstring(client.get("/sru", given).content)


def terms(root: etree._Element) -> list[Told]:
    """(value, number of records, where in the list) of each term."""
    assert root.find(".//{*}diagnostic") is None, etree.tostring(root)
    return [tuple(part.text for part in one) for one in root.iterfind(".//{*}term")]


def values(client: Client, clause: str, **more: object) -> list[str | None]:
    return [term[0] for term in terms(scanned(client, clause, **more))]


def test_a_scan_tells_terms_in_their_order_from_the_start_term_on(client: Client, lists: list[Record]) -> None:
    assert terms(scanned(client, 'dc.creator = ""')) == [HIRATA, TOER]
    assert terms(scanned(client, 'dc.creator == "HIRATA, andrea"')) == [HIRATA, TOER]
    assert terms(scanned(client, "author = pram")) == [TOER]
    assert terms(scanned(client, "author = zzz")) == []
    assert values(client, "dc.title = manusia") == ["Manusia dan bumi", "This earth of mankind"]
    assert values(client, "dc.language = eng") == ["eng", "ind"]
    assert values(client, "dc.date = 1985") == ["1990", "1996", "2005"]


@pytest.mark.parametrize("index", INDEXES)
def test_each_term_finds_as_many_records_as_the_scan_said(client: Client, lists: list[Record], index: str) -> None:
    told = terms(scanned(client, f'{index} = ""'))
    assert len(told) >= 2
    for value, records, _where in told:
        relation = "=" if index == "dc.language" else "=="
        assert asked(client, f'{index} {relation} "{value}"').findtext("{*}numberOfRecords") == records, value


@pytest.mark.parametrize(
    ("position", "length", "years"),
    [
        (0, 2, ["1996", "2005"]),
        (1, 2, ["1990", "1996"]),
        (2, 2, ["1980", "1990"]),
        (3, 2, ["1980"]),
        (2, 4, ["1980", "1990", "1996", "2005"]),
        (5, 4, ["1980"]),
        (1, 1, ["1990"]),
    ],
)
def test_the_start_term_stands_where_it_was_asked_for(
    client: Client, lists: list[Record], position: int, length: int, years: list[str]
) -> None:
    assert values(client, "dc.date = 1990", responsePosition=position, maximumTerms=length) == years


@pytest.mark.parametrize(("index", "length"), [("dc.title", 4), ("dc.subject", 4), ("dc.creator", 2), ("dc.date", 4)])
def test_a_walk_through_a_list_meets_every_term_once_and_is_told_the_ends(
    client: Client, lists: list[Record], index: str, length: int
) -> None:
    walked: list[Told] = []
    following = terms(scanned(client, f'{index} = ""', maximumTerms=1))
    while following:
        walked += following
        clause = f'{index} = "{walked[-1][0]}"'
        following = terms(scanned(client, clause, maximumTerms=1, responsePosition=0))
    names = [str(value) for value, _records, _where in walked]
    assert names == sorted(names)
    assert len(set(names)) == len(names) == length
    assert [where for *_told, where in walked] == ["first", *["inner"] * (length - 2), "last"]
    back = scanned(client, f'{index} = "{names[-1]}"', maximumTerms=length, responsePosition=length + 1)
    assert [value for value, *_told in terms(back)] == names[:-1]


def test_a_hidden_record_is_neither_a_term_nor_counted(client: Client, lists: list[Record]) -> None:
    actions.set_suppressed(record=lists[2], is_suppressed=True, by=SYSTEM, at=NOW)
    search.remove_documents([("record", lists[2].pk)])
    assert terms(scanned(client, 'dc.creator = ""'))[0] == ("Hirata, Andrea", "1", "first")
    assert "Laskar pelangi" not in values(client, 'dc.title = ""')
    assert "Persahabatan" not in values(client, 'dc.subject = ""')


@pytest.mark.parametrize(
    ("clause", "more", "expected"),
    [
        ("", {}, 7),
        ("bumi", {}, 16),
        ("dc.identifier = 1", {}, 16),
        ("foo.bar = 1", {}, 15),
        ("dc.title < a", {}, 19),
        ("dc.title = bu*", {}, 28),
        ("dc.title = ^bumi", {}, 31),
        ("dc.date = x", {}, 36),
        ("dc.title = a and dc.title = b", {}, 10),
        ("dc.title = a sortBy dc.title", {}, 10),
        ("dc.title = a b c", {}, 10),
        ("dc.title = a", {"responsePosition": 22}, 120),
        ("dc.title = a", {"responsePosition": -1}, 6),
        ("dc.title = a", {"maximumTerms": 0}, 6),
        ("dc.title = a", {"maximumTerms": "9" * 40}, 6),
        ("dc.title = " + "a" * 1_000_000, {}, 12),
        (" and ".join(["dc.title = a"] * 3_000)[:30_000], {}, 38),
    ],
)
def test_a_scan_that_cannot_be_answered_has_its_diagnostic_in_its_own_answer(
    client: Client, lists: list[Record], clause: str, more: dict[str, object], expected: int
) -> None:
    for version, namespace in (("1.1", OLD), ("1.2", OLD), ("2.0", NEW_SCAN)):
        root = scanned(client, clause, version, **more)
        assert root.tag == f"{{{namespace}}}scanResponse"
        assert number(root) == expected


@pytest.mark.parametrize("clause", ['dc.title = "\x1b\x07"', 'dc.creator = "%_\\"\'"', 'dc.language = "\u0627"'])
def test_odd_letters_are_a_place_in_the_list_like_others(client: Client, lists: list[Record], clause: str) -> None:
    assert isinstance(terms(scanned(client, clause)), list)


def test_no_more_than_a_hundred_terms_are_told_at_once(client: Client, lists: list[Record]) -> None:
    assert len(values(client, 'dc.title = ""', maximumTerms=999_999)) == len(SHELF)
    assert number(scanned(client, 'dc.title = ""', maximumTerms=999_999, responsePosition=102)) == 120


def test_without_an_index_a_scan_says_not_now(
    client: Client, lists: list[Record], settings: LazySettings, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX_PATH = tmp_path / "none"
    assert number(scanned(client, "dc.creator = toer")) == 2


@pytest.mark.parametrize("clause", ["dc.creator = toer", "dc.title = zzz", "dc.nothing = 1", "dc.date = 1990"])
def test_answers_of_version_2_are_valid_by_the_schema(client: Client, lists: list[Record], clause: str) -> None:
    schema = two_point_zero("scan.xsd")
    assert schema.validate(scanned(client, clause, "2.0")), schema.error_log
    alone = etree.fromstring(client.get("/sru", {"scanClause": clause}).content)
    assert schema.validate(alone), schema.error_log


def test_the_explanation_says_which_indexes_can_be_scanned(client: Client, lists: list[Record]) -> None:
    root = etree.fromstring(client.get("/sru").content)
    indexes = [one for one in root.iter(f"{EXPLAIN}index") if one.get("sort") == "false"]
    assert {one.get("scan") for one in indexes} == {"true", "false"}
    for one in indexes:
        for name in one.iter(f"{EXPLAIN}name"):
            refused = scanned(client, f'{name.get("set")}.{name.text} = ""').find(".//{*}diagnostic") is not None
            assert refused == (one.get("scan") == "false"), name.text
