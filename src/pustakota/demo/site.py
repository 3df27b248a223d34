"""The city's site: home, news, questions, service standards, a banner – published as of the days they tell of."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from pustakota.contexts.forms import actions as forms
from pustakota.contexts.organisation import queries as organisation
from pustakota.demo import reading
from pustakota.demo.site_words import (
    ABOUT,
    AUTHORS,
    BANNER,
    FOOTER,
    NEWS,
    PPID,
    QUESTIONS,
    QUESTIONS_IN_ENGLISH,
    SERVICES,
    SERVICES_INTRO,
    Post,
)
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.pages import actions
from pustakota.sites.pages.actions import Draft

if TYPE_CHECKING:
    from datetime import datetime

CHOSEN, LITERATURE = 4, "8"
LINK = {"page": None}


def write_pages(at: datetime) -> None:
    """Everything that an editor would have written by now."""
    actions.make_first_pages(library="Perpustakaan Kota Arunika", by=SYSTEM, at=at - timedelta(days=80))
    for name, comes_from, about in AUTHORS:
        actions.add_author(name=name, comes_from=comes_from, about=about, by=SYSTEM)
    literature = (record for record in reading.books() if record.class_number.startswith(LITERATURE))
    books = [record.pk for record in islice(literature, CHOSEN)]
    for post in NEWS:
        _post(post, books, at)
    _fixed_pages(at - timedelta(days=60))
    for language, heading in (("id", "Mau baca apa hari ini?"), ("en", "What would you like to read today?")):
        actions.write_home(title="Arunika", blocks=_home(language, heading, books), language=language, by=SYSTEM, at=at)
        actions.set_menu(place="footer", links=FOOTER[language], language=language, by=SYSTEM)
    starts, ends, text, english = BANNER
    actions.show_banner(text=text, text_in_english=english, starts_at=at - starts, ends_at=at + ends, by=SYSTEM)


def _post(post: Post, books: list[int], at: datetime) -> None:
    shown = [{"type": "titles", "value": {"heading": post.titles, "titles": books}}] if post.titles else []
    for language, words in (("id", post.indonesian), ("en", post.english)):
        fields = {"summary": words.summary, "body": [_text(words.body), *(shown if language == "id" else [])]}
        draft = Draft(
            kind="news", slug=post.slug, title=words.title, language=language, fields=fields, authors=post.authors
        )
        actions.publish(draft=draft, by=SYSTEM, at=at - timedelta(days=post.days_ago))


def _fixed_pages(at: datetime) -> None:
    for language, rows in (("id", QUESTIONS), ("en", QUESTIONS_IN_ENGLISH)):
        title, intro, pairs = rows
        questions = [{"type": "question", "value": {"question": asked, "answer": said}} for asked, said in pairs]
        fields = {"intro": intro, "questions": questions}
        draft = Draft(kind="questions", slug="tanya-jawab", title=title, language=language, fields=fields)
        actions.publish(draft=draft, by=SYSTEM, at=at)
    services = [{"type": "service", "value": service} for service in SERVICES]
    standards = Draft(
        kind="standards",
        slug="standar-pelayanan",
        title="Standar Pelayanan",
        fields={"intro": SERVICES_INTRO, "services": services},
    )
    actions.publish(draft=standards, by=SYSTEM, at=at)
    _write_to_us(at)
    for slug, title, body in (PPID, ABOUT):
        text = Draft(kind="text", slug=slug, title=title, fields={"body": body})
        actions.publish(draft=text, by=SYSTEM, at=at)


def _write_to_us(at: datetime) -> None:
    form = forms.begin(title="Tulis kepada kami", by=SYSTEM, at=at)
    fields = {"form": form.form.code, "kind": "question", "point": organisation.points_in_service()[0]}
    draft = Draft(kind="form", slug="tulis-kepada-kami", title="Tulis kepada kami", fields=fields)
    actions.publish(draft=draft, by=SYSTEM, at=at)


def _text(body: str) -> dict[str, Any]:
    return {"type": "text", "value": body}


def _home(language: str, heading: str, books: list[int]) -> list[dict[str, Any]]:
    points = [point.pk for point in organisation.points_in_service()][:3]
    is_main = language == "id"
    words = HOME_WORDS[language]
    blocks = [
        {"type": "search", "value": {"heading": heading}},
        {"type": "new_titles", "value": {"heading": "", "number": 10}},
        {
            "type": "cards",
            "value": {"heading": words["ways"], "cards": [_card(language, *each) for each in words["cards"]]},
        },
        {"type": "news", "value": {"heading": "", "number": 3}},
        {"type": "points", "value": {"heading": words["points"], "points": points}},
        {"type": "titles", "value": {"heading": words["titles"], "titles": books[:3]}},
        {"type": "quote", "value": {"text": words["quote"], "who": words["who"]}},
        {
            "type": "call",
            "value": {"title": words["call"], "text": words["why"], "link": _link(language, words["do"], "/daftar/")},
        },
    ]
    return (
        [*blocks, {"type": "partners", "value": {"heading": "Mitra kami", "partners": PARTNERS}}] if is_main else blocks
    )


def _card(language: str, title: str, text: str, address: str) -> dict[str, Any]:
    return {"title": title, "text": text, "link": _link(language, title, address)}


def _link(language: str, words: str, address: str) -> dict[str, Any]:
    return {**LINK, "words": words, "address": address if language == "id" else f"/en{address}"}


PARTNERS = [
    {"name": name, "logo": None, "link": {**LINK, "words": "", "address": ""}}
    for name in ("Forum TBM Arunika", "SDN Tirtasari 2", "Sanggar Dongeng Pelangi", "Radio Kota Arunika")
]
HOME_WORDS: dict[str, dict[str, Any]] = {
    "id": {
        "ways": "Langsung ke tujuan",
        "cards": [
            (
                "Pinjaman dan kartu",
                "Perpanjang pinjaman, lihat pesanan yang siap, tunjukkan kartu di ponsel.",
                "/akun/",
            ),
            ("Tanya jawab", "Syarat anggota, lama pinjam, buku hilang: delapan jawaban singkat.", "/tanya-jawab/"),
            ("Jelajahi koleksi", "Menurut kelas, pengarang, atau subjek.", "/jelajah/"),
        ],
        "points": "Titik layanan dan jam bukanya",
        "titles": "Pilihan pustakawan minggu ini",
        "quote": "Buku yang baik tidak selesai ketika halaman terakhirnya ditutup; ia pulang bersama pembacanya.",
        "who": "Bu Marni, pengelola TBM Rumah Daun",
        "call": "Belum menjadi anggota?",
        "why": "Gratis untuk semua warga. Isi formulirnya dari rumah, ambil kartunya di titik layanan terdekat.",
        "do": "Daftar anggota",
    },
    "en": {
        "ways": "Straight to it",
        "cards": [
            ("Loans and card", "Renew, see what is ready to collect, show your card on the phone.", "/akun/"),
            ("Questions", "Membership, loan periods, lost books: short answers.", "/tanya-jawab/"),
            ("Browse the collection", "By class, author or subject.", "/jelajah/"),
        ],
        "points": "Service points and their hours",
        "titles": "The librarians' choice this week",
        "quote": "A good book does not end with its last page; it walks home with its reader.",
        "who": "Bu Marni, keeper of the reading garden Rumah Daun",
        "call": "Not a member yet?",
        "why": "Free for everybody who lives here. Fill in the form at home, collect the card at a service point.",
        "do": "Become a member",
    },
}
