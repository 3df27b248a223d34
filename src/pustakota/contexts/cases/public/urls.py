"""Addresses on the public site."""

from django.urls import path

from pustakota.contexts.cases.public import views

urlpatterns = [
    path("usul/", views.suggest, name="suggest"),
    path("permintaan/<str:code>/", views.case, name="case"),
    path("akun/permintaan/", views.my_cases, name="my_cases"),
]
