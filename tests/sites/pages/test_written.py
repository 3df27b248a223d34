"""News, questions, standards, banners, menus: what staff write is read, found, and kept from nobody."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pustakota.config import documents
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import actions, furniture, queries, tasks
from pustakota.sites.pages.actions import Draft
from pustakota.sites.pages.models import Banner, NewsPage, Picture, Rendition, TextPage
from pustakota.sites.pages.models.pictures import ShowsPeople
from tests.factories.moments import NOW, later
from tests.sites.pages.conftest import Library, signed_in_as
from tests.sites.pages.test_home import made_of, page_at

ANSWER = "<p>Tas dititipkan di <b>loker</b>.</p>"


def some_news(slug: str = "kabar", title: str = "Kabar baik", *, language: str = "id") -> NewsPage:
    fields = {"summary": "Ringkasnya begini.", "body": [{"type": "text", "value": "<p>Isinya pelikan.</p>"}]}
    actions.add_author(name="Marni", comes_from="community", about="Pengelola TBM", by=SYSTEM)
    draft = Draft(kind="news", slug=slug, title=title, language=language, fields=fields, authors=["Marni"])
    page = actions.publish(draft=draft, by=SYSTEM, at=NOW)
    assert isinstance(page, NewsPage)
    return page


def some_questions() -> None:
    questions = [{"type": "question", "value": {"question": "Di mana tas?", "answer": ANSWER}}]
    draft = Draft(kind="questions", slug="tanya-jawab", title="Tanya jawab", fields={"questions": questions})
    actions.publish(draft=draft, by=SYSTEM, at=NOW)


def a_picture(**given: str) -> Picture:
    file = ContentFile(b"", name="gambar.png")
    Image.new("RGB", (900, 600), "teal").save(file, "PNG")
    file.seek(0)
    facts = {"title": "Rak", "alternative": "Rak rendah di ruang anak", "shows_people": ShowsPeople.NO, **given}
    return Picture.objects.create(file=file, **facts)


def described_as(page: str) -> str:
    return page.partition('<meta name="description" content="')[2].partition('"')[0]


def test_a_page_that_nobody_summed_up_is_described_by_its_first_words(visitor: Client, library: Library) -> None:
    fields = {"body": f"<h2>Tata tertib</h2>{ANSWER}"}
    page = actions.publish(draft=Draft(kind="text", slug="tata", title="Tata", fields=fields), by=SYSTEM, at=NOW)
    assert described_as(page_at(visitor, "/tata/")) == "Tata tertib Tas dititipkan di loker ."
    page.search_description = "Yang boleh dan yang tidak."
    page.save_revision().publish()
    assert described_as(page_at(visitor, "/tata/")) == "Yang boleh dan yang tidak."


# News


def test_news_stand_in_their_list_with_their_author(visitor: Client, library: Library) -> None:
    some_news()
    listed = page_at(visitor, "/berita/")
    assert '<a href="/berita/kabar/">Kabar baik</a>' in listed
    assert "Ringkasnya begini." in listed
    post = page_at(visitor, "/berita/kabar/")
    assert "Marni" in post
    assert "Isinya pelikan." in post
    assert '"NewsArticle"' in post


def test_news_have_feeds_in_three_forms(visitor: Client, library: Library, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://perpus.example"
    assert "<item>" not in page_at(visitor, "/umpan/berita.rss")
    some_news()
    assert "https://perpus.example/berita/kabar/" in page_at(visitor, "/umpan/berita.rss")
    assert "<author><name>Marni</name></author>" in page_at(visitor, "/umpan/berita.atom")
    feed = json.loads(page_at(visitor, "/umpan/berita.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [(item["title"], item["authors"]) for item in feed["items"]] == [("Kabar baik", [{"name": "Marni"}])]
    assert json.loads(page_at(visitor, "/en/umpan/berita.json"))["items"] == []


def test_a_page_names_its_other_language_and_no_language_it_is_not_in(visitor: Client, library: Library) -> None:
    some_news()
    assert 'hreflang="en" lang="en"' in page_at(visitor, "/berita/kabar/")
    assert 'href="/en/"' in page_at(visitor, "/berita/kabar/"), "the switch leads home where there is no translation"
    some_news(title="Good news", language="en")
    page = page_at(visitor, "/berita/kabar/")
    assert 'href="/en/berita/kabar/"' in page
    assert "Good news" in page_at(visitor, "/en/berita/kabar/")


def test_what_is_due_is_published_and_what_has_ended_is_taken_away(visitor: Client, library: Library) -> None:
    page, past = some_news(), clock.now() - timedelta(days=400)
    Page.objects.filter(pk=page.pk).update(expire_at=past)
    assert tasks.publish_on_time(NOW) == 1
    assert visitor.get("/berita/kabar/").status_code == 404


# Found


def test_news_and_answers_are_found_and_listed_for_search_machines(visitor: Client, library: Library) -> None:
    some_news()
    some_questions()
    search.rebuild(documents.everything())
    assert "/berita/kabar/" in page_at(visitor, "/cari?q=pelikan")
    assert "/tanya-jawab/" in page_at(visitor, "/cari?q=loker")
    listed = page_at(visitor, "/sitemap-halaman.xml")
    assert "/tanya-jawab/</loc>" in listed
    assert "/berita/kabar/</loc>" in listed


def test_home_is_no_page_to_be_found(library: Library) -> None:
    assert "Perpustakaan Batu" not in {page.title for page in queries.all_pages()}


def test_questions_are_told_to_machines(visitor: Client, library: Library) -> None:
    some_questions()
    page = page_at(visitor, "/tanya-jawab/")
    assert "<summary>Di mana tas?</summary>" in page
    assert '"@type":"FAQPage"' in page
    assert '"text":"Tas dititipkan di  loker ."' in page or '"text":"Tas dititipkan di' in page


# Banners, menus, redirects


def test_a_banner_stands_on_every_page_while_it_holds(visitor: Client, library: Library) -> None:
    furniture.forget()
    assert 'class="banners"' not in page_at(visitor, "/bantuan/")
    actions.show_banner(
        text="Tutup besok", text_in_english="Closed tomorrow", starts_at=NOW, ends_at=later(days=1), by=SYSTEM
    )
    for address in ("/", "/bantuan/", "/cari"):
        assert "Tutup besok" in page_at(visitor, address)
    assert "Closed tomorrow" in page_at(visitor, "/en/bantuan/")


def test_a_banner_ends_on_the_minute_though_it_is_kept(
    visitor: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    furniture.forget()
    actions.show_banner(text="Sebentar", text_in_english="", starts_at=NOW, ends_at=later(minutes=1), by=SYSTEM)
    assert "Sebentar" in page_at(visitor, "/bantuan/")
    monkeypatch.setattr(clock, "now", lambda: later(minutes=1))
    assert "Sebentar" not in page_at(visitor, "/bantuan/")


def test_a_banner_that_is_taken_away_is_gone_at_once_where_it_was_taken_away(visitor: Client, library: Library) -> None:
    furniture.forget()
    actions.show_banner(text="Keliru", text_in_english="", starts_at=NOW, ends_at=later(days=1), by=SYSTEM)
    assert "Keliru" in page_at(visitor, "/bantuan/")
    Banner.objects.get().delete()
    assert "Keliru" not in page_at(visitor, "/bantuan/")


def test_menus_replace_the_built_in_links_of_one_language(visitor: Client, library: Library) -> None:
    furniture.forget()
    actions.set_menu(place="main", links=[("Dongeng", "/dongeng/")], by=SYSTEM)
    assert '<a href="/dongeng/">Dongeng</a>' in page_at(visitor, "/bantuan/")
    assert "/dongeng/" not in page_at(visitor, "/en/bantuan/")


def test_an_old_address_leads_to_the_new_one(visitor: Client, library: Library) -> None:
    Redirect.objects.create(old_path="/profil", redirect_link="/tentang/")
    assert visitor.get("/profil/")["Location"] == "/tentang/"


# Pictures


def test_a_picture_is_sent_in_several_sizes_with_its_words(visitor: Client, library: Library) -> None:
    made_of(("picture", {"picture": a_picture().pk, "caption": "Baru"}))
    page = page_at(visitor, "/")
    assert 'alt="Rak rendah di ruang anak"' in page
    assert "720w" in page
    assert 'loading="lazy"' in page
    file = Rendition.objects.all()[0]
    assert file.url.startswith("/media/images/")
    answer = visitor.get(file.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")


def test_a_picture_of_people_is_not_shown_without_their_consent(visitor: Client, library: Library) -> None:
    picture = a_picture(shows_people=ShowsPeople.YES, consent="map 3, 2 Mei")
    made_of(("picture", {"picture": picture.pk, "caption": ""}))
    assert "<figure" in page_at(visitor, "/")
    file = Rendition.objects.all()[0].url
    Picture.objects.filter(pk=picture.pk).update(consent="")
    assert "<figure" not in page_at(visitor, "/")
    assert visitor.get(file).status_code == 404, "consent that is withdrawn takes the file away too"
    assert signed_in_as("penyunting").get(file)["Cache-Control"] == "private, no-store"


def test_a_picture_without_words_is_refused(editor: Client) -> None:
    picture = a_picture()
    form = {"title": "Rak", "alternative": "", "shows_people": "no", "consent": "", "collection": "1", "tags": ""}
    answer = editor.post(f"/cms/images/{picture.pk}/", form)
    assert answer.status_code == 200
    picture.refresh_from_db()
    assert picture.alternative


# Who may


def test_only_who_writes_comes_to_the_editor(library: Library) -> None:
    for role in ("penyunting", "kepala", "penulis", "pustakawan", "admin"):
        assert signed_in_as(role).get("/cms/").status_code == 200
    for client in (Client(), signed_in_as("sirkulasi"), signed_in_as("relawan")):
        assert client.get("/cms/").status_code == 302


def test_the_editors_own_door_is_closed(visitor: Client, library: Library, settings: Settings) -> None:
    assert visitor.get("/cms/login/")["Location"].startswith("/desk/masuk/?next=%2Fcms%2F")
    settings.STAFF_SECOND_FACTOR = True
    assert signed_in_as("penyunting").get("/cms/")["Location"].startswith("/desk/masuk/")


def test_nobody_changes_accounts_in_the_editor(editor: Client) -> None:
    assert editor.get("/cms/users/").status_code == 302
    assert editor.get("/cms/pages/").status_code == 200


def test_the_editor_has_a_policy_of_its_own_and_the_site_a_strict_one(editor: Client, visitor: Client) -> None:
    assert "unsafe-inline" in editor.get("/cms/")["Content-Security-Policy"]
    assert "unsafe" not in visitor.get("/")["Content-Security-Policy"]


def test_a_writer_hands_in_and_an_editor_publishes(library: Library) -> None:
    page = TextPage.objects.get(slug="tentang", locale__language_code="id")
    form = {"title": "Baru", "slug": "tentang", "body": json.dumps({"blocks": [], "entityMap": {}}),
            "blocks-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
            "seo_title": "", "search_description": ""}  # fmt: skip
    address = f"/cms/pages/{page.pk}/edit/"
    signed_in_as("penulis").post(address, {**form, "action-publish": "1"})
    page.refresh_from_db()
    assert page.title == "Tentang perpustakaan", "who writes does not publish"
    signed_in_as("penulis").post(address, {**form, "action-submit": "1"})
    page.refresh_from_db()
    assert page.workflow_in_progress
    signed_in_as("penyunting").post(address, {**form, "action-publish": "1"})
    page.refresh_from_db()
    assert page.title == "Baru"


def test_titles_and_points_can_be_picked(editor: Client, library: Library) -> None:
    search.rebuild(documents.everything())
    assert "Bumi manusia" in editor.get("/cms/title_chooser/").content.decode()
    assert "Bumi manusia" in editor.get("/cms/title_chooser/results/?q=bumi").content.decode()
    assert "Bumi manusia" not in editor.get("/cms/title_chooser/results/?q=pelikan").content.decode()
    assert "Perpustakaan Batu" in editor.get("/cms/point_chooser/").content.decode()


def test_no_page_asks_anything_of_other_sites(editor: Client) -> None:
    page = editor.get("/cms/").content.decode()
    assert "gravatar" not in page
    call_command("publish_scheduled", verbosity=0)
