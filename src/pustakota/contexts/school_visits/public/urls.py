"""Addresses on the public site."""

from django.urls import path

from pustakota.contexts.school_visits.public import asking, own

urlpatterns = [
    path("sekolah/", asking.offers, name="school_offers"),
    path("sekolah/<int:offer_id>/", asking.ask, name="school_offer"),
    path("sekolah/kunjungan/<str:code>/", own.visit, name="class_visit"),
    path("sekolah/kunjungan/<str:code>/laporan.pdf", own.report, name="class_visit_report"),
]
