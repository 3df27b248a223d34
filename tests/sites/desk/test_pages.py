"""The pages of the desk: each shows its rows, says no in words, and is closed to those without the right."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.models import Hold
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Guardianship, Patron
from pustakota.foundation import schedule
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.models import Delivery, DeliveryState, Message, ScheduledRun
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import PASSWORD, a_member_of_staff, a_patron, a_patron_type
from tests.sites.desk.conftest import signed_in

LISTS = ("hold_shelf", "pull_list", "to_clear", "overdue")


@pytest.fixture(autouse=True)
def a_worker_that_lives(db: None) -> None:
    schedule.beat("worker", at=NOW)


# The door


def test_whoever_has_not_signed_in_is_sent_to_sign_in_and_back(client: Client, point: ServicePoint) -> None:
    answer = client.get(reverse("desk:hold_shelf"))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('desk:sign_in')}?next=%2Fen%2Fdesk%2Frak-siap%2F"


def test_a_scan_after_the_session_ended_goes_to_sign_in_too(client: Client, db: None) -> None:
    answer = client.post(reverse("desk:start"), {"scan": "A1"}, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == reverse("desk:sign_in")


def test_staff_sign_in(client: Client, point: ServicePoint) -> None:
    a_member_of_staff("sirkulasi", at_point=point)
    given = {"username": "sirkulasi", "password": PASSWORD, "next": reverse("desk:overdue")}
    assert client.post(reverse("desk:sign_in"), given)["Location"] == reverse("desk:overdue")
    assert client.get(reverse("desk:start")).status_code == 200


def test_a_wrong_password_is_refused_and_soon_throttled(client: Client, point: ServicePoint) -> None:
    a_member_of_staff("sirkulasi", at_point=point)
    given = {"username": "sirkulasi", "password": "salah"}
    answer = client.post(reverse("desk:sign_in"), given)
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert [client.post(reverse("desk:sign_in"), given).status_code for _ in range(10)][-1] == 429


def test_nobody_is_sent_to_a_foreign_address(client: Client, point: ServicePoint) -> None:
    a_member_of_staff("sirkulasi", at_point=point)
    given = {"username": "sirkulasi", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(reverse("desk:sign_in"), given)["Location"] == reverse("desk:start")


def test_a_member_may_not_use_the_desk(client: Client, point: ServicePoint) -> None:
    account = a_patron(home=point).person.account
    assert account
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    answer = client.get(reverse("desk:start"))
    assert answer.status_code == 403
    assert "Your role does not let you use the desk." in answer.text


def test_whoever_works_in_several_places_sits_down_at_another(point: ServicePoint) -> None:
    other = a_point(name="Junrejo")
    staff = a_member_of_staff(role="kepala", station=point)
    client = Client()
    assert staff.account
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    assert client.get(reverse("desk:start")).context["desk"].point == point
    client.post(reverse("desk:sit_down"), {"point": other.pk})
    assert client.get(reverse("desk:start")).context["desk"].point == other


def test_nobody_sits_down_where_they_have_no_role(desk: Client) -> None:
    assert desk.post(reverse("desk:sit_down"), {"point": a_point().pk}).status_code == 403


def test_signing_out_ends_the_session(desk: Client) -> None:
    desk.post(reverse("desk:sign_out"))
    assert desk.get(reverse("desk:start")).status_code == 302


# The start page


def test_the_start_page_counts_what_waits(desk: Client, point: ServicePoint) -> None:
    a_hold(record=an_item(at_point=point).record, pickup=point)
    a_loan(at_point=point, at=later(days=-30))
    numbers = {count.label: count.number for count in desk.get(reverse("desk:start")).context["counts"]}
    assert numbers == {"To fetch from the shelves": 1, "Ready to collect": 0, "To clear away": 0, "Overdue": 1}


def test_the_start_page_is_quiet_when_all_is_well(desk: Client) -> None:
    assert desk.get(reverse("desk:start")).context["alarms"] == []


def test_the_start_page_is_loud_when_something_is_out_of_order(desk: Client) -> None:
    schedule.beat("worker", at=NOW - timedelta(minutes=9))
    ScheduledRun.objects.create(task="circulation.tasks.expire_holds", due_at=NOW - timedelta(days=1))
    message = Message.objects.create(name="x.Y", subject="x:1", fields={}, at=NOW)
    Delivery.objects.create(message=message, subscriber="x.y", subject="x:1", state=DeliveryState.PARKED)
    page = desk.get(reverse("desk:start")).text
    assert "The worker has been silent for 9 minutes" in page
    assert "1 delivery keeps failing and is parked" in page
    assert "The task circulation.tasks.expire_holds did not run or failed." in page


# Lists


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_teaches(desk: Client, name: str) -> None:
    answer = desk.get(reverse(f"desk:{name}"))
    assert answer.status_code == 200
    assert 'class="empty"' in answer.text


@pytest.mark.parametrize("name", LISTS)
def test_a_volunteer_may_not_see_who_borrows_what(volunteer: Client, name: str) -> None:
    assert volunteer.get(reverse(f"desk:{name}")).status_code == 403


def test_the_hold_shelf_lists_what_can_be_collected(desk: Client, point: ServicePoint) -> None:
    hold = _ready(point)
    page = desk.get(reverse("desk:hold_shelf")).text
    assert hold.patron.card_number in page
    assert hold.record.title in page


def test_the_list_to_fetch_holds_free_copies_that_somebody_waits_for(desk: Client, point: ServicePoint) -> None:
    item = an_item(at_point=point)
    a_hold(record=item.record, pickup=point)
    assert item.barcode in desk.get(reverse("desk:pull_list")).text


def test_what_is_cleared_leaves_the_list(desk: Client, point: ServicePoint) -> None:
    hold = _ready(point)
    actions.cancel_hold(hold=hold, by=SYSTEM, at=NOW)
    assert hold.record.title in desk.get(reverse("desk:to_clear")).text
    desk.post(reverse("desk:clear_hold", args=[hold.code]))
    assert hold.record.title not in desk.get(reverse("desk:to_clear")).text


def test_a_volunteer_may_not_clear(volunteer: Client, point: ServicePoint) -> None:
    assert volunteer.post(reverse("desk:clear_hold", args=[_ready(point).code])).status_code == 403


def test_late_loans_stand_with_their_members(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point, at=later(days=-30))
    page = desk.get(reverse("desk:overdue")).text
    assert loan.patron.person.name in page
    assert "23 days ago" in page


def test_the_slip_names_nobody_in_full(desk: Client, point: ServicePoint) -> None:
    hold = _ready(point, a_patron(name="Budi", home=point, card_number="77654321"))
    page = desk.get(reverse("desk:slip", args=[hold.code])).text
    assert "Budi" in page
    assert "Card …4321" in page
    assert "77654321" not in page
    assert hold.record.title not in page


# Titles and holds


def test_a_title_shows_its_copies_and_where_they_are(desk: Client, point: ServicePoint) -> None:
    record = a_record("Sejarah Jawa")
    on_loan, _free = an_item(record=record, at_point=point), an_item(record=record, at_point=point)
    a_loan(item=on_loan)
    page = desk.get(reverse("desk:title", args=[record.pk])).text
    assert "on loan" in page
    assert "available" in page


def test_an_unknown_title_is_404(desk: Client) -> None:
    assert desk.get(reverse("desk:title", args=[9999])).status_code == 404


def test_a_title_is_reserved_for_a_member(desk: Client, point: ServicePoint) -> None:
    record, patron = an_item(at_point=point).record, a_patron(home=point)
    given = {"card": patron.card_number, "pickup_point": point.pk}
    answer = desk.post(reverse("desk:place_hold", args=[record.pk]), given)
    assert answer["Location"] == reverse("desk:member", args=[patron.card_number])
    assert Hold.objects.get().patron == patron


def test_a_reservation_is_refused_with_every_reason(desk: Client, point: ServicePoint) -> None:
    record, patron = an_item(at_point=point).record, a_patron(home=point, blocked=True)
    given = {"card": patron.card_number, "pickup_point": point.pk, "reason": "without the right"}
    answer = desk.post(reverse("desk:place_hold", args=[record.pk]), given)
    assert answer.status_code == 422
    assert "This membership is blocked" in answer.text
    assert not Hold.objects.exists()


def test_who_may_overrule_reserves_with_a_reason(librarian: Client, point: ServicePoint) -> None:
    record, patron = an_item(at_point=point).record, a_patron(home=point, blocked=True)
    given = {"card": patron.card_number, "pickup_point": point.pk, "reason": "untuk ujian"}
    assert librarian.post(reverse("desk:place_hold", args=[record.pk]), given).status_code == 302


def test_a_card_that_nobody_holds_is_said_beside_its_field(desk: Client, point: ServicePoint) -> None:
    record = an_item(at_point=point).record
    answer = desk.post(reverse("desk:place_hold", args=[record.pk]), {"card": "nobody", "pickup_point": point.pk})
    assert answer.status_code == 422
    assert "Nobody holds this card." in answer.text


def test_a_volunteer_may_not_reserve(volunteer: Client, point: ServicePoint) -> None:
    assert volunteer.get(reverse("desk:place_hold", args=[an_item(at_point=point).record_id])).status_code == 403


def test_a_hold_is_cancelled_and_cancelling_twice_is_refused(desk: Client, point: ServicePoint) -> None:
    hold = a_hold(record=an_item(at_point=point).record, pickup=point)
    address = reverse("desk:cancel_hold", args=[hold.code])
    assert desk.post(address).status_code == 302
    answer = desk.post(address)
    assert answer.status_code == 422
    assert "This reservation has already ended." in answer.text


def test_a_volunteer_may_not_cancel(volunteer: Client, point: ServicePoint) -> None:
    hold = a_hold(record=an_item(at_point=point).record, pickup=point)
    assert volunteer.post(reverse("desk:cancel_hold", args=[hold.code])).status_code == 403


# Members


def test_a_member_is_registered_and_the_password_is_shown_once(desk: Client, point: ServicePoint) -> None:
    given = {"name": "Siti Aminah", "type": a_patron_type().pk, "phone": "0812 3456 7890"}
    page = desk.post(reverse("desk:register_member"), given, follow=True)
    patron = Patron.objects.get(person__name="Siti Aminah")
    shown = page.text.partition('<code class="password">')[2].partition("</code>")[0]
    assert patron.person.account is not None
    assert patron.person.account.check_password(shown)
    assert shown not in desk.get(reverse("desk:member", args=[patron.card_number])).text


def test_a_registration_is_refused_and_keeps_what_was_typed(desk: Client, point: ServicePoint) -> None:
    given = {"name": "Siti Aminah", "type": a_patron_type().pk, "phone": "12", "born_on": "2020-01-01"}
    answer = desk.post(reverse("desk:register_member"), given)
    assert answer.status_code == 422
    assert "is not a telephone number" in answer.text
    assert "needs a parent or guardian" in answer.text
    assert 'value="Siti Aminah"' in answer.text
    assert not Patron.objects.exists()


def test_a_volunteer_may_not_register(volunteer: Client) -> None:
    assert volunteer.get(reverse("desk:register_member")).status_code == 403


def test_a_child_is_registered_with_the_consent_of_its_guardian(desk: Client, point: ServicePoint) -> None:
    guardian = a_patron(home=point)
    given = {"name": "Adik", "type": guardian.type.pk, "born_on": "2018-05-01", "consent": "on"}
    answer = desk.post(reverse("desk:register_child", args=[guardian.card_number]), given)
    child = Patron.objects.get(person__name="Adik")
    assert answer["Location"] == reverse("desk:member", args=[child.card_number])
    assert Guardianship.objects.get().guardian == guardian.person


def test_a_child_without_consent_is_refused(desk: Client, point: ServicePoint) -> None:
    guardian = a_patron(home=point)
    given = {"name": "Adik", "type": guardian.type.pk, "born_on": "2018-05-01"}
    answer = desk.post(reverse("desk:register_child", args=[guardian.card_number]), given)
    assert answer.status_code == 422
    assert "consent has not been recorded" in answer.text
    assert not Guardianship.objects.exists()


def test_a_volunteer_may_not_register_a_child(volunteer: Client, point: ServicePoint) -> None:
    address = reverse("desk:register_child", args=[a_patron(home=point).card_number])
    assert volunteer.get(address).status_code == 403


def test_a_member_has_a_page(desk: Client, point: ServicePoint) -> None:
    loan = a_loan(at_point=point)
    page = desk.get(reverse("desk:member", args=[loan.patron.card_number])).text
    assert loan.patron.person.name in page
    assert loan.item.record.title in page


def test_an_unknown_card_has_no_page(desk: Client) -> None:
    assert desk.get(reverse("desk:member", args=["nobody"])).status_code == 404


def test_a_volunteer_may_not_look_members_up(volunteer: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    assert volunteer.get(reverse("desk:member", args=[patron.card_number])).status_code == 403
    assert volunteer.get(reverse("desk:start"), {"member": patron.pk}).status_code == 403


def test_a_membership_is_blocked_with_a_reason_and_unblocked(librarian: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    address = reverse("desk:block_member", args=[patron.card_number])
    assert librarian.post(address, {"because": ""}).status_code == 422
    librarian.post(address, {"because": "kartu dipinjamkan"})
    patron.refresh_from_db()
    assert (patron.status, patron.blocked_because) == ("blocked", "kartu dipinjamkan")
    librarian.post(reverse("desk:unblock_member", args=[patron.card_number]))
    patron.refresh_from_db()
    assert patron.status == "active"


def test_a_membership_is_prolonged(librarian: Client, point: ServicePoint) -> None:
    patron = a_patron(home=point)
    librarian.post(reverse("desk:extend_membership", args=[patron.card_number]))
    before, after = patron.expires_on, Patron.objects.get(pk=patron.pk).expires_on
    assert after.year == before.year + 1


@pytest.mark.parametrize("name", ["block_member", "unblock_member"])
def test_who_only_lends_may_not_change_a_membership(desk: Client, point: ServicePoint, name: str) -> None:
    address = reverse(f"desk:{name}", args=[a_patron(home=point).card_number])
    assert desk.post(address, {"because": "x"}).status_code == 403


def test_a_role_at_one_point_opens_no_other(point: ServicePoint) -> None:
    elsewhere = signed_in("sirkulasi", a_point(name="Junrejo"))
    assert elsewhere.get(reverse("desk:start")).context["desk"].point.name == "Junrejo"


def _ready(point: ServicePoint, patron: Patron | None = None) -> Hold:
    item = an_item(at_point=point)
    hold = a_hold(record=item.record, pickup=point, patron=patron)
    a_returned(item, point)
    hold.refresh_from_db()
    return hold
