"""A title is passed on: by its link, and as a card in the brand of the library."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from pustakota.contexts.organisation import actions
from pustakota.contexts.organisation.actions import Brand
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.pacing import Pace
from pustakota.sites.public import sharing
from tests.factories.moments import NOW
from tests.sites.public.conftest import Town

HOST = "buku.kab.example"


@pytest.fixture
def branded(town: Town, settings: Settings) -> Town:
    settings.ALLOWED_HOSTS = ["*"]
    brand = Brand(name="Perpustakaan Kabupaten", short_name="Kabupaten", host=HOST, colour="#7a1f3d")
    actions.set_brand(library=town.point.library, brand=brand, by=SYSTEM, at=NOW)
    return town


def test_the_share_page_offers_the_link_and_three_shapes_without_scripts(visitor: Client, branded: Town) -> None:
    record = branded.record
    title = visitor.get(f"/en/katalog/{record.pk}/bumi-manusia").content.decode()
    assert f'href="/en/katalog/{record.pk}/bumi-manusia/bagikan"' in title
    page = visitor.get(f"/en/katalog/{record.pk}/bumi-manusia/bagikan", headers={"host": HOST}).content.decode()
    assert f"http://{HOST}/en/katalog/{record.pk}/bumi-manusia" in page
    for shape in ("persegi", "potret", "cerita"):
        address = f"/kartu/judul/{record.pk}-{shape}.png?p={branded.point.library_id}"
        assert f'href="{address}' in page
        assert f'download="bumi-manusia-{shape}.png"' in page
        answer = visitor.get(address)
        assert Image.open(BytesIO(answer.content)).size == sharing.SHAPES[shape]
        assert answer["Cache-Control"] == "public, max-age=604800"
    assert visitor.get(f"/katalog/{record.pk}/lain/bagikan").status_code == 301


def test_under_its_own_domain_the_card_beside_a_link_wears_the_library(visitor: Client, branded: Town) -> None:
    address = f"/katalog/{branded.record.pk}/bumi-manusia"
    elsewhere = visitor.get(address).content.decode()
    assert f'/sampul/{branded.record.pk}.png">' in elsewhere
    own = visitor.get(address, headers={"host": HOST}).content.decode()
    assert f"/sampul/{branded.record.pk}.png?p={branded.point.library_id}&amp;v=" in own


def test_whoever_asks_for_cards_without_end_has_to_wait(
    visitor: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "PACE", Pace(from_one=2, from_all=9))
    address = f"/kartu/judul/{town.record.pk}-persegi.png"
    answers = [visitor.get(address) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0


@pytest.mark.parametrize("address", ["/kartu/judul/999999-persegi.png", "/kartu/judul/1-bulat.png"])
def test_a_card_of_nothing_is_not_found(visitor: Client, town: Town, address: str) -> None:
    assert visitor.get(address).status_code == 404
