from urllib.parse import urlsplit

import pytest
from django.test import Client

from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.foundation import clock
from tests.conftest import NothingChanges
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.people import PASSWORD, a_member_of_staff, a_patron
from tests.sites.public.conftest import Town, signed_in


def reserve(client: Client, town: Town, **fields: object) -> tuple[int, str]:
    answer = client.post(f"/en/katalog/{town.record.pk}/bumi-manusia/pesan", fields)
    return answer.status_code, answer.content.decode() or answer["Location"]


def test_a_visitor_signs_in_first_and_comes_back(visitor: Client, town: Town) -> None:
    asked = f"/katalog/{town.record.pk}/bumi-manusia/pesan"
    sign_in = visitor.get(asked)["Location"]
    assert urlsplit(sign_in).path == "/masuk/"
    answer = visitor.post(
        sign_in, {"username": town.mother.card_number, "password": PASSWORD, "next": asked}, REMOTE_ADDR="127.0.0.1"
    )
    assert answer["Location"] == asked


def test_a_wrong_password_is_refused_without_saying_which_half_was_wrong(visitor: Client, town: Town) -> None:
    answer = visitor.post("/en/masuk/", {"username": town.mother.card_number, "password": "salah"})
    assert answer.status_code == 422
    assert "do not belong together" in answer.content.decode()


def test_staff_go_to_the_desk(visitor: Client, town: Town) -> None:
    staff = a_member_of_staff(at_point=town.point).account
    assert staff is not None
    answer = visitor.post("/masuk/", {"username": staff.username, "password": PASSWORD})
    assert answer["Location"] == "/desk/"


def test_a_member_reserves_and_sees_it_in_the_account(member: Client, town: Town) -> None:
    status, where = reserve(member, town, patron=town.mother.pk, pickup=town.other.pk)
    assert (status, where) == (302, "/en/akun/?untuk=1")
    page = member.get(where).content.decode()
    assert "Reserved: Bumi manusia." in page
    assert "number 1 in the queue" in page
    assert "Pusling Junrejo" in page


def test_a_mother_reserves_for_her_child(member: Client, town: Town) -> None:
    _status, where = reserve(member, town, patron=town.child.pk, pickup=town.point.pk)
    assert where == "/en/akun/?untuk=2"
    assert Hold.objects.get().patron_id == town.child.pk
    assert "We keep it for Bima at" in member.get(where).content.decode()


def test_nobody_reserves_for_a_stranger(member: Client, town: Town, nothing_changes: NothingChanges) -> None:
    stranger = a_patron(home=town.point)
    with nothing_changes():
        status, _page = reserve(member, town, patron=stranger.pk, pickup=town.point.pk)
    assert status == 422


def test_every_reason_against_a_reservation_is_said_at_once(town: Town, nothing_changes: NothingChanges) -> None:
    blocked = a_patron(home=town.point, blocked=True)
    a_hold(record=town.record, pickup=town.point, patron=town.mother)
    client = signed_in(blocked)
    an_item(record=town.record, at_point=town.point)
    Hold.objects.filter(patron=town.mother).update(patron=blocked)
    with nothing_changes():
        status, page = reserve(client, town, pickup=town.point.pk)
    assert status == 422
    assert "This membership is blocked: kartu dipinjamkan." in page
    assert "You have already reserved this title." in page


def test_a_loan_is_renewed_and_the_new_day_is_said(member: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    loan = a_loan(item=town.item, patron=town.mother, at=NOW)
    monkeypatch.setattr(clock, "now", lambda: later(days=5))
    answer = member.post(f"/en/akun/pinjaman/{loan.pk}/perpanjang")
    page = member.get(answer["Location"]).content.decode()
    assert "Renewed: Bumi manusia." in page
    assert Loan.objects.get().renewals == 1


def test_a_renewal_is_refused_because_somebody_waits_and_says_so_beforehand(
    member: Client, town: Town, nothing_changes: NothingChanges
) -> None:
    loan = a_loan(item=town.item, patron=town.mother)
    a_hold(record=town.record, pickup=town.point)
    assert "Cannot be renewed: 1 member is waiting" in " ".join(member.get("/en/akun/").content.decode().split())
    with nothing_changes():
        answer = member.post(f"/en/akun/pinjaman/{loan.pk}/perpanjang")
    assert answer.status_code == 422
    assert "1 member is waiting for this title. Please return it in time." in answer.content.decode()


def test_a_loan_of_somebody_else_is_not_there(member: Client, town: Town, nothing_changes: NothingChanges) -> None:
    loan = a_loan(item=town.item)
    with nothing_changes():
        assert member.post(f"/akun/pinjaman/{loan.pk}/perpanjang").status_code == 404


def test_home_and_the_title_tell_a_member_what_concerns_them(member: Client, town: Town) -> None:
    a_hold(record=town.record, pickup=town.point, patron=town.child)
    assert "You have reserved this title." in member.get(f"/en/katalog/{town.record.pk}/bumi-manusia").content.decode()
    a_returned(town.item, town.point)
    assert "1 reservation is ready to collect" in member.get("/en/").content.decode()


def test_what_is_ready_says_where_and_until_when(member: Client, town: Town) -> None:
    a_hold(record=town.record, pickup=town.point, patron=town.mother)
    a_returned(town.item, town.point)
    page = " ".join(member.get("/en/akun/").content.decode().split())
    assert "ready to collect" in page
    assert "Collect it at Perpustakaan Kota until Thursday, 5 March (in 3 days)." in page


def test_a_reservation_is_given_back_after_one_question(member: Client, town: Town) -> None:
    hold = a_hold(record=town.record, pickup=town.point, patron=town.child)
    assert "Cancel the reservation?" in member.get(f"/en/akun/pesanan/{hold.code}/batal").content.decode()
    answer = member.post(f"/en/akun/pesanan/{hold.code}/batal")
    assert answer["Location"] == "/en/akun/?untuk=2"
    hold.refresh_from_db()
    assert hold.status == "cancelled"


def test_the_reservation_of_somebody_else_is_not_there(member: Client, town: Town) -> None:
    hold = a_hold(record=town.record, pickup=town.point)
    assert member.get(f"/akun/pesanan/{hold.code}/batal").status_code == 404


def test_the_card_is_shown_as_both_codes_and_the_child_has_an_own_tab(member: Client, town: Town) -> None:
    page = member.get("/en/akun/?untuk=2").content.decode()
    assert f"Barcode: {town.child.card_number}" in page
    assert f"QR code: {town.child.card_number}" in page
    assert "Account of Bima</h1>" in page
    assert "Hello," not in page
    assert member.get("/akun/?untuk=3").status_code == 404


def test_an_account_without_a_card_is_told_so(town: Town) -> None:
    staff = a_member_of_staff(at_point=town.point).account
    assert staff is not None
    client = Client()
    client.force_login(staff, backend="pustakota.foundation.sessions.AccountBackend")
    assert "has no library card" in client.get("/en/akun/").content.decode()


def test_signing_out_ends_the_visit(member: Client, town: Town) -> None:
    member.post("/keluar/")
    assert member.get("/akun/").status_code == 302


def test_ten_wrong_passwords_end_in_a_pause(visitor: Client, town: Town) -> None:
    for _ in range(10):
        answer = visitor.post("/en/masuk/", {"username": town.mother.card_number, "password": "salah"})
    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()
