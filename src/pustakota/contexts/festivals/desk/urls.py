"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.festivals.desk import counting, reviewing, scheduling, versions, views

urlpatterns = [
    path("festival/", views.festivals, name="festivals"),
    path("festival/baru/", views.new_festival, name="new_festival"),
    path("festival/<int:festival_id>/", views.festival, name="festival"),
    path("festival/<int:festival_id>/ubah/", views.edit_festival, name="edit_festival"),
    path("festival/<int:festival_id>/jadwal/", scheduling.schedule, name="festival_schedule"),
    path("festival/<int:festival_id>/versi/", versions.versions, name="festival_versions"),
    path("festival/<int:festival_id>/rekap/", counting.roll_up, name="festival_roll_up"),
    path("festival/sesi/<int:session_id>/", scheduling.session, name="festival_session"),
    path("festival/usulan/<int:proposal_id>/", reviewing.proposal, name="festival_proposal"),
]
