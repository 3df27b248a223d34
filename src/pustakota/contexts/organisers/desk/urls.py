"""Addresses at the desk."""

from django.urls import path

from pustakota.contexts.organisers.desk import people, plans, terms

urlpatterns = [
    path("penyelenggara/", people.organisers, name="organisers"),
    path("penyelenggara/ketentuan/", terms.terms, name="organiser_terms"),
    path("penyelenggara/<int:organiser_id>/", people.organiser, name="organiser"),
    path("penyelenggara/acara/<slug:code>/", plans.plan, name="organiser_plan"),
    path("kegiatan/<int:occurrence_id>/magang/", people.watching, name="event_trainees"),
]
