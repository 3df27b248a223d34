"""A course ends: certificates for those who came, and a stranger's phone that checks one."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from pustakota.contexts.credentials.models import Credential
from pustakota.contexts.programmes import actions
from pustakota.contexts.programmes.models import CertificateFor, Kind
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.factories.programmes import a_programme
from tests.factories.spaces import a_licence_kind
from tests.journeys.conftest import City, assert_accessible, sign_in_at_the_desk

pytestmark = pytest.mark.journey


def test_those_who_came_get_a_certificate_that_a_stranger_checks(page: Page, city: City) -> None:
    here, absent = city.member("Siti Aminah", card_number="A0113"), city.member("Budi Santoso", card_number="A0114")
    author = city.member("Andrea Hirata", card_number="A0115")
    licence = a_licence_kind()
    programme = a_programme(
        at_point=city.point,
        title="Cetak 3D Dasar",
        kind=Kind.WORKSHOP,
        certificate=CertificateFor.CAME,
        licence_kind=licence,
    )
    now = clock.now()
    event = actions.plan(programme=programme, starts_at=now - timedelta(hours=3), capacity=8, by=SYSTEM, at=now)
    for patron in (here, absent):
        actions.register(occurrence=event, person=patron.person, by=SYSTEM, at=now)
    actions.walk_in(occurrence=event, person=here.person, by=SYSTEM, at=now, source=actions.Source.DESK)

    sign_in_at_the_desk(page, city, "kepala")
    page.goto(f"{city.address}/en/desk/kegiatan/{event.pk}/sertifikat/")
    expect(page.get_by_text("1 date is not reported yet")).to_be_visible()
    page.get_by_label("Card number").fill(author.card_number)
    page.get_by_role("button", name="Note").press("Enter")
    expect(page.get_by_role("rowheader", name="Andrea Hirata")).to_be_visible()
    page.goto(f"{city.address}/en/desk/kegiatan/{event.pk}/")
    page.get_by_role("button", name="Report").press("Enter")
    page.get_by_role("link", name="Roles and certificates").press("Enter")
    expect(page.get_by_role("rowheader", name="Siti Aminah")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Give 2 certificates").press("Enter")
    expect(page.get_by_text("Certificates given: 2; licences: 1.")).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(browser.PHONE)
    assert_accessible(page)
    assert spaces.holds_licence(licence.pk, here.person_id, on=now.date() + timedelta(days=2))
    assert not Credential.objects.filter(holder=absent.person).exists()

    letter = Credential.objects.get(holder=here.person, kind="certificate")
    window = page.context.browser
    assert isinstance(window, Browser)
    stranger = window.new_context(viewport=browser.PHONE).new_page()  # type: ignore[arg-type]
    stranger.goto(f"{city.address}/en/v/{letter.code}")
    expect(stranger.get_by_role("heading", name=letter.number)).to_be_visible()
    expect(stranger.get_by_text("Cetak 3D Dasar")).to_be_visible()
    expect(stranger.get_by_text("Siti A.")).to_be_visible()
    assert "Aminah" not in stranger.content()
    assert_accessible(stranger)
    stranger.goto(f"{city.address}/en/v/{letter.code[:-1]}x")
    expect(stranger.get_by_role("heading", name="No letter has this code")).to_be_visible()
