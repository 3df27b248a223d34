"""Library cards on paper and plastic."""

import re
import zlib
from datetime import date
from string import ascii_uppercase

import pytest
from django.test import Client

from pustakota.contexts.organisation.models import Library
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.models import Organisation, Patron, PersonSeen, SchoolClass
from pustakota.foundation.actors import SYSTEM
from tests.conftest import QueriesAre
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff, a_patron, a_patron_type

pytestmark = pytest.mark.django_db
POINTS = 72 / 25.4
CARD, A4 = (85.60, 53.98), (210.0, 297.0)


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """The size of each page in millimetres."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", whole(pdf))
    return [(float(width) / POINTS, float(height) / POINTS) for width, height in found]


def whole(pdf: bytes) -> bytes:
    """The file with its streams unpacked."""
    parts = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(parts)


def a_class(size: int) -> SchoolClass:
    school = actions.keep_organisation(organisation=Organisation(name="SDN 1"), by=SYSTEM)
    text = "\n".join(f"Murid {letter * 3};;21/03/2017;Sri {letter * 3};;ya" for letter in ascii_uppercase[:size])
    return actions.bring_in_class(
        organisation=school,
        name="5A",
        school_year="2026/2027",
        type=a_patron_type("anak"),
        text=text,
        home_point=a_point(),
        by=SYSTEM,
        at=NOW,
    )


def test_a_card_has_the_size_of_a_bank_card() -> None:
    (page,) = pages_of(queries.cards_pdf([a_patron()], on_sheets=False))
    assert page == pytest.approx(CARD, abs=0.05)


def test_ten_cards_stand_on_a_sheet() -> None:
    patrons = list(queries.patrons_of_class(a_class(11).pk))
    sheets = pages_of(queries.cards_pdf(patrons, on_sheets=True))
    assert len(sheets) == 2
    assert all(page == pytest.approx(A4, abs=0.2) for page in sheets)
    singly = pages_of(queries.cards_pdf(patrons, on_sheets=False))
    assert len(singly) == 11


def test_a_card_wears_its_librarys_colour() -> None:
    patron = a_patron()
    Library.objects.filter(pk=patron.home_point.library_id).update(colour="#8a1c1c")
    drawn = whole(queries.cards_pdf(Patron.objects.filter(pk=patron.pk), on_sheets=False))
    red, green, blue = (int("8a1c1c"[at : at + 2], 16) / 255 for at in (0, 2, 4))
    found = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", drawn)
    assert any(pytest.approx((red, green, blue), abs=0.01) == tuple(map(float, each)) for each in found)


def test_a_whole_class_asks_for_its_brand_once(queries_are: QueriesAre) -> None:
    patrons = list(queries.patrons_of_class(a_class(5).pk).select_related("home_point__library"))
    with queries_are(0):
        queries.cards_pdf(patrons, on_sheets=True)


def test_the_desk_prints_a_card_and_the_member_can_read_who_did() -> None:
    point = a_point()
    patron = a_patron(home=point, born_on=date(1990, 1, 1))
    clerk, volunteer = Client(), Client()
    for client, role in ((clerk, "sirkulasi"), (volunteer, "relawan")):
        account = a_member_of_staff(role=role, at_point=point).account
        assert account
        client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    address = f"/desk/anggota/{patron.card_number}/kartu.pdf"
    assert volunteer.get(address).status_code == 403
    answer = clerk.get(address)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert PersonSeen.objects.get().what == "card"
    assert address in clerk.get(f"/desk/anggota/{patron.card_number}/").content.decode()
    found = a_class(2)
    assert len(pages_of(clerk.get(f"/desk/kelas/{found.pk}/kartu.pdf").content)) == 1
    assert len(pages_of(clerk.get(f"/desk/kelas/{found.pk}/kartu.pdf?bentuk=pvc").content)) == 2
    assert clerk.get("/desk/kelas/999999/kartu.pdf").status_code == 404
