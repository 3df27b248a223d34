"""From a draft to readers: consent, review, the clock, the preview."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from pustakota.sites.pages import tasks
from pustakota.sites.pages.models import HomePage, TextPage
from pustakota.sites.pages.models.pictures import ShowsPeople
from tests.factories.moments import NOW
from tests.sites.pages.conftest import Library, signed_in_as
from tests.sites.pages.test_home import made_of, page_at
from tests.sites.pages.test_written import a_picture

EMPTY = json.dumps({"blocks": [], "entityMap": {}})


def a_form(**given: Any) -> dict[str, Any]:
    return {"title": "Album", "slug": "album", "body": EMPTY, "blocks-count": "0", "seo_title": "",
            "search_description": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **given}  # fmt: skip


def an_album(*pictures: int) -> dict[str, Any]:
    """A gallery as the editor sends it."""
    photos: dict[str, Any] = {"blocks-0-value-pictures-count": str(len(pictures))}
    for place, key in enumerate(pictures):
        start = f"blocks-0-value-pictures-{place}"
        photos |= {f"{start}-deleted": "", f"{start}-order": str(place), f"{start}-type": "item", f"{start}-id": ""}
        photos |= {f"{start}-value-picture": str(key), f"{start}-value-caption": f"Foto {place + 1}"}
    return a_form(**{"blocks-count": "1", "blocks-0-type": "gallery", "blocks-0-deleted": "", "blocks-0-order": "0",
                     "blocks-0-id": "", "blocks-0-value-heading": "Pekan membaca"}, **photos)  # fmt: skip


@pytest.fixture
def adding(library: Library) -> str:
    home = HomePage.objects.get(locale__language_code="id")
    return f"/cms/pages/add/pages/textpage/{home.pk}/"


@pytest.mark.parametrize("way", ["action-publish", "action-submit"])
def test_an_album_with_people_who_did_not_agree_is_not_published(editor: Client, adding: str, way: str) -> None:
    nobody, somebody = a_picture(), a_picture(title="Anak-anak", shows_people=ShowsPeople.YES)
    answer = editor.post(adding, an_album(nobody.pk, somebody.pk) | {way: "1"})
    assert answer.status_code == 200
    assert "“Anak-anak”" in str(answer.context["form"].errors["blocks"])
    assert not TextPage.objects.filter(slug="album").exists()


def test_an_album_is_shown_with_captions_credits_and_large_pictures(editor: Client, adding: str) -> None:
    one = a_picture(shows_people=ShowsPeople.YES, consent="map 3, 2 Mei", credit="Rani")
    two = a_picture(alternative="Panggung dongeng")
    editor.post(adding, an_album(one.pk, two.pk) | {"action-publish": "1"})
    page = page_at(Client(), "/album/")
    for words in ("Pekan membaca", "Foto 1 · Gambar: Rani", "Foto 2", 'alt="Panggung dongeng"'):
        assert words in page.replace("Picture: Rani", "Gambar: Rani")
    assert page.count('<a href="/media/images/') == 2
    one.consent = ""
    one.save()
    assert "Foto 1" not in page_at(Client(), "/album/")


def test_galleries_that_kept_pictures_alone_are_still_shown(visitor: Client, library: Library) -> None:
    made_of(("gallery", {"heading": "Lama", "pictures": [a_picture().pk, a_picture(alternative="Teras").pk]}))
    page = page_at(visitor, "/")
    assert 'alt="Rak rendah di ruang anak"' in page
    assert 'alt="Teras"' in page


def test_what_is_handed_in_waits_until_a_moderator_approves_it(library: Library) -> None:
    page = TextPage.objects.get(slug="tentang", locale__language_code="id")
    address = f"/cms/pages/{page.pk}/edit/"
    signed_in_as("penulis").post(address, a_form(title="Usulan", slug="tentang") | {"action-submit": "1"})
    waiting = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    assert "Usulan" not in page_at(Client(), "/tentang/")
    moderator = signed_in_as("penyunting")
    assert "Usulan" in moderator.get("/cms/").content.decode()
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", waiting.pk])
    moderator.post(approve, {"comment": "Bagus"})
    assert "Usulan" in page_at(Client(), "/tentang/")


def test_a_page_comes_and_goes_by_the_clock(editor: Client, adding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now()
    times = {"go_live_at": moment + timedelta(days=1), "expire_at": moment + timedelta(days=3)}
    said = {name: timezone.localtime(at).strftime("%Y-%m-%d %H:%M") for name, at in times.items()}
    editor.post(adding, a_form() | said | {"action-publish": "1"})
    page = Page.objects.get(slug="album")
    assert not page.live
    tasks.publish_on_time(NOW)
    assert Client().get("/album/").status_code == 404
    for days, status in ((2, 200), (4, 404)):
        monkeypatch.setattr(timezone, "now", lambda days=days: moment + timedelta(days=days))
        tasks.publish_on_time(NOW)
        assert Client().get("/album/").status_code == status


def test_the_preview_of_a_draft_begins_at_the_size_of_a_phone(editor: Client, library: Library) -> None:
    page = TextPage.objects.get(slug="tentang", locale__language_code="id")
    assert next(size["device_width"] for size in page.preview_sizes) == 360
    kept = editor.post(f"/cms/pages/{page.pk}/edit/preview/", a_form(title="Coba dulu", slug="tentang"))
    assert kept.json()["is_valid"]
    assert "Coba dulu" in editor.get(f"/cms/pages/{page.pk}/edit/preview/?mode=").content.decode()
    assert "Coba dulu" not in page_at(Client(), "/tentang/")
