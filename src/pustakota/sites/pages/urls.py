"""Whatever no other address claims may be a page that staff wrote."""

from django.urls import include, path

urlpatterns = [path("", include("wagtail.urls"))]
