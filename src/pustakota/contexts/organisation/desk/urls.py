"""Addresses of the pages of places and hours, all behind the door of the desk."""

from django.urls import path, re_path

from pustakota.contexts.organisation.desk import brand, documents, hours, points

urlpatterns = [
    path("titik-layanan/", points.points, name="service_points"),
    path("titik-layanan/baru/", points.new, name="new_service_point"),
    path("titik-layanan/<int:point_id>/", points.point, name="service_point"),
    path("titik-layanan/<int:point_id>/jam/", hours.week, name="week"),
    path("titik-layanan/<int:point_id>/jam/<str:day>/hapus/", hours.forget_week, name="forget_week"),
    path("titik-layanan/<int:point_id>/tanggal/", hours.date_with_own_hours, name="date_hours"),
    path("titik-layanan/<int:point_id>/tanggal/<str:day>/hapus/", hours.forget_date, name="forget_date"),
    path("merek/", brand.brand, name="brand"),
    path("merek/<int:library_id>/", brand.brand, name="brand_of"),
    path("merek/<int:library_id>/contoh/", brand.specimen, name="brand_specimen"),
    re_path(r"^merek/contoh-(?P<colour>[0-9a-f]{6})\.css$", brand.specimen_style, name="brand_style"),
    path("dasar-hukum/", documents.documents, name="documents"),
    path("dasar-hukum/baru/", documents.new, name="new_document"),
    path("dasar-hukum/<int:document_id>/", documents.document, name="document"),
    path("hari-libur/", hours.holidays, name="holidays"),
    path("hari-libur/<str:day>/hapus/", hours.forget_holiday, name="forget_holiday"),
]
