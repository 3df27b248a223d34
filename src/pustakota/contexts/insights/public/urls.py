"""Addresses on the public site."""

from django.urls import path

from pustakota.contexts.insights.public import figures

urlpatterns = [
    path("angka/", figures.latest, name="figures"),
    path("angka/arti/", figures.definitions, name="definitions"),
    path("angka/data.csv", figures.open_data, name="open_figures"),
    path("angka/<str:kind>/<str:first>/", figures.show, name="closed_figures"),
]
