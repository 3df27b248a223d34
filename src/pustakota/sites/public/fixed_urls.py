"""Addresses without a language: printed on labels, kept by browsers and machines."""

from django.urls import path, re_path

from pustakota.sites.public.views import branding, machines, offline, pages, providers, titles

app_name = "fixed"
urlpatterns = [
    path("b/<str:barcode>", titles.short_link, name="short_link"),
    path("sampul/<int:record_id>.svg", titles.cover, name="cover"),
    path("sampul/<int:record_id>.png", titles.card, name="card"),
    re_path(
        r"^kartu/judul/(?P<record_id>\d{1,18})-(?P<shape>persegi|potret|cerita)\.png$", titles.card, name="title_card"
    ),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-halaman.xml", machines.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    re_path(r"^merek/(?P<digits>[0-9a-f]{6})-(?P<face>[a-z]+)\.css$", branding.style, name="brand"),
    re_path(
        r"^ikon/(?P<digits>[0-9a-f]{6})-(?P<size>\d{3})(?P<maskable>-bulat)?\.png$", branding.icon, name="app_icon"
    ),
    path("masuk/luar/<slug:code>/kembali/", providers.back, name="provider_back"),
    path(".well-known/assetlinks.json", machines.asset_links, name="asset_links"),
    path("bagikan", machines.shared, name="shared"),
    path("merek/<slug:digest>.png", branding.logo, name="logo"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
]
