"""Addresses under the desk; the site puts them behind its door."""

from django.urls import path

from pustakota.contexts.programmes.desk import about, attendance, certificates, groups, paper, surveys, views

urlpatterns = [
    path("kegiatan/", views.agenda, name="agenda"),
    path("kegiatan/dari-pesanan/<slug:code>/", groups.announce, name="announce_booking"),
    path("kegiatan/program/", views.programmes, name="programmes"),
    path("kegiatan/warga/", views.residents, name="residents"),
    path("kegiatan/program/baru/", views.new_programme, name="new_programme"),
    path("kegiatan/program/<int:programme_id>/", views.programme, name="programme"),
    path("kegiatan/program/<int:programme_id>/ubah/", views.edit_programme, name="edit_programme"),
    path("kegiatan/program/<int:programme_id>/tanggal/", views.plan_date, name="plan_date"),
    path("kegiatan/program/<int:programme_id>/rangkaian/", views.plan_series, name="plan_series"),
    path("kegiatan/program/<int:programme_id>/tentang/", about.about, name="programme_about"),
    path("kegiatan/tautan/<int:subject_id>/lepas/", about.unlink, name="unlink_subject"),
    path("kegiatan/<int:occurrence_id>/", attendance.occurrence, name="occurrence"),
    path("kegiatan/<int:occurrence_id>/datang/", attendance.arrive, name="arrive"),
    path("kegiatan/<int:occurrence_id>/daftarkan/", attendance.register, name="register_somebody"),
    path("kegiatan/<int:occurrence_id>/hitung/", attendance.count, name="count_people"),
    path("kegiatan/<int:occurrence_id>/lapor/", attendance.report, name="report_occurrence"),
    path("kegiatan/<int:occurrence_id>/layar/", paper.display, name="room_display"),
    path("kegiatan/<int:occurrence_id>/daftar-hadir.pdf", paper.paper_list, name="attendance_list"),
    path("kegiatan/<int:occurrence_id>/poster.pdf", paper.poster, name="event_poster"),
    path("kegiatan/<int:occurrence_id>/centang/", paper.ticks, name="attendance_ticks"),
    path("kegiatan/<int:occurrence_id>/sertifikat/", certificates.certificates, name="event_certificates"),
    path("kegiatan/<int:occurrence_id>/pendapat/", surveys.survey, name="event_survey"),
    path("kegiatan/<int:occurrence_id>/pendapat/layar/", surveys.survey_display, name="survey_display"),
    path("kegiatan/<int:occurrence_id>/pendapat.pdf", surveys.survey_sheet, name="survey_sheet"),
    path("kegiatan/<int:occurrence_id>/peran/", certificates.note_part, name="note_part"),
    path("kegiatan/<int:occurrence_id>/ubah/", views.change, name="change_occurrence"),
    path("kegiatan/pendaftaran/<slug:code>/", attendance.answer, name="answer_somebody"),
]
