"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.cases.desk import views

urlpatterns = [
    path("formulir/<slug:code>/jawaban/", views.form_answers, name="form_answers"),
    path("permintaan/", views.inbox, name="cases"),
    path("permintaan/<str:code>/", views.case, name="case"),
    path("permintaan/<str:code>/ambil/", views.take, name="take_case"),
    path("permintaan/<str:code>/buka-lagi/", views.reopen, name="reopen_case"),
    path("permintaan/<str:code>/perbaiki/", views.correct, name="correct_from_case"),
    path("permintaan/<str:code>/daftarkan/", views.register, name="register_from_case"),
]
