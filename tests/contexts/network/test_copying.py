"""Copying a record from another catalogue: what is asked, what comes, what is left behind."""

import time
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue import queries as records
from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.catalogue.queries import foreign, harvesting
from pustakota.contexts.network import actions, queries
from pustakota.contexts.network.queries import copying
from pustakota.contexts.network.rules import sru_answers
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.fetching import Fetched, NotFetched
from tests.contexts.network.partner import Repository, book
from tests.factories.moments import NOW
from tests.factories.network import a_source, harvested

pytestmark = pytest.mark.django_db
ISBN = "9789793062792"
WHOLE = book(
    "Laskar pelangi",
    isbn=ISBN,
    control=("ID-JaPN", "INLIS000123"),
    more=(
        ("040", "  ", "aID-JaPN", "beng"),
        ("090", "  ", "a899.22 LAS"),
        ("520", "  ", "aAnak-anak Belitung."),
        ("650", " 4", "aPersahabatan"),
        ("852", "  ", "aPusat", "h899.22"),
        ("990", "  ", "a0001/2006"),
    ),
)


def answer(*given: MarcRecord, diagnostic: str = "") -> bytes:
    told = "".join(f"<record><recordData>{harvesting.marcxml(one)}</recordData></record>" for one in given)
    said = f'<diagnostics><diagnostic xmlns="x"><message>{diagnostic}</message></diagnostic></diagnostics>'
    return (
        f'<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>{len(given)}</numberOfRecords>'
        f"<records>{told}</records>{said if diagnostic else ''}</searchRetrieveResponse>"
    ).encode()


def a_target(name: str) -> None:
    actions.add_target(
        facts={
            "name": name,
            "base_url": f"https://{name.lower()}.example.org/sru",
            "isbn_query": sru_answers.ISBN_QUERY,
            "words_query": sru_answers.WORDS_QUERY,
        },
        by=SYSTEM,
        at=NOW,
    )


def answering(**said: Callable[[str], Fetched]) -> Callable[[str], Fetched]:
    return lambda address: said[address.partition("//")[2].partition(".")[0]](address)


def with_body(body: bytes, status: int = 200) -> Callable[[str], Fetched]:
    return lambda address: Fetched(status, body, address)


def failing(code: str, detail: str = "x") -> Callable[[str], Fetched]:
    def fail(_address: str) -> Fetched:
        raise NotFetched(code, detail)

    return fail


def test_what_each_catalogue_says_is_shown_and_every_silence_is_worded() -> None:
    said = {
        "baik": with_body(answer(WHOLE)),
        "kosong": with_body(answer()),
        "mati": failing("unreachable", "connection refused"),
        "lambat": failing("slow", "5"),
        "bohong": with_body(b"<html>Selamat datang</html>"),
        "rusak": with_body(b"oops", 500),
        "menolak": with_body(answer(diagnostic="Unsupported index")),
        "sampah": with_body(answer(MarcRecord("", [("245", "00", "b")]))),
    }
    for name in said:
        a_target(name)
    found = copying.ask(isbns=[ISBN], fetch=answering(**said))
    assert [(one.source, one.said["title"]) for one in found.candidates] == [("baik", "Laskar pelangi")]
    assert {one.source for one in found.silences} == {"mati", "lambat", "bohong", "rusak", "menolak"}
    assert all(one.words for one in found.silences)
    assert set(found.empty) == {"kosong", "sampah"}


def test_one_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "PATIENCE", 0.3)
    a_target("baik")
    a_target("macet")

    def hang(address: str) -> Fetched:
        time.sleep(1.5)
        return Fetched(200, answer(), address)

    found = copying.ask(isbns=[ISBN], fetch=answering(baik=with_body(answer(WHOLE)), macet=hang))
    assert [one.source for one in found.candidates] == ["baik"]
    assert [one.source for one in found.silences] == ["macet"]


def test_an_isbn_is_asked_in_both_forms_and_quotes_do_not_break_out() -> None:
    asked: list[str] = []

    def hear(address: str) -> Fetched:
        asked.append(address)
        return Fetched(200, answer(), address)

    a_target("baik")
    copying.ask(isbns=[ISBN], fetch=hear)
    copying.ask(words='laskar" or cql.allRecords="1', fetch=hear)
    assert ["9789793062792" in asked[0], "9793062797" in asked[1]] == [True, True]
    assert "query=dc.title+all+%22laskar+or+cql.allRecords+1%22" in asked[2]


def test_the_union_is_asked_too() -> None:
    repository = Repository()
    repository.put(1, WHOLE)
    harvested(a_source(repository), repository)
    found = copying.ask(isbns=[ISBN], fetch=failing("slow"))
    assert [one.source for one in found.candidates] == ["Perpustakaan Contoh"]
    assert list(foreign.numbers_of(found.candidates[0].marc)) == ["(ID-JaPN)INLIS000123"]


def test_what_is_taken_is_whole_but_for_what_is_local() -> None:
    description = records.description_of_marc(WHOLE)
    record = catalogue.take_title(marc=WHOLE, description=description, by=SYSTEM, at=NOW)
    marc = from_json(record.marc)
    assert [field[0] for field in marc.fields] == ["008", "020", "035", "100", "245", "264", "040", "520", "650"]
    assert next(marc.with_tag("035"))[2] == "a(ID-JaPN)INLIS000123"
    assert (record.title, record.isbns, record.source) == ("Laskar pelangi", [ISBN], "")
    assert list(foreign.numbers_of(marc)) == ["(ID-JaPN)INLIS000123"]


@pytest.fixture
def other_library(monkeypatch: pytest.MonkeyPatch) -> None:
    a_target("baik")
    monkeypatch.setattr(copying.Fetcher, "__call__", lambda _self, address: with_body(answer(WHOLE))(address))


def test_a_title_is_copied_at_the_desk_with_what_was_typed(cataloguer: Client, other_library: None) -> None:
    typed = {"isbns": ISBN, "title": "laskar", "summary": "Ringkasan saya", "edition": "Cet. 3", "kind": "book"}
    page = cataloguer.post(reverse("desk:copy_cataloguing"), typed).content.decode()
    assert "Laskar pelangi" in page
    assert 'name="edition" value="Cet. 3"' in page
    sealed = page.partition('name="copied" value="')[2].partition('"')[0]
    form = cataloguer.post(reverse("desk:new_title"), {**typed, "copied": sealed, "take": "1"})
    shown = form.context["form"].initial
    assert (shown["title"], shown["edition"], shown["publisher"]) == ("Laskar pelangi", "Cet. 3", "Bentang")
    assert [value for _label, value in form.context["start"].otherwise] == ["laskar", "Ringkasan saya"]
    assert not Record.objects.exists()
    sent = {name: value for name, value in shown.items() if value} | {"copied": sealed, "title": "Laskar pelangi!"}
    saved = cataloguer.post(reverse("desk:new_title"), sent)
    record = Record.objects.get()
    assert saved["Location"] == reverse("desk:copies", args=[record.pk])
    assert (record.title, record.details["edition"]) == ("Laskar pelangi!", "Cet. 3")
    assert "Persahabatan" in record.details["subjects"]


def test_going_back_brings_back_what_was_typed(cataloguer: Client) -> None:
    form = cataloguer.post(reverse("desk:new_title"), {"title": "Judul", "summary": "Isi", "back": "1"})
    assert (form.status_code, form.context["form"].initial["summary"]) == (200, "Isi")


def test_a_record_that_nobody_sealed_is_not_taken(cataloguer: Client) -> None:
    sent = {"title": "Judul", "kind": "book", "copied": "abc:def:ghi"}
    assert cataloguer.post(reverse("desk:new_title"), sent).status_code == 422
    assert not Record.objects.exists()


def test_a_wrong_isbn_is_told_and_nothing_is_asked(cataloguer: Client) -> None:
    page = cataloguer.post(reverse("desk:copy_cataloguing"), {"isbns": "978-123"})
    assert page.status_code == 422


def test_others_may_not_copy(sirkulasi: Client) -> None:
    assert sirkulasi.get(reverse("desk:copy_cataloguing")).status_code == 403
    assert sirkulasi.get(reverse("desk:sources")).status_code == 403


def test_targets_are_kept_at_the_desk(cataloguer: Client) -> None:
    facts = {
        "name": "Perpusnas",
        "base_url": "https://opac.example.org/sru",
        "version": "1.1",
        "isbn_query": "bath.isbn={isbn}",
        "words_query": "oops",
        "place": "0",
        "is_on": "on",
    }
    assert cataloguer.post(reverse("desk:targets"), facts).status_code == 422
    assert cataloguer.post(reverse("desk:targets"), facts | {"words_query": "dc.title={words}"}).status_code == 302
    (target,) = queries.targets()
    assert cataloguer.post(reverse("desk:remove_target", args=[target.pk])).status_code == 302
    assert queries.targets() == []
