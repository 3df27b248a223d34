from pustakota.contexts.circulation.models import Hold
from pustakota.foundation import clock
from tests.factories.circulation import a_hold
from tests.factories.organisation import a_point
from tests.factories.people import a_child
from tests.sites.api.conftest import Asker, City, codes


def wanted(city: City, **more: object) -> dict[str, object]:
    return {"record_id": city.record.pk, "pickup_service_point_id": city.point.pk, **more}


def test_a_member_reserves_a_title_that_stands_on_the_shelf(member: Asker, city: City) -> None:
    answer = member.post("/holds", wanted(city))
    assert answer.status_code == 201
    assert answer.json() == {"id": Hold.objects.get().code, "position": 1, "status": "waiting"}


def test_the_next_in_the_queue_is_second(member: Asker, city: City) -> None:
    a_hold(record=city.record, pickup=city.point, patron=city.stranger, at=clock.now())
    assert member.post("/holds", wanted(city)).json()["position"] == 2


def test_staff_reserve_for_any_card(staff: Asker, city: City) -> None:
    assert staff.post("/holds", wanted(city, card_number=city.member.card_number)).status_code == 201
    assert Hold.objects.get().patron == city.member


def test_a_guardian_reserves_for_a_child(member: Asker, city: City) -> None:
    child = a_child(guardian=city.member)
    assert member.post("/holds", wanted(city, card_number=child.card_number)).status_code == 201
    assert Hold.objects.get().patron == child


def test_a_member_may_not_reserve_for_another_nor_find_out_who_exists(member: Asker, city: City) -> None:
    for card_number in (city.stranger.card_number, "nobody"):
        answer = member.post("/holds", wanted(city, card_number=card_number))
        assert (answer.status_code, codes(answer)) == (403, ["not_allowed"])


def test_a_title_is_reserved_once(member: Asker, city: City) -> None:
    member.post("/holds", wanted(city))
    answer = member.post("/holds", wanted(city))
    assert (answer.status_code, codes(answer)) == (409, ["already_held"])


def test_a_point_without_pick_up_is_refused(member: Asker, city: City) -> None:
    closed = a_point(is_pickup=False)
    answer = member.post("/holds", wanted(city, pickup_service_point_id=closed.pk))
    assert (answer.status_code, codes(answer)) == (409, ["not_a_pickup_point"])


def test_an_unknown_title_and_point_are_bad_input(member: Asker) -> None:
    answer = member.post("/holds", {"record_id": 987654, "pickup_service_point_id": 987654})
    assert (answer.status_code, codes(answer)) == (422, ["unknown_record", "unknown_service_point"])


def test_staff_who_are_no_members_must_say_for_whom(staff: Asker, city: City) -> None:
    answer = staff.post("/holds", wanted(city))
    assert (answer.status_code, codes(answer)) == (422, ["card_needed"])


def test_a_member_cancels_once(member: Asker, city: City) -> None:
    hold = a_hold(record=city.record, pickup=city.point, patron=city.member, at=clock.now())
    answer = member.delete(f"/holds/{hold.code}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert codes(member.delete(f"/holds/{hold.code}")) == ["already_ended"]


def test_staff_and_guardians_cancel(staff: Asker, member: Asker, city: City) -> None:
    for asker in (staff, member):
        child = a_child(guardian=city.member)
        hold = a_hold(record=city.record, pickup=city.point, patron=child, at=clock.now())
        assert asker.delete(f"/holds/{hold.code}").status_code == 204


def test_a_strangers_hold_does_not_exist(stranger: Asker, city: City) -> None:
    hold = a_hold(record=city.record, pickup=city.point, patron=city.member, at=clock.now())
    for code in (hold.code, "nothing", "%00"):
        answer = stranger.delete(f"/holds/{code}")
        assert (answer.status_code, codes(answer)) == (404, ["not_found"])
    assert Hold.objects.get().status == "waiting"


def test_a_visitor_must_sign_in(visitor: Asker) -> None:
    assert visitor.post("/holds", {}).status_code == 401
    assert visitor.delete("/holds/x").status_code == 401
