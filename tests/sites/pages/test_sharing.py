"""A page and a quote on it are passed on as cards."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import actions
from pustakota.sites.pages.actions import Draft
from pustakota.sites.pages.models import SitePage
from tests.factories.moments import NOW
from tests.sites.pages.conftest import Library
from tests.sites.pages.test_home import page_at

QUOTE = {"type": "quote", "value": {"text": "Buku adalah jendela.", "who": "pepatah"}}


@pytest.fixture
def page(library: Library) -> SitePage:
    return actions.publish(
        draft=Draft(kind="text", slug="pekan", title="Pekan membaca", fields={"blocks": [QUOTE]}), by=SYSTEM, at=NOW
    )


def test_a_page_has_a_card_beside_its_link_and_a_way_to_pass_it_on(visitor: Client, page: SitePage) -> None:
    shown = page_at(visitor, "/pekan/")
    assert f'/kartu/halaman/{page.pk}-lebar.png">' in shown
    assert f'href="/bagikan/halaman/{page.pk}/"' in shown
    offered = page_at(visitor, f"/bagikan/halaman/{page.pk}/")
    assert 'download="pekan-cerita.png"' in offered
    card = visitor.get(f"/kartu/halaman/{page.pk}-cerita.png")
    assert Image.open(BytesIO(card.content)).size == (1080, 1920)


def test_a_quote_on_a_page_has_cards_of_its_own(visitor: Client, page: SitePage) -> None:
    block = page.blocks[0].id  # type: ignore[attr-defined]
    assert f'href="/bagikan/kutipan/{page.pk}/{block}/"' in page_at(visitor, "/pekan/")
    assert f"/kartu/kutipan/{page.pk}-{block}-potret.png" in page_at(visitor, f"/bagikan/kutipan/{page.pk}/{block}/")
    card = visitor.get(f"/kartu/kutipan/{page.pk}-{block}-potret.png")
    assert Image.open(BytesIO(card.content)).size == (1080, 1350)
    other = block[:-1] + ("0" if block[-1] != "0" else "1")
    assert visitor.get(f"/kartu/kutipan/{page.pk}-{other}-potret.png").status_code == 404


def test_a_page_that_was_taken_away_is_passed_on_no_more(visitor: Client, page: SitePage) -> None:
    page.unpublish()
    for address in (f"/bagikan/halaman/{page.pk}/", f"/kartu/halaman/{page.pk}-persegi.png"):
        assert visitor.get(address).status_code == 404
