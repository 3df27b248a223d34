"""What a search shows first: questions from the desk, a change of the weights that was tried, and the way back."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pustakota.contexts.catalogue.queries.unindexed import unindexed
from pustakota.contexts.people import queries as people
from pustakota.contexts.search import actions, queries
from pustakota.contexts.search.actions import Grade, Weights
from pustakota.foundation.actors import SYSTEM, Actor


class Asked(NamedTuple):
    """A question of the desk: what was typed, and beginnings of titles with how well each fits."""

    text: str
    titles: dict[str, Grade]


EXACTLY, CLEARLY, MARGINALLY = Grade.EXACTLY, Grade.CLEARLY, Grade.MARGINALLY
QUESTIONS = (
    Asked("anak jalanan", {
        "anak jalanan kekerasan": EXACTLY, "Potret anak jalanan perempuan": EXACTLY,
        "Mereka berharap ada di rumah": EXACTLY, "Efektivitas pendekatan keluarga": EXACTLY}),
    Asked("cerpen hamsad rangkuti", {"Sampah bulan Desember": EXACTLY}),
    Asked("tasawuf", {
        "Tasawuf falsafi": EXACTLY, "Tasawuf falsafati Ibn Arabi": EXACTLY, "neo sufisme": EXACTLY,
        "Tarekat dan negara": CLEARLY, "Perilaku hidup bertetangga": CLEARLY}),
    Asked("muhamadiyah digugat", {
        "muhammadiyah digugat": EXACTLY, "Menggugat Muhammadiyah": CLEARLY, "Muhammadiyah dalam kritik": CLEARLY}),
    Asked("buku ttg gus dur", {
        "Gus Dur kau mau kemana": EXACTLY, "Beyond the symbols": EXACTLY, "Nasehat untuk Presiden Gus Dur": EXACTLY,
        "Buku biru Gus Dur": CLEARLY, "ihhh gus dur": MARGINALLY}),
    Asked("museum", {
        "Museum kesehatan Surabaya": EXACTLY, "Bunga rampai permuseuman": EXACTLY,
        "Himpunan peraturan permuseuman": EXACTLY, "Koleksi pilihan Museum": CLEARLY}),
    Asked("Sukarno", {
        "Menyingkap tabir Bung Karno": EXACTLY, "negara nasional dan cita cita islam": CLEARLY}),
    Asked("dongeng", {
        "Dongeng rakyat se nusantara": EXACTLY, "Cerita rakyat": CLEARLY, "Kumpulan cerita binatang": CLEARLY}),
)  # fmt: skip


def weigh(at: datetime) -> None:
    """Questions, a change that helped one and harmed others, and the way back."""
    by = _head()
    for question in QUESTIONS:
        query = actions.judge_query(text=question.text, by=by, at=at - timedelta(days=30))
        actions.expect(query=query, things=_things(question.titles), by=by)
    tried = actions.put_weights_in_force(
        weights=Weights(names=12.0),
        reason="Banyak yang mencari pengarang: nama dicoba lebih berat.",
        begun_from=queries.version_in_force()[0],
        by=by,
        at=at - timedelta(days=21),
    )
    actions.go_back_to(
        version=0,
        reason="Terbitan museum dan orang bernama sama menutupi buku yang dicari. Kembali ke bobot awal.",
        begun_from=tried.pk,
        by=by,
        at=at - timedelta(days=7),
    )


def _things(titles: dict[str, Grade]) -> dict[tuple[str, int], int]:
    """The titles that the collection has, by their beginning."""
    found = ((unindexed(beginning).records[:1], grade) for beginning, grade in titles.items())
    return {("record", rows[0].pk): int(grade) for rows, grade in found if rows}


def _head() -> Actor:
    account = next((each for each in people.staff_members() if each.username == "kepala"), None)
    return people.actor_of(account) if account else SYSTEM
