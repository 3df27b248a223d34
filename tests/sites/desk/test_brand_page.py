"""The page on which a library chooses how it shows itself, and what the public then sees."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from pustakota.contexts.organisation import actions
from pustakota.contexts.organisation.actions import Brand
from pustakota.contexts.organisation.errors import BrandRefused
from pustakota.contexts.organisation.models import Library, ServicePoint
from pustakota.foundation.actors import SYSTEM, Actor, ActorKind
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.moments import NOW
from tests.factories.organisation import a_library, a_point
from tests.factories.people import a_member_of_staff

WORN = {"name": "Perpustakaan Kota Arunika", "short_name": "Arunika", "colour": "#1f4e79", "face": ""}


def picture() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGBA", (900, 600), (200, 30, 60, 120)).save(made, "PNG")
    return SimpleUploadedFile("logo.png", made.getvalue(), "image/png")


@pytest.fixture
def library(db: None) -> Library:
    return a_point(name="Perpustakaan Batu").library


@pytest.fixture
def head(library: Library) -> Client:
    staff = a_member_of_staff(role="kepala", station=ServicePoint.objects.get(library=library))
    client = Client()
    assert staff.account
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


def public_page(host: str = "localhost") -> str:
    return Client().get("/en/", headers={"host": host}).content.decode()


def test_a_colour_a_typeface_and_a_logo_reach_the_site(head: Client, library: Library) -> None:
    assert "/merek/" not in public_page()
    answer = head.post(
        reverse("desk:brand_of", args=[library.pk]),
        {**WORN, "colour": "#7A1F3D", "face": "serif", "picture": picture(), "closing": "Sampai jumpa!"},
    )
    assert answer.status_code == 302
    page = public_page()
    assert "Arunika" in page
    assert 'href="/merek/7a1f3d-serif.css"' in page
    sheet = Client().get("/merek/7a1f3d-serif.css")
    assert "--nila:#7a1f3d" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    library.refresh_from_db()
    logo = Client().get(f"/merek/{library.logo}.png")
    assert Image.open(BytesIO(logo.content)).size == (512, 341)
    assert f"/merek/{library.logo}.png" in page
    assert Message.objects.filter(subject=f"library:{library.pk}").exists()
    head.post(reverse("desk:brand_of", args=[library.pk]), {**WORN, "without_logo": "on"})
    assert "/merek/" not in public_page()
    assert Client().get(f"/merek/{library.logo}.png").status_code == 404


def test_the_specimen_says_when_a_colour_cannot_be_read_as_it_is(head: Client, library: Library) -> None:
    address = reverse("desk:brand_specimen", args=[library.pk])
    page = head.get(address, {"colour": "#ffd54f"}).content.decode()
    assert "#ffd54f is too pale" in page
    assert 'href="/en/desk/merek/contoh-ffd54f.css' in page
    assert ".specimen-dark{" in head.get("/en/desk/merek/contoh-ffd54f.css").content.decode()
    assert "too pale" not in head.get(address, {"colour": "nonsense"}).content.decode()


def test_each_domain_wears_its_own_library(head: Client, library: Library, settings: object) -> None:
    other = a_library("Perpustakaan Kabupaten")
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    brand = Brand(name="Perpustakaan Kabupaten", short_name="Kabupaten", host="buku.kab.example", colour="#2f6b4f")
    actions.set_brand(library=other, brand=brand, by=SYSTEM, at=NOW)
    assert "2f6b4f-jakarta.css" in public_page("buku.kab.example")
    assert "Kabupaten" in public_page("buku.kab.example")
    assert "2f6b4f" not in public_page("elsewhere.example")
    manifest = Client().get("/manifest.webmanifest", headers={"host": "buku.kab.example"}).json()
    assert manifest["short_name"] == "Kabupaten"


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"name": "", "colour": "blue"}, ["name_missing", "unknown_colour"]),
        ({"face": "comic", "host": "https://x/"}, ["unknown_face", "bad_host"]),
        ({"host": "taken.example"}, ["host_taken"]),
    ],
)
def test_what_cannot_be_worn_is_refused_with_every_reason(
    given: dict[str, str], codes: list[str], library: Library, nothing_changes: NothingChanges
) -> None:
    other = a_library("Lain")
    actions.set_brand(library=other, brand=Brand(name="L", short_name="L", host="taken.example"), by=SYSTEM, at=NOW)
    brand = Brand(**{"name": "A", "short_name": "A", **given})
    with nothing_changes(), pytest.raises(BrandRefused) as refused:
        actions.set_brand(library=library, brand=brand, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == codes


def test_a_file_that_is_no_picture_is_refused_in_words(head: Client, library: Library) -> None:
    given = {**WORN, "picture": SimpleUploadedFile("logo.svg", b"<svg onload='x'/>")}
    answer = head.post(reverse("desk:brand_of", args=[library.pk]), given)
    assert (answer.status_code, "no picture that can be used" in answer.content.decode()) == (422, True)


def test_only_who_keeps_the_whole_network_changes_a_brand(library: Library, nothing_changes: NothingChanges) -> None:
    clerk = Actor(kind=ActorKind.STAFF, permissions={1: frozenset({"organisation.edit"})})
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.set_brand(library=library, brand=Brand(name="A", short_name="A"), by=clerk, at=NOW)
