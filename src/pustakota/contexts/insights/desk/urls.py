"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.insights.desk import closing, facts, figures, report

urlpatterns = [
    path("angka/", figures.show, name="figures"),
    path("angka/unduh/<str:kind>/", figures.download, name="figures_download"),
    path("angka/laporan.pdf", report.show, name="figures_report"),
    path("angka/fakta/", facts.show, name="figure_facts"),
    path("angka/fakta/unduh/", facts.download, name="figure_facts_download"),
    path("angka/tutup/", closing.show, name="closed_periods"),
    path("angka/tutup/tahun/<int:year>/", closing.year, name="close_year"),
    path("angka/tutup/<str:kind>/<str:first>/", closing.one, name="closed_period"),
    path("angka/tutup/<str:kind>/<str:first>/json/", closing.document, name="closed_document"),
]
