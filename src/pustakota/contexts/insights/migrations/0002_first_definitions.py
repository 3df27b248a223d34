"""The first definitions of the figures that are counted from day one."""

from datetime import date

from django.db import migrations

VALID_FROM = date(2025, 1, 1)
PEOPLE, ITEMS, TIMES, MEMBERS = ("orang", "people"), ("eksemplar", "copies"), ("kali", "times"), ("anggota", "members")
DEFINITIONS = [
    (
        "visits", "Kunjungan", "Visits", PEOPLE,
        "Orang yang datang ke titik layanan: anggota (kartu dipindai, satu kali dalam satu jam di titik yang sama), tamu, "
        "dan setiap orang dalam rombongan. Peserta kegiatan dihitung di kegiatan, tidak di sini. Dihitung pada hari dan "
        "titik kedatangan. Cara: pindai, hitung, atau perkiraan.",
        "People who come to a service point: members (by card, once within an hour at the same point), guests, and each "
        "person of a group. Participants of activities are counted there, not here. Counted on the day and at the point "
        "of arrival. By scan, count or estimate.",
        "ISO 2789 (physical visits); Peraturan Perpusnas 7/2025, Pasal 15 (2) b",
    ),
    (
        "loans", "Peminjaman", "Loans", ITEMS,
        "Eksemplar yang dipinjamkan untuk dibawa pulang, tanpa perpanjangan, pada hari dan titik peminjaman.",
        "Copies lent to take home, without renewals, on the day and at the point of lending.",
        "ISO 2789 (initial loans); Peraturan Perpusnas 7/2025, Pasal 15 (2) d",
    ),
    (
        "returns", "Pengembalian", "Returns", ITEMS,
        "Pinjaman yang dikembalikan, pada hari dan titik pengembalian.",
        "Loans that came back, on the day and at the point of return.",
        "",
    ),
    (
        "renewals", "Perpanjangan", "Renewals", TIMES,
        "Perpanjangan pinjaman, terpisah dari peminjaman, pada harinya di titik tempat buku dipinjam.",
        "Renewals of loans, apart from loans, on their day at the point where the item was lent.",
        "ISO 2789 (renewals)",
    ),
    (
        "holds", "Pesanan", "Reservations", TIMES,
        "Judul yang dipesan, pada hari pemesanan, di titik tempat buku akan diambil; juga yang kemudian dibatalkan.",
        "Titles reserved, on the day they were reserved, at the point where they are to be collected; also those "
        "cancelled later.",
        "ISO 2789 (reservations)",
    ),
    (
        "reading", "Baca di tempat", "Reading in place", ITEMS,
        "Eksemplar yang dibaca di titik layanan dan ditinggalkan di meja: dipindai, atau dihitung bila tanpa kode batang. "
        "Eksemplar yang sama dalam sepuluh menit dihitung satu kali.",
        "Copies read at a service point and left on a table: scanned, or counted where they carry no barcode. The same "
        "copy within ten minutes is counted once.",
        "ISO 2789 (in-house use); Peraturan Perpusnas 7/2025, Pasal 15 (2) d",
    ),
    (
        "new_members", "Anggota baru", "New members", MEMBERS,
        "Keanggotaan yang dimulai, pada hari mulainya, di titik asal anggota. Perpanjangan tidak dihitung.",
        "Memberships that began, on the day they began, at the home point. Renewed memberships are not counted.",
        "ISO 2789 (registered users)",
    ),
    (
        "active_members", "Anggota aktif", "Active members", MEMBERS,
        "Anggota berbeda yang dalam waktu itu sedikitnya sekali datang dengan kartu, meminjam, atau memesan. Setiap orang "
        "dihitung satu kali per tahun statistik; karena itu titik-titik tidak dapat dijumlahkan. Orang dibedakan dengan "
        "kunci tahun itu, bukan dengan nama.",
        "Different members who came with their card, borrowed or reserved at least once in the time. Each person counts "
        "once in a statistics year; points therefore do not add up. Persons are told apart by a key of the year, not by "
        "name.",
        "ISO 2789 (active users), ISO 11620",
    ),
]


def define(apps, schema_editor):
    definition = apps.get_model("insights", "Definition")
    definition.objects.bulk_create(
        definition(
            code=code, version=1, name_id=name_id, name_en=name_en, unit_id=unit[0], unit_en=unit[1],
            counts_id=counts_id, counts_en=counts_en, source=source, valid_from=VALID_FROM,
        )
        for code, name_id, name_en, unit, counts_id, counts_en, source in DEFINITIONS
    )


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]
    operations = [migrations.RunPython(define, migrations.RunPython.noop)]
