"""What harvesters are answered: every verb and every error, each answer valid by the schema."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Record
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.pacing import Pace
from pustakota.protocols.oai_pmh import conversation
from tests.conftest import QueriesAre
from tests.factories.catalogue import an_item
from tests.factories.moments import NOW
from tests.protocols.oai_pmh.conversing import OAI, asked, body, error, identifiers, token

pytestmark = pytest.mark.django_db

LEADER = "00000nam a2200000 a 4500"
FIXED = "961213s1996    io            000 1 {} d"


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "PAGE", 3)
    monkeypatch.setattr(conversation, "AT_ONCE", 2)
    monkeypatch.setattr(conversation, "PACE", Pace(from_one=10_000, from_all=10_000))


def marc(title: str, language: str = "ind") -> MarcRecord:
    return MarcRecord(
        LEADER,
        [
            ("001", f"x-{title}"),
            ("008", FIXED.format(language)),
            data_field("020", "  ", [("a", "0-306-40615-2 (jil. 1)")]),
            data_field("100", "1 ", [("a", "Hirata, Andrea."), ("d", "1967-")]),
            data_field("245", "10", [("a", f"{title} :"), ("b", "novel /"), ("c", "Andrea Hirata.")]),
            data_field("260", "  ", [("a", "Yogyakarta :"), ("b", "Bentang,"), ("c", "1996.")]),
            data_field("541", "0 ", [("a", "Ibu Siti, Jl. Melati 5")]),
            data_field("653", "  ", [("a", "persahabatan")]),
            data_field("952", "  ", [("z", "dipinjam A0001")]),
        ],
    )


def a_title(title: str, *, at: datetime = NOW, language: str = "ind") -> Record:
    return actions.add_record(marc=marc(title, language), by=SYSTEM, at=at)


def named(record: Record) -> str:
    return conversation.identifier_of(record.pk)


def pages(client: Client, verb: str = "ListIdentifiers", **arguments: str) -> Iterator[list[str]]:
    root = asked(client, verb=verb, metadataPrefix="oai_dc", **arguments)
    yield identifiers(root)
    while value := token(root):
        root = asked(client, verb=verb, resumptionToken=value)
        yield identifiers(root)


def test_identify_promises_tombstones_for_ever_and_seconds(client: Client) -> None:
    a_title("Bumi")
    root = asked(client, verb="Identify")
    told = {child.tag.removeprefix(OAI): child.text for child in root.iter() if child.text}
    assert (told["deletedRecord"], told["granularity"]) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert told["earliestDatestamp"] == f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
    assert told["baseURL"].endswith("/oai")


def test_the_formats_and_sets_are_listed(client: Client) -> None:
    record = a_title("Bumi")
    a_title("Earth", language="eng")
    prefixes = [one.text for one in asked(client, verb="ListMetadataFormats").iter(f"{OAI}metadataPrefix")]
    assert prefixes == ["oai_dc", "marcxml", "mods"]
    assert asked(client, verb="ListMetadataFormats", identifier=named(record)).find(f"{OAI}error") is None
    specs = [one.text for one in asked(client, verb="ListSets").iter(f"{OAI}setSpec")]
    assert specs == ["language-eng", "language-ind", "kind-book"]


@pytest.mark.parametrize("prefix", ["oai_dc", "marcxml", "mods"])
def test_a_record_comes_in_each_format_without_what_is_private(client: Client, prefix: str) -> None:
    record = a_title("Laskar \x0bpelangi & \x1bkawan <1>")
    found = body(client, verb="GetRecord", identifier=named(record), metadataPrefix=prefix).decode()
    assert asked(client, verb="GetRecord", identifier=named(record), metadataPrefix=prefix) is not None
    assert "Laskar pelangi &amp; kawan &lt;1&gt;" in found
    assert "Siti" not in found
    assert "A0001" not in found


def test_dublin_core_leads_back_to_the_page_of_the_record(client: Client) -> None:
    record = a_title("Bumi")
    found = body(client, verb="GetRecord", identifier=named(record), metadataPrefix="oai_dc").decode()
    assert f"/katalog/{record.pk}/</dc:identifier>" in found
    assert "<dc:identifier>URN:ISBN:9780306406157</dc:identifier>" in found
    assert client.get(f"/katalog/{record.pk}/", follow=True).status_code == 200


def test_hidden_and_removed_records_leave_only_a_sign(client: Client) -> None:
    hidden, removed = a_title("Rahasia"), a_title("Kembar")
    later = NOW + timedelta(days=1)
    actions.set_suppressed(record=hidden, is_suppressed=True, by=SYSTEM, at=later)
    actions.remove_record(record=removed, by=SYSTEM, at=later)
    for record in (hidden, removed):
        root = asked(client, verb="GetRecord", identifier=named(record), metadataPrefix="marcxml")
        header = root.find(f".//{OAI}header")
        assert header is not None
        assert header.get("status") == "deleted"
        assert header.findtext(f"{OAI}datestamp") == f"{later:%Y-%m-%dT%H:%M:%SZ}"
        assert root.find(f".//{OAI}metadata") is None
    whole = body(client, verb="ListRecords", metadataPrefix="marcxml").decode()
    assert "Rahasia" not in whole
    assert whole.count('status="deleted"') == 2


def test_a_record_shown_again_is_a_record_again(client: Client) -> None:
    record = a_title("Bumi")
    for hidden in (True, False):
        actions.set_suppressed(record=record, is_suppressed=hidden, by=SYSTEM, at=NOW + timedelta(days=1))
    assert b"deleted" not in body(client, verb="GetRecord", identifier=named(record), metadataPrefix="oai_dc")


def test_a_list_in_pages_holds_everything_once_and_ends_with_an_empty_token(client: Client) -> None:
    records = [a_title(f"Judul {number}") for number in range(7)]
    root = asked(client, verb="ListRecords", metadataPrefix="oai_dc")
    found, values = identifiers(root), [token(root)]
    while values[-1]:
        root = asked(client, verb="ListRecords", resumptionToken=values[-1])
        found += identifiers(root)
        values.append(token(root))
    assert found == [named(record) for record in records]
    assert len(values) == 3
    assert values[-1] == ""


def test_a_list_of_one_page_has_no_token(client: Client) -> None:
    a_title("Bumi")
    assert token(asked(client, verb="ListRecords", metadataPrefix="mods")) is None


def test_a_token_may_be_used_again_and_gives_the_same_page(client: Client) -> None:
    for number in range(5):
        a_title(f"Judul {number}")
    value = token(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc"))
    once, again = (identifiers(asked(client, verb="ListIdentifiers", resumptionToken=value)) for _ in range(2))
    assert once == again
    assert len(once) == 2


def test_a_whole_harvest_holds_every_record_once_although_some_change_meanwhile(client: Client) -> None:
    records = [a_title(f"Judul {number}") for number in range(8)]
    found: list[str] = []
    for number, page in enumerate(pages(client), start=1):
        found += page
        for record in (records[0], records[-1]):  # one delivered, one still to come
            changed = marc(f"{record.title} {number}")
            actions.change_record(record=record, marc=changed, by=SYSTEM, at=NOW + timedelta(hours=number))
        a_title(f"Baru {number}")
    assert found == [named(record) for record in records]


def test_what_changes_during_a_harvest_of_changes_comes_with_the_next(client: Client) -> None:
    now = datetime.now(UTC)
    records = [a_title(f"Judul {number}", at=now - timedelta(hours=1)) for number in range(8)]
    since = f"{now - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    root = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", from_=since)
    date = root.findtext(f"{OAI}responseDate")
    actions.change_record(record=records[-1], marc=marc("Baru"), by=SYSTEM, at=datetime.now(UTC))
    found = identifiers(root)
    while value := token(root):
        root = asked(client, verb="ListIdentifiers", resumptionToken=value)
        found += identifiers(root)
    assert found == [named(record) for record in records[:-1]]
    assert list(pages(client, from_=date)) == [[named(records[-1])]]


def test_dates_include_both_ends_to_the_second(client: Client) -> None:
    moments = [NOW + timedelta(seconds=number) for number in (0, 1, 2, 3)]
    first, second, third, _fourth = (a_title(f"Judul {at}", at=at + timedelta(microseconds=7)) for at in moments)
    told = [f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in moments]
    assert list(pages(client, from_=told[1], until=told[2])) == [[named(second), named(third)]]
    assert list(pages(client, until=told[0])) == [[named(first)]]
    assert error(client, verb="ListRecords", metadataPrefix="oai_dc", from_="2090-01-01") == "noRecordsMatch"


def test_records_of_one_moment_are_parted_over_pages_without_loss(client: Client) -> None:
    records = [a_title(f"Judul {number}") for number in range(10)]
    found = [one for page in pages(client, from_="2000-01-01") for one in page]
    assert found == [named(record) for record in records]


def test_a_set_holds_its_records_alone(client: Client) -> None:
    a_title("Earth", language="eng")
    ours = [a_title(f"Judul {number}") for number in range(4)]
    assert [one for page in pages(client, set="language-ind") for one in page] == [named(record) for record in ours]
    assert error(client, verb="ListRecords", metadataPrefix="oai_dc", set="language-xxx") == "noRecordsMatch"
    assert error(client, verb="ListRecords", metadataPrefix="oai_dc", set="nothing") == "noRecordsMatch"


def test_every_error_of_the_standard_is_an_answer(client: Client) -> None:
    record = a_title("Bumi")
    assert error(client) == "badVerb"
    assert error(client, verb="ListRecords", metadataPrefix="marc21") == "cannotDisseminateFormat"
    assert error(client, verb="GetRecord", identifier=named(record), metadataPrefix="x") == "cannotDisseminateFormat"
    assert error(client, verb="ListRecords", resumptionToken="abc") == "badResumptionToken"
    for wrong in (
        "1",
        "oai:elsewhere:1",
        f"{named(record)}9",
        f"{named(record)} ",
        conversation.identifier_of("0" * 30),
    ):
        assert error(client, verb="GetRecord", identifier=wrong, metadataPrefix="oai_dc") == "idDoesNotExist"
        assert error(client, verb="ListMetadataFormats", identifier=wrong) == "idDoesNotExist"


def test_an_empty_catalogue_has_no_records_but_an_identity(client: Client) -> None:
    assert error(client, verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"
    asked(client, verb="Identify")


def test_a_form_may_ask_as_well(client: Client) -> None:
    a_title("Bumi")
    answer = client.post("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    assert b"<dc:title>Bumi : novel</dc:title>" in b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_megabytes_and_a_thousand_fields_are_answered_as_errors(client: Client) -> None:
    for content in ("verb=Identify&x=" + "a" * 4_000_000, "&".join(f"x{number}=1" for number in range(3_000))):
        answer = client.post("/oai", content, content_type="application/x-www-form-urlencoded")
        assert b'code="badVerb"' in b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_who_asks_too_often_is_told_when_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "PACE", Pace(from_one=2, from_all=100))
    assert [client.get("/oai", {"verb": "Identify"}).status_code for _ in range(3)] == [200, 200, 503]
    assert 1 <= int(client.get("/oai")["Retry-After"]) <= 60


def test_a_page_costs_the_same_few_queries_however_deep(client: Client, queries_are: QueriesAre) -> None:
    for number in range(12):
        a_title(f"Judul {number}")
    root = asked(client, verb="ListRecords", metadataPrefix="oai_dc")
    while value := token(root):
        with queries_are(
            5
        ):  # the next changes, where they have copies, what points are called, records in two portions
            whole = body(client, verb="ListRecords", resumptionToken=value)
        root = asked(client, verb="ListRecords", resumptionToken=value)
        assert whole.count(b"<record>") == 3


def test_copies_neither_hide_nor_date_a_record(client: Client) -> None:
    record = a_title("Bumi")
    an_item(record=record)
    assert list(pages(client, until=f"{NOW:%Y-%m-%dT%H:%M:%SZ}")) == [[named(record)]]
