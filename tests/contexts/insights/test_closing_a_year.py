"""A year is closed for good: its figures stay, and nothing leads from a person to what they did in it."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.insights import actions, queries, rules
from pustakota.contexts.insights.errors import ClosingRefused
from pustakota.contexts.insights.models import ClosedPeriod, DestroyedKey
from pustakota.contexts.insights.rules import PeriodKind, period_around
from pustakota.contexts.people.models import YearKey
from pustakota.contexts.visits.models import Visit
from pustakota.foundation import clock, personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.contexts.insights.march import March, a_march, on
from tests.factories.people import a_member_of_staff, a_patron, somebody_with_role
from tests.factories.visits import a_member_visit

pytestmark = pytest.mark.django_db
YEAR = period_around(PeriodKind.YEAR, date(2026, 1, 1))
MARCH = period_around(PeriodKind.MONTH, date(2026, 3, 1))
NEXT_YEAR = on(1) + timedelta(days=320)
TODAY = date(2027, 1, 15)


@pytest.fixture
def march(db: None) -> March:
    return a_march()


def months_closed() -> None:
    for month in queries.open_months(2026, today=TODAY):
        actions.close_period(period=month, by=SYSTEM, at=NEXT_YEAR)


def year_closed(reason: str = "laporan tahunan dikirim") -> DestroyedKey:
    return actions.close_year(year=2026, reason=reason, by=somebody_with_role("kepala"), at=NEXT_YEAR)


def test_a_closed_year_gives_the_same_bytes_and_forgetting_a_person_changes_nothing(march: March) -> None:
    gone = a_patron(name="Wulan", home=march.main, joined_at=on(4))
    a_member_visit(gone, march.main, at=on(15))
    months_closed()
    closed = actions.close_period(period=YEAR, by=SYSTEM, at=NEXT_YEAR)
    assert queries.document_of(closed)["figures"]["active_members"]["value"] == 3
    again = actions.close_period(period=YEAR, by=SYSTEM, at=NEXT_YEAR + timedelta(days=1))
    assert (again.pk, again.document) == (closed.pk, closed.document)
    personal_data.forget(gone.person_id, by=somebody_with_role("kepala"), at=NEXT_YEAR)
    counted_anew = rules.canonical(queries.document_for(YEAR, at=closed.closed_at)).decode()
    assert counted_anew == closed.document
    closed.refresh_from_db()
    assert closed.document == again.document


def test_closing_a_year_for_good_destroys_its_key_and_says_who_and_why(march: March) -> None:
    months_closed()
    head = somebody_with_role("kepala")
    row = actions.close_year(year=2026, reason=" laporan dikirim ", by=head, at=NEXT_YEAR)
    key = YearKey.objects.get(year=2026)
    assert (key.secret, key.destroyed_at) == ("", NEXT_YEAR)
    assert (row.reason, row.destroyed_by, row.closed_period.first) == ("laporan dikirim", head.account_id, YEAR.first)
    assert Message.objects.get(name="insights.YearKeyDestroyed").fields["year"] == 2026
    assert year_closed("lagi").pk == row.pk, "done once"


def test_no_fact_of_the_year_holds_both_a_person_and_a_key_that_others_share(march: March) -> None:
    months_closed()
    with_member = Loan.objects.filter(patron__isnull=False).first()
    assert with_member is not None
    Loan.objects.filter(pk=with_member.pk).update(person_key=Visit.objects.exclude(person_key="")[0].person_key)
    assert Visit.objects.filter(person__isnull=False).exclude(person_key="").exists()
    year_closed()
    assert not Loan.objects.filter(patron__isnull=False).exclude(person_key="").exists()
    assert not Visit.objects.filter(person__isnull=False).exclude(person_key="").exists()


def test_distinct_counts_of_the_year_stay_as_they_were_closed_and_open_to_facts(march: March) -> None:
    months_closed()
    year_closed()
    points = queries.all_points()
    for period in (YEAR, MARCH):
        found = queries.overview(period, points, today=TODAY, course_of="visits").figure("active_members")
        assert (found.total.value, found.points[march.main.pk].value) == (2, 2)
        one = queries.figure("active_members")
        assert isinstance(one, queries.Distinct)
        scope = queries.Scope(points=points, first=period.first, last=period.last)
        facts = queries.person_facts(one, scope)
        assert len(facts) == 2
        assert {fact.at for fact in facts} == {None}, "no hour that would lead to a loan"
    uneven = period_around(PeriodKind.WEEK, date(2026, 3, 4))
    week = queries.overview(uneven, points, today=TODAY, course_of="visits")
    assert week.figure("active_members").total.value is None, "nobody can tell any more"
    assert week.figure("visits").total.value == 53


def test_a_year_with_open_months_is_refused_with_each_of_them(march: March, nothing_changes: NothingChanges) -> None:
    actions.close_period(period=MARCH, by=SYSTEM, at=NEXT_YEAR)
    with nothing_changes(), pytest.raises(ClosingRefused) as refused:
        actions.close_year(year=2026, reason=" ", by=SYSTEM, at=NEXT_YEAR)
    codes = [reason.code for reason in refused.value.reasons]
    assert codes == ["month_open"] * 9 + ["reason_missing"]
    assert "2026" in refused.value.worded()[0].message


def test_a_year_that_runs_is_refused(march: March, nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(ClosingRefused) as refused:
        actions.close_year(year=2026, reason="terlalu dini", by=SYSTEM, at=on(30))
    assert [reason.code for reason in refused.value.reasons] == ["not_over"]


def test_only_the_head_closes_a_year(march: March, nothing_changes: NothingChanges) -> None:
    months_closed()
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.close_year(year=2026, reason="x", by=somebody_with_role("pustakawan"), at=NEXT_YEAR)


def test_a_closing_of_an_earlier_release_gets_its_facts_before_the_key_goes(march: March) -> None:
    months_closed()
    ClosedPeriod.objects.update(persons={})
    year_closed()
    kept = ClosedPeriod.objects.get(first=MARCH.first, kind="month").persons["active_members"]
    assert len(kept[""]) == 2


def test_the_page_warns_asks_why_and_closes(march: March, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NEXT_YEAR)
    staff, client = a_member_of_staff(role="kepala", station=march.main), Client()
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    Session.objects.update(expire_date=NEXT_YEAR + timedelta(days=1))
    address = f"/en/desk/angka/tutup/tahun/{YEAR.first.year}/"
    assert "This cannot be undone" in client.get(address).text
    refused = client.post(address, {"reason": "laporan dikirim", "understood": "on"})
    assert (refused.status_code, "is not closed yet" in refused.text) == (422, True)
    months_closed()
    assert client.post(address, {"reason": "laporan dikirim"}).status_code == 422
    done = client.post(address, {"reason": "laporan dikirim", "understood": "on"}, follow=True)
    assert "laporan dikirim" in done.text
    assert "can no longer be told apart" in done.text
    assert DestroyedKey.objects.get().destroyed_by == staff.account.pk
    assert client.get("/en/desk/angka/tutup/tahun/2027/").status_code == 404
