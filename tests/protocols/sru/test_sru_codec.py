"""CQL and the parameters of SRU, without a database: what is understood, what is refused, and nothing in between."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pustakota.protocols.sru import asking
from pustakota.protocols.sru.codec import answers, cql, requests
from pustakota.protocols.sru.codec.cql import Clause, Joined, SortKey
from pustakota.protocols.sru.codec.diagnostics import Diagnostic

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refused(query: str) -> int:
    with pytest.raises(Diagnostic) as refusal:
        understood(query)
    return refusal.value.number


def understood(query: str) -> None:
    parsed = cql.parse(query)
    asking.condition(parsed.root)
    asking.order(parsed.sort)


def test_a_query_becomes_a_tree() -> None:
    query = cql.parse('dc.title all "laskar pelangi" and (bath.isbn=1 or fish) sortBy dc.date/sort.descending')
    assert query.root == Joined(
        Clause("dc.title", "all", "laskar pelangi"),
        "and",
        Joined(Clause("bath.isbn", "=", "1"), "or", Clause("cql.serverChoice", "=", "fish")),
    )
    assert query.sort == (SortKey("dc.date", is_ascending=False),)


def test_names_given_in_the_query_stand_for_sets_we_know() -> None:
    query = cql.parse('>x="info:srw/context-sets/1/dc-v1.1" x.title=bumi')
    assert query.root == Clause("dc.title", "=", "bumi")
    assert refused('>x="info:elsewhere" x.title=bumi') == 15


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("title=", 10),
        ("a b", 10),
        ('"unfinished', 10),
        ("(a", 10),
        ("a and", 10),
        ("foo.title=a", 15),
        ("dc.nothing=a", 16),
        ("nothing=a", 16),
        ("title <> a", 19),
        ("title =/fuzzy a", 20),
        ("title < a", 22),
        ("cql.anywhere == a", 22),
        ("dc.date any 1999", 22),
        ('""', 27),
        ("isbn=97*", 28),
        ("title==bumi*", 28),
        ("p*", 29),
        ("*lang", 29),
        ("^bumi", 31),
        ("title=...", 36),
        ("rec.id=x", 36),
        ("date=besok", 36),
        ("date within 1999", 36),
        ("a prox b", 39),
        ("a and/rel.algorithm=x b", 46),
        ("a sortBy dc.title dc.date", 84),
        ("a sortBy dc.publisher", 88),
        ("a sortBy dc.title/sort.descending", 90),
        (" and ".join(["a"] * 51), 38),
        (" or ".join(["a"] * 3_000), 38),
        ("a" * 2_001, 12),
        ("x" * 3_000_000, 12),
        ("(" * 1_500, 10),
    ],
)
def test_each_refusal_has_the_number_of_the_standard(query: str, number: int) -> None:
    assert refused(query) == number


def test_fifty_clauses_are_understood() -> None:
    asking.condition(cql.parse(" and ".join(f"kata{number}" for number in range(50))).root)


def test_what_is_escaped_is_no_mask() -> None:
    assert cql.is_masked("pelan*")
    assert not cql.is_masked(r"pelan\*")
    assert cql.plain(r"a\*b\"c") == 'a*b"c'


@pytest.mark.parametrize(
    ("given", "version"),
    [
        ({}, "1.2"),
        ({"query": "a"}, "2.0"),
        ({"query": "a", "operation": "searchRetrieve"}, "1.2"),
        ({"query": "a", "version": "1.1"}, "1.1"),
        ({"query": "a", "version": "9"}, "1.2"),
    ],
)
def test_an_answer_has_the_version_that_was_asked(given: dict[str, str], version: str) -> None:
    assert requests.version_of(given) == version


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"operation": "searchRetrieve"}, 7),
        ({"operation": "update"}, 4),
        ({"query": "a", "version": "3.0"}, 5),
        ({"query": "a", "startrecord": "0"}, 6),
        ({"query": "a", "maximumrecords": "-1"}, 6),
        ({"query": "a", "maximumrecords": "9" * 30}, 6),
        ({"query": "a", "querytype": "xcql"}, 11),
        ({"query": "a", "recordxmlescaping": "json"}, 71),
        ({"query": "a", "sortkeys": "title,,2"}, 90),
        ({"query": "a", "sortkeys": "title,,1,,abort"}, 92),
    ],
)
def test_each_wrong_parameter_has_its_number(given: dict[str, str], number: int) -> None:
    with pytest.raises(Diagnostic) as refusal:
        requests.parse(given)
    assert refusal.value.number == number


PIECES = (
    'dc.title isbn date = any adj within and or not prox sortBy ( ) " * ? ^ / < > 1999 bumi manusia* é \\ \x00 \ud800'
)
QUERIES = st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split(" "))).map(" ".join)
NAMES = "query version operation startRecord maximumRecords sortKeys recordPacking recordSchema scanClause"


@UNHURRIED
@given(QUERIES)
def test_any_query_is_understood_or_refused_with_a_diagnostic(text: str) -> None:
    try:
        understood(text)
    except Diagnostic as diagnostic:
        for version in requests.VERSIONS:
            ET.fromstring(answers.refused(version, "searchRetrieve", [diagnostic]))


@UNHURRIED
@given(st.dictionaries(st.sampled_from(NAMES.split()), st.text(max_size=20)))
def test_any_parameters_are_understood_or_refused(pairs: dict[str, str]) -> None:
    given = requests.parameters(pairs.items())
    try:
        requests.parse(given)
    except Diagnostic as diagnostic:
        ET.fromstring(answers.refused(requests.version_of(given), "scan", [diagnostic]))
