"""Addresses without a language: printed on labels, kept by browsers and machines."""

from django.urls import path

from pustakota.sites.public.views import pages, titles

app_name = "fixed"
urlpatterns = [
    path("b/<str:barcode>", titles.short_link, name="short_link"),
    path("sampul/<int:record_id>.svg", titles.cover, name="cover"),
    path("robots.txt", pages.robots, name="robots"),
    path("service-worker.js", pages.service_worker, name="service_worker"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
]
