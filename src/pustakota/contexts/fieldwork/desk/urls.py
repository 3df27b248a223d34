"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.fieldwork.desk import refused

urlpatterns = [
    path("ponsel/", refused.entries, name="field_entries"),
    path("ponsel/<int:entry_id>/", refused.entry, name="field_entry"),
]
