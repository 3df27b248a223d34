"""Addresses of the site that exist in each language."""

from importlib import import_module

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path

from pustakota.sites.public.views import (
    account,
    finding,
    joining,
    messages,
    my_data,
    pages,
    security,
    signing_in,
    titles,
)

app_name = "public"


def pages_of(context: str) -> list[URLPattern]:
    """The addresses of a context's own pages on the site."""
    patterns: list[URLPattern] = import_module(f"pustakota.contexts.{context}.public.urls").urlpatterns
    return patterns


urlpatterns = [
    path("", pages.home, name="home"),
    path("cari", finding.search, name="search"),
    path("katalog/<int:record_id>/", titles.show, name="record_by_number"),
    path("katalog/<int:record_id>/<slug:name>", titles.show, name="record"),
    path("katalog/<int:record_id>/<slug:name>/pesan", titles.reserve, name="reserve"),
    path("masuk/", signing_in.SignIn.as_view(), name="sign_in"),
    path("masuk/kode/", signing_in.second_factor, name="second_factor"),
    path("keluar/", LogoutView.as_view(next_page="public:home"), name="sign_out"),
    path("akun/", account.my_account, name="my_account"),
    path("akun/pinjaman/<int:loan_id>/perpanjang", account.renew, name="renew"),
    path("akun/pesanan/<str:code>/batal", account.cancel_hold, name="cancel_hold"),
    path("akun/riwayat/", my_data.history, name="history"),
    path("akun/keamanan/", security.security, name="security"),
    path("akun/keamanan/kode/", security.set_up, name="set_up_second_factor"),
    path("akun/keamanan/kode/lepas/", security.drop, name="drop_second_factor"),
    path("akun/keamanan/keluar/<int:signed_in_id>/", security.sign_out_there, name="sign_out_there"),
    path("akun/data/unduh/", my_data.download, name="download_my_data"),
    path("akun/data/semua/", my_data.everything, name="all_my_data"),
    path("akun/data/", my_data.my_data, name="my_data"),
    path("akun/data/setuju/", my_data.agree, name="agree"),
    path("akun/data/kontak/", my_data.wish_contact, name="wish_contact"),
    path("akun/pesan/", messages.inbox, name="inbox"),
    path("akun/pesan/dibaca", messages.mark_read, name="mark_read"),
    path("akun/pesan/pilihan/", messages.choices, name="message_choices"),
    path("akun/pesan/peramban", messages.browser, name="message_browser"),
    path("pesan/berhenti/<str:code>", messages.stop, name="stop_messages"),
    path("titik-layanan/", pages.service_points, name="service_points"),
    path("kegiatan/", pages.still_to_come, {"what": "events"}, name="events"),
    path("ruang/", pages.still_to_come, {"what": "rooms"}, name="rooms"),
    path("berita/", pages.still_to_come, {"what": "news"}, name="news"),
    path("bantuan/", pages.still_to_come, {"what": "help"}, name="help"),
    path("daftar/", joining.join, name="join"),
    *pages_of("cases"),
    *pages_of("charges"),
    *pages_of("credentials"),
]
