"""Addresses without a language."""

from django.urls import re_path

from pustakota.sites.pages import sharing, views

app_name = "pictures"
_SHAPE = r"(?P<shape>lebar|persegi|potret|cerita)\.png$"
urlpatterns = [
    re_path(r"^media/images/(?P<name>[\w.-]+)$", views.picture_file, name="file"),
    re_path(rf"^kartu/halaman/(?P<page_id>\d{{1,18}})-{_SHAPE}", sharing.page_card, name="page_card"),
    re_path(
        rf"^kartu/kutipan/(?P<page_id>\d{{1,18}})-(?P<block>[0-9a-f-]{{36}})-{_SHAPE}",
        sharing.quote_card,
        name="quote_card",
    ),
]
