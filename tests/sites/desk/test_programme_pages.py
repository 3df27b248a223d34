"""Programmes at the desk: plan, register, note who came, report."""

import re
from datetime import date

from django.test import Client

from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.programmes import queries, rules
from pustakota.contexts.programmes.actions import Mode
from pustakota.contexts.programmes.desk.forms import ProgrammeForm
from pustakota.contexts.programmes.models import Occurrence, Programme, Registration
from pustakota.contexts.spaces.models import Booking
from tests.contexts.programmes.test_questions import a_form
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW, at_clock, later
from tests.factories.people import a_member_of_staff, a_patron
from tests.factories.programmes import a_programme, a_registration, an_occurrence
from tests.factories.spaces import a_booking, a_room, a_span

DESK = "/en/desk/kegiatan/"


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_programme_is_described_once_and_its_dates_are_planned_one_by_one_or_by_rule(
    librarian: Client, point: ServicePoint
) -> None:
    given = {"title": "Dongeng Pagi", "kind": "story_time", "registration": "open", "minutes": "60", "capacity": "20"}
    given |= {"most_in_party": "4", "cancel_until": "1440", "certificate_least": "75", "hold_lasts": "15"}
    nameless = librarian.post(f"{DESK}program/baru/", given | {"is_nameless": "on"})
    assert "takes no registrations" in nameless.content.decode()
    assert librarian.post(f"{DESK}program/baru/", given).status_code == 302
    programme = Programme.objects.get()
    page = f"{DESK}program/{programme.pk}/"
    form = librarian.get(f"{page}ubah/").content.decode()
    assert [name for name in ProgrammeForm.Meta.fields if f'name="{name}"' not in form] == []
    one = {"start": "2026-03-10T09:00", "end": "2026-03-10T10:00", "capacity": "15"}
    assert librarian.post(f"{page}tanggal/", one).status_code == 302
    rule = {"pattern": "FREQ=MONTHLY;BYDAY=1", "weekday": "SA", "first": "2026-03-01", "last": "2026-05-31"}
    assert librarian.post(f"{page}rangkaian/", rule | {"starts": "09:00"}).status_code == 302
    days = [f"{each.local_start:%m-%d}" for each in queries.occurrences()]
    assert days == ["03-07", "03-10", "04-04", "05-02"]
    assert "Dongeng Pagi" in words(librarian, DESK)
    assert librarian.post(f"{page}ubah/", given | {"title": "Dongeng Sore"}).status_code == 302
    assert "Dongeng Sore" in words(librarian, page)


def test_a_date_whose_room_is_taken_is_refused_with_the_reason(librarian: Client, point: ServicePoint) -> None:
    programme, room = a_programme(at_point=point), a_room(at_point=point)
    a_booking(room, span=a_span("09:00", "10:00"))
    given = {"start": "2026-03-03T09:00", "end": "2026-03-03T10:00", "room": str(room.pk)}
    refused = librarian.post(f"{DESK}program/{programme.pk}/tanggal/", given)
    assert (refused.status_code, "Somebody else has that time." in refused.content.decode()) == (422, True)
    assert not Occurrence.objects.exists()


def test_a_card_at_the_door_a_number_and_the_report(librarian: Client, point: ServicePoint) -> None:
    occurrence = an_occurrence(a_programme(at_point=point), starts_at=NOW)
    here, absent, stranger = a_patron(name="Sari Dewi"), a_patron(), a_patron()
    for patron in (here, absent):
        a_registration(occurrence, patron=patron)
    page = f"{DESK}{occurrence.pk}/"
    for patron in (here, stranger):
        assert librarian.post(f"{page}datang/", {"card": patron.card_number}).status_code == 302
    unknown = librarian.post(f"{page}datang/", {"card": "X-1"})
    assert (unknown.status_code, "No card has the number X-1." in unknown.content.decode()) == (422, True)
    assert librarian.post(f"{page}hitung/", {"number": "7", "is_estimate": "on"}).status_code == 302
    assert "Came 9" in words(librarian, page)
    registration = Registration.objects.get(person=here.person)
    answer = f"{DESK}pendaftaran/{registration.code}/"
    for wish, status in (("not_here", "confirmed"), ("here", "attended")):
        assert librarian.post(answer, {"wish": wish}).status_code == 302
        registration.refresh_from_db()
        assert registration.status == status
    librarian.post(f"{page}lapor/")
    assert "did not come" in words(librarian, page)
    assert "Came 9" in words(librarian, page)


def test_a_draft_says_what_it_needs_and_is_refused_until_it_is_there(librarian: Client, point: ServicePoint) -> None:
    room, staff = a_room(at_point=point), a_member_of_staff(at_point=point)
    draft = an_occurrence(a_programme(at_point=point, age_from=6, age_to=12), is_draft=True)
    page = f"{DESK}{draft.pk}/ubah/"
    refused = librarian.post(page, {"wish": "publish"})
    assert (refused.status_code, "name a member of staff" in refused.content.decode()) == (422, True)
    assert librarian.post(page, {"wish": "needs", "staff": "999999"}).status_code == 422
    needs = {"wish": "needs", "things": str(room.pk), "staff": str(staff.pk), "least_staff": "1"}
    assert librarian.post(page, needs).status_code == 302
    assert librarian.post(page, {"wish": "publish"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.needs.get().booking is not None) == ("published", True)


def test_staff_register_answer_put_first_and_cancel(librarian: Client, point: ServicePoint) -> None:
    occurrence = an_occurrence(a_programme(at_point=point, registration=Mode.APPROVAL), capacity=1)
    asked = Registration.objects.create(
        occurrence=occurrence, person=a_patron().person, status="pending", made_at=later(minutes=1)
    )
    page = f"{DESK}{occurrence.pk}/"
    assert librarian.post(f"{page}daftarkan/", {"card": a_patron().card_number}).status_code == 302
    librarian.post(f"{DESK}pendaftaran/{asked.code}/", {"wish": "approve"})
    asked.refresh_from_db()
    assert asked.status == "waitlisted"
    librarian.post(f"{DESK}pendaftaran/{asked.code}/", {"wish": "first"})
    librarian.post(f"{DESK}pendaftaran/{asked.code}/", {"wish": "cancel"})
    asked.refresh_from_db()
    assert (asked.status, asked.priority) == ("withdrawn", 1)


def test_a_date_is_moved_given_more_seats_announced_and_called_off(librarian: Client, point: ServicePoint) -> None:
    occurrence = an_occurrence(a_programme(at_point=point), is_draft=True)
    page = f"{DESK}{occurrence.pk}/ubah/"
    assert librarian.post(page, {"wish": "publish"}).status_code == 302
    assert librarian.post(page, {"wish": "publish"}).status_code == 422
    assert librarian.post(page, {"wish": "seats", "capacity": "25"}).status_code == 302
    given = {
        "wish": "move",
        "start": "2026-03-11T13:00",
        "end": "2026-03-11T14:00",
        "scope": "this",
        "because": "Hujan",
    }
    assert librarian.post(page, given).status_code == 302
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.capacity, f"{occurrence.local_start:%d %H}") == ("published", 25, "11 13")
    assert librarian.post(page, {"wish": "off", "because": ""}).status_code == 422
    assert librarian.post(page, {"wish": "off", "because": "Banjir"}).status_code == 302
    assert "cancelled Banjir" in words(librarian, f"{DESK}{occurrence.pk}/")


def test_a_title_and_its_names_are_found_linked_and_unlinked(librarian: Client, point: ServicePoint) -> None:
    talk, book = a_programme(title="Bedah Buku", at_point=point), a_record("Bumi Manusia")
    Record.objects.filter(pk=book.pk).update(publisher="Hasta Mitra")
    date = an_occurrence(talk)
    page = f"/en/desk/kegiatan/program/{talk.pk}/tentang/"
    assert "Hasta Mitra" in words(librarian, f"{page}?q=bumi")
    librarian.post(page, {"record": book.pk, "date": date.pk})
    librarian.post(page, {"publisher": "Hasta Mitra"})
    assert [str(each) for each in queries.subjects_of(date)] == ["Bumi Manusia", "Hasta Mitra"]
    refused = librarian.post(page, {})
    assert (refused.status_code, b"one title, one author or one publisher" in refused.content) == (409, True)
    assert librarian.post(page, {"record": 999_999}).status_code == 404
    librarian.post(f"/en/desk/kegiatan/tautan/{queries.subjects_of(date)[0].pk}/lepas/")
    assert [str(each) for each in queries.subjects_of(date)] == ["Hasta Mitra"]


def test_a_groups_request_is_approved_and_announced_from_the_agenda(librarian: Client, point: ServicePoint) -> None:
    booking = a_booking(a_room(at_point=point, name="Aula"))
    Booking.objects.filter(pk=booking.pk).update(purpose="Latihan angklung")
    assert "Latihan angklung" in words(librarian, DESK)
    page = f"{DESK}dari-pesanan/{booking.code}/"
    assert "Aula" in words(librarian, page)
    given = {"title": "Angklung", "kind": "other", "registration": "none"}
    assert librarian.post(page, given).status_code == 422, "nobody is named who does it"
    assert librarian.post(page, given | {"group": "Sanggar Tirta"}).status_code == 302
    again = librarian.post(page, given | {"group": "Sanggar Tirta"})
    assert "announced as an event already" in again.content.decode()
    assert Occurrence.objects.get().booking_id == booking.pk


def test_at_the_desk_who_is_a_resident_and_when_a_date_opens_are_said(librarian: Client, point: ServicePoint) -> None:
    page = "/en/desk/kegiatan/warga/"
    kind = a_patron().type
    assert librarian.post(page, {"type_codes": [kind.code], "address_words": " Batu, Bumiaji "}).status_code == 302
    known = queries.residents(point.library_id)
    assert known is not None
    assert known.residency == rules.Residency(type_codes=[kind.code], address_words=["Batu", "Bumiaji"])
    assert "Bumiaji" in librarian.get(page).text
    assert librarian.post(page, {"type_codes": ["tidak-ada"]}).status_code == 422
    occurrence = an_occurrence(a_programme(at_point=point))
    change = f"/en/desk/kegiatan/{occurrence.pk}/ubah/"
    given = {"wish": "window", "opens_at": "2026-03-07T09:00", "residents_at": "2026-03-08T09:00"}
    assert librarian.post(change, given).status_code == 422
    assert librarian.post(change, given | {"residents_at": "2026-03-05T09:00"}).status_code == 302
    occurrence.refresh_from_db()
    assert occurrence.opens_at == at_clock(date(2026, 3, 7), "09:00")
    assert occurrence.residents_at == at_clock(date(2026, 3, 5), "09:00")
    shown = librarian.get(f"/en/kegiatan/{occurrence.pk}/").text
    assert "Residents register from" in shown


def test_a_date_has_a_poster_and_a_nameless_one_a_qr_for_its_questions(librarian: Client, point: ServicePoint) -> None:
    occurrence = an_occurrence(a_programme(at_point=point, title="Bedah Buku", partners="Komunitas Pena"))
    page = f"{DESK}{occurrence.pk}/"
    poster = librarian.get(f"{page}poster.pdf")
    assert (poster.status_code, poster.content[:5]) == (200, b"%PDF-")
    draft = an_occurrence(a_programme(at_point=point), is_draft=True)
    assert librarian.get(f"{DESK}{draft.pk}/poster.pdf").status_code == 404
    assert librarian.get(f"{page}pendapat/layar/").status_code == 404
    survey = a_form("Pendapat").form
    circle = an_occurrence(a_programme(at_point=point, is_nameless=True, registration=Mode.NONE, survey=survey))
    shown = librarian.get(f"{DESK}{circle.pk}/pendapat/layar/")
    assert f"/kegiatan/{circle.pk}/pendapat/{queries.survey_key(circle)}/" in shown.text
    assert librarian.get(f"{DESK}{circle.pk}/pendapat.pdf").content[:5] == b"%PDF-"
    assert "answers; 0 people came" in words(librarian, f"{DESK}{circle.pk}/pendapat/")
