"""Cards in the manner of the programs that write them, made up for these tests."""

APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.5//EN
N:Lindqvist;Mara;;;
FN:Mara Lindqvist
ORG:Northmill AB;Purchasing
TITLE:Head of grain
item1.EMAIL;type=INTERNET;type=pref:mara@northmill.example
item1.X-ABLabel:_$!<Work>!$_
item2.TEL;type=pref:+46 8 555 01 23
item2.X-ABLabel:Desk
TEL;type=CELL;type=VOICE:+46 70 555 01 24
item3.ADR;type=WORK;type=pref:;;Kvarngatan 1;Malmö;;211 11;Sweden
item3.X-ABADR:se
NOTE:Likes mornings\\, tea\\nand short mails
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-04
item4.URL;type=pref:https\\://northmill.example
item4.X-ABLabel:_$!<HomePage>!$_
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ
 AAAQABAAD/2wBDAAEB
END:VCARD
"""
GOOGLE = """BEGIN:VCARD
VERSION:3.0
FN:Dr. Jörg Müller
N:Müller;Jörg;;Dr.;
EMAIL;TYPE=INTERNET;TYPE=WORK:joerg@muehle.example
EMAIL;TYPE=INTERNET;TYPE=HOME:joerg@zuhause.example
TEL;TYPE=WORK:+49 30 5550100
item1.ORG:Mühle GmbH
item1.X-ABLabel:
item2.TITLE:Einkauf
ADR;TYPE=WORK:;;Hauptstraße 1\\nHinterhof;Berlin;;10115;Germany
BDAY:1980-05-04
CATEGORIES:myContacts,suppliers
NOTE:Met at the fair
END:VCARD
"""
OUTLOOK = """BEGIN:VCARD
VERSION:2.1
N;LANGUAGE=de;CHARSET=Windows-1252:Weber;Jonas
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jonas W=C3=A9ber
ORG:Bakery at the Harbour
TITLE:Owner
NOTE;ENCODING=QUOTED-PRINTABLE:First line=0D=0A=
second line
TEL;WORK;VOICE:(040) 555 0199
TEL;CELL;VOICE:0171 5550198
ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Am Kai 3=0D=0A2. Stock;Hamburg;;20095;Germany
EMAIL;PREF;INTERNET:jonas@harbour.example
BDAY:19750228
REV:20261101T080000Z
END:VCARD
"""
NEXTCLOUD = """BEGIN:VCARD
VERSION:4.0
PRODID:-//Nextcloud Contacts v5
UID:6f2c2f5e-0000-4c00-8000-000000000001
FN:Aiko Tanaka
N:Tanaka;Aiko;;;
ORG:Kome Foods\\, Inc.
EMAIL;TYPE=WORK;PREF=1:aiko@kome.example
TEL;VALUE=uri;TYPE="voice,cell":tel:+81-3-5550-0100
ADR;TYPE=HOME:;;1-2-3 Chiyoda;Tokyo;;100-0001;Japan
BDAY:--0504
ANNIVERSARY:20101112
NOTE:Speaks slowly on the phone
LANG:ja
REV;VALUE=DATE-AND-OR-TIME:20261101T080000Z
END:VCARD
"""
COMPANY = """BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Northmill AB
ORG:Northmill AB;
X-ABShowAs:COMPANY
TEL;type=MAIN:+46 8 555 00 00
END:VCARD
"""
OUTLOOK_OF_OLD = """BEGIN:VCARD
VERSION:2.1
N;LANGUAGE=de:Grünwald;Förster;;Herr;
FN:Herr Förster Grünwald
ORG:Mühle & Söhne;Einkauf
TITLE:Leiter
ROLE:Prokurist
NOTE;ENCODING=QUOTED-PRINTABLE:Gr=FC=DFe=0D=0Aaus der M=
=FChle
TEL;WORK;VOICE:(030) 555-1212
TEL;WORK;FAX:(030) 555-1213
TEL;CELL;VOICE:0171 5551214
ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Mühlgasse 1=0D=0AHinterhof;Berlin;BE;10115;Deutschland
LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:M=FChlgasse 1=0D=0A=
10115 Berlin
X-MS-OL-DEFAULT-POSTAL-ADDRESS:2
URL;WORK:http://muehle.example
BDAY:19560606
X-MS-ANNIVERSARY:19850505
X-MS-SPOUSE;N:Jenny
EMAIL;PREF;INTERNET:g@muehle.example
EMAIL;INTERNET:gruen@zuhause.example
X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:
 /9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQY

X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.microsoft.com/office/outlook/12/x" ver="1.0"></card>
REV:20080424T195243Z
END:VCARD
"""
APPLE_IN_FULL = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14.5//EN
N:Haik;Kate;Marie;Dr.;PhD
FN:Dr. Kate Marie Haik PhD
NICKNAME:Katie
ORG:Creative Consulting;Design
EMAIL;type=INTERNET;type=HOME;type=pref:kate@mac.example
TEL;type=MAIN:(415) 555-3695
TEL;type=HOME;type=FAX:(555) 555-0100
item1.ADR;type=WORK;type=pref:;;165 Davis Street\\nSuite 4;Hillsborough;CA;94010;United States
item1.X-ABADR:us
ADR;type=HOME:;;1 Road;Town;CA;94011;United States
BDAY:1978-01-20
item2.X-ABDATE;type=pref:2009-03-12
item2.X-ABLabel:_$!<Anniversary>!$_
item3.X-ABRELATEDNAMES;type=pref:Tom
item3.X-ABLabel:_$!<Spouse>!$_
X-SOCIALPROFILE;type=linkedin;x-user=kb:http://linkedin.example/in/kb
IMPP;X-SERVICE-TYPE=AIM;type=HOME;type=pref:aim:kate
X-ABUID:5AD380FD-B2DE-4261-BA99-DE1D1DB52FBE:ABPerson
END:VCARD
"""
NEXTCLOUD_AS_DOWNLOADED = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Sabre//Sabre VObject 4.5.4//EN
UID:817a532d-3ef9-4f8f-97f0-26a8e0981195
FN:Élodie Durand
ADR;TYPE=HOME:;;12 rue de la Paix;Paris;;75002;France
EMAIL;TYPE=HOME:elodie@maison.example
ITEM1.EMAIL:facture@moulin.example
ITEM1.X-ABLABEL:Facturation
TEL;TYPE="HOME,VOICE":+33 1 23 45 67 89
TEL;TYPE=CELL:tel:+33612345678
ORG:Moulin SA
TITLE:Acheteuse
RELATED;TYPE=spouse:Paul
ANNIVERSARY;VALUE=DATE-AND-OR-TIME:2011-09-03
CATEGORIES:fournisseurs
REV;VALUE=DATE-AND-OR-TIME:20210219T201648Z
END:VCARD
"""
ALL = APPLE + GOOGLE + OUTLOOK + NEXTCLOUD + COMPANY
