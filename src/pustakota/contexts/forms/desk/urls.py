"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.forms.desk import editor, views

urlpatterns = [
    path("formulir/", views.all_forms, name="forms"),
    path("formulir/baru/", views.new_form, name="new_form"),
    path("formulir/<slug:code>/", views.form, name="form"),
    path("formulir/<slug:code>/susun/", editor.edit, name="edit_form"),
]
