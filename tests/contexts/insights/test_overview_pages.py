"""The overview's pages: every number of every period is walked to its facts."""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
import weasyprint
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from openpyxl import load_workbook

from pustakota.contexts.insights import actions, queries
from pustakota.contexts.insights.desk import report
from pustakota.contexts.insights.desk.asked import Asked
from pustakota.contexts.insights.rules import PeriodKind, period_around
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.visits import actions as visits
from pustakota.contexts.visits.models import Visit
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.contexts.insights.march import APRIL, March, a_march, on
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff
from tests.factories.visits import some_guests

LINK = re.compile(r'<a[^>]*href="([^"]*/angka/fakta/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@pytest.fixture(autouse=True)
def april(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: APRIL)
    with translation.override("en"):
        yield


@pytest.fixture
def march(db: None) -> March:
    return a_march()


def signed_in(role: str, march: March, *, everywhere: bool = True) -> Client:
    point = None if everywhere else march.main
    staff, client = a_member_of_staff(role=role, at_point=point, station=march.main), Client()
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.fixture
def head(march: March) -> Client:
    return signed_in("kepala", march)


def numbers(page: str) -> list[tuple[str, int]]:
    """Each link to facts, with the number that it stands on."""
    found = []
    for href, content in LINK.findall(page):
        number = re.search(r'tile-number">([^<]*)<', content)
        text = number[1] if number else re.sub(r'<span class="visually-hidden">.*?</span>', "", content)
        found.append((href.replace("&amp;", "&"), int(strip_tags(text).replace(",", "").strip())))
    return found


def digits_without_a_link(page: str) -> list[str]:
    """Cells, tiles and comparisons that show a number which leads nowhere."""
    cells = re.findall(r'<td class="number[^"]*"[^>]*>(.*?)</td>', page.partition("by-point")[2], re.DOTALL)
    tiles = re.findall(r'<(?:a|div) class="tile[^>]*>.*?tile-number">[^<]*<', page, re.DOTALL)
    before = re.findall(r'<p class="tile-before[^>]*>(.*?)</p>', page, re.DOTALL)
    shown = [each for each in [*cells, *tiles, *before] if re.search(r">\s*\d|^\s*\d", each)]
    return [each for each in shown if "href=" not in each]


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("day", "2026-03-01"),
        ("day", "2026-03-02"),
        ("week", "2026-03-02"),
        ("month", "2026-03-01"),
        ("year", "2026-01-01"),
    ],
)
@pytest.mark.parametrize("one_point", [False, True])
def test_every_number_opens_to_its_facts(head: Client, march: March, kind: str, day: str, one_point: bool) -> None:
    given = {"per": kind, "tgl": day} | ({"titik": march.main.pk} if one_point else {})
    some_guests(march.main, 4, at=on(1) - timedelta(days=1))
    some_guests(march.main, 2, at=on(1))
    some_guests(march.main, 3, at=on(1) - timedelta(days=400))
    page = head.get(reverse("desk:figures"), given)
    walked = numbers(page.text)
    assert digits_without_a_link(page.text) == []
    tiles = [tile for tile in page.context["tiles"] if tile.number is not None]
    befores = [tile for tile in page.context["tiles"] if tile.before is not None]
    cells = [cell for _point, row in page.context["rows"] for cell in row if cell.value is not None]
    assert befores, "the period before had two, three or four guests"
    assert len(walked) == len(tiles) + len(befores) + len(cells)
    for href, value in walked:
        facts = head.get(href)
        assert facts.status_code == 200, href
        assert (facts.context["value"], href) == (value, href)
        query = {key: values[0] for key, values in parse_qs(urlsplit(href).query).items()}
        rows = list(csv.reader(StringIO(head.get(reverse("desk:figure_facts_download"), query).text.lstrip("\ufeff"))))[
            1:
        ]
        assert (len(rows), href) == (facts.context["number"], href)
        assert (sum(int(row[-1]) for row in rows), href) == (value, href)
        assert "Siti" not in facts.text
        assert march.siti.card_number not in facts.text


def test_the_numbers_of_a_closed_period_open_to_what_was_known_then(head: Client, march: March) -> None:
    closed = actions.close_period(period=period_around(PeriodKind.MONTH, on(1).date()), by=SYSTEM, at=APRIL)
    visits.correct_visit(visit=Visit.objects.get(people=7), reason="dua kali", by=SYSTEM, at=APRIL.replace(day=12))
    page = head.get(reverse("desk:closed_period", args=["month", "2026-03-01"]))
    assert "-7" in page.text
    assert "dua kali" in page.text
    walked = numbers(page.text)
    assert len(walked) == 9
    for href, value in walked:
        assert (head.get(href).context["value"], href) == (value, href)
    assert "Corrections came later" in head.get(reverse("desk:figures"), {"tgl": "2026-03-01"}).text
    document = head.get(reverse("desk:closed_document", args=["month", "2026-03-01"]))
    assert document.content == closed.document.encode()


def test_the_overview_shows_gaps_and_definitions(head: Client, march: March) -> None:
    page = head.get(reverse("desk:figures"), {"tgl": "2026-03-15"})
    assert "TBM Sunyi: 5 days" in " ".join(strip_tags(page.text).split())
    assert "chart-gap" in page.text
    assert "missing-cell" in page.text
    assert "People who come to a service point" in page.text
    assert "March 2026" in page.text


@pytest.mark.parametrize(
    "given", [{"per": "x"}, {"tgl": "31-12-2026"}, {"titik": "0"}, {"angka": "x"}, {"tgl": "0001-01-01"}]
)
def test_an_address_that_cannot_be_read_shows_this_month(head: Client, given: dict[str, str]) -> None:
    assert head.get(reverse("desk:figures"), given).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"angka": "x", "dari": "2026-03-01", "sampai": "2026-03-31"},
        {"angka": "visits", "dari": "2026", "sampai": "2026-03-31"},
        {"angka": "visits", "dari": "2026-03-01"},
        {"angka": "visits", "dari": "2026-03-01", "sampai": "2026-03-31", "titik": "0"},
        {"angka": "visits", "dari": "2026-03-01", "sampai": "2026-03-31", "per": "kemarin"},
    ],
)
def test_facts_that_no_number_leads_to_are_not_found(head: Client, given: dict[str, str]) -> None:
    assert head.get(reverse("desk:figure_facts"), given).status_code == 404


def test_figures_are_downloaded_with_gaps_as_empty_cells(head: Client, march: March) -> None:
    given = {"tgl": "2026-03-01"}
    answer = head.get(reverse("desk:figures_download", args=["csv"]), given)
    rows = list(csv.DictReader(StringIO(answer.text.lstrip("\ufeff"))))
    by_place = {(row["Code"], row["Service point"]): row for row in rows}
    assert by_place["visits", "all"]["Value"] == "53"
    silent = by_place["visits", "TBM Sunyi"]
    assert (silent["Value"], silent["Days without data"]) == ("", "5")
    book = load_workbook(BytesIO(head.get(reverse("desk:figures_download", args=["xlsx"]), given).content))
    assert book.sheetnames == ["Figures", "Definitions"]
    assert book["Figures"]["G2"].value == 53
    assert head.get(reverse("desk:figures_download", args=["pdf"]), given).status_code == 404


def test_the_head_closes_a_month_once(head: Client, march: March) -> None:
    page = head.get(reverse("desk:closed_periods"))
    assert "March 2026" in page.text
    answer = head.post(reverse("desk:closed_periods"), {"period": "month 2026-03-01"}, follow=True)
    assert "March 2026 is closed." in answer.text
    again = head.post(reverse("desk:closed_periods"), {"period": "month 2026-04-01"}, follow=True)
    assert "This period lasts until" in again.text
    assert head.post(reverse("desk:closed_periods"), {"period": "week 2026-03-02"}).status_code == 404
    assert head.get(reverse("desk:closed_period", args=["month", "2026-02-01"])).status_code == 404


def test_who_sees_what(march: March) -> None:
    assert signed_in("sirkulasi", march).get(reverse("desk:figures")).status_code == 403
    librarian = signed_in("pustakawan", march)
    assert librarian.get(reverse("desk:figures")).status_code == 200
    assert librarian.post(reverse("desk:closed_periods"), {"period": "month 2026-03-01"}).status_code == 403
    keeper = signed_in("pengelola_titik", march, everywhere=False)
    page = keeper.get(reverse("desk:figures"), {"tgl": "2026-03-01"})
    assert "Cabang Timur" not in page.text
    assert "TBM Sunyi" not in page.text
    facts = {"angka": "visits", "dari": "2026-03-01", "sampai": "2026-03-31"}
    assert keeper.get(reverse("desk:figure_facts"), facts).context["value"] == 9
    assert keeper.get(reverse("desk:figure_facts"), facts | {"titik": march.east.pk}).status_code == 404
    actions.close_period(period=period_around(PeriodKind.MONTH, on(1).date()), by=SYSTEM, at=APRIL)
    assert keeper.get(reverse("desk:closed_period", args=["month", "2026-03-01"])).status_code == 404


def test_the_numbers_are_said_in_plain_sentences(head: Client, march: March) -> None:
    some_guests(march.main, 40, at=on(1) - timedelta(days=5))
    page = " ".join(strip_tags(head.get(reverse("desk:figures"), {"tgl": "2026-03-01"}).text).split())
    assert "March 2026: people came 53 times, and 2 copies were lent." in page
    assert "That is 32% more visits than in February 2026 (40)." in page
    assert "Visits: the best day was Thursday, 5 March with 40." in page
    assert "wrote nothing down on" in page
    running = " ".join(strip_tags(head.get(reverse("desk:figures"), {"tgl": "2026-04-01"}).text).split())
    assert "April 2026: nobody has written down who came." in running


def sheet(points: tuple[ServicePoint, ...]) -> str:
    month = period_around(PeriodKind.MONTH, on(1).date())
    wanted = Asked(month, points, points, None, "visits", APRIL.date())
    return render_to_string("insights/print/report.html", report.facts_of(wanted))


def test_a_month_goes_on_one_page_to_be_signed(head: Client, march: March) -> None:
    answer = head.get(reverse("desk:figures_report"), {"tgl": "2026-03-01"})
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    for number in range(17):
        a_point(name=f"Cabang {number}")
    draft = sheet(queries.all_points())
    assert len(weasyprint.HTML(string=draft).render().pages) == 1, "twenty points still go on one page"
    assert "Report of the month March 2026" in draft
    assert "not closed yet" in draft
    assert "Head of the library" in draft
    closed = actions.close_period(period=period_around(PeriodKind.MONTH, on(1).date()), by=SYSTEM, at=APRIL)
    assert closed.fingerprint in sheet(queries.all_points())
    assert head.get(reverse("desk:figures_report"), {"tgl": "2026-03-01", "per": "week"}).status_code == 404
