"""The calendar by day, week, month and on a map; on paper, in other pages, and one's own."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import strip_tags
from icalendar import Calendar

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.programmes import actions
from pustakota.contexts.programmes.models import Kind, Mode
from pustakota.contexts.spaces import actions as spaces
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.print import pdf
from pustakota.sites.public.sketch_map import HEIGHT, MARGIN, WIDTH, sketch
from pustakota.sites.public.spans import Span, View, around, day_asked
from pustakota.sites.public.views import whats_on
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence
from tests.sites.public.test_events import words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WEEK = "/en/kegiatan/?tampilan=pekan&hari=2026-03-11"


@pytest.mark.parametrize(
    ("day", "view", "first", "last"),
    [
        (date(2026, 3, 11), View.DAY, date(2026, 3, 11), date(2026, 3, 11)),
        (date(2026, 3, 11), View.WEEK, date(2026, 3, 9), date(2026, 3, 15)),
        (date(2026, 3, 9), View.WEEK, date(2026, 3, 9), date(2026, 3, 15)),
        (date(2026, 1, 1), View.WEEK, date(2025, 12, 29), date(2026, 1, 4)),
        (date(2028, 2, 11), View.MONTH, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2028, 2, 11), View.LIST, date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_day_lies_in_its_day_week_or_month(day: date, view: View, first: date, last: date) -> None:
    span = around(day, view)
    assert span == Span(first, last)
    assert day in span
    assert around(span.before, view).last == span.before
    assert around(span.after, view).first == span.after


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2026-03-11", date(2026, 3, 11)),
        ("2026-03", date(2026, 3, 1)),
        ("kemarin", TODAY),
        ("2026-02-30", TODAY),
        ("0001-01-01", TODAY),
        ("9999-12", TODAY),
        ("", TODAY),
    ],
)
def test_what_is_no_day_is_today(given: str, day: date) -> None:
    assert day_asked(given, TODAY) == day


def test_places_lie_on_the_sketch_as_they_lie_on_the_earth() -> None:
    drawn = sketch({1: (-7.87, 112.52), 2: (-7.77, 112.52), 3: (-7.87, 112.62)})
    assert drawn is not None
    south, north, east = (drawn.spots[key] for key in (1, 2, 3))
    assert north.y < south.y, "north is up"
    assert north.x == south.x
    assert east.x > south.x
    assert east.y == south.y
    for spot in drawn.spots.values():
        assert MARGIN <= spot.x <= WIDTH - MARGIN
        assert MARGIN <= spot.y <= HEIGHT - MARGIN
    a_km = (south.y - north.y) / (0.1 * 111.32)
    assert drawn.bar == pytest.approx(drawn.bar_km * a_km, abs=0.1), "the scale is that of the sketch"


def test_one_place_lies_in_the_middle_and_no_place_makes_no_sketch() -> None:
    alone = sketch({1: (-7.87, 112.52)})
    assert alone is not None
    assert (alone.spots[1].x, alone.spots[1].y) == (WIDTH / 2, HEIGHT / 2)
    assert sketch({}) is None


@pytest.fixture
def batu() -> ServicePoint:
    point = a_point(name="Perpustakaan Batu")
    ServicePoint.objects.filter(pk=point.pk).update(latitude=-7.87, longitude=112.52)
    point.refresh_from_db()
    return point


def test_a_week_shows_each_day_and_what_is_called_off(batu: ServicePoint, visitor: Client) -> None:
    an_occurrence(a_programme(title="Dongeng", at_point=batu))
    off = an_occurrence(a_programme(title="Lomba", at_point=batu), starts_at=BEGINS + timedelta(days=2))
    an_occurrence(a_programme(title="Pekan Depan", at_point=batu), starts_at=BEGINS + timedelta(days=7))
    actions.call_off(occurrence=off, because="Banjir", by=SYSTEM, at=BEGINS - timedelta(days=5))
    page = words(visitor.get(WEEK))
    assert "9 March – 15 March 2026" in page
    assert "Tuesday 10 Mar 09:00–10:30 Dongeng Perpustakaan Batu" in page
    assert "Lomba Perpustakaan Batu cancelled" in page
    assert page.count("Nothing planned") == 5
    assert "Pekan Depan" not in page


def test_a_day_shows_that_day_alone(batu: ServicePoint, visitor: Client) -> None:
    an_occurrence(a_programme(title="Dongeng", at_point=batu))
    assert "Dongeng" in words(visitor.get("/en/kegiatan/?tampilan=hari&hari=2026-03-10"))
    empty = words(visitor.get("/en/kegiatan/?tampilan=hari&hari=2026-03-11"))
    assert "Wednesday, 11 March" in empty
    assert "Nothing on this day" in empty


def test_the_map_shows_where_and_how_much_and_names_places_nobody_has_placed(
    batu: ServicePoint, visitor: Client
) -> None:
    programme = a_programme(title="Dongeng", at_point=batu)
    an_occurrence(programme)
    an_occurrence(programme, starts_at=BEGINS + timedelta(days=7))
    an_occurrence(a_programme(title="Lomba", at_point=a_point(name="Taman Baca")))
    answer = visitor.get("/en/kegiatan/?tampilan=peta&bulan=2026-03")
    assert "Perpustakaan Batu 2 dates" in words(answer)
    assert "Taman Baca 1 date" in words(answer)
    assert answer.content.count(b'class="sketch-number"') == 1
    assert f"titik={batu.pk}" in answer.content.decode()


def test_any_view_asks_the_same_few_questions(batu: ServicePoint, visitor: Client, queries_are: Any) -> None:
    programme = a_programme(at_point=batu)
    for more in range(3):
        an_occurrence(programme, starts_at=BEGINS + timedelta(days=more))
    visitor.get(WEEK)
    for view in View:
        with queries_are(9 if view is View.MAP else 8):
            visitor.get(f"/en/kegiatan/?tampilan={view}&bulan=2026-03")


def test_a_month_hangs_on_the_notice_board(
    batu: ServicePoint, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_occurrence(a_programme(title="Dongeng", at_point=batu))
    facts: dict[str, Any] = {}

    def noted(template: str, given: dict[str, Any], *, language: str) -> bytes:
        facts.update(given, said=render_to_string(template, given), language=language)
        return pdf(template, given, language=language)

    monkeypatch.setattr(whats_on, "pdf", noted)
    answer = visitor.get(f"/en/kegiatan/papan.pdf?bulan=2026-03&titik={batu.pk}")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert facts["language"] == "en"
    said = " ".join(strip_tags(facts["said"]).split())
    for word in ("March 2026", "Perpustakaan Batu", "Dongeng", "09:00–10:30", "Tuesday"):
        assert word in said, word


def test_other_pages_may_frame_the_calendar_and_nothing_else(batu: ServicePoint, visitor: Client) -> None:
    an_occurrence(a_programme(title="Dongeng", at_point=batu), starts_at=clock.now() + timedelta(days=3))
    framed, page = visitor.get("/en/kegiatan/sematan/"), visitor.get("/en/kegiatan/")
    assert "Dongeng" in words(framed)
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert not framed.cookies


def test_the_lines_for_other_pages_hold_what_was_chosen(batu: ServicePoint, visitor: Client) -> None:
    page = visitor.get(f"/en/kegiatan/sematkan/?titik={batu.pk}&umur=anak").content.decode()
    assert f"/en/kegiatan/sematan/?titik={batu.pk}&amp;amp;umur=anak" in page, "as it is typed into a page"


def test_a_feed_holds_one_programme(batu: ServicePoint, visitor: Client) -> None:
    wanted = an_occurrence(a_programme(title="Dongeng", at_point=batu), starts_at=clock.now() + timedelta(days=3))
    an_occurrence(a_programme(title="Lomba", at_point=batu), starts_at=clock.now() + timedelta(days=3))
    told = Calendar.from_ical(visitor.get(f"/kegiatan/kalender.ics?program={wanted.programme_id}").content)
    assert [event["SUMMARY"] for event in told.events] == ["Dongeng"]


def test_ones_own_calendar_holds_bookings_and_events_in_one(batu: ServicePoint, visitor: Client) -> None:
    patron, at = a_patron(), clock.now()
    programme = a_programme(title="Kelas Koding", at_point=batu, registration=Mode.OPEN, kind=Kind.WORKSHOP)
    mine = an_occurrence(programme, starts_at=at + timedelta(days=3))
    an_occurrence(programme, starts_at=at + timedelta(days=4))
    a_registration(mine, patron=patron)
    address = spaces.make_calendar_address(person_id=patron.person_id, by=a_member_acting(patron), at=at)
    answer = visitor.get(f"/kalender/{address.secret}.ics")
    assert [event["SUMMARY"] for event in Calendar.from_ical(answer.content).events] == ["Kelas Koding"]
    assert "no-store" in answer["Cache-Control"]
    assert visitor.get("/kalender/tidak-ada.ics").status_code == 404
