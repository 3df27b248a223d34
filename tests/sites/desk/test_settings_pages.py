"""Pages on which a library is arranged: places, hours, holidays, lending rules, and the page that lists them all."""

from datetime import date, time

import pytest
from django.test import Client

from pustakota.contexts.circulation.models import PolicyRow
from pustakota.contexts.circulation.queries import policy_for
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.organisation.models import Hours, ServicePoint
from pustakota.contexts.organisation.rules.calendar import Interval, intervals_of
from tests.factories.moments import NOW
from tests.factories.people import a_member_of_staff, a_patron_type
from tests.sites.desk.conftest import signed_in

TODAY = NOW.date()


@pytest.fixture
def head(point: ServicePoint) -> Client:
    """The head of the library, everywhere."""
    staff = a_member_of_staff(role="kepala", station=point)
    client = Client()
    assert staff.account
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def keeper(point: ServicePoint) -> Client:
    """Somebody who looks after one point."""
    return signed_in("pengelola_titik", point)


# Hours as people write them


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ()),
        ("08.00–16.00", (Interval(time(8), time(16)),)),
        ("8:00-12:00, 13.00 s/d 16.30", (Interval(time(8), time(12)), Interval(time(13), time(16, 30)))),
        ("pagi", None),
        ("25.00–26.00", None),
        ("08.00", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, meant: tuple[Interval, ...] | None) -> None:
    assert intervals_of(typed) == meant


# Places


def a_place(**given: object) -> dict[str, object]:
    return {"name": "Pojok Baca", "kind": "reading_garden", "zone": "Asia/Makassar", "is_pickup": "on"} | given


def test_the_head_opens_a_new_point_and_sets_its_week(head: Client) -> None:
    answer = head.post("/en/desk/titik-layanan/baru/", a_place(code="pojok"))
    made = ServicePoint.objects.get(code="pojok")
    assert answer.headers["Location"] == f"/en/desk/titik-layanan/{made.pk}/"
    week = {f"day{day}": "08.00–12.00, 13.00–16.00" for day in range(5)} | {"day5": "", "day6": ""}
    assert head.post(f"/en/desk/titik-layanan/{made.pk}/jam/", week).status_code == 302
    calendar = organisation.calendar_of(made, TODAY, TODAY)
    assert [len(calendar.week.get(day, ())) for day in range(7)] == [2, 2, 2, 2, 2, 0, 0]


def test_a_code_that_is_taken_and_hours_that_overlap_are_refused_in_words(head: Client, point: ServicePoint) -> None:
    taken = head.post("/en/desk/titik-layanan/baru/", a_place(code=point.code))
    assert taken.status_code == 422
    assert point.name in taken.content.decode()
    before = Hours.objects.filter(service_point=point).count()
    overlap = head.post(f"/en/desk/titik-layanan/{point.pk}/jam/", {"day0": "08.00–12.00, 11.00–16.00"})
    assert overlap.status_code == 422
    assert "overlap" in overlap.content.decode()
    unread = head.post(f"/en/desk/titik-layanan/{point.pk}/jam/", {"day0": "pagi sampai sore"})
    assert unread.status_code == 422
    assert "pagi sampai sore" in unread.content.decode()
    assert Hours.objects.filter(service_point=point).count() == before


def test_a_date_gets_hours_of_its_own_and_loses_them_again(head: Client, point: ServicePoint) -> None:
    address = f"/en/desk/titik-layanan/{point.pk}/"
    day = date(TODAY.year + 1, 1, 2) if TODAY.month == 12 else date(TODAY.year, TODAY.month + 1, 2)
    head.post(f"{address}tanggal/", {"on": day.isoformat(), "hours": "", "reason": "Rapat"})
    assert not organisation.calendar_of(point, day, day).is_open_day(day)
    assert "Rapat" in head.get(address).content.decode()
    head.post(f"{address}tanggal/{day.isoformat()}/hapus/")
    assert not Hours.objects.filter(service_point=point, on=day).exists()


def test_a_keeper_changes_their_own_point_and_nothing_else(keeper: Client, point: ServicePoint) -> None:
    other = ServicePoint.objects.create(library=point.library, code="lain", name="Lain", kind="branch")
    assert keeper.post(f"/en/desk/titik-layanan/{point.pk}/", a_place(name="Nama Baru")).status_code == 302
    assert keeper.post(f"/en/desk/titik-layanan/{other.pk}/", a_place(name="Nama Lain")).status_code == 403
    assert keeper.post("/en/desk/titik-layanan/baru/", a_place(code="baru")).status_code == 403
    assert (
        keeper.post("/en/desk/hari-libur/", {"on": "2027-01-01", "kind": "national_holiday", "name": "x"}).status_code
        == 403
    )
    assert set(ServicePoint.objects.values_list("name", flat=True)) == {"Nama Baru", "Lain"}


def test_a_holiday_closes_every_point_until_it_is_removed(head: Client, point: ServicePoint) -> None:
    day = date(TODAY.year + 1, 1, 1)
    head.post("/en/desk/hari-libur/", {"on": day.isoformat(), "kind": "national_holiday", "name": "Tahun Baru"})
    assert organisation.calendar_of(point, day, day).reason_on(day) == "Tahun Baru"
    assert "Tahun Baru" in head.get("/en/desk/hari-libur/").content.decode()
    head.post(f"/en/desk/hari-libur/{day.isoformat()}/hapus/")
    assert organisation.calendar_of(point, day, day).reason_on(day) == ""


# Lending rules


def a_rule(**given: object) -> dict[str, object]:
    said = {"name": "Guru", "is_lendable": "on", "max_loans": 6, "loan_days": 21, "max_renewals": 1, "max_holds": 4}
    more = {"pickup_days": 3, "fine_per_day": 0, "valid_from": TODAY.isoformat()}
    return said | more | given


def test_a_new_rule_wins_where_it_fits(head: Client, point: ServicePoint) -> None:
    teacher = a_patron_type("guru")
    assert head.post("/en/desk/aturan/baru/", a_rule(patron_type=teacher.pk)).status_code == 302
    winner = policy_for(point=point, patron_type_id=teacher.pk, item_type_id=None, today=TODAY)
    assert winner
    assert (winner.name, winner.max_loans) == ("Guru", 6)
    assert "Guru" in head.get("/en/desk/aturan/").content.decode()


def test_a_second_rule_for_the_same_case_and_a_fine_without_a_basis_are_refused(head: Client) -> None:
    teacher = a_patron_type("guru")
    head.post("/en/desk/aturan/baru/", a_rule(patron_type=teacher.pk))
    again = head.post("/en/desk/aturan/baru/", a_rule(patron_type=teacher.pk, name="Guru 2", fine_per_day=500))
    said = again.content.decode()
    assert again.status_code == 422
    assert "already covers exactly this case" in said
    assert "legal basis" in said
    assert not PolicyRow.objects.filter(name="Guru 2").exists()


def test_a_changed_rule_holds_from_its_day_and_the_old_one_until_the_day_before(head: Client) -> None:
    teacher = a_patron_type("guru")
    head.post("/en/desk/aturan/baru/", a_rule(patron_type=teacher.pk))
    old = PolicyRow.objects.get(name="Guru")
    day = date(TODAY.year + 1, 1, 1)
    address = f"/en/desk/aturan/{old.pk}/"
    assert head.post(address, a_rule(max_loans=8, valid_from=day.isoformat())).status_code == 302
    old.refresh_from_db()
    new = PolicyRow.objects.get(name="Guru", max_loans=8)
    assert (old.valid_until, new.valid_from, new.patron_type) == (date(TODAY.year, 12, 31), day, teacher)


def test_the_general_rule_cannot_end(head: Client) -> None:
    general = next(row for row in PolicyRow.objects.all() if row.is_general)
    answer = head.post(f"/en/desk/aturan/{general.pk}/akhiri/")
    assert answer.status_code == 422
    assert "The general rule cannot end" in answer.content.decode()
    general.refresh_from_db()
    assert general.valid_until is None


def test_who_heads_one_point_changes_its_rules_and_not_those_of_all(point: ServicePoint) -> None:
    local = signed_in("kepala", point)
    general = next(row for row in PolicyRow.objects.all() if row.is_general)
    assert local.post("/en/desk/aturan/baru/", a_rule()).status_code == 403
    assert local.post(f"/en/desk/aturan/{general.pk}/", a_rule()).status_code == 403
    assert local.post("/en/desk/aturan/baru/", a_rule(service_point=point.pk)).status_code == 302
    assert PolicyRow.objects.get(name="Guru").service_point == point


def test_who_only_lends_sees_no_rules(desk: Client) -> None:
    assert desk.get("/en/desk/aturan/").status_code == 403


# All pages


def test_the_page_of_pages_lists_what_one_may_use(head: Client, volunteer: Client) -> None:
    assert "/en/desk/aturan/" in head.get("/en/desk/lainnya/").content.decode()
    page = volunteer.get("/en/desk/lainnya/").content.decode()
    assert "/en/desk/buku-tamu/" in page
    assert "/en/desk/aturan/" not in page


# What readers borrowed together

TOGETHER = "/en/desk/aturan/juga-dipinjam/"


def test_the_head_chooses_how_many_households_it_takes_and_never_fewer_than_five(head: Client) -> None:
    assert "at least 5 households" in head.get("/en/desk/aturan/").content.decode()
    refused = head.post(TOGETHER, {"fewest": "4"})
    assert refused.status_code == 422
    assert "fewer could tell of persons" in refused.content.decode()
    assert head.post(TOGETHER, {"fewest": "zwölf"}).status_code == 422
    assert head.post(TOGETHER, {"fewest": "9"}).status_code == 302
    assert "at least 9 households" in head.get("/en/desk/aturan/").content.decode()


def test_who_keeps_one_point_does_not_choose_it(point: ServicePoint) -> None:
    keeper = signed_in("kepala", point)
    assert "borrowed both" not in keeper.get("/en/desk/aturan/").content.decode()
    assert keeper.get(TOGETHER).status_code == 403
    assert keeper.post(TOGETHER, {"fewest": "9"}).status_code == 403
