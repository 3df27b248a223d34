"""Addresses on the public site."""

from django.urls import path

from pustakota.contexts.festivals.public import proposing, views

urlpatterns = [
    path("festival/", views.festivals, name="festivals"),
    path("festival/<int:festival_id>/", views.festival, name="festival"),
    path("festival/<int:festival_id>/jadwal.ics", views.schedule_file, name="festival_file"),
    path("festival/<int:festival_id>/usul/", proposing.propose, name="propose"),
    path("festival/usulan/<str:code>/", proposing.my_proposal, name="my_proposal"),
]
