"""Searches a library of many entries in twelve languages: what is found, and how long each key takes, beside LIKE.

    python packaging/benchmarks/search.py [ENTRIES]

Prints for each of `EXPECTED` whether it was found, then the times per key pressed (p50, p99, longest, in milliseconds)
of the search line and of ``LIKE '%…%'`` over the same texts, and what a written entry costs with and without the index.
"""

import random
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from negdesk.desk import Desk
from negdesk.queries.search import search_sheet
from negdesk.storage import search_index
from negdesk.storage.database import Connection, open_library

TODAY = date(2026, 11, 23)

LANGUAGES = (
    "the price for oats of next year is open and they ask for payment in fourteen days after delivery",
    "der Preis für Hafer im nächsten Jahr ist offen und die Mühle liefert nach Größe",
    "le prix de l’avoine est ouvert et la livraison après paiement reste à négocier près du marché",
    "el precio de la avena está abierto y mañana hablamos de la entrega según el año",
    "cena owsa na przyszły rok jest otwarta a dostawa po płatności zależy od żniw",
    "fiyat gelecek yıl için açık ve ödeme teslimattan sonra şirket tarafından yapılır",
    "цена овса на следующий год ещё открыта и поставка после оплаты",
    "η τιμή της βρώμης για το επόμενο έτος είναι ανοιχτή μετά την παράδοση",
    "السعر للعام القادم مفتوح والتسليم بعد الدفع حسب الاتفاق",
    "अगले वर्ष का मूल्य खुला है और भुगतान के बाद वितरण होगा",
    "来年のオーツ麦の価格はまだ決まっていません 納品後に支払い",
    "明年燕麦的价格还没有确定 交货后十四天付款",
)

SPECIAL = (
    ("Łukasz Müller", "call", "2024-03-05", "Spoke of the Straße behind the Café Zürich"),
    ("Mara Lindqvist", "note", "2025-02-10", "She wants a two-year contract, volume first #Pilot"),
    ("Mara Lindqvist", "gave", "2026-06-01", "Introduced our buyer to the harbour office"),
    ("田中 健", "message", "2025-07-07", "見積もり書を送りました。納期は三週間です"),
    ("王小明", "note", "2025-08-08", "对方希望先签两年合同再谈数量"),
    ("สมชาย ใจดี", "note", "2025-09-09", "ลูกค้าต้องการส่วนลดสิบเปอร์เซ็นต์"),
    ("Γιώργος Παππάς", "call", "2025-10-10", "Θέλει έκπτωση για μεγάλη ποσότητα"),
    ("Жанна Орлова", "note", "2025-11-11", "Ещё ждёт скидку за объём"),
)
"""A counterpart, and what was written about them: kind, day, words that nothing else has."""

EXPECTED = (
    ("strasse", "Straße behind"),
    ("straße", "Straße behind"),
    ("cafe zur", "Café Zürich"),
    ("CAFÉ", "Café Zürich"),
    ("two-y", "two-year contract"),
    ('"volume first"', "two-year contract"),
    ('"first volume"', ""),
    ("#pilot", "two-year contract"),
    ("with:mara kind:gave", "Introduced our buyer"),
    ("with:lindkvist harbour", "Introduced our buyer"),
    ('with:"mara lindqvist" after:2026 buyer', "Introduced our buyer"),
    ("with:mara before:2026-01-01 buyer", ""),
    ("before:2024-04 after:2024-03-01 kind:call spoke", "Straße behind"),
    ("kind:note introduced", ""),
    ("見積もり", "見積もり書"),
    ("納期", "三週間"),
    ("三", "三週間"),
    ("两年合同", "签两年合同"),
    ("合同", "签两年合同"),
    ("ส่วนลด", "ส่วนลดสิบ"),
    ("εκπτωση", "έκπτωση"),
    ("скидку еще", "скидку за"),
    ("lukasz", "Łukasz Müller"),
    ("mueller", "Łukasz Müller"),
    ("lindqivst", "Mara Lindqvist"),
    ("lindqvits", "Mara Lindqvist"),
    ("παππας", "Γιώργος Παππάς"),
    ("田中", "田中 健"),
    ("%", ""),
    ('kind:"', ""),
)
"""What is typed, and a part of the title or passage of a hit that must be found; empty where nothing may be."""

TYPED = (
    "price for oats",
    "mühle",
    "lindqvist",
    "交货后",
    "kind:note livraison",
    "поставка",
    "with:mara contract",
    "zzz",
)


@dataclass(frozen=True, slots=True)
class Times:
    """Times of single searches, in milliseconds."""

    each: list[float]

    def __str__(self) -> str:
        cuts = quantiles(self.each, n=100)
        return f"p50 {cuts[49]:7.2f}   p99 {cuts[98]:7.2f}   longest {max(self.each):7.2f}"


def fill(connection: Connection, entries: int, seed: int = 7) -> None:
    """Fill an empty library with counterparts and this many entries; the same ones each time."""
    chance = random.Random(seed)  # noqa: S311  # the same library each time, nothing secret
    words = [language.split() for language in LANGUAGES]
    people = max(20, entries // 50)
    put_person = "INSERT INTO counterpart (uid, kind, name, created_at) VALUES (?, 'person', ?, '2020-01-01T00:00:00Z')"
    connection.executemany(put_person, ((f"p{n}", f"Person {n}") for n in range(people)))
    put = (
        "INSERT INTO log_entry (uid, counterpart_id, kind, happened_on, written_at, text)"
        " VALUES (?, ?, ?, ?, '2026-01-01T00:00:00Z', ?)"
    )

    def entry(number: int) -> tuple[object, ...]:
        own = words[number % len(words)]
        text = " ".join(chance.choice(own) for _ in range(chance.randint(8, 30)))
        day = date(2018, 1, 1) + timedelta(days=chance.randrange(3000))
        return (f"e{number}", chance.randint(1, people), chance.choice(("note", "call", "message")), str(day), text)

    connection.executemany(put, (entry(number) for number in range(entries // 2)))
    names = list(dict.fromkeys(name for name, *_ in SPECIAL))
    for name in names:
        connection.execute(put_person, (f"s-{name}", name))
    for name, kind, day, text in SPECIAL:
        connection.execute(put, (f"s-{text}", people + 1 + names.index(name), kind, day, text))
    connection.executemany(put, (entry(number) for number in range(entries // 2, entries)))


def misses(connection: Connection) -> list[str]:
    """Which of `EXPECTED` are not found as they should be."""
    wrong = []
    for typed, wanted in EXPECTED:
        found = [f"{hit.title} {hit.passage}" for hit in search_sheet(connection, typed, TODAY).hits]
        if not any(wanted in each for each in found) if wanted else bool(found):
            wrong.append(f"{typed!r} should find {wanted!r}, not {found[:3]}")
    return wrong


def typing(connection: Connection) -> Times:
    """How long each key takes of all that is typed, three times over."""
    each = []
    for _ in range(3):
        for typed in TYPED:
            for length in range(1, len(typed) + 1):
                start = perf_counter()
                search_sheet(connection, typed[:length], TODAY)
                each.append((perf_counter() - start) * 1000)
    return Times(each)


def typing_like(connection: Connection) -> Times:
    """The same keys, each asked by LIKE of the log and of the counterparts' names."""
    each = []
    for typed in TYPED:
        for length in range(1, len(typed) + 1):
            wanted = f"%{typed[:length]}%"
            start = perf_counter()
            for sql in (
                "SELECT id, name FROM counterpart WHERE name LIKE ? ORDER BY name LIMIT 8",
                "SELECT e.id, c.name, e.text FROM log_entry e JOIN counterpart c ON c.id = e.counterpart_id"
                " WHERE e.text LIKE ? ORDER BY e.happened_on DESC LIMIT 8",
            ):
                connection.execute(sql, (wanted,)).fetchall()
            each.append((perf_counter() - start) * 1000)
    return Times(each)


def writing(connection: Connection, times: int = 300) -> Times:
    """How long it takes to keep one entry."""
    each = []
    for number in range(times):
        start = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO log_entry (uid, counterpart_id, kind, happened_on, written_at, text)"
            " VALUES (?, 1, 'note', '2026-01-01', '2026-01-01T00:00:00Z', ?)",
            (f"w{number}-{start}", LANGUAGES[number % 12]),
        )
        connection.execute("COMMIT")
        each.append((perf_counter() - start) * 1000)
    return Times(each)


def main(entries: int) -> int:
    """Measure and print; returns 1 where something expected was not found."""
    with tempfile.TemporaryDirectory(prefix="negdesk-search-") as folder:
        path = Path(folder) / "large.negdesk"
        database = open_library(path)
        connection = database.connection
        with database.transaction():
            fill(connection, entries)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        bare = path.stat().st_size
        start = perf_counter()
        Desk(database).renew_search()
        took = perf_counter() - start
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        print(
            f"{entries} entries: indexed in {took:.1f} s, {bare >> 20} MB without and {path.stat().st_size >> 20} with"
        )
        wrong = misses(connection)
        print(f"expected hits: {len(EXPECTED) - len(wrong)} of {len(EXPECTED)}", *wrong, sep="\n  ")
        print("per key, index (ms):", typing(connection))
        print("per key, LIKE  (ms):", typing_like(connection))
        print("an entry kept, with (ms):   ", writing(connection))
        with database.transaction():
            search_index.drop(connection)
        print("an entry kept, without (ms):", writing(connection))
        database.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
