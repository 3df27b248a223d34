"""The address of the exercises, there only where ``PUSTAKOTA_TRAINING`` is set."""

from django.urls import path

from pustakota.demo.training.views import training
from pustakota.sites.desk.gate import staff

app_name = "training"
urlpatterns = [path("", staff(training), name="exercises")]
