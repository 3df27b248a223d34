from django.urls import path

from pustakota.design import views

app_name = "design"
urlpatterns = [path("design/", views.gallery, name="index")]
