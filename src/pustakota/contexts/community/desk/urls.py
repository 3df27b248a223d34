"""Addresses at the desk."""

from django.urls import path

from pustakota.contexts.community.desk import views

urlpatterns = [
    path("usulan-warga/", views.proposals, name="citizen_proposals"),
    path("usulan-warga/<int:proposal_id>/", views.proposal, name="citizen_proposal"),
]
