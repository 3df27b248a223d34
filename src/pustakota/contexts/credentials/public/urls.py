"""Addresses on the public site. ``/v/…`` stands in the QR of every letter on paper: it never changes."""

from django.urls import path

from pustakota.contexts.credentials.public import views

urlpatterns = [
    path("v/<str:code>", views.verify, name="verify"),
    path("akun/surat/", views.my_letters, name="my_letters"),
    path("akun/surat/<str:code>.pdf", views.paper, name="letter"),
]
