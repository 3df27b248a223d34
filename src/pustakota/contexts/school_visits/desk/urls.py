"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.school_visits.desk import views

urlpatterns = [
    path("kunjungan-sekolah/", views.visits, name="school_visits"),
    path("kunjungan-sekolah/<int:class_visit_id>/", views.visit, name="school_visit"),
    path("kunjungan-sekolah/<int:class_visit_id>/laporan.pdf", views.paper, name="school_visit_report"),
    path("kegiatan/program/<int:programme_id>/sekolah/", views.offer, name="offer_to_schools"),
]
