from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.people.actions import WhyRetired, replace_card
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.conftest import QueriesAre
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.people import a_child
from tests.sites.api.conftest import Asker, City, codes


def test_a_member_sees_what_is_on_loan(member: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    a_loan(patron=city.stranger, at=clock.now())
    assert member.get("/me/loans").json() == [
        {
            "id": loan.pk,
            "record_id": city.record.pk,
            "title": "Bumi manusia",
            "barcode": city.item.barcode,
            "due_on": loan.due_on.isoformat(),
            "renewals_left": 2,
            "reasons": [],
        }
    ]


def test_why_a_loan_cannot_be_renewed_stands_beside_it_in_the_readers_language(member: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    Loan.objects.filter(pk=loan.pk).update(renewals=2)
    a_hold(record=city.record, pickup=city.point, patron=city.stranger, at=clock.now())
    answer = member.get("/me/loans", **{"Accept-Language": "en"})
    assert answer["Content-Language"] == "en"
    assert answer.json()[0]["renewals_left"] == 0
    assert answer.json()[0]["reasons"] == [
        {
            "code": "others_waiting",
            "message": "1 member is waiting for this title. Please return it in time.",
            "policy": None,
        },
        {
            "code": "no_renewals_left",
            "message": "It has been renewed 2 times already. Please return it.",
            "policy": "Aturan umum",
        },
    ]


def test_a_free_copy_for_those_who_wait_does_not_stop_a_renewal(member: Asker, city: City) -> None:
    a_loan(item=city.item, patron=city.member, at=clock.now())
    an_item(record=city.record, at_point=city.point)
    a_hold(record=city.record, pickup=city.point, patron=city.stranger, at=clock.now())
    assert member.get("/me/loans").json()[0]["reasons"] == []


def test_three_loans_cost_as_many_queries_as_one(member: Asker, city: City, queries_are: QueriesAre) -> None:
    for _ in range(3):
        a_loan(item=an_item(record=city.record, at_point=city.point), patron=city.member, at=clock.now())
    with queries_are(5):
        assert len(member.get("/me/loans").json()) == 3


def test_a_member_sees_what_is_reserved(member: Asker, city: City) -> None:
    a_hold(record=city.record, pickup=city.point, patron=city.stranger, at=clock.now())
    hold = a_hold(record=city.record, pickup=city.point, patron=city.member, at=clock.now())
    assert member.get("/me/holds").json() == [
        {
            "id": hold.code,
            "record_id": city.record.pk,
            "title": "Bumi manusia",
            "status": "waiting",
            "position": 2,
            "pickup_service_point_id": city.point.pk,
            "pick_up_by": None,
        }
    ]


def test_a_hold_that_is_ready_has_a_last_day_and_no_position(member: Asker, city: City) -> None:
    a_hold(record=city.record, pickup=city.point, patron=city.member, at=clock.now())
    hold = a_returned(city.item, city.point, at=clock.now()).hold
    assert hold is not None
    assert hold.pick_up_by is not None
    shown = member.get("/me/holds").json()[0]
    assert (shown["status"], shown["position"], shown["pick_up_by"]) == ("ready", None, hold.pick_up_by.isoformat())


def test_staff_who_are_no_members_have_nothing(staff: Asker) -> None:
    assert staff.get("/me/loans").json() == staff.get("/me/holds").json() == []


def test_a_visitor_must_sign_in(visitor: Asker, db: None) -> None:
    for path in ("/me/loans", "/me/holds"):
        assert codes(visitor.get(path)) == ["not_signed_in"]
    assert Asker("wrong token").get("/me/loans").status_code == 401


def test_a_guardian_sees_what_the_child_has_and_a_stranger_does_not(member: Asker, city: City) -> None:
    child = a_child(guardian=city.member)
    loan = a_loan(item=city.item, patron=child, at=clock.now())
    a_hold(record=an_item(at_point=city.point).record, pickup=city.point, patron=child, at=clock.now())
    family = member.get("/me/family").json()
    assert [(each["card_number"], each["is_me"]) for each in family] == [
        (city.member.card_number, True),
        (child.card_number, False),
    ]
    assert member.get("/me/loans").json() == []
    assert [each["id"] for each in member.get(f"/me/loans?card_number={child.card_number}").json()] == [loan.pk]
    assert len(member.get(f"/me/holds?card_number={child.card_number}").json()) == 1
    for card in (city.stranger.card_number, "tidak-ada"):
        assert member.get(f"/me/loans?card_number={card}").status_code == 404


def test_a_lost_card_is_refused_with_its_reason(staff: Asker, city: City) -> None:
    old = city.member.card_number
    replace_card(
        patron=city.member, why=WhyRetired.LOST, by=SYSTEM, at=clock.now(), at_point=city.point, card_number="BARU1"
    )
    answer = staff.post("/loans", {"card_number": old, "barcode": city.item.barcode})
    assert (answer.status_code, codes(answer)) == (422, ["card_lost"])
