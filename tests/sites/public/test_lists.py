"""Lists of titles on the site: saved with one press, put in order, shared, recommended."""

import pytest
from django.test import Client

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.reading import actions, queries
from pustakota.contexts.reading.models import ListedTitle, ReadingList
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_member_of_staff, a_patron, somebody_with_role
from tests.factories.reading import a_list
from tests.sites.public.conftest import Town

pytestmark = pytest.mark.django_db


def save_page(town: Town) -> str:
    return f"/en/katalog/{town.record.pk}/bumi-manusia/simpan"


def test_one_press_saves_a_title_in_a_first_list_and_the_next_in_the_same(member: Client, town: Town) -> None:
    title_page = f"/en/katalog/{town.record.pk}/bumi-manusia"
    assert f'action="{save_page(town)}"' in member.get(title_page).content.decode()
    member.post(save_page(town))
    member.post(save_page(town))
    mine = ReadingList.objects.get()
    assert (mine.title, mine.person_id, mine.is_shared) == ("Want to read", town.mother.person_id, False)
    assert ListedTitle.objects.get().record == town.record
    assert f'href="/en/akun/daftar-bacaan/{mine.code}">Want to read' in member.get(title_page).content.decode()


def test_a_visitor_is_asked_to_sign_in_and_comes_back(visitor: Client, town: Town) -> None:
    assert save_page(town) in visitor.get(f"/en/katalog/{town.record.pk}/bumi-manusia").content.decode()
    assert visitor.get(save_page(town))["Location"].endswith(f"?next={save_page(town)}")


def test_a_title_is_saved_in_a_chosen_or_a_new_list(member: Client, town: Town) -> None:
    chosen = a_list(town.mother, title="Sastra")
    member.post(save_page(town), {"list": chosen.code})
    member.post(save_page(town), {"title": "Untuk Bima", "text": ""})
    assert [each.title for each in queries.lists_of(town.mother.person_id)] == ["Untuk Bima", "Sastra"]
    assert ListedTitle.objects.count() == 2
    assert member.post(save_page(town), {"title": ""}).status_code == 422
    assert member.post(save_page(town), {"list": a_list(a_patron()).code}).status_code == 404


def test_buttons_of_my_list_do_what_they_say(member: Client, town: Town) -> None:
    other = a_record("Jejak langkah")
    mine = a_list(town.mother, town.record, other)
    page = f"/en/akun/daftar-bacaan/{mine.code}"
    member.post(page, {"wish": "down", "record": town.record.pk})
    member.post(page, {"wish": "note", "record": other.pk, "note": "Lanjutan"})
    assert [(each.record_id, each.note) for each in queries.titles_of(mine)] == [
        (other.pk, "Lanjutan"),
        (town.record.pk, ""),
    ]
    member.post(page, {"wish": "change", "title": "Tetralogi", "text": "Empat buku"})
    member.post(page, {"wish": "remove", "record": town.record.pk})
    shown = member.get(page).content.decode()
    assert "<h1>Tetralogi</h1>" in shown
    assert "Bumi manusia" not in shown
    assert member.post(page, {"wish": "change", "title": ""}).status_code == 422
    assert member.post(page, {"wish": "burn"}).status_code == 404
    member.post(page, {"wish": "delete"})
    assert not ReadingList.objects.exists()


def test_nobody_else_opens_my_list_by_its_own_address(member: Client, town: Town) -> None:
    other = a_list(a_patron(), town.record)
    for path in (other.code, f"{other.code}.ris", f"{other.code}/kutip", "none"):
        assert member.get(f"/akun/daftar-bacaan/{path}").status_code == 404


def test_a_shared_list_is_seen_by_its_address_until_it_is_withdrawn(
    member: Client, visitor: Client, town: Town
) -> None:
    mine = a_list(town.mother, town.record, title="Tetralogi")
    member.post(f"/akun/daftar-bacaan/{mine.code}", {"wish": "share"})
    mine.refresh_from_db()
    page = visitor.get(f"/en/bacaan/{mine.shared_as}")
    shown = page.content.decode()
    assert "Bumi manusia" in shown
    assert "Siti" not in shown
    assert "noindex" in shown
    assert f"/sampul/{town.record.pk}.svg" in shown
    member.post(f"/akun/daftar-bacaan/{mine.code}", {"wish": "withdraw"})
    assert visitor.get(f"/en/bacaan/{mine.shared_as}").status_code == 404
    assert visitor.get(f"/en/bacaan/{mine.shared_as}.ris").status_code == 404


def test_a_name_stands_above_a_shared_list_only_where_it_is_wished(member: Client, visitor: Client, town: Town) -> None:
    mine = a_list(town.mother, town.record)
    member.post(f"/akun/daftar-bacaan/{mine.code}", {"wish": "share", "shows_name": "on"})
    mine.refresh_from_db()
    assert "A list of Siti Aminah" in visitor.get(f"/en/bacaan/{mine.shared_as}").content.decode()


def described(title: str) -> Record:
    fields = [data_field("100", "1 ", [("a", "Toer, Pramoedya Ananta.")]), data_field("245", "10", [("a", title)])]
    return catalogue.add_record(marc=MarcRecord("00000nam a2200000 a 4500", fields), by=SYSTEM, at=NOW)


@pytest.mark.parametrize(("form", "mark"), [("ris", "TY  - BOOK\r\n"), ("bib", "@book{")])
def test_a_list_is_taken_into_reference_managers(
    member: Client, visitor: Client, town: Town, form: str, mark: str
) -> None:
    mine = a_list(town.mother, described("Jejak langkah"), described("Rumah kaca"))
    shared = actions.share_list(reading_list=mine, shows_name=False, by=a_member_acting(town.mother), at=NOW)
    own = member.get(f"/akun/daftar-bacaan/{mine.code}.{form}")
    open_to_all = visitor.get(f"/bacaan/{shared.shared_as}.{form}")
    assert own.content == open_to_all.content
    assert own.content.decode().count(mark) == 2
    cited = visitor.get(f"/en/bacaan/{shared.shared_as}/kutip").content.decode()
    assert cited.index("Jejak langkah") < cited.index("Rumah kaca")


def test_staff_recommend_for_their_point_and_everybody_sees_it_once_it_is_shown(visitor: Client, town: Town) -> None:
    librarian = Client()
    staff = a_member_of_staff("rina", role="pustakawan", at_point=town.point).account
    librarian.force_login(staff, backend="pustakota.foundation.sessions.AccountBackend")
    librarian.post("/en/desk/rekomendasi/", {"title": "Musim hujan", "text": "Dibaca di rumah"})
    made = ReadingList.objects.get()
    assert (made.point, made.person) == (town.point, None)
    librarian.post(save_page(town), {"list": made.code})
    assert "Musim hujan" not in visitor.get("/en/bacaan/").content.decode()
    librarian.post(f"/akun/daftar-bacaan/{made.code}", {"wish": "share"})
    shown = visitor.get("/en/bacaan/").content.decode()
    assert "Musim hujan" in shown
    assert "1 title" in shown
    made.refresh_from_db()
    page = visitor.get(f"/en/bacaan/{made.shared_as}").content.decode()
    assert "Recommended by Perpustakaan Kota" in page
    assert "noindex" not in page
    assert "Musim hujan" in librarian.get("/en/desk/rekomendasi/").content.decode()


def test_a_list_of_the_library_is_not_for_those_who_do_not_recommend(member: Client, town: Town) -> None:
    made = actions.make_list(title="Musim hujan", by=somebody_with_role("kepala"), at=NOW, at_point=town.point)
    assert member.get(f"/akun/daftar-bacaan/{made.code}").status_code == 404
    clerk = Client()
    staff = a_member_of_staff("sari", role="sirkulasi", at_point=town.point).account
    clerk.force_login(staff, backend="pustakota.foundation.sessions.AccountBackend")
    assert clerk.get("/en/desk/rekomendasi/").status_code == 403
