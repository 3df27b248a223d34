"""What the components promise beyond their looks."""

import json
import re
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from pustakota.design import codes, wording
from pustakota.design.gallery import BrokenForm
from pustakota.design.markup import filled, joined

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "pustakota"
TODAY = date(2026, 11, 21)


def shown(template: str, **given: object) -> str:
    return Template(template).render(Context(given))


def test_a_button_submits_and_its_words_are_escaped() -> None:
    html = shown("{% button weight='main' %}{{ word }}{% endbutton %}", word="<b>")
    assert 'type="submit"' in html
    assert "&lt;b&gt;" in html


def test_keywords_become_attributes_and_empty_ones_vanish() -> None:
    html = shown("{% button hx_get='/x' disabled=True name='' %}a{% endbutton %}")
    assert 'hx-get="/x" disabled' in html
    assert "name=" not in html


def test_only_bad_news_interrupts_a_screen_reader() -> None:
    assert 'role="alert"' in shown("{% notice tone='no' %}a{% endnotice %}")
    assert 'role="status"' in shown("{% notice tone='wait' %}a{% endnotice %}")


def test_a_refusal_says_every_reason_and_takes_the_focus() -> None:
    html = shown("{% refusal reasons %}", reasons=["satu", "dua"])
    assert html.count("<li>") == 2
    assert 'data-behaviour="focus' in html


def test_a_fixed_part_is_made_once_in_each_language_and_knows_nobody() -> None:
    template = Template("{% fixed %}{% translate 'Search' %}{{ name }}{% endfixed %}, {{ name }}")
    with translation.override("id"):
        assert template.render(Context({"name": "Sari"})) == "Cari, Sari"
    with translation.override("en"):
        assert template.render(Context({"name": "Budi"})) == "Search, Budi"
    with translation.override("id"):
        assert template.render(Context({"name": "Budi"})) == "Cari, Budi"


def test_gaps_are_filled_as_django_fills_them() -> None:
    given = (mark_safe("<i>a</i>"), "<b>&\"'", 7, None, gettext_lazy("Search"))
    form = "<p>{} {} {} {} {}</p>"
    assert filled(form, *given) == format_html(form, *given)
    assert joined(given, between=" ") == format_html_join(mark_safe(" "), "{}", ((one,) for one in given))


def test_a_status_is_never_colour_alone() -> None:
    html = shown("{% status 'tersedia' 'yes' %}")
    assert "tersedia" in html
    assert "#circle-check" in html


def test_hint_and_error_are_tied_to_the_field() -> None:
    form = BrokenForm({"card": ""})
    html = shown("{% field form.card %}", form=form)
    assert 'aria-invalid="true"' in html
    ids = re.search(r'aria-describedby="([^"]+)"', html)
    assert ids
    assert all(f'id="{name}"' in html for name in ids[1].split())


def test_radio_buttons_stand_in_a_fieldset_with_a_legend() -> None:
    class Form(forms.Form):
        point = forms.ChoiceField(choices=[("1", "a")], widget=forms.RadioSelect)

    assert "<legend>" in shown("{% field form.point %}", form=Form())


def test_a_missing_figure_is_said_to_be_missing_and_zero_is_zero() -> None:
    assert "tile-missing" in shown("{% number_tile None 'kunjungan' %}")
    assert "tile-missing" not in shown("{% number_tile 0 'terlambat' %}")


def test_one_page_needs_no_pager() -> None:
    assert shown("{% pager 1 1 %}").strip() == ""


def test_the_other_language_leads_to_the_same_search() -> None:
    request = RequestFactory().get("/design/", {"q": "jawa"})
    with translation.override("id"):
        html = shown("{% language_switch %}", request=request)
    assert 'href="/en/design/?q=jawa"' in html
    assert 'hreflang="en"' in html


@pytest.mark.parametrize(("cookie", "expected"), [("dark", ' data-theme="dark"'), ("", ""), ('"><script>', "")])
def test_the_chosen_scheme_comes_from_the_cookie(cookie: str, expected: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert shown("{% theme_attribute %}", request=request) == expected


def test_every_icon_used_is_in_the_sprite() -> None:
    known = set(json.loads((ROOT / "frontend" / "icons.json").read_text(encoding="utf-8")))
    pattern = re.compile(r"""(?:{%-?\s*icon\s+|icon_name=|icon=|icon\()["']([a-z0-9-]+)["']""")
    used = {
        name
        for path in [*SOURCES.rglob("*.html"), *SOURCES.rglob("*.py")]
        for name in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert used - known == set()
    assert len(used) > 10


def test_pages_hold_nothing_that_the_content_policy_forbids() -> None:
    forbidden = re.compile(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\bsrc=)")
    pages = (path for path in SOURCES.rglob("*.html") if path.parent.name != "print")  # paper has no policy
    for path in pages:
        assert not forbidden.search(path.read_text(encoding="utf-8")), path


def test_a_barcode_reads_back_as_its_pattern() -> None:
    root = ET.fromstring(codes.code128_svg("A0001", "Kode A0001"))
    path = next(iter(root))
    runs = [(int(x), int(width)) for x, width in re.findall(r"M(\d+) 0h(\d+)v", path.get("d", ""))]
    modules = ["0"] * (runs[-1][0] + runs[-1][1] - codes.QUIET_ZONE)
    for x, width in runs:
        modules[x - codes.QUIET_ZONE : x - codes.QUIET_ZONE + width] = "1" * width
    assert "".join(modules).startswith("11010010000")  # start code B of ISO/IEC 15417
    assert "".join(modules).endswith("1100011101011")  # its stop pattern


def test_a_qr_code_has_words_and_no_style() -> None:
    drawing = codes.qr_svg("A0001", "Kode <QR>")
    assert "style=" not in drawing
    assert ET.fromstring(drawing).get("aria-label") == "Kode <QR>"


@pytest.mark.parametrize(
    ("language", "day", "weekday", "hour"),
    [
        ("id", "21 November 2026", "Sabtu, 21 November", "08.00"),
        ("en", "21 November 2026", "Saturday, 21 November", "08:00"),
    ],
)
def test_dates_and_times_are_said_as_people_say_them(language: str, day: str, weekday: str, hour: str) -> None:
    with translation.override(language):
        assert wording.long_date(TODAY) == day
        assert wording.weekday_date(TODAY) == weekday
        assert wording.clock(time(8)) == hour


@pytest.mark.parametrize(
    ("day", "expected"),
    [(18, "3 days ago"), (20, "yesterday"), (21, "today"), (22, "tomorrow"), (23, "in 2 days"), (28, "in 7 days")],
)
def test_distances_are_said_in_days(day: int, expected: str) -> None:
    with translation.override("en"):
        assert wording.days_from(TODAY.replace(day=day), TODAY) == expected


def test_amounts_and_counts_have_dots_between_thousands() -> None:
    with translation.override("id"):
        assert shown("{{ n|rupiah }} {{ n|grouped }}", n=1234567) == "Rp1.234.567 1.234.567"
