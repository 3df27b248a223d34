"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.credentials.desk import texts, views

urlpatterns = [
    path("surat/", views.letters, name="letters"),
    path("surat/kata/<str:kind>/", texts.text, name="letter_text"),
    path("surat/<str:code>/", views.letter, name="letter"),
]
