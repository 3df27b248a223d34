"""Addresses of a phone that was paired for work without a network."""

from django.urls import path

from pustakota.contexts.fieldwork.public import phone

app_name = "field"
urlpatterns = [
    path("", phone.page, name="page"),
    path("pasang/", phone.pair, name="pair"),
    path("hari-ini.json", phone.today, name="today"),
    path("kirim/", phone.send, name="send"),
    path("pekerja.js", phone.worker, name="worker"),
]
