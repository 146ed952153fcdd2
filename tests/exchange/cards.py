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
ALL = APPLE + GOOGLE + OUTLOOK + NEXTCLOUD + COMPANY
