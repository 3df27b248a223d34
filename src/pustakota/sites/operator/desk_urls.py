"""Addresses under the desk; the desk puts them behind its door."""

from django.urls import path

from pustakota.sites.operator import health

urlpatterns = [
    path("sistem/", health.show, name="health"),
    path("sistem/coba-lagi/", health.retry, name="retry_deliveries"),
]
