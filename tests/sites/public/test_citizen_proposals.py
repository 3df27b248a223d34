"""Citizens' proposals as everybody sees them, and as staff answer them."""

import pytest
from django.test import Client

from pustakota.contexts.community import actions
from pustakota.contexts.community.models import Promise, Proposal, Support
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM
from tests.factories.community import a_draft_proposal, a_published_proposal
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.pages import words
from tests.sites.desk.conftest import signed_in as at_the_desk
from tests.sites.public.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGE, MINE, DESK = "/en/usulan-warga/", "/en/akun/usulan-warga/", "/en/desk/usulan-warga/"


@pytest.fixture
def member(db: None) -> Patron:
    return a_patron(name="Siti Aminah Mulyani")


def test_a_member_writes_publishes_and_changes(client: Client, member: Patron) -> None:
    assert "No proposals" in words(client, PAGE)
    assert client.get(f"{PAGE}baru/").status_code == 302
    browser = signed_in(member)
    assert "No service point takes proposals now" in words(browser, f"{PAGE}baru/")
    actions.promise(at_point=member.home_point, is_open=True, answer_within=14, by=SYSTEM)
    given = {"title": "Bangku baca", "about": "", "point": member.home_point_id}
    assert browser.post(f"{PAGE}baru/", given | {"point": "x"}).status_code == 422
    assert browser.post(f"{PAGE}baru/", given).status_code == 302
    key = Proposal.objects.get().pk
    page, mine = f"{PAGE}{key}/", f"{MINE}{key}/"
    assert client.get(page).status_code == 404
    assert browser.post(mine, given | {"wish": "publish"}).status_code == 422
    assert browser.post(mine, given | {"about": "Di taman", "wish": "publish"}).status_code == 302
    shown = words(client, page)
    assert "The library promised to answer by" in shown
    assert "Siti" not in shown
    assert browser.post(mine, given | {"about": "Di kebun", "wish": "keep"}).status_code == 302
    assert signed_in(a_patron()).get(mine).status_code == 404
    assert browser.post(mine, {"wish": "withdraw"}).status_code == 302
    assert browser.post(mine, {"wish": "withdraw"}).status_code == 422
    assert client.get(page).status_code == 404


def test_others_support_once_by_a_button(client: Client, member: Patron) -> None:
    proposal = a_published_proposal()
    page = f"{PAGE}{proposal.pk}/"
    assert client.post(page).status_code == 302
    browser = signed_in(member)
    assert browser.post(page, {"wish": "support"}).status_code == 302
    assert browser.post(page, {"wish": "support"}).status_code == 409
    assert "1 person supports it" in words(client, page)
    assert "1 person supports it" in words(client, f"{PAGE}?status=published&halaman=x")
    assert "1 person supports it" not in words(client, f"{PAGE}?status=done")
    assert browser.post(page, {"wish": "stop"}).status_code == 302
    assert not Support.objects.exists()
    assert client.get(f"{PAGE}{a_draft_proposal().pk}/").status_code == 404


def test_staff_promise_and_answer_in_public(client: Client) -> None:
    point: ServicePoint = a_point()
    librarian = at_the_desk("pustakawan", point)
    assert librarian.post(DESK, {"is_open": "on", "answer_within": "0"}).status_code == 422
    assert librarian.post(DESK, {"is_open": "on", "answer_within": "10"}).status_code == 302
    assert Promise.objects.get(service_point=point).answer_within == 10
    proposal = a_published_proposal(at_point=point)
    page = f"{DESK}{proposal.pk}/"
    assert proposal.title in words(librarian, DESK)
    assert librarian.post(page, {"step": "accept", "words": ""}).status_code == 422
    assert librarian.post(page, {"step": "schedule", "words": "x"}).status_code == 422
    assert librarian.post(page, {"step": "accept", "words": "Kami pasang di Maret."}).status_code == 302
    assert "Kami pasang di Maret." in words(client, f"{PAGE}{proposal.pk}/")
    assert "(draft)" in words(librarian, page)
    assert librarian.get(f"{DESK}999999/").status_code == 404
