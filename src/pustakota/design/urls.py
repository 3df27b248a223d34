from django.urls import path

from pustakota.design import views

app_name = "design"
urlpatterns = [path("", views.gallery, name="index")]
