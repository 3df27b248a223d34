"""Addresses on the public site."""

from django.urls import path

from pustakota.contexts.charges.public import views

urlpatterns = [path("akun/kewajiban/", views.my_charges, name="my_charges")]
