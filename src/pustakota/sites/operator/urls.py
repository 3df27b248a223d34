"""The address of the first start."""

from django.urls import path

from pustakota.sites.operator import first_start

app_name = "operator"
urlpatterns = [path("", first_start.show, name="first_start")]
