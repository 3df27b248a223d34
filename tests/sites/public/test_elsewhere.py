"""One box finds more than titles."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pustakota.config import documents
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.search import actions as search
from pustakota.contexts.search import queries
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces.models import Kind
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.delivery import Outbox
from pustakota.sites.pages.models import TextPage
from tests.factories.moments import NOW, later
from tests.factories.spaces import terms
from tests.sites.public.conftest import Town
from tests.sites.public.test_search import page_of


@pytest.fixture
def everything(town: Town) -> Town:
    search.rebuild(documents.everything())
    return town


def deliver() -> None:
    Outbox(SUBSCRIPTIONS).drain(at=later(minutes=1))


def a_page(title: str, body: str) -> TextPage:
    page = TextPage(title=title, body=body)
    Page.objects.get(depth=2).add_child(instance=page)
    page.save_revision().publish()
    return page


def test_a_place_of_service_is_found_beside_the_titles(visitor: Client, everything: Town) -> None:
    page = page_of(visitor, q="pusling")
    assert "Pusling Junrejo" in page
    assert f"/titik-layanan/{everything.other.code}/" in page
    assert "No title found" in page, "a place is no title and is not counted as one"


def test_an_answer_that_is_narrowed_down_shows_titles_alone(visitor: Client, everything: Town) -> None:
    assert 'aria-label="Also found"' not in page_of(visitor, q="pusling", language="ind")
    assert 'aria-label="Also found"' not in page_of(visitor, q="pusling", hal="2")
    assert 'aria-label="Also found"' not in page_of(visitor, q="bumi")


def test_a_place_is_found_by_its_new_name_and_not_by_its_old_one(visitor: Client, everything: Town) -> None:
    point = everything.other
    organisation.change_service_point(
        point=point, name="Pojok Baca Alun-alun", kind=point.kind, zone=point.zone, address="", phone="",
        position=None, is_pickup=True, by=SYSTEM, at=NOW,
    )  # fmt: skip
    deliver()
    assert "Pojok Baca Alun-alun" in page_of(visitor, q="pojok baca")
    assert "Pojok Baca" not in page_of(visitor, q="junrejo")


def test_a_place_that_is_closed_for_good_is_found_no_more(visitor: Client, everything: Town) -> None:
    ServicePoint.objects.filter(pk=everything.other.pk).update(is_active=False)
    search.rebuild(documents.everything())
    assert "Pusling Junrejo" not in page_of(visitor, q="pusling")


def test_a_page_that_staff_publish_is_found_until_it_is_taken_away(visitor: Client, everything: Town) -> None:
    page = a_page("Tata tertib", "<p>Tas dititipkan di <b>loker</b>.</p>")
    deliver()
    found = page_of(visitor, q="loker")
    assert "Tata tertib" in found
    assert page.url
    assert f'href="{page.url}"' in found
    page.unpublish()
    deliver()
    assert "Tata tertib" not in page_of(visitor, q="loker")
    page.delete()
    deliver()
    assert "Tata tertib" not in page_of(visitor, q="loker")


def test_a_room_is_found_by_what_stands_in_it_until_it_is_closed(visitor: Client, everything: Town) -> None:
    room = spaces.add_resource(
        service_point=everything.other, name="Ruang Diskusi", kind=Kind.ROOM, policy=terms(), by=SYSTEM, at=NOW,
        about="Meja besar untuk rapat kecil.", equipment="Proyektor",
    )  # fmt: skip
    deliver()
    for typed in ("ruang diskusi", "rapat", "proyektor"):
        page = page_of(visitor, q=typed)
        assert reverse("public:room", args=[room.pk]) in page, typed
    assert everything.other.name in page
    spaces.change_resource(resource=room, name="Ruang Belajar", by=SYSTEM, at=NOW)
    deliver()
    assert "Ruang Belajar" in page_of(visitor, q="ruang belajar")
    assert reverse("public:room", args=[room.pk]) not in page_of(visitor, q="diskusi")
    spaces.change_resource(resource=room, is_active=False, by=SYSTEM, at=NOW)
    assert "Ruang Belajar" not in page_of(visitor, q="ruang belajar"), "also before the index knows"
    deliver()
    assert search_of_rooms("belajar") == []


def search_of_rooms(text: str) -> list[int]:
    return [number for _kind, number in queries.others(text, kinds=("room",))]
