"""Addresses on the public site."""

from django.urls import path

from pustakota.contexts.organisers.public import door, plans, views

urlpatterns = [
    path("penyelenggara/", views.about, name="organising"),
    path("penyelenggara/lamar/", views.apply, name="apply_to_organise"),
    path("akun/penyelenggara/", views.mine, name="my_organising"),
    path("akun/penyelenggara/rencana/", plans.begin, name="new_plan"),
    path("akun/penyelenggara/rencana/<slug:code>/", plans.plan, name="my_plan"),
    path("akun/penyelenggara/rencana/<slug:code>/pintu/", door.door, name="own_door"),
]
