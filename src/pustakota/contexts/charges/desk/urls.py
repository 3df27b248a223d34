"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.charges.desk import views

urlpatterns = [
    path("anggota/<str:card>/kewajiban/", views.charges, name="charges"),
    path("kewajiban/", views.open_charges, name="open_charges"),
    path("kewajiban/<str:code>/", views.end, name="charge"),
    path("kewajiban/<str:code>/uang/", views.ask_in_money, name="ask_in_money"),
    path("kewajiban/<str:code>/tanda-terima/<str:number>/", views.receipt, name="receipt"),
    path("penerimaan/", views.receipts, name="receipts"),
]
