"""Feeds of news; and whatever no other address claims may be a page that staff wrote."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from pustakota.sites.pages import sharing, views

own = [
    re_path(r"^umpan/berita\.(?P<form>rss|atom|json)$", views.news_feed, name="news_feed"),
    path("bagikan/halaman/<int:page_id>/", sharing.share_page, name="share_page"),
    path("bagikan/kutipan/<int:page_id>/<uuid:block>/", sharing.share_quote, name="share_quote"),
]
# Wagtail's own door of the site would let in without a second factor.
one_door = [
    path("_util/login/", RedirectView.as_view(pattern_name="public:sign_in", query_string=True), name="sign_in")
]
urlpatterns = [
    path("", include((own, "pages"))),
    path("", include((one_door, "only_door"))),
    path("", include("wagtail.urls")),
]
