"""Tables in and out: what is recognised, what can be said otherwise, and cells that a spreadsheet would run."""

import csv
from io import StringIO
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.exchange.cells import as_read, neutral
from negdesk.exchange.csv_columns import said
from negdesk.exchange.csv_read import contacts_of, read_table
from negdesk.exchange.duplicates import likely_duplicates
from negdesk.exchange.writing import csv_bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_and_encoding_are_recognised(delimiter: str, encoding: str) -> None:
    rows = [
        ("Vorname", "Nachname", "Firma", "E-Mail", "Telefon"),
        ("Jörg", "Müller", "Mühle GmbH", "j@x.example", "030 1"),
    ]
    table = read_table("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert table.delimiter == delimiter
    assert table.columns == ("first_name", "last_name", "organisation", "email", "phone")
    (contact,) = contacts_of(table).contacts
    assert (contact.name, contact.organisation, contact.emails) == ("Jörg Müller", "Mühle GmbH", ("j@x.example",))


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Full Name,Company,Job Title,E-mail Address,Mobile Phone", "name organisation job_title email phone"),
        ("Nom complet,Société,Fonction,Courriel,Téléphone", "name organisation job_title email phone"),
        ("Nombre completo,Empresa,Cargo,Correo electrónico,Teléfono", "name organisation job_title email phone"),
        ("氏名,会社,x,Email,電話", "name organisation  email phone"),
        ("NAME,Organisation,Note,Nonsense,Kind", "name organisation note  kind"),
    ],
)
def test_headings_are_known_in_several_languages(heading: str, columns: str) -> None:
    assert read_table(f"{heading}\na,b,c,d,e\n".encode()).columns == tuple(columns.split(" "))


def test_a_table_without_heading_is_recognised_by_what_stands_in_it() -> None:
    table = read_table(b"Mara Lindqvist,mara@x.example,+46 8 555 01 23\nJonas Weber,j@x.example,040 5550199\n")
    assert (table.heading, table.columns) == ((), ("name", "email", "phone"))
    assert [contact.name for contact in contacts_of(table).contacts] == ["Mara Lindqvist", "Jonas Weber"]


def test_what_a_heading_does_not_tell_is_recognised_by_what_stands_below() -> None:
    table = read_table(b"Name,Kontakt,Rufnummer,Kennung\nMara,m@x.example,+46 8 555 01,ML\nJonas,j@x.example,,JW\n")
    assert table.columns == ("name", "email", "phone", "")


def test_a_heading_in_words_that_nobody_knows_is_one_all_the_same() -> None:
    table = read_table(b"Wer,Kontakt\nMara Lindqvist,m@x.example\nJonas Weber,j@x.example\n")
    assert (table.heading, table.columns) == (("Wer", "Kontakt"), ("name", "email"))


def test_postal_codes_and_days_are_no_phones_and_names_with_a_mail_are_no_mails() -> None:
    table = read_table(
        b"Name,CAP di casa,Born on,Shown,Call\n"
        b"Mara,28001,04.05.1980,Mara (m@x.example),0351 55501\n"
        b"Jonas,01067,1980-05-04,Jonas (j@x.example),+49 40 5550199\n"
    )
    assert table.columns == ("name", "", "", "", "phone")


def test_what_google_exports() -> None:
    heading = (
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Labels,E-mail 1 - Label,"
        "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Formatted,Address 1 - Postal Code,"
        "Website 1 - Value"
    )
    row = (
        "José,María,García,Panadería,Dueña,1975-02-28,* myContacts,* Home,j@casa.example ::: k@casa.example,Mobile,"
        '+34 600 000 001 ::: +34 600 000 002,"Calle Mayor 1\nMadrid",28001,https://jose.example'
    )
    (jose,) = contacts_of(read_table(f"{heading}\n{row}\n".encode())).contacts
    assert (jose.name, jose.organisation, jose.job_title) == ("José María García", "Panadería", "Dueña")
    assert jose.emails == ("j@casa.example", "k@casa.example")
    assert jose.phones == ("+34 600 000 001", "+34 600 000 002")
    assert jose.address == "Calle Mayor 1\nMadrid"
    assert jose.note.splitlines() == [
        "Birthday: 1975-02-28", "Labels: * myContacts", "Website 1 - Value: https://jose.example",
    ]  # fmt: skip


def test_what_google_exported_before() -> None:
    table = read_table(b"Name,Organization 1 - Name,Organization 1 - Title\nAda Love,Engines Ltd,Analyst\n")
    assert table.columns == ("name", "organisation", "job_title")


def test_what_outlook_exports() -> None:
    heading = (
        "Title,First Name,Middle Name,Last Name,Company,Job Title,Business Street,Business Street 2,Business City,"
        "Business State,Business Postal Code,Business Fax,Company Main Phone,E-mail Address,E-mail Display Name,"
        "E-mail 2 Address,Anniversary,Private,Notes"
    )
    row = (
        "Dr.,Ann,B.,Case,Case & Co,Head,1 Road,Suite 5,Leeds,Yorks,90762,+44 113 555 9999,,a@case.example,"
        'Ann Case (a@case.example),b@case.example,0/0/00,False,"Talks fast\r\nlikes tea"'
    )
    (ann,) = contacts_of(read_table(f"{heading}\r\n{row}\r\n".encode())).contacts
    assert (ann.name, ann.organisation, ann.job_title) == ("Ann B. Case", "Case & Co", "Head")
    assert ann.address == "1 Road\nSuite 5\nLeeds\nYorks\n90762"
    assert (ann.emails, ann.phones) == (("a@case.example", "b@case.example"), ("+44 113 555 9999",))
    assert ann.note == "Anniversary: 0/0/00\nNotes: Talks fast\nlikes tea"


def test_what_a_german_outlook_exports() -> None:
    heading = (
        "Anrede,Vorname,Weitere Vornamen,Nachname,Firma,Abteilung,Position,Straße geschäftlich,Ort geschäftlich,"
        "Postleitzahl geschäftlich,Land/Region geschäftlich,Ort privat,Telefon geschäftlich,Mobiltelefon,"
        "E-Mail-Adresse,E-Mail: Angezeigter Name,E-Mail 2: Adresse,Jahrestag,Kategorien,Webseite,Privat"
    )
    row = (
        "Herr,Jörg,K.,Weiß,Mühle,Einkauf,Leiter,Mühlweg 1,Fürth,90762,Deutschland,Bonn,0911 111 2222 (Büro),"
        "0171 4445555,a@m.example,Weiß (a@m.example),b@m.example,01.02.2003,Kunde,www.m.example,Falsch"
    )
    table = read_table(f"{heading}\r\n{row}\r\n".encode("cp1252"))
    (weiss,) = contacts_of(table).contacts
    assert (weiss.name, weiss.job_title) == ("Jörg K. Weiß", "Leiter")
    assert weiss.address == "Mühlweg 1\nFürth\n90762\nDeutschland\nBonn"
    assert (weiss.emails, weiss.phones) == (("a@m.example", "b@m.example"), ("0911 111 2222 (Büro)", "0171 4445555"))
    assert weiss.note.splitlines() == [
        "Abteilung: Einkauf", "Jahrestag: 01.02.2003", "Kategorien: Kunde", "Webseite: www.m.example",
    ]  # fmt: skip
    assert table.columns[-1] == ""


def test_what_a_french_outlook_exports() -> None:
    heading = (
        "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Rue (bureau),Rue (bureau) 2,Ville (bureau),"
        "Code postal (bureau),Pays/Région (bureau),Ville (domicile),Télécopie (bureau),Téléphone (bureau),"
        "Téléphone 2 (bureau),Tél. mobile,Téléphone principal,Adresse de messagerie,Type de messagerie,"
        "Nom complet de l'adresse de messagerie,Adresse de messagerie 2,Catégories,Notes,Page Web,Privé"
    )
    row = (
        "M.,Éric,Jean,Lefèvre,,Œuvre SA,Achats,Directeur,1 rue de l'Été,Bât. B,Orléans,45000,France,Tours,02 1111111,"
        "02 2222222,,06 3333333,,e@o.example,SMTP,Éric (e@o.example),e2@o.example,Clients,Première,o.example,Faux"
    )
    (eric,) = contacts_of(read_table(f"{heading}\r\n{row}\r\n".encode("cp1252"))).contacts
    assert (eric.name, eric.organisation, eric.job_title) == ("Éric Jean Lefèvre", "Œuvre SA", "Directeur")
    assert eric.address == "1 rue de l'Été\nBât. B\nOrléans\n45000\nFrance\nTours"
    assert (eric.emails, eric.phones) == (("e@o.example", "e2@o.example"), ("02 1111111", "02 2222222", "06 3333333"))
    assert eric.note.splitlines() == [
        "Service: Achats", "Catégories: Clients", "Notes: Première", "Page Web: o.example",
    ]  # fmt: skip


def test_what_a_spanish_outlook_exports() -> None:
    heading = (
        "Título,Nombre,Segundo nombre,Apellidos,Organización,Departamento,Cargo,Calle del trabajo,Ciudad de trabajo,"
        "Código postal del trabajo,País o región del trabajo,Fax del trabajo,Teléfono del trabajo,Teléfono particular,"
        "Móvil,Dirección de correo electrónico,Tipo de correo electrónico,Dirección de correo electrónico 2,Notas"
    )
    row = (
        "Sr.,José,Luis,Núñez,Señal SA,Compras,Jefe,Calle 1,Cádiz,28001,España,91 1111111,91 2222222,91 3333333,"
        "600 123456,j@s.example,SMTP,j2@s.example,Una nota"
    )
    (jose,) = contacts_of(read_table(f"{heading}\r\n{row}\r\n".encode("cp1252"))).contacts
    assert (jose.name, jose.organisation, jose.job_title) == ("José Luis Núñez", "Señal SA", "Jefe")
    assert jose.address == "Calle 1\nCádiz\n28001\nEspaña"
    assert jose.phones == ("91 1111111", "91 2222222", "91 3333333", "600 123456")
    assert jose.emails == ("j@s.example", "j2@s.example")
    assert jose.note == "Departamento: Compras\nNotas: Una nota"


@pytest.mark.parametrize(
    ("heading", "row", "name"),
    [
        ("Name;Vorname;Firma", "Müller;Jörg;Mühle", "Jörg Müller"),
        ("Vorname;Name;Firma", "Jörg;Müller;Mühle", "Jörg Müller"),
        ("Nom;Prénom;Société", "Lefèvre;Éric;Œuvre", "Éric Lefèvre"),
        ("Voornaam;Tussenvoegsel;Achternaam", "Jan;van;Dijk", "Jan van Dijk"),
        ("Имя;Фамилия;Компания", "Иван;Петров;Мельница", "Иван Петров"),
        ("Nome;Cognome;Azienda", "Anna;Rossi;Mulino", "Anna Rossi"),
        ("Name;Surname;Company", "Ann;Case;Mill", "Ann Case"),
        ("Name;First Name;Company", "Mara Lindqvist;Mara;Mill", "Mara Lindqvist"),  # there it is the whole name
        ("Name;Nachname;Firma", "Müller, Jörg;Müller;Mühle", "Müller, Jörg"),
    ],
)
def test_a_name_beside_a_first_or_last_name_is_the_other_part(heading: str, row: str, name: str) -> None:
    (contact,) = contacts_of(read_table(f"{heading}\n{row}\n".encode())).contacts
    assert contact.name == name


def test_what_linkedin_exports() -> None:
    table = read_table(
        b'Notes:\n"When exporting your connection data, you may notice that, as set, some are missing."\n\n'
        b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        b'Ana,Silva,https://l.example/ana,a@x.example,Silva Lda,CFO,12 Nov 2023\nBob,"Builder, MBA",,,Bob Ltd,Owner,\n'
    )
    read = contacts_of(table)
    assert [(each.name, each.organisation, each.job_title, each.where) for each in read.contacts] == [
        ("Ana Silva", "Silva Lda", "CFO", "row 5"), ("Bob Builder, MBA", "Bob Ltd", "Owner", "row 6"),
    ]  # fmt: skip
    assert [(each.where, each.why) for each in read.unread] == [
        ("row 1", "it stands above the row that names the columns"),
        ("row 2", "it stands above the row that names the columns"),
    ]


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Id,First Name,Email,Phone Number,Contact owner,Associated Company", " first_name email phone  organisation"),
        ("Person - Name,Person - Organization,Person - Phone - Work,Person - Phone - Mobile,Person - Email - Home,x",
         "name organisation phone phone email "),
        ("Name,Organization,Phone - Other,Email - Other,Open deals,Owner", "name organisation phone email  "),
        ("Name,Company Name,Phone 3 - Value,E-mail 4 - Value,Organization Department,Relation 1 - Value",
         "name organisation phone email note note"),
        ("Salutation,Account Name,Mailing Street,Mailing Zip/Postal Code,Mailing State/Province,Last Name",
         " organisation address address address last_name"),
        ("Kundennr,Firma1,Firma2,Ansprechpartner,Bemerkungen,Fax", " organisation organisation name note phone"),
        ("Name,Value,Code,Contact,1,Other", "name     "),
        ("Name,Address 2 - Formatted,Address 2 - Street,Phone 3 - Label,E-mail 3 - Type,x", "name address    "),
    ],
)  # fmt: skip
def test_headings_of_other_programs(heading: str, columns: str) -> None:
    assert read_table(f"{heading}\na,b,c,d,e,f\n".encode()).columns == tuple(columns.split(" "))


def test_what_is_said_twice_of_an_organisation_is_said_once() -> None:
    table = read_table(b"First Name,Company Name,Associated Company\nAna,Silva Lda,Silva Lda\n")
    assert [each.organisation for each in contacts_of(table).contacts] == ["Silva Lda"]


@pytest.mark.parametrize("text", ["Núñez;España", "Größer;Käse", "Lefèvre;Aéroclub de l'Été", "Pääskynen;Säätiö"])
def test_accents_side_by_side_are_of_western_windows_all_the_same(text: str) -> None:
    table = read_table(f"Name;Firma\r\n{text}\r\n".encode("cp1252"))
    assert (table.encoding, ";".join(table.rows[0])) == ("cp1252", text)


@pytest.mark.parametrize(
    ("heading", "row", "encoding"),
    [
        ("Imię;Nazwisko;Firma", "Łucja;Żółć;Młyn", "cp1250"),
        ("Jméno;Příjmení;Firma", "Jiří;Dvořák;Mlýn", "cp1250"),
        ("Adı;Soyadı;Şirket", "Çağrı;Yıldız;Değirmen", "cp1254"),
        ("Prénom;Nom;Société", "Éric;Lefèvre;Œuvre", "mac_roman"),
        ("Prénom;Nom;Société", "Éric;Lefèvre;Œuvre", "cp1252"),
        ("Vorname;Nachname;Straße", "Jörg;Müller;Weg", "cp1252"),
        ("Name;Firma;Ort", "Jörg;Mühle;Köln", "cp1252"),
    ],
)
def test_of_several_encodings_it_is_the_one_in_which_the_columns_have_names(
    heading: str, row: str, encoding: str
) -> None:
    """All were taken for the letters of western Windows: Dvoøák, M³yn."""
    table = read_table(f"{heading}\r\n{row}\r\n".encode(encoding))
    assert (table.encoding, ";".join(table.heading), ";".join(table.rows[0])) == (encoding, heading, row)


def test_a_table_with_the_line_ends_of_an_old_macintosh_is_in_its_letters() -> None:
    table = read_table("Name;Firma\rÄrzte;Köln – Süd\r".encode("mac_roman"))
    assert (table.encoding, table.rows) == ("mac_roman", (("Ärzte", "Köln – Süd"),))


@pytest.mark.parametrize(
    ("cell", "emails"),
    [
        ("a@x.example (work), b@x.example (holiday house)", ("a@x.example (work)", "b@x.example (holiday house)")),
        ("a@x.example b@x.example; c@x.example", ("a@x.example", "b@x.example", "c@x.example")),
        ("Mara Lindqvist <a@x.example>", ("Mara Lindqvist <a@x.example>",)),
    ],
)
def test_several_mails_in_a_cell_and_what_each_is_for(cell: str, emails: tuple[str, ...]) -> None:
    (contact,) = contacts_of(read_table(f"Name|Email\nMara|{cell}\n".encode(), "|")).contacts
    assert contact.emails == emails


@pytest.mark.parametrize("filling", [" " * 100_000, "," * 100_000, "a@b" + "," * 100_000, "@" * 100_000, "a " * 50_000,
                                     "a" * 100_000])  # fmt: skip
def test_what_is_long_and_odd_is_read_in_no_time(filling: str) -> None:
    cell = f"1{filling}2"
    began = process_time()
    read = contacts_of(read_table(f"Name|Email|Phone|x\nMara|{cell}|{cell}|{cell}\n".encode(), "|"))
    assert [each.contact.name for each in likely_duplicates(read.contacts, ())] == ["Mara"]
    assert process_time() - began < 5


def test_semicolons_part_columns_where_commas_could_as_well() -> None:
    table = read_table("Müller, Anna;a@x.example\nWeiß, Bert;b@x.example\n".encode("cp1252"))
    assert (table.delimiter, table.columns) == (";", ("name", "email"))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
    ],
)
def test_a_spreadsheets_own_file_or_a_picture_is_no_table(data: bytes) -> None:
    with pytest.raises(Refusal, match="save the table as CSV"):
        read_table(data)


def test_cards_are_no_table() -> None:
    """They came in as people called BEGIN:VCARD."""
    with pytest.raises(Refusal, match="vCards"):
        read_table(b"\r\nbegin:vcard\r\nVERSION:3.0\r\nFN:Ove\r\nEND:VCARD\r\n")


def test_a_sign_that_nobody_sees_is_no_reason_to_refuse_a_table() -> None:
    read = contacts_of(read_table(b"Name,Note\nMara,one\x0btwo\nJonas,x\n\x1a"))
    assert [contact.name for contact in read.contacts][:2] == ["Mara", "Jonas"]


def test_columns_can_be_said_otherwise_and_rows_without_a_name_are_named() -> None:
    table = read_table(b"Who,What\nMara,Mill\n,Nobody\n")
    with pytest.raises(Refusal, match="who it is"):
        contacts_of(table, ("", "note"))
    read = contacts_of(table, ("name", "organisation"))
    assert [(c.name, c.organisation, c.kind) for c in read.contacts] == [
        ("Mara", "Mill", CounterpartKind.PERSON),
        ("Nobody", "", CounterpartKind.ORGANISATION),
    ]
    assert [(each.where, each.why) for each in contacts_of(table, ("name", "note")).unread] == [
        ("row 3", "it has no name")
    ]


def test_a_spreadsheets_own_word_on_what_parts_the_columns_is_no_row() -> None:
    table = read_table(b"sep=;\r\nName;Email\r\nMara;m@x.example\r\n")
    assert (table.delimiter, table.columns) == (";", ("name", "email"))
    assert [contact.name for contact in contacts_of(table).contacts] == ["Mara"]


def test_a_rows_number_is_the_spreadsheets_also_after_empty_rows() -> None:
    read = contacts_of(read_table(b"Name,Note\nMara,x\n,\n,y\n\n,\n"))
    assert [contact.where for contact in read.contacts] == ["row 2"]
    assert [each.where for each in read.unread] == ["row 4"]


@pytest.mark.parametrize("words", [{"delimiter": "ab"}, {"delimiter": '"'}, {"encoding": "hex"}, {"encoding": "no\0ne"},
                                   {"encoding": "undefined"}])  # fmt: skip
def test_what_cannot_part_columns_or_is_no_encoding_is_said(words: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        read_table(b"Name,Email\nMara,m@x.example\n", **words)  # type: ignore[arg-type]  # both are texts


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ("name,-,email", ("name", "", "email")),
        ("first-name, Last_Name", ("first_name", "last_name", "")),
        ("who=name,3=note", ("name", "phone", "note")),
        ("x = y=note", ("name", "phone", "note")),
        ("Phone=-", ("name", "", "email")),
    ],
)
def test_columns_are_said_in_words(words: str, columns: tuple[str, ...]) -> None:
    table = read_table(b"Who,Phone,x = y\nMara,1,m@x.example\n")
    assert said(words, table.heading, table.columns) == columns


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("name,what", "“what” is no field"),
        ("Whom=name", "no column “Whom”"),
        ("9=name", "no column “9”"),
        ("name,email,phone,note", "only 3 columns"),
    ],
)
def test_words_that_name_no_column_or_field_are_refused(words: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        said(words, ("Who", "Phone", "Mail"), ("", "phone", "email"))


@given(st.text(max_size=30))
def test_a_cell_is_never_a_formula_and_reads_back_the_same(text: str) -> None:
    assert as_read(neutral(text)) == text
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=5))
def test_what_goes_out_as_a_table_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    text = csv_bytes(("Name", "Note"), tuple(rows)).decode("utf-8-sig")
    back = [tuple(as_read(cell) for cell in row) for row in csv.reader(StringIO(text, newline=""))]
    assert back == [("Name", "Note"), *rows]
