import pytest

from pustakota.contexts.circulation.models import Loan, OverrideLogged
from pustakota.foundation import clock
from tests.conftest import QueriesAre
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan, a_policy
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_of_staff, a_patron
from tests.sites.api.conftest import Asker, City, asker_of, codes


def lent(staff: Asker, city: City, **more: object) -> dict[str, object]:
    return {"card_number": city.member.card_number, "barcode": city.item.barcode, **more}


def test_staff_lend_an_item_at_their_station(staff: Asker, city: City) -> None:
    answer = staff.post("/loans", lent(staff, city))
    loan = Loan.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"id": loan.pk, "due_on": loan.due_on.isoformat(), "policy": "Aturan umum"}
    assert (loan.service_point, loan.patron, loan.item, loan.source) == (city.point, city.member, city.item, "api")


def test_staff_lend_at_the_point_they_name(staff: Asker, city: City) -> None:
    elsewhere = a_point()
    assert codes(staff.post("/loans", lent(staff, city, service_point_id=elsewhere.pk))) == ["not_allowed"]
    assert staff.post("/loans", lent(staff, city, service_point_id=city.point.pk)).status_code == 201


def test_a_second_member_is_refused_with_every_reason(staff: Asker, city: City) -> None:
    a_loan(item=city.item, patron=city.stranger, at=clock.now())
    blocked = a_patron(home=city.point, blocked=True, joined_at=clock.now())
    answer = staff.post("/loans", {"card_number": blocked.card_number, "barcode": city.item.barcode})
    assert answer.status_code == 409
    assert codes(answer) == ["patron_blocked", "item_on_loan"]
    assert Loan.objects.count() == 1


def test_a_no_names_the_rule_behind_it_and_who_may_overrides_it_with_a_reason(staff: Asker, city: City) -> None:
    rule = a_policy("Satu saja", service_point=city.point, max_loans=1)
    a_loan(item=an_item(at_point=city.point), patron=city.member, at=clock.now())
    refused = staff.post("/loans", lent(staff, city, override="tugas sekolah"))
    assert [(reason["code"], reason["policy"]) for reason in refused.json()["reasons"]] == [
        ("too_many_loans", "Satu saja")
    ]
    librarian = a_member_of_staff(role="pustakawan", at_point=city.point).account
    assert librarian is not None
    answer = asker_of(librarian).post("/loans", lent(staff, city, override="tugas sekolah"))
    assert (answer.status_code, answer.json()["policy"]) == (201, rule.name)
    logged = OverrideLogged.objects.get()
    assert (logged.codes, logged.reason, logged.account_id) == (["too_many_loans"], "tugas sekolah", librarian.pk)


@pytest.mark.parametrize("override", ["", "  ", "x" * 301, "a\x00b", 7])
def test_a_reason_that_says_nothing_or_too_much_is_bad_input(staff: Asker, city: City, override: object) -> None:
    assert staff.post("/loans", lent(staff, city, override=override)).status_code == 422
    assert not Loan.objects.exists()


def test_a_member_may_not_lend_and_learns_nothing(member: Asker, city: City) -> None:
    for body in (lent(member, city), {"card_number": "nobody", "barcode": "nothing"}):
        answer = member.post("/loans", body)
        assert (answer.status_code, codes(answer)) == (403, ["not_allowed"])


def test_an_unknown_card_and_barcode_are_bad_input_and_both_are_named(staff: Asker) -> None:
    answer = staff.post("/loans", {"card_number": "X1", "barcode": "Y2"})
    assert (answer.status_code, codes(answer)) == (422, ["unknown_card", "unknown_barcode"])


def test_an_unknown_point_is_bad_input(staff: Asker, city: City) -> None:
    answer = staff.post("/loans", lent(staff, city, service_point_id=987654))
    assert (answer.status_code, codes(answer)) == (422, ["unknown_service_point"])


def test_staff_without_a_station_must_name_the_point(city: City) -> None:
    account = a_member_of_staff(role="kepala").account
    assert account is not None
    head = asker_of(account)
    assert codes(head.post("/loans", lent(head, city))) == ["service_point_needed"]
    assert head.post("/loans", lent(head, city, service_point_id=city.point.pk)).status_code == 201


@pytest.mark.parametrize("body", [{}, [], {"card_number": 1, "barcode": None}, {"card_number": "a\nb", "barcode": ""}])
def test_a_body_that_cannot_be_used_is_422(staff: Asker, body: object) -> None:
    assert staff.post("/loans", body).status_code == 422


def test_a_visitor_must_sign_in(visitor: Asker) -> None:
    answer = visitor.post("/loans", {"card_number": "a", "barcode": "b"})
    assert (answer.status_code, codes(answer), answer["WWW-Authenticate"]) == (401, ["not_signed_in"], "Bearer")


def test_the_same_loan_asked_again_is_the_same_loan(staff: Asker, city: City) -> None:
    assert staff.post("/loans", lent(staff, city)).json() == staff.post("/loans", lent(staff, city)).json()


def test_a_loan_costs_twelve_queries_in_all(staff: Asker, city: City, queries_are: QueriesAre) -> None:
    """One each for who asks, point, item and card; eight in the action."""
    with queries_are(12):
        assert staff.post("/loans", lent(staff, city)).status_code == 201


def test_a_member_renews_at_home(member: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    answer = member.post(f"/loans/{loan.pk}/renewals")
    loan.refresh_from_db()
    assert answer.status_code == 201
    assert answer.json() == {"due_on": loan.due_on.isoformat(), "renewals_left": 1, "policy": "Aturan umum"}


def test_a_guardian_renews_for_a_child(member: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=a_child(guardian=city.member), at=clock.now())
    assert member.post(f"/loans/{loan.pk}/renewals").status_code == 201


def test_renewal_is_refused_while_somebody_waits(member: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    a_hold(record=city.record, pickup=city.point, patron=city.stranger, at=clock.now())
    answer = member.post(f"/loans/{loan.pk}/renewals")
    assert (answer.status_code, codes(answer)) == (409, ["others_waiting"])


def test_a_renewal_against_a_rule_wants_a_reason_and_the_right(member: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    a_hold(record=city.record, pickup=city.point, patron=city.stranger, at=clock.now())
    path, why = f"/loans/{loan.pk}/renewals", {"override": "sakit"}
    assert member.post(path, why).status_code == 409
    librarian = a_member_of_staff(role="pustakawan", at_point=city.point).account
    assert librarian is not None
    assert asker_of(librarian).post(path).status_code == 409
    assert asker_of(librarian).post(path, why).status_code == 201
    assert OverrideLogged.objects.get().reason == "sakit"


def test_a_strangers_loan_does_not_exist(stranger: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    for path in (f"/loans/{loan.pk}/renewals", "/loans/987654/renewals", f"/loans/{10**30}/renewals"):
        answer = stranger.post(path)
        assert (answer.status_code, codes(answer)) == (404, ["not_found"])


def test_staff_renew_for_any_member(staff: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    assert staff.post(f"/loans/{loan.pk}/renewals").status_code == 201
