"""Addresses of the pages of places and hours, all behind the door of the desk."""

from django.urls import path

from pustakota.contexts.organisation.desk import hours, points

urlpatterns = [
    path("titik-layanan/", points.points, name="service_points"),
    path("titik-layanan/baru/", points.new, name="new_service_point"),
    path("titik-layanan/<int:point_id>/", points.point, name="service_point"),
    path("titik-layanan/<int:point_id>/jam/", hours.week, name="week"),
    path("titik-layanan/<int:point_id>/tanggal/", hours.date_with_own_hours, name="date_hours"),
    path("titik-layanan/<int:point_id>/tanggal/<str:day>/hapus/", hours.forget_date, name="forget_date"),
    path("hari-libur/", hours.holidays, name="holidays"),
    path("hari-libur/<str:day>/hapus/", hours.forget_holiday, name="forget_holiday"),
]
