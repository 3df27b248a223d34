"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.forms.desk import views

urlpatterns = [
    path("formulir/", views.all_forms, name="forms"),
    path("formulir/<slug:code>/", views.form, name="form"),
]
