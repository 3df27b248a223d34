"""What clients of SRU are answered, over real titles in a real index."""

import itertools
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import etree

from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue.models import Record
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.pacing import Pace
from pustakota.protocols.sru import conversation
from tests.conftest import QueriesAre
from tests.factories.moments import NOW
from tests.protocols.sru.shelf import SHELF, fill

pytestmark = pytest.mark.django_db

OLD, NEW = "http://www.loc.gov/zing/srw/", "http://docs.oasis-open.org/ns/search-ws/sruResponse"
SCHEMAS = Path(__file__).resolve().parents[4] / "shared" / "data" / "protocols" / "xsd"


@pytest.fixture
def shelf(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    monkeypatch.setattr(conversation, "PACE", Pace(from_one=10_000, from_all=10_000))
    return fill()


def asked(client: Client, query: str = "", version: str = "1.2", **more: object) -> etree._Element:
    given = {"operation": "searchRetrieve", "version": version, "query": query, **more}
    if version == "2.0":
        del given["operation"]
    answer = client.get("/sru", given)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert not answer.streaming
    return etree.fromstring(answer.content)


def titles(root: etree._Element) -> list[str]:
    return [str(one.text) for one in root.iterfind(".//{*}datafield[@tag='245']/{*}subfield[@code='a']")]


def found(client: Client, query: str, **more: object) -> list[int]:
    """Which of the shelf, counted from 1, in the order of the shelf."""
    root = asked(client, query, **more)
    assert root.find(".//{*}diagnostic") is None, etree.tostring(root)
    return sorted([book[0] for book in SHELF].index(title) + 1 for title in titles(root))


def number(root: etree._Element) -> int:
    uri = root.findtext(".//{*}diagnostic/{*}uri") or ""
    return int(uri.removeprefix("info:srw/diagnostic/1/"))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("bumi", [1, 2]),
        ('dc.title all "bumi manusia"', [1, 2]),
        ('dc.title any "pelangi earth"', [3, 4]),
        ('dc.title adj "bumi manusia"', [1]),
        ('dc.title == "bumi MANUSIA"', [1]),
        ('dc.title exact "bumi"', []),
        ("dc.creator = hirata", [2, 3]),
        ('dc.creator == "Hirata, Andrea"', [2, 3]),
        ("dc.creator=toer and dc.language=ind", [1]),
        ("dc.creator=toer or title=pelangi", [1, 3, 4]),
        ("bumi not toer", [2]),
        ("(bumi or pelangi) and hirata", [2, 3]),
        ("dc.subject=persahabatan", [3]),
        ("isbn=9780306406157", [1]),
        ("bath.isbn = 0-306-40615-2", [1]),
        ("dc.identifier=nomor-3", [3]),
        ("dc.date > 1990", [3, 4]),
        ('dc.date within "1980 1990"', [1, 2]),
        ("dc.date=2005", [3]),
        ("pelan*", [3]),
        ("dc.title=pelang?", [3]),
        ("cql.allRecords=1", [1, 2, 3, 4]),
        ("cql.allRecords=1 not dc.language=eng", [1, 2, 3]),
    ],
)  # fmt: skip
def test_what_is_asked_by_field_is_found(client: Client, shelf: list[Record], query: str, numbers: list[int]) -> None:
    assert found(client, query) == numbers


def test_a_record_is_found_by_its_number(client: Client, shelf: list[Record]) -> None:
    assert found(client, f"rec.id={shelf[2].pk}") == [3]


@pytest.mark.parametrize(("version", "namespace"), [("1.1", OLD), ("1.2", OLD), ("2.0", NEW)])
def test_each_version_has_its_own_namespaces(client: Client, shelf: list[Record], version: str, namespace: str) -> None:
    root = asked(client, "bumi", version)
    assert root.tag == f"{{{namespace}}}searchRetrieveResponse"
    assert root.findtext(f"{{{namespace}}}version") == version
    assert root.findtext(f"{{{namespace}}}numberOfRecords") == "2"
    wrong = asked(client, "foo.bar=1", version).find(".//{*}diagnostic")
    assert wrong is not None
    assert wrong.tag.startswith("{http://docs.oasis-open.org" if version == "2.0" else f"{{{OLD}diagnostic/")


def test_pages_and_orders(client: Client, shelf: list[Record]) -> None:
    everything = "cql.allRecords=1"
    newest = asked(client, f"{everything} sortBy dc.date/sort.descending", maximumRecords=3)
    assert titles(newest) == ["Laskar pelangi", "This earth of mankind", "Manusia dan bumi"]
    assert newest.findtext("{*}nextRecordPosition") == "4"
    rest = asked(client, f"{everything} sortBy dc.date/sort.descending", maximumRecords=3, startRecord=4)
    assert titles(rest) == ["Bumi manusia"]
    assert rest.findtext("{*}nextRecordPosition") is None
    assert [one.text for one in rest.iter("{*}recordPosition")] == ["4"]
    assert titles(asked(client, everything, sortKeys="date,,1"))[0] == "Bumi manusia"
    assert titles(asked(client, f"{everything} sortBy title")) == sorted(book[0] for book in SHELF)
    assert titles(asked(client, everything, maximumRecords=0)) == []


def test_the_best_answer_comes_first(client: Client, shelf: list[Record]) -> None:
    assert titles(asked(client, 'dc.title all "manusia bumi"')) != []
    assert titles(asked(client, 'dc.title all "bumi manusia"'))[0] == "Bumi manusia"


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("marcxml", "datafield"),
        ("info:srw/schema/1/marcxml-v1.1", "datafield"),
        ("dc", "<dc:title>Bumi manusia</dc:title>"),
        ("mods", "<title>Bumi manusia</title>"),
    ],
)
def test_records_come_in_each_schema(client: Client, shelf: list[Record], schema: str, said: str) -> None:
    root = asked(client, f"rec.id={shelf[0].pk}", recordSchema=schema)
    assert said in etree.tostring(root, encoding="unicode")
    packed = asked(client, f"rec.id={shelf[0].pk}", recordSchema=schema, recordPacking="string")
    assert said in (packed.findtext(".//{*}recordData") or "")


def test_the_bare_address_explains(client: Client, shelf: list[Record]) -> None:
    for given in ({}, {"operation": "explain", "version": "1.1"}):
        root = etree.fromstring(client.get("/sru", given).content)
        assert root.tag == f"{{{OLD}}}explainResponse"
        names = [f"{one.get('set')}.{one.text}" for one in root.iter("{http://explain.z3950.org/dtd/2.0/}name")]
        assert {"dc.title", "bath.isbn", "rec.id", "cql.serverChoice"} <= set(names)


def test_every_index_that_is_explained_answers(client: Client, shelf: list[Record]) -> None:
    root = etree.fromstring(client.get("/sru").content)
    for one in root.iter("{http://explain.z3950.org/dtd/2.0/}name"):
        term = "1990" if one.text in {"date", "publicationDate", "year", "id", "identifier"} else "bumi"
        if one.text != "relevance":
            assert asked(client, f"{one.get('set')}.{one.text}={term}").find(".//{*}diagnostic") is None, one.text


@pytest.mark.parametrize(
    ("query", "more", "expected"),
    [
        ("dc.nothing=1", {}, 16),
        ("a b", {}, 10),
        ("bumi", {"startRecord": 3}, 61),
        ("bumi", {"startRecord": 10_000}, 61),
        ("bumi", {"recordSchema": "unimarc"}, 66),
        ("bumi", {"recordPacking": "json"}, 71),
        (" and ".join(["a"] * 3_000)[:9_000], {}, 38),
        ("\x00\x1b\x07", {}, 36),
    ],
)
def test_what_cannot_be_answered_has_its_diagnostic(
    client: Client, shelf: list[Record], query: str, more: dict[str, object], expected: int
) -> None:
    assert number(asked(client, query, **more)) == expected


def test_megabytes_get_a_diagnostic(client: Client, shelf: list[Record]) -> None:
    sent = client.post("/sru", {"version": "1.2", "operation": "searchRetrieve", "query": "a" * 5_000_000})
    assert number(etree.fromstring(sent.content)) == 12
    asked_much = asked(client, "a" * 1_000_000)
    assert number(asked_much) == 12


def test_a_form_may_ask_as_well(client: Client, shelf: list[Record]) -> None:
    sent = client.post("/sru", {"version": "1.2", "operation": "searchRetrieve", "query": "pelangi"})
    assert titles(etree.fromstring(sent.content)) == ["Laskar pelangi"]


def test_a_record_hidden_since_keeps_its_place_and_tells_nothing(client: Client, shelf: list[Record]) -> None:
    actions.set_suppressed(record=shelf[0], is_suppressed=True, by=SYSTEM, at=NOW)
    root = asked(client, "cql.allRecords=1")
    assert sorted(titles(root)) == sorted(book[0] for book in SHELF[1:])
    assert number(root) == 64
    assert [one.text for one in root.iter("{*}recordPosition")] == ["1", "2", "3", "4"]


def test_without_an_index_the_server_says_not_now(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_PATH = tmp_path / "none"
    assert number(asked(client, "bumi")) == 2


def test_who_asks_too_often_is_told_when_to_come_again(
    client: Client, shelf: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "PACE", Pace(from_one=1, from_all=100))
    assert [client.get("/sru").status_code for _ in range(2)] == [200, 503]


def test_an_answer_costs_one_query_and_one_for_the_weights(
    client: Client, shelf: list[Record], queries_are: QueriesAre
) -> None:
    asked(client, "bumi")
    with queries_are(2):
        asked(client, "bumi")


@pytest.mark.parametrize("query", ["bumi", "dc.nothing=1", "pelan*"])
def test_answers_of_version_2_are_valid_by_the_schema(client: Client, shelf: list[Record], query: str) -> None:
    schema = two_point_zero()
    for schema_name, packing in itertools.product(("marcxml", "dc"), ("xml", "string")):
        root = asked(client, query, "2.0", recordSchema=schema_name, recordXMLEscaping=packing)
        assert schema.validate(root), schema.error_log


def two_point_zero(name: str = "sruResponse.xsd") -> etree.XMLSchema:
    """A schema of SRU 2.0 with the files that stand beside it in place of those it names on the web."""
    if not (SCHEMAS / name).is_file():
        pytest.skip(f"the schemas of the standard are not at {SCHEMAS}")

    class Beside(etree.Resolver):
        def resolve(self, address: str, _public_id: str, context: object) -> object:
            path = SCHEMAS / address.rpartition("/")[2]
            return self.resolve_filename(str(path), context) if path.is_file() else None

    parser = etree.XMLParser()
    parser.resolvers.add(Beside())
    # The published file of the scan has a space within the addresses of those beside it.
    text = (SCHEMAS / name).read_bytes().replace(b"search-ws/ ", b"search-ws/")
    return etree.XMLSchema(etree.fromstring(text, parser))
