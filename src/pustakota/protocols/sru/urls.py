from django.urls import path

from pustakota.protocols.sru.conversation import sru

urlpatterns = [path("sru", sru, name="sru")]
