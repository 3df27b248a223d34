"""Saving a search on its page, my saved searches, and the link that ends what they tell."""

import pytest
from django.test import Client

from pustakota.contexts.notices import queries as told
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.reading.models import SavedSearch
from tests.factories.moments import later
from tests.factories.people import a_patron
from tests.factories.reading import a_saved_search
from tests.sites.public.conftest import Town, signed_in

SAVE = "/en/akun/pencarian/simpan?q=bumi&subject=Fiksi"

pytestmark = pytest.mark.django_db


def test_a_visitor_signs_in_first_and_comes_back_to_the_question(visitor: Client, indexed: Town) -> None:
    assert "simpan?q=bumi&amp;subject=Fiksi" in visitor.get("/en/cari?q=bumi&subject=Fiksi&hal=1").content.decode()
    assert visitor.get(SAVE)["Location"].endswith("?next=/en/akun/pencarian/simpan%3Fq%3Dbumi%26subject%3DFiksi")


def test_the_whole_collection_is_no_search_to_save(visitor: Client, indexed: Town) -> None:
    assert "Save this search" not in visitor.get("/en/cari").content.decode()


def test_a_member_names_a_question_and_finds_it_again(member: Client, indexed: Town) -> None:
    assert "Subject: Fiksi" in member.get(SAVE).content.decode()
    member.post(SAVE, {"name": "Bumi", "tells": "on"})
    saved = SavedSearch.objects.get()
    assert (saved.name, saved.query, saved.tells) == ("Bumi", "q=bumi&subject=Fiksi", True)
    page = member.get("/en/akun/pencarian/").content.decode()
    assert "/en/cari?q=bumi&amp;subject=Fiksi" in page
    assert "tells of new titles" in page


def test_a_nameless_search_is_refused_with_what_was_typed(member: Client, indexed: Town) -> None:
    assert member.post(SAVE, {"name": " "}).status_code == 422
    assert not SavedSearch.objects.exists()


def test_a_member_stops_and_deletes_a_search(member: Client, town: Town) -> None:
    saved = a_saved_search(town.mother)
    page = f"/en/akun/pencarian/{saved.code}"
    member.post(page, {"name": "Sejarah"})
    saved.refresh_from_db()
    assert (saved.name, saved.tells) == ("Sejarah", False)
    member.post(f"{page}/hapus")
    assert not SavedSearch.objects.exists()


def test_nobody_else_sees_a_search(member: Client, town: Town) -> None:
    saved = a_saved_search(a_patron())
    for path in (f"/akun/pencarian/{saved.code}", "/akun/pencarian/none"):
        assert member.get(path).status_code == 404
    assert member.post(f"/akun/pencarian/{saved.code}/hapus").status_code == 404
    assert SavedSearch.objects.exists()


def test_what_is_new_is_shown_on_the_page_of_the_search(indexed: Town) -> None:
    saved = a_saved_search(indexed.mother, "bumi")
    SavedSearch.objects.update(new_after=0, new_at=later(days=1), new_titles=1, asked_to=indexed.record.pk)
    page = signed_in(indexed.mother).get(f"/en/akun/pencarian/{saved.code}").content.decode()
    assert "Bumi manusia" in page
    assert "Found on" in page


def test_the_link_in_a_letter_ends_the_alerts_and_says_so(visitor: Client, town: Town) -> None:
    saved = a_saved_search(town.mother)
    code = told.stop_code(town.mother.person_id, Channel.EMAIL, kind=Kind.NEW_TITLES)
    page = f"/en/pesan/berhenti/{code}"
    assert "New titles for a saved search" in visitor.get(page).content.decode()
    assert "No more such messages" in visitor.post(page).content.decode()
    saved.refresh_from_db()
    assert not saved.tells
