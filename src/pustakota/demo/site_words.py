"""What is written on the site of Kota Arunika."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple


class Words(NamedTuple):
    """A text in one language; ``body`` is HTML."""

    title: str
    summary: str
    body: str


class Post(NamedTuple):
    """A piece of news in both languages. ``titles``: a heading under which chosen titles are shown."""

    slug: str
    days_ago: int
    authors: tuple[str, ...]
    indonesian: Words
    english: Words
    titles: str = ""


AUTHORS = (
    ("Yuda Baskara", "staff", "Penyunting situs Perpustakaan Kota Arunika."),
    ("Tiur Hutasuhut", "staff", "Petugas layanan sirkulasi."),
    ("Marni", "community", "Pengelola TBM Rumah Daun; mengajar anak-anak membaca nyaring setiap Sabtu."),
)
NEWS = (
    Post(
        slug="ruang-baca-anak-dibuka-kembali",
        days_ago=3,
        authors=("Yuda Baskara",),
        indonesian=Words(
            "Ruang baca anak dibuka kembali",
            "Setelah dua minggu dicat dan ditata ulang, ruang baca anak di Perpustakaan Kota Arunika kembali dibuka. "
            "Raknya kini lebih rendah, lantainya lebih hangat.",
            "<p>Anak-anak memilih sendiri warnanya: hijau daun dan kuning kunyit. Rak buku bergambar diturunkan sehingga "
            "sampulnya terlihat dari depan dan anak usia tiga tahun pun dapat mengambil buku tanpa dibantu.</p>"
            "<h2>Apa yang baru</h2><ul><li>sudut membaca nyaring dengan karpet;</li><li>meja rendah yang dapat didekati "
            "kursi roda;</li><li>rak khusus buku berbahasa Jawa dan Madura.</li></ul>"
            "<p>Orang tua boleh ikut duduk di lantai. Tas dan payung dititipkan di loker dekat pintu.</p>",
        ),
        english=Words(
            "The children's room is open again",
            "After two weeks of painting, the children's room of the main library is open again, with lower shelves and "
            "a warmer floor.",
            "<p>The children chose the colours themselves. Picture books now show their covers, on shelves that a child of "
            "three can reach.</p>",
        ),
    ),
    Post(
        slug="membaca-di-bulan-hujan",
        days_ago=12,
        authors=("Tiur Hutasuhut",),
        indonesian=Words(
            "Empat bacaan untuk sore yang basah",
            "Hujan turun hampir setiap sore. Petugas sirkulasi memilih empat judul yang enak dibaca sambil menunggu reda.",
            "<p>Kami bertanya kepada rekan-rekan di meja sirkulasi: buku apa yang paling sering membuat pembaca lupa pulang? "
            "Jawabannya empat judul di bawah ini. Di sampingnya tertulis apakah eksemplarnya sedang ada di rak.</p>"
            "<p>Kalau sedang dipinjam, pesan saja. Kami memberi tahu begitu bukunya siap diambil.</p>",
        ),
        english=Words(
            "Four books for a wet afternoon",
            "It rains almost every afternoon. The circulation desk has chosen four titles for the wait.",
            "<p>We asked our colleagues which books make readers forget to go home. The Indonesian page lists them, each with "
            "whether a copy is on the shelf.</p>",
        ),
        titles="Pilihan meja sirkulasi",
    ),
    Post(
        slug="sabtu-membaca-nyaring-di-rumah-daun",
        days_ago=25,
        authors=("Marni",),
        indonesian=Words(
            "Sabtu pagi, membaca nyaring di Rumah Daun",
            "Setiap Sabtu pukul 09.00 kami membaca nyaring di TBM Rumah Daun. Tidak perlu mendaftar, dan adik boleh ikut.",
            "<p>Awalnya hanya empat anak tetangga. Sekarang, kalau cuaca cerah, tikar kami penuh. Saya belajar satu hal: anak "
            "yang tidak bisa diam pun mendengarkan, asal kita membacanya pelan.</p>"
            "<p>Buku-bukunya datang dari perpustakaan kota dengan mobil pusling dan diganti setiap bulan. Kalau Ibu dan Bapak "
            "punya buku anak yang sudah tidak dibaca, titipkan saja kepada saya.</p>",
        ),
        english=Words(
            "Reading aloud on Saturday mornings",
            "Every Saturday at nine we read aloud at the reading garden Rumah Daun. No registration; small siblings are "
            "welcome.",
            "<p>It began with four children of the neighbourhood. Today, when the weather is fine, our mat is full.</p>",
        ),
    ),
)
QUESTIONS = (
    "Tanya jawab",
    "Delapan pertanyaan yang paling sering kami terima. Belum terjawab? Tanyakan kepada petugas di titik layanan mana pun.",
    (
        (
            "Siapa yang boleh menjadi anggota?",
            (
                "<p>Semua orang yang tinggal, bersekolah, atau bekerja di Kota Arunika. Keanggotaan gratis. Anak di bawah 18 tahun "
                "mendaftar bersama orang tua atau wali.</p>"
            ),
        ),
        (
            "Apa yang harus saya bawa untuk mendaftar?",
            (
                "<p>KTP, atau Kartu Identitas Anak bersama KTP orang tua atau wali. Formulirnya dapat "
                '<a href="/daftar/">diisi dari rumah</a> lebih dahulu.</p>'
            ),
        ),
        (
            "Bolehkah membaca di tempat tanpa kartu?",
            "<p>Boleh. Siapa pun boleh masuk, membaca, belajar, dan memakai ruang baca tanpa menjadi anggota.</p>",
        ),
        (
            "Bagaimana cara memperpanjang pinjaman?",
            (
                '<p>Masuk ke <a href="/akun/">akun Anda</a> lalu tekan <b>Perpanjang</b>, atau minta tolong petugas. Pinjaman tidak '
                "dapat diperpanjang bila sudah dipesan pembaca lain.</p>"
            ),
        ),
        (
            "Apakah terlambat mengembalikan dikenai denda?",
            "<p>Tidak ada denda uang. Selama masih ada pinjaman yang lewat jatuh tempo, Anda belum dapat meminjam lagi.</p>",
        ),
        (
            "Buku yang saya pinjam hilang atau rusak. Apa yang harus dilakukan?",
            (
                "<p>Sampaikan kepada petugas secepatnya. Biasanya buku diganti dengan judul yang sama; bila sudah tidak terbit, "
                "petugas menunjukkan judul penggantinya.</p>"
            ),
        ),
        (
            "Bolehkah mengembalikan buku di titik layanan lain?",
            '<p>Boleh, di semua <a href="/titik-layanan/">titik layanan</a> yang melayani peminjaman, termasuk mobil pusling.</p>',
        ),
        (
            "Buku yang saya cari tidak ada. Bisakah diusulkan?",
            (
                "<p>Bisa. Isi usulan koleksi; kami menjawab setiap usulan, juga bila bukunya tidak jadi dibeli, beserta "
                "alasannya.</p>"
            ),
        ),
    ),
)
QUESTIONS_IN_ENGLISH = (
    "Questions and answers",
    "What we are asked most often. The staff of every service point answer the rest.",
    (
        ("Who can become a member?", "<p>Everybody who lives, studies or works in the city. Membership is free.</p>"),
        (
            "What do I bring along?",
            (
                "<p>Your identity card; a child comes with a parent or guardian. "
                'You can <a href="/en/daftar/">fill in the form at home</a>.</p>'
            ),
        ),
        ("May I read here without a card?", "<p>Yes. Everybody may come in, read and study.</p>"),
        (
            "Is there a fine when I am late?",
            "<p>No. While something is overdue you cannot borrow anything else.</p>",
        ),
        ("May I return a book somewhere else?", "<p>Yes, at every service point that lends, and at the van.</p>"),
    ),
)
COMPLAINTS = (
    "<p>Sampaikan di meja layanan, lewat kotak saran di setiap titik layanan, atau melalui SP4N-LAPOR!. Petugas menjawab paling "
    "lambat lima hari kerja.</p>"
)
SERVICES_INTRO = "Standar ini disusun menurut Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik. Semua layanan di bawah ini gratis."
SERVICES = (
    {
        "name": "Pendaftaran anggota",
        "requirements": "<ul><li>KTP, atau Kartu Identitas Anak bersama KTP orang tua atau wali;</li><li>formulir "
        "pendaftaran, di kertas atau dari situs ini.</li></ul>",
        "procedure": "<ol><li>Isi formulir.</li><li>Tunjukkan identitas kepada petugas.</li><li>Terima kartu dan cara masuk ke "
        "akun.</li></ol>",
        "time": "15 menit",
        "cost": "Rp0",
        "product": "Kartu anggota, juga di ponsel",
        "complaints": COMPLAINTS,
    },
    {
        "name": "Peminjaman, perpanjangan, dan pengembalian",
        "requirements": "<p>Kartu anggota yang masih berlaku, tanpa pinjaman yang lewat jatuh tempo.</p>",
        "procedure": "<ol><li>Ambil koleksi di rak, atau pesan lewat situs.</li><li>Tunjukkan kartu di meja sirkulasi.</li>"
        "<li>Kembalikan di titik layanan mana pun.</li></ol>",
        "time": "5 menit",
        "cost": "Rp0; tidak ada denda keterlambatan",
        "product": "Koleksi dipinjam, dengan tanggal harus kembali",
        "complaints": COMPLAINTS,
    },
    {
        "name": "Layanan rujukan",
        "requirements": "<p>Tidak ada; terbuka bagi siapa saja.</p>",
        "procedure": "<ol><li>Sampaikan pertanyaan di meja layanan.</li><li>Pustakawan mencarikan sumbernya bersama Anda.</li>"
        "</ol>",
        "time": "30 menit; pertanyaan yang sulit paling lama tiga hari kerja",
        "cost": "Rp0",
        "product": "Jawaban beserta sumbernya",
        "complaints": COMPLAINTS,
    },
    {
        "name": "Surat keterangan bebas pustaka",
        "requirements": "<p>Semua pinjaman sudah kembali dan tidak ada kewajiban yang terbuka.</p>",
        "procedure": "<ol><li>Minta surat di meja sirkulasi.</li><li>Petugas memeriksa pinjaman.</li><li>Surat dicetak dengan "
        "kode yang dapat diperiksa.</li></ol>",
        "time": "10 menit",
        "cost": "Rp0",
        "product": "Surat keterangan bebas pustaka",
        "complaints": COMPLAINTS,
    },
)
PPID = (
    "ppid",
    "Informasi publik (PPID)",
    (
        "<p>Perpustakaan Kota Arunika adalah badan publik. Menurut Undang-Undang Nomor 14 Tahun 2008 setiap orang berhak meminta "
        "informasi publik.</p><h2>Meminta informasi</h2><p>Permohonan diterima oleh Pejabat Pengelola Informasi dan Dokumentasi "
        "(PPID) Kota Arunika, pada jam kerja atau lewat situs PPID kota. Jawaban diberikan paling lambat sepuluh hari kerja.</p>"
        '<h2>Yang sudah terbuka</h2><ul><li><a href="/standar-pelayanan/">Standar pelayanan</a></li>'
        '<li><a href="/angka/">Angka kunjungan dan peminjaman</a></li></ul>'
    ),
)
ABOUT = (
    "tata-tertib",
    "Tata tertib",
    (
        "<p>Perpustakaan ini milik kita bersama.</p><ul><li>Tas besar dititipkan di loker; barang berharga tetap dibawa.</li>"
        "<li>Minum dari botol tertutup boleh, makan di teras.</li><li>Bicaralah pelan di ruang baca; di ruang anak boleh "
        "ramai.</li><li>Foto orang lain hanya dengan izinnya.</li></ul>"
    ),
)
BANNER = (
    timedelta(hours=6),
    timedelta(days=5),
    "Pusling tidak singgah di Halte Pasar Sore sampai Jumat karena perbaikan jalan. Pesanan dapat diambil di Cabang Tirtasari.",
    "The van does not stop at Pasar Sore until Friday. Reservations can be collected at the branch Tirtasari.",
)
FOOTER = {
    "id": (
        ("Titik layanan", "/titik-layanan/"),
        ("Jelajah", "/jelajah/"),
        ("Ruang", "/ruang/"),
        ("Berita", "/berita/"),
        ("Tanya jawab", "/tanya-jawab/"),
        ("Tata tertib", "/tata-tertib/"),
        ("Standar pelayanan", "/standar-pelayanan/"),
        ("PPID", "/ppid/"),
        ("Angka", "/angka/"),
        ("Bantuan", "/bantuan/"),
    ),
    "en": (
        ("Service points", "/en/titik-layanan/"),
        ("Browse", "/en/jelajah/"),
        ("News", "/en/berita/"),
        ("Questions", "/en/tanya-jawab/"),
        ("Figures", "/en/angka/"),
        ("Help", "/en/bantuan/"),
    ),
}
