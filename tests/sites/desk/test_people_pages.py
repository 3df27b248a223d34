from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.models import Merge, Organisation, Patron, Person, PersonSeen, RoleHeld
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.models import Message
from tests.factories.circulation import a_loan
from tests.factories.moments import NOW
from tests.factories.people import a_child, a_member_of_staff, a_patron, a_patron_type
from tests.sites.desk.conftest import signed_in

NIK = "3579014204880001"
LIST = "Dimas Prasetyo;Dimas;21/03/2015;Sri Wahyuni;081211112222;ya"


@pytest.fixture
def head(point: ServicePoint) -> Client:
    """Someone who may do everything about people."""
    return signed_in("kepala", point)


def a_picture() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (600, 800), "#2F6B4F").save(made, "PNG")
    return SimpleUploadedFile("wajah.png", made.getvalue(), "image/png")


def test_a_look_at_a_members_page_is_written_down_and_a_scan_of_the_card_is_not(
    desk: Client, point: ServicePoint
) -> None:
    patron = a_patron(home=point)
    desk.post(reverse("desk:start"), {"scan": patron.card_number})
    assert not PersonSeen.objects.exists()
    desk.get(reverse("desk:member", args=[patron.card_number]))
    look = PersonSeen.objects.get()
    assert (look.person, look.service_point, look.at) == (patron.person, point, NOW)


# Registering


def test_whoever_may_be_known_already_is_shown_before_a_second_entry_is_made(desk: Client, point: ServicePoint) -> None:
    known = a_patron(name="Siti Aminah", home=point)
    actions.confirm_phone(person=known.person, by=SYSTEM, at=NOW, phone="081234567890")
    given = {"name": "Siti Aminah", "phone": "0812 3456 7890", "type": known.type.pk}
    answer = desk.post(reverse("desk:register_member"), given)
    assert (answer.status_code, Patron.objects.count()) == (422, 1)
    assert known.card_number in answer.content.decode()
    answer = desk.post(reverse("desk:register_member"), given | {"is_new": "on"})
    assert (answer.status_code, Patron.objects.count()) == (302, 2)


# Cards and numbers


def test_a_lost_card_is_replaced_and_a_scan_of_it_says_why_not(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point, card_number="A0001")
    address = reverse("desk:replace_card", args=["A0001"])
    assert desk.get(address).status_code == 200
    answer = desk.post(address, {"why": "lost"}, follow=True)
    new = Patron.objects.get(pk=patron.pk).card_number
    assert new != "A0001"
    assert new in answer.content.decode()
    scanned = desk.post(reverse("desk:start"), {"scan": "A0001"})
    assert scanned.status_code == 422
    assert "reported lost" in scanned.content.decode()
    assert (
        desk.post(reverse("desk:replace_card", args=[new]), {"why": "lost", "card_number": "A0001"}).status_code == 422
    )


def test_the_desk_asks_whether_the_number_holds_and_then_is_quiet(desk: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    actions.confirm_phone(person=patron.person, by=SYSTEM, at=NOW, phone="081234567890")
    Person.objects.filter(pk=patron.person_id).update(phone_asked_at=None)
    start = reverse("desk:start")
    assert "+6281234567890" in desk.post(start, {"scan": patron.card_number}).content.decode()
    answer = desk.post(reverse("desk:confirm_phone", args=[patron.card_number]), {"back": "start"})
    assert answer["Location"] == f"{start}?mode=lend&member={patron.pk}"
    assert "+6281234567890" not in desk.post(start, {"scan": patron.card_number}).content.decode()
    change = reverse("desk:change_phone", args=[patron.card_number])
    assert desk.post(change, {"phone": "bukan nomor"}).status_code == 422
    assert desk.post(change, {"phone": "08999999999"}).status_code == 302
    assert Person.objects.get(pk=patron.person_id).phone == "+628999999999"


# Photo, identity number, household


def test_a_photo_is_taken_in_with_consent_served_to_staff_and_deleted(
    desk: Client, volunteer: Client, point: ServicePoint
) -> None:
    patron = a_patron(home=point)
    address = reverse("desk:photo", args=[patron.card_number])
    assert desk.post(address, {"picture": a_picture()}).status_code == 422
    assert desk.post(address, {"picture": a_picture(), "consent": "on"}).status_code == 302
    kept = queries.photo_of(patron.person_id)
    assert kept
    file = reverse("desk:photo_file", args=[patron.card_number, kept.code])
    assert file in desk.get(reverse("desk:member", args=[patron.card_number])).content.decode()
    answer = desk.get(file)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, no-store",
    )
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert volunteer.get(file).status_code == 403
    assert Client().get(file).status_code == 302
    assert desk.get(reverse("desk:photo_file", args=[patron.card_number, "lain"])).status_code == 404
    desk.post(address, {"wish": "withdraw"})
    assert desk.get(file).status_code == 404


def test_an_identity_number_is_masked_and_shown_whole_to_those_with_the_right(
    desk: Client, librarian: Client, point: ServicePoint
) -> None:
    patron = a_patron(home=point)
    address = reverse("desk:identity", args=[patron.card_number])
    assert desk.post(address, {"wish": "keep", "nik": "123"}).status_code == 422
    assert desk.post(address, {"wish": "keep", "nik": NIK}).status_code == 302
    page = desk.get(reverse("desk:member", args=[patron.card_number])).content.decode()
    assert ("•••• •••• •••• 0001" in page, NIK in page) == (True, False)
    assert desk.post(address, {"wish": "reveal"}).status_code == 403
    assert NIK in librarian.post(address, {"wish": "reveal"}).content.decode()
    assert PersonSeen.objects.filter(what="nik").count() == 1
    assert desk.post(address, {"wish": "drop"}).status_code == 302
    assert queries.identity_mask(patron.person_id) == ""


def test_who_lives_together_is_noted_and_undone(desk: Client, point: ServicePoint) -> None:
    one, other = a_patron(home=point), a_patron(home=point)
    address = reverse("desk:household", args=[one.card_number])
    assert desk.post(address, {"card": "tidak ada"}).status_code == 422
    assert desk.post(address, {"card": other.card_number}).status_code == 302
    assert other.person.name in desk.get(address).content.decode()
    desk.post(address, {"wish": "leave"})
    assert Person.objects.get(pk=one.person_id).household is None


# Duplicates


def test_two_entries_are_listed_merged_and_parted_again(librarian: Client, desk: Client, point: ServicePoint) -> None:
    keep, gone = a_patron(name="Siti Aminah", home=point), a_patron(name="SITI AMINAH", home=point)
    for patron in (keep, gone):
        actions.confirm_phone(person=patron.person, by=SYSTEM, at=NOW, phone="081234567890")
    address = reverse("desk:merge", args=[keep.person_id, gone.person_id])
    assert address in librarian.get(reverse("desk:pairs")).content.decode()
    assert desk.get(reverse("desk:pairs")).status_code == 403
    assert librarian.get(address).status_code == 200
    assert librarian.post(address, {"keep": keep.person_id}).status_code == 422
    assert librarian.post(address, {"keep": keep.person_id, "because": "satu orang"}).status_code == 302
    gone.refresh_from_db()
    assert gone.status == "closed"
    page = librarian.get(reverse("desk:member", args=[gone.card_number])).content.decode()
    assert keep.card_number in page
    merge = Merge.objects.get()
    page = librarian.get(reverse("desk:member", args=[keep.card_number])).content.decode()
    assert reverse("desk:undo_merge", args=[merge.pk]) in page
    assert librarian.post(reverse("desk:undo_merge", args=[merge.pk])).status_code == 302
    assert librarian.post(reverse("desk:undo_merge", args=[merge.pk])).status_code == 422


# Organisations and classes


def test_a_class_list_is_shown_with_its_slips_and_brought_in_when_it_is_sound(
    head: Client, desk: Client, point: ServicePoint
) -> None:
    kind = a_patron_type("pelajar")
    assert desk.get(reverse("desk:add_organisation")).status_code == 403
    assert head.post(reverse("desk:add_organisation"), {"name": ""}).status_code == 422
    head.post(reverse("desk:add_organisation"), {"name": "SDN Sumberjati 1", "kind": "school"})
    school = Organisation.objects.get()
    assert school.name in desk.get(reverse("desk:organisations")).content.decode()
    address = reverse("desk:bring_in_class", args=[school.pk])
    given = {"name": "5A", "school_year": "2026/2027", "type": kind.pk, "wish": "look"}
    answer = desk.post(address, given | {"text": LIST + "\nBayu;;;Sri;;"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 2: the date of birth is missing." in page
    assert "Line 2: the parent or guardian has not agreed." in page
    assert "Bayu;;;Sri;;" in page, "what was pasted is still there"
    assert desk.post(address, given | {"text": LIST + "\nBayu;;;Sri;;", "wish": "bring_in"}).status_code == 422
    assert not Patron.objects.exists()
    assert desk.post(address, given | {"text": LIST}).status_code == 200
    assert not Patron.objects.exists()
    answer = desk.post(address, given | {"text": LIST, "wish": "bring_in"}, follow=True)
    assert "Dimas Prasetyo" in answer.content.decode()
    assert "5A" in desk.get(reverse("desk:organisation", args=[school.pk])).content.decode()


# Staff


def test_roles_are_given_and_taken_by_who_may(head: Client, librarian: Client, point: ServicePoint) -> None:
    assert librarian.get(reverse("desk:staff")).status_code == 403
    answer = head.post(
        reverse("desk:add_staff"),
        {"username": "baru", "name": "Baru", "role": "relawan", "place": point.pk},
        follow=True,
    )
    assert "shown only once" in answer.content.decode()
    person = Person.objects.get(name="Baru")
    address = reverse("desk:staff_roles", args=[person.account_id])
    assert head.post(address, {"role": "sirkulasi", "place": ""}).status_code == 422  # everywhere is not theirs to give
    assert head.post(address, {"role": "sirkulasi", "place": point.pk}).status_code == 302
    assert "circulation desk" in head.get(reverse("desk:staff")).content.decode()
    held = RoleHeld.objects.get(person=person, role="sirkulasi")
    assert head.post(reverse("desk:take_role", args=[held.pk])).status_code == 302
    assert not RoleHeld.objects.filter(pk=held.pk).exists()
    taken = head.post(reverse("desk:add_staff"), {"username": "BARU", "name": "X", "role": "relawan"})
    assert taken.status_code == 422
    beyond = RoleHeld.objects.get(person=a_member_of_staff(role="admin"))
    assert head.post(reverse("desk:take_role", args=[beyond.pk])).status_code == 403


# Forgetting


def test_a_member_is_deleted_for_good_once_nothing_is_open(head: Client, desk: Client, point: ServicePoint) -> None:
    patron = a_patron(name="Wulandari", home=point)
    a_child(guardian=patron)
    loan = a_loan(patron=patron)
    address = reverse("desk:forget", args=[patron.card_number])
    assert desk.get(address).status_code == 403
    answer = head.post(address)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "still on loan" in page
    assert "only guardian" in page
    other = a_patron(name="Lain", home=point)
    assert head.get(reverse("desk:forget", args=[other.card_number])).status_code == 200
    assert "Nothing that led" in head.post(reverse("desk:forget", args=[other.card_number])).content.decode()
    assert Person.objects.get(pk=other.person_id).name == ""
    assert Loan.objects.get(pk=loan.pk).patron == patron


def test_who_registers_prolongs_and_a_volunteer_does_not(desk: Client, volunteer: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    address = reverse("desk:extend_membership", args=[patron.card_number])
    assert volunteer.post(address).status_code == 403
    assert desk.post(address).status_code == 302
    assert Patron.objects.get(pk=patron.pk).expires_on.year == 2028


@pytest.mark.parametrize(
    "name", ["replace_card", "correct_member", "change_phone", "photo", "identity", "household", "forget"]
)
def test_a_volunteer_may_not_change_what_is_kept(volunteer: Client, point: ServicePoint, name: str) -> None:
    patron = a_patron(home=point)
    assert volunteer.get(reverse(f"desk:{name}", args=[patron.card_number])).status_code == 403


def test_what_is_kept_wrong_is_corrected_and_refused_with_every_reason(desk: Client, point: ServicePoint) -> None:
    a_patron(email="lain@example.org")
    patron = a_patron(name="Sity Amina", home=point, email="siti@example.org")
    address = reverse("desk:correct_member", args=[patron.card_number])
    assert "Sity Amina" in desk.get(address).content.decode()
    wrong = {"name": "Siti", "born_on": "2030-01-01", "email": "lain@example.org"}
    page = desk.post(address, wrong)
    assert page.status_code == 422
    assert all(words in page.content.decode() for words in ("in the future", "already signs in"))
    assert desk.post(address, {"name": "Siti", "born_on": "2015-01-01"}).status_code == 422
    right = {"name": "Siti  Aminah", "born_on": "1988-04-02", "email": "Siti@example.org", "address": "Jalan Mawar 1"}
    assert desk.post(address, right).status_code == 302
    person = Person.objects.get(pk=patron.person_id)
    assert (person.name, str(person.born_on), person.address) == ("Siti Aminah", "1988-04-02", "Jalan Mawar 1")
    message = Message.objects.get(name="people.PersonCorrected")
    assert message.fields["fields"] == ["address", "born_on", "name"]
    assert "Aminah" not in str(message.fields)
