"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.charges.desk import views

urlpatterns = [
    path("anggota/<str:card>/kewajiban/", views.charges, name="charges"),
    path("kewajiban/<str:code>/", views.end, name="charge"),
    path("penerimaan/", views.receipts, name="receipts"),
]
