from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.foundation import clock
from tests.conftest import QueriesAre
from tests.factories.circulation import a_hold, a_loan
from tests.factories.organisation import a_point
from tests.sites.api.conftest import Asker, City, codes


def test_staff_take_an_item_back(staff: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    answer = staff.post("/returns", {"barcode": city.item.barcode, "service_point_id": city.point.pk})
    assert (answer.status_code, answer.json()) == (200, {"loan_id": loan.pk, "hold": None})
    assert Loan.objects.get().returned_to == city.point


def test_a_returned_item_is_kept_for_whoever_waits(staff: Asker, city: City) -> None:
    loan = a_loan(item=city.item, patron=city.member, at=clock.now())
    elsewhere = a_point()
    hold = a_hold(record=city.record, pickup=elsewhere, patron=city.stranger, at=clock.now())
    answer = staff.post("/returns", {"barcode": city.item.barcode})
    served = {"id": hold.code, "card_number": city.stranger.card_number, "pickup_service_point_id": elsewhere.pk}
    assert answer.json() == {"loan_id": loan.pk, "hold": served}


def test_an_item_that_was_not_on_loan_catches_a_waiting_hold(staff: Asker, city: City) -> None:
    hold = a_hold(record=city.record, pickup=city.point, patron=city.member, at=clock.now())
    answer = staff.post("/returns", {"barcode": city.item.barcode})
    assert answer.status_code == 200
    assert (answer.json()["loan_id"], answer.json()["hold"]["id"]) == (None, hold.code)
    assert Hold.objects.get().status == "ready"


def test_an_unknown_barcode_is_bad_input(staff: Asker) -> None:
    answer = staff.post("/returns", {"barcode": "nothing"})
    assert (answer.status_code, codes(answer)) == (422, ["unknown_barcode"])


def test_a_member_may_not_take_back(member: Asker, city: City) -> None:
    answer = member.post("/returns", {"barcode": city.item.barcode})
    assert (answer.status_code, codes(answer)) == (403, ["not_allowed"])


def test_a_return_costs_eight_queries_in_all(staff: Asker, city: City, queries_are: QueriesAre) -> None:
    """One each for who asks, point and item; five in the action."""
    a_loan(item=city.item, patron=city.member, at=clock.now())
    with queries_are(8):
        assert staff.post("/returns", {"barcode": city.item.barcode}).status_code == 200
