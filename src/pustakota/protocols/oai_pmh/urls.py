from django.urls import path

from pustakota.protocols.oai_pmh.conversation import oai

urlpatterns = [path("oai", oai, name="oai")]
