"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.privacy.desk import views

urlpatterns = [
    path("insiden/", views.incidents, name="incidents"),
    path("insiden/baru/", views.keep, name="keep_incident"),
    path("insiden/<int:incident_id>/", views.incident, name="incident"),
    path("insiden/<int:incident_id>/ubah/", views.change, name="change_incident"),
    path("insiden/<int:incident_id>/terdampak/", views.affected, name="affected"),
    path("insiden/<int:incident_id>/surat/", views.letters, name="incident_letters"),
    path("insiden/<int:incident_id>/lembaga/", views.agency_letter, name="agency_letter"),
]
