"""Where a brand is worn besides the site: at the desk, on paper, in e-mails, and in where a search begins."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from pustakota.config import documents
from pustakota.contexts.catalogue.queries import record_ids_in_batches
from pustakota.contexts.charges import queries as charges
from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices.carriers.email import message_of
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.notices.rules import Parcel, Words
from pustakota.contexts.organisation import actions
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.organisation.actions import Brand
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.queries import addressees as people
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import a_record, an_item
from tests.factories.charges import a_charge
from tests.factories.moments import NOW
from tests.factories.organisation import a_library, a_point
from tests.factories.people import a_patron
from tests.sites.desk.conftest import signed_in

WINE = "#7a1f3d"


def logo() -> bytes:
    made = BytesIO()
    Image.new("RGBA", (64, 64), (122, 31, 61, 255)).save(made, "PNG")
    return made.getvalue()


def worn(point: ServicePoint, **given: str) -> ServicePoint:
    """The library of the point in wine red with a logo, and the point as it is afterwards."""
    brand = Brand(**{"name": "Perpustakaan Arunika", "short_name": "Arunika", "colour": WINE, **given}, logo=logo())  # type: ignore[arg-type]
    actions.set_brand(library=point.library, brand=brand, by=SYSTEM, at=NOW)
    found = organisation.service_point(point.pk)
    assert found
    return found


def test_the_desk_wears_the_brand_of_the_library_whose_desk_it_is(point: ServicePoint) -> None:
    other = worn(a_point(library=a_library("Kabupaten"), name="Titik kabupaten"))
    assert "/merek/" not in signed_in("sirkulasi", point).get(reverse("desk:start")).content.decode()
    page = signed_in("pustakawan", other).get(reverse("desk:start")).content.decode()
    assert 'href="/merek/7a1f3d-jakarta.css"' in page
    assert f"/merek/{other.library.logo}.png" in page
    assert "Arunika</span>" in page


def test_paper_wears_the_colour_the_logo_and_the_name(point: ServicePoint) -> None:
    point = worn(point)
    head = organisation.letterhead(point.library, organisation.line_of(point))
    assert (head.name, head.colour, head.lines) == ("Perpustakaan Arunika", WINE, ("Perpustakaan Batu",))
    assert head.logo.startswith("data:image/png;base64,")
    receipt = charges.Received(a_charge(a_patron(home=point)), "K-1", 5_000, "tunai", NOW, "")
    sheet = render_to_string("charges/print/receipt.html", {"head": head, "receipt": receipt, "on": NOW.date()})
    assert f"1.5pt solid {WINE}" in sheet
    assert head.logo in sheet
    assert charges.paper_of(receipt).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("salutation", "greeting"), [("", "Hello Siti,"), ("formal", "Dear Siti,"), ("warm", "Hi Siti!")]
)
def test_letters_begin_and_end_in_the_tone_of_the_library(point: ServicePoint, salutation: str, greeting: str) -> None:
    worn(point, salutation=salutation, closing="Sampai jumpa di perpustakaan!")
    words = words_from(point)
    assert (words.greeting, words.closing, words.colour) == (greeting, "Sampai jumpa di perpustakaan!", WINE)


def test_an_e_mail_is_sent_in_the_name_and_colour_of_the_library(point: ServicePoint, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Mesin <surat@kota.example>"
    worn(point, closing="Sampai jumpa <3")
    message = message_of(Parcel(message_id="1", words=words_from(point), email="siti@example.org"))
    assert message.from_email == "Perpustakaan Arunika <surat@kota.example>"
    assert "Sampai jumpa <3" in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert f"background: {WINE}" in str(html)
    assert "Sampai jumpa &lt;3" in str(html)


def words_from(point: ServicePoint) -> Words:
    patron = a_patron(name="Siti", home=point)
    notice = Notice(
        template="notices/welcome", kind="welcome", about=patron.person, queued_at=NOW,
        point=ServicePoint.objects.get(pk=point.pk), facts={"expires_on": "2027-03-09"}, key="k", because="b",
    )  # fmt: skip
    reader = notices.readers(people.addressees({patron.person.pk}).values())[patron.person.pk]
    return notices.words([notice], replace(reader, language="en"), channel="email", today=NOW.date())


@pytest.fixture
def two_libraries(point: ServicePoint, settings: Settings, tmp_path: object) -> ServicePoint:
    """Each with one title; the second under a domain of its own."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.SEARCH_INDEX_PATH = f"{tmp_path}/index"
    other = a_point(library=a_library("Kabupaten"), name="Titik kabupaten")
    an_item(record=a_record("Laut kota"), at_point=point, barcode="K1")
    an_item(record=a_record("Laut kabupaten"), at_point=other, barcode="K2")
    worn(other, host="buku.kab.example")
    for ids in record_ids_in_batches(10):
        search.rebuild(documents.record_documents(ids))
    return other


def found(address: str, host: str) -> str:
    return Client().get(address, headers={"host": host}).content.decode()


def test_a_search_under_a_librarys_domain_begins_in_its_own_collection(two_libraries: ServicePoint) -> None:
    page = found("/en/cari?q=laut", "buku.kab.example")
    assert "In the collection of Arunika." in page
    assert "Laut kabupaten" in page
    assert "Laut kota" not in page
    assert 'href="/en/cari?q=laut&amp;di=semua"' in page
    everywhere = found("/en/cari?q=laut&di=semua", "buku.kab.example")
    assert "Laut kota" in everywhere
    assert "Laut kabupaten" in everywhere
    assert "In the collection of" not in everywhere


def test_other_domains_and_chosen_places_are_not_narrowed(two_libraries: ServicePoint, point: ServicePoint) -> None:
    page = found("/en/cari?q=laut", "kota.example")
    assert "Laut kota" in page
    assert "Laut kabupaten" in page
    chosen = found(f"/en/cari?q=laut&service_point={point.pk}", "buku.kab.example")
    assert "Laut kota" in chosen
    assert "Laut kabupaten" not in chosen
