"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.credentials.desk import views

urlpatterns = [
    path("surat/", views.letters, name="letters"),
    path("surat/<str:code>/", views.letter, name="letter"),
]
