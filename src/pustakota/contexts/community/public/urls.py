"""Addresses on the public site."""

from django.urls import path

from pustakota.contexts.community.public import views

urlpatterns = [
    path("usulan-warga/", views.proposals, name="citizen_proposals"),
    path("usulan-warga/baru/", views.write, name="write_proposal"),
    path("usulan-warga/<int:proposal_id>/", views.proposal, name="citizen_proposal"),
    path("akun/usulan-warga/<int:proposal_id>/", views.mine, name="my_citizen_proposal"),
]
