"""Files as leaked data travel in them, and files that act by themselves: made here, by what a look into each is to say."""

import email.message
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from functools import cache

import pikepdf

from tests.samples import office, pdf, picture

NIK = "3171011203850001"  # belongs to nobody
TYPES = "[Content_Types].xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CELLS = "".join(f"<w:tc><w:p><w:r><w:t>{digit}</w:t></w:r></w:p></w:tc>" for digit in NIK)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def docx(body="<w:p><w:r><w:t>isi</w:t></w:r></w:p>", *parts, types="<Types/>"):
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return office(contents=[(TYPES, types), ("word/document.xml", document), *parts])


def xlsx(sheet="<row><c><v>1</v></c></row>", *parts):
    found = f"<worksheet {S}><sheetData>{sheet}</sheetData></worksheet>"
    return office(
        TYPES, contents=[("xl/workbook.xml", f"<workbook {S}/>"), ("xl/worksheets/sheet1.xml", found), *parts]
    )


def related(kind, target="x", mode=""):
    outside = ' TargetMode="External"' if mode else ""
    text = f'<Relationships><Relationship Id="r1" Type="{RELATION}{kind}" Target="{target}"{outside}/></Relationships>'
    return ("word/_rels/document.xml.rels", text)


def mail(*attached, text="Terlampir.", subtype="plain", kind="octet-stream"):
    message = email.message.EmailMessage()
    message["Subject"] = "Data"
    message.set_content(text, subtype=subtype)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return message.as_bytes()


def packed(*parts):
    return office(contents=parts)


def deep(times, name, data):
    for _n in range(times):
        name, data = "dalam.zip", packed((name, data))
    return data


def locked_zip():
    """An archive whose part says that it is encrypted."""
    raw = bytearray(packed(("a.csv", NIK)))
    for place in (6, raw.index(b"PK\x01\x02") + 8):
        raw[place] |= 1
    return bytes(raw)


def with_wrong_sum(raw):
    """An archive whose last part is damaged, it says; programs that mend read it."""
    raw = bytearray(raw)
    raw[raw.rindex(b"PK\x01\x02") + 16] ^= 1
    return bytes(raw)


def tar(name, data):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def altered_pdf(change):
    with pikepdf.open(io.BytesIO(pdf())) as document:
        change(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def thing(document, **entries):
    """A dictionary of its own in the file."""
    return document.make_indirect(pikepdf.Dictionary(**entries))


def acting(**action):
    return altered_pdf(lambda document: document.Root.__setattr__("OpenAction", pikepdf.Dictionary(**action)))


def noted(**annotation):
    def change(document):
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **annotation)
        document.pages[0].obj.Annots = document.make_indirect(pikepdf.Array([document.make_indirect(note)]))

    return altered_pdf(change)


def boxed(document):
    """One digit in each box of a form."""
    boxes = [
        thing(document, FT=pikepdf.Name.Tx, V=pikepdf.String(digit), T=pikepdf.String(f"b{n}"))
        for n, digit in enumerate(NIK)
    ]
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(boxes))


def xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(f"<xdp><nik>{NIK}</nik></xdp>".encode()))


def attached(name, data):
    def change(document):
        document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)

    return altered_pdf(change)


def locked_pdf():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(NIK))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="b", user="a"))
    return out.getvalue()


def exif(text):
    from PIL import Image

    out, said = io.BytesIO(), Image.Exif()
    said[0x010E] = text
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=said)
    return out.getvalue()


def stepping(document):
    """Opened, it does eight things, the last by a script."""
    step = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))
    for _n in range(8):
        step = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=step)
    document.Root.OpenAction = step


def noted_often(document):
    last = pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")))
    document.pages[0].obj.Annots = pikepdf.Array([*(pikepdf.Dictionary() for _n in range(1000)), last])


def like_tar():
    """Text that an archive's mark stands in."""
    return f"{'nama;nomor;' * 30:.257}ustar;{NIK}\n".encode()


def broken_tar():
    return tar("a.csv", NIK.encode())[:1024] + tar("b.exe", b"MZ")[10:]


def signature(content=b""):
    """A signature of a mail as CMS writes it, up to the certificates."""
    of = bytes.fromhex("06092a864886f70d0107")
    signed = of + b"\x01" + content
    begins = b"\x30\x82\x04\xb1" + of + b"\x02\xa0\x82\x04\xa2\x30\x82\x04\x9e\x02\x01\x01\x31\0"
    return begins + b"\x30%c" % len(signed) + signed + b"\xa0\x82\x02\x95" + bytes(90)


def drawn(width, height):
    """A picture that says how large it is."""
    head = b"IHDR" + struct.pack(">II", width, height) + bytes([1, 0, 0, 0, 0])
    return picture()[:12] + head + struct.pack(">I", zlib.crc32(head)) + picture()[33:]


def alike(text, **letters):
    return text.translate(str.maketrans(letters))


@cache
def bomb():
    return docx("<w:p/>", ("word/media/x.xml", b"<x>" + b" " * 3_000_000 + b"</x>"))


# By name: the extension it comes in under, its bytes, whether the number in it is found, what else a look says of it.
READ, NOT = True, False
FILES = {
    # text in every encoding, with signs that nobody sees and those that look alike
    "utf-8": ("txt", lambda: f"NIK {NIK}".encode(), READ, ""),
    "utf-16 with its mark": ("txt", lambda: NIK.encode("utf-16"), READ, ""),
    "utf-32 with its mark": ("csv", lambda: NIK.encode("utf-32"), READ, ""),
    "a mark of utf-16 before utf-8": ("txt", lambda: b"\xff\xfe" + f"nomor: {NIK} ".encode(), READ, ""),
    "utf-7": ("txt", lambda: b"NIK +ADMAMQA3ADEAMAAxADEAMgAwADMAOAA1ADAAMAAwADE-", READ, ""),
    "soft hyphens": ("txt", lambda: "\u00ad".join(NIK).encode(), READ, ""),
    "joiners and accents": ("txt", lambda: "\u200d\u0301".join(NIK).encode(), READ, ""),
    "circled digits": ("txt", lambda: alike(NIK, **{"1": "①", "2": "②", "3": "③"}).encode(), READ, ""),
    "O for 0": ("txt", lambda: alike(NIK, **{"0": "O"}).encode(), READ, ""),
    "l for 1 in groups": ("txt", lambda: b"3l7l 0ll2 0385 O00l", READ, ""),
    "cyrillic o for 0": ("txt", lambda: alike(NIK, **{"0": "о"}).encode(), READ, ""),
    "comma and spaces": ("txt", lambda: b"3171 ,0112 ,0385 ,0001", READ, ""),
    "far behind": ("csv", lambda: b"nama;kota\n" * 200_000 + NIK.encode(), READ, ""),
    # letters and tables
    "docx, a run in the middle": (
        "docx",
        lambda: docx(f"<w:p><w:r><w:t>{NIK[:7]}</w:t></w:r><w:r><w:t>{NIK[7:]}</w:t></w:r></w:p>"),
        READ,
        "",
    ),
    "docx, a digit in each cell": ("docx", lambda: docx(f"<w:tbl><w:tr>{CELLS}</w:tr></w:tbl>"), READ, ""),
    "docx, entities": (
        "docx",
        lambda: docx("<w:p><w:r><w:t>" + "".join(f"&#{ord(d)};" for d in NIK) + "</w:t></w:r></w:p>"),
        READ,
        "",
    ),
    "docx, a part in utf-16": (
        "docx",
        lambda: docx(
            "<w:p/>",
            ("word/footnotes.xml", f'<?xml version="1.0" encoding="utf-16"?><w:t {W}>{NIK}</w:t>'.encode("utf-16")),
        ),
        READ,
        "",
    ),
    "docx, a part in capitals": ("docx", lambda: docx("<w:p/>", ("WORD/STYLES.XML", f"<x>{NIK}</x>")), READ, ""),
    "docx, an attribute": ("docx", lambda: docx("<w:p/>", ("docProps/custom.xml", f'<x y="{NIK}"/>')), READ, ""),
    "docx, a comment": ("docx", lambda: docx(f"<!-- {NIK} --><w:p/>"), READ, ""),
    "docx, a table within": (
        "docx",
        lambda: docx("<w:p/>", ("word/embeddings/a.xlsx", xlsx(f"<row><c><v>{NIK}</v></c></row>"))),
        READ,
        "",
    ),
    "docx, a csv within": ("docx", lambda: docx("<w:p/>", ("word/embeddings/a.csv", NIK)), READ, ""),
    "docx, a picture within": ("docx", lambda: docx("<w:p/>", ("word/media/a.jpg", exif(NIK))), READ, ""),
    "xlsx, a number as science": ("xlsx", lambda: xlsx("<row><c><v>3.171011203850001E+15</v></c></row>"), READ, ""),
    "xlsx, shared texts side by side": (
        "xlsx",
        lambda: xlsx(
            '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>',
            ("xl/sharedStrings.xml", f"<sst {S}><si><t>{NIK[8:]}</t></si><si><t>{NIK[:8]}</t></si></sst>"),
        ),
        READ,
        "",
    ),
    "xlsx, text in a cell": ("xlsx", lambda: xlsx(f'<row><c t="inlineStr"><is><t>{NIK}</t></is></c></row>'), READ, ""),
    "xlsx, a formula": ("xlsx", lambda: xlsx(f'<row><c><f>"{NIK}"</f><v>0</v></c></row>'), READ, ""),
    # pages
    "pdf": ("pdf", lambda: pdf(NIK), READ, ""),
    "pdf, its title": ("pdf", lambda: altered_pdf(lambda d: d.docinfo.__setitem__("/Title", NIK)), READ, ""),
    "pdf, a note": ("pdf", lambda: noted(Subtype=pikepdf.Name.Text, Contents=pikepdf.String(NIK)), READ, ""),
    "pdf, a field": (
        "pdf",
        lambda: noted(Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, V=pikepdf.String(NIK)),
        READ,
        "",
    ),
    "pdf, boxes": ("pdf", lambda: altered_pdf(boxed), READ, ""),
    "pdf, a form in XML": ("pdf", lambda: altered_pdf(xfa), READ, ""),
    "pdf, a csv attached": ("pdf", lambda: attached("a.csv", NIK.encode()), READ, ""),
    "pdf, a table attached": ("pdf", lambda: attached("a.xlsx", xlsx(f"<row><c><v>{NIK}</v></c></row>")), READ, ""),
    "pdf, a link to press": (
        "pdf",
        lambda: noted(
            Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://a.example"))
        ),
        NOT,
        "",
    ),
    "pdf, opened at a page": ("pdf", lambda: acting(S=pikepdf.Name.GoTo, D=pikepdf.String("satu")), NOT, ""),
    "pdf, locked": ("pdf", locked_pdf, NOT, "unreadable"),
    "pdf, damaged": ("pdf", lambda: b"%PDF-1.7 rusak", NOT, "unreadable"),
    # mails and archives
    "mail, a csv as bytes": ("eml", lambda: mail(("a.csv", NIK.encode())), READ, ""),
    "mail, a csv of another name": ("eml", lambda: mail(("a.dat", NIK.encode())), READ, ""),
    "mail, a table as old Excel": (
        "eml",
        lambda: mail(("a.xls", xlsx(f"<row><c><v>{NIK}</v></c></row>")), kind="vnd.ms-excel"),
        READ,
        "",
    ),
    "mail, pages": ("eml", lambda: mail(("a.pdf", pdf(NIK))), READ, ""),
    "mail, an archive": ("eml", lambda: mail(("a.zip", packed(("a.csv", NIK)))), READ, ""),
    "mail, an archive three deep": ("eml", lambda: mail(("a.zip", deep(2, "a.csv", NIK))), READ, ""),
    "mail, gzip": ("eml", lambda: mail(("a.csv.gz", gzip.compress(NIK.encode()))), READ, ""),
    "mail, tar": ("eml", lambda: mail(("a.tar", tar("a.csv", NIK.encode()))), READ, ""),
    "mail, tags in a number": ("eml", lambda: mail(text=f"<p>{NIK[:6]}<b>{NIK[6:]}</b></p>", subtype="html"), READ, ""),
    "mail, entities in a number": (
        "eml",
        lambda: mail(text="".join(f"&#{ord(d)};" for d in NIK), subtype="html"),
        READ,
        "",
    ),
    "mail, an attribute": ("eml", lambda: mail(text=f'<img alt="{NIK}">', subtype="html"), READ, ""),
    "mail, a page attached": ("eml", lambda: mail(("a.html", f"<td>{NIK}</td>".encode())), READ, ""),
    "mail in a mail in an archive": (
        "eml",
        lambda: mail(("a.zip", packed(("b.eml", mail(("c.csv", NIK.encode())))))),
        READ,
        "",
    ),
    "a picture's description": ("jpg", lambda: exif(NIK), READ, ""),
    "a picture": ("png", picture, NOT, ""),
    "a picture of 64 megapixels": ("png", lambda: drawn(9248, 6936), NOT, ""),
    "a picture, words behind": ("png", lambda: picture() + f"nomor {NIK}".encode(), READ, ""),
    "pdf, words behind": ("pdf", lambda: pdf() + f"\nnomor {NIK}".encode(), READ, ""),
    "docx, a drawing with a kind of its own": (
        "docx",
        lambda: docx("<w:p/>", ("word/media/a.svg", f"<!DOCTYPE svg><svg><text>{NIK}</text></svg>")),
        READ,
        "",
    ),
    # what everybody's files have is nothing to ask about
    "docx, pictures of every kind": (
        "docx",
        lambda: docx(
            "<w:p/>",
            ("word/media/a.bmp", picture("BMP")),
            ("word/media/a.wdp", b"II\xbc\x01" + bytes(90)),
            ("word/media/a.emz", gzip.compress(b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(90))),
            ("word/media/a.wmz", gzip.compress(b"\xd7\xcd\xc6\x9a" + bytes(90))),
        ),
        NOT,
        "",
    ),
    "docx, a template on one's own disk": (
        "docx",
        lambda: docx("<w:p/>", related("attachedTemplate", r"file:///C:\kantor\surat.dotx", "External")),
        NOT,
        "",
    ),
    "xlsx, a line in a text of a formula": (
        "xlsx",
        lambda: xlsx('<row><c><f>A1&amp;"|"&amp;B1&amp;TEXTJOIN("|",1,\'a"|\'!A1:A9)</f></c></row>'),
        NOT,
        "",
    ),
    "xlsx, other workbooks": (
        "xlsx",
        lambda: xlsx(
            "<row/>",
            *(
                (f"xl/externalLinks/_rels/{kind}.rels", related(kind, r"file:///\\kantor\a.xlsx", "External")[1])
                for kind in ("externalLinkPath", "xlExternalLinkPath/xlPathMissing", "externalLinkLongPath")
            ),
        ),
        NOT,
        "",
    ),
    "mail, its signature": ("eml", lambda: mail(("smime.p7s", signature()), kind="pkcs7-signature"), NOT, ""),
    # what nobody looked at is said
    "mail, text like an archive": ("eml", lambda: mail(("a.txt", like_tar())), READ, "damaged"),
    "mail, a tar that breaks off": ("eml", lambda: mail(("a.tar", broken_tar())), READ, "damaged"),
    "mail, content in its signature": (
        "eml",
        lambda: mail(("smime.p7s", signature(b"\xa0\x05\x04\x03isi")), kind="pkcs7-signature"),
        NOT,
        "unknown",
    ),
    "mail, too deep": ("eml", lambda: mail(("a.zip", deep(6, "a.csv", NIK))), NOT, "deep"),
    "mail, old Office": ("eml", lambda: mail(("a.doc", OLE)), NOT, "unknown"),
    "mail, another archive": ("eml", lambda: mail(("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(90))), NOT, "unknown"),
    "mail, a locked archive": ("eml", lambda: mail(("a.zip", locked_zip())), NOT, "locked"),
    "mail, locked pages": ("eml", lambda: mail(("a.pdf", locked_pdf())), NOT, "damaged"),
    "mail, damaged pages": ("eml", lambda: mail(("a.pdf", b"%PDF-1.7 rusak")), NOT, "damaged"),
    "mail, signed and enveloped": ("eml", lambda: mail(("a.p7m", b"0\x80" * 40), kind="pkcs7-mime"), NOT, "locked"),
    # what acts by itself
    "docx, macros": ("docx", lambda: docx("<w:p/>", ("word/vbaProject.bin", OLE)), NOT, "macros object"),
    "docx, macros under another name": (
        "docx",
        lambda: docx("<w:p/>", ("word/media/a.bin", OLE + "_VBA_PROJECT".encode("utf-16-le"))),
        NOT,
        "macros",
    ),
    "docx, macros by their type": (
        "docx",
        lambda: docx(
            types='<Types><Override PartName="/a" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        ),
        NOT,
        "macros",
    ),
    "docx, a template elsewhere": (
        "docx",
        lambda: docx("<w:p/>", related("attachedTemplate", "https://a.example/t.dotm", "External")),
        NOT,
        "remote",
    ),
    "docx, an object on one's own disk": (
        "docx",
        lambda: docx("<w:p/>", related("oleObject", r"file:///C:\a.xls", "External")),
        NOT,
        "object",
    ),
    "docx, a picture elsewhere": (
        "docx",
        lambda: docx("<w:p/>", related("image", "https://a.example/a.png", "External")),
        NOT,
        "remote",
    ),
    "docx, a link to press": (
        "docx",
        lambda: docx("<w:p/>", related("hyperlink", "https://a.example", "External")),
        NOT,
        "",
    ),
    "docx, an object": ("docx", lambda: docx("<w:p/>", related("oleObject", "embeddings/o.bin")), NOT, "object"),
    "docx, a program": ("docx", lambda: docx("<w:p/>", ("word/media/a.png", b"MZ" + bytes(90))), NOT, "program"),
    "docx, DDE over two runs": (
        "docx",
        lambda: docx(
            "<w:p><w:r><w:instrText>DDEA</w:instrText></w:r><w:r><w:instrText>UTO c:\\\\cmd</w:instrText></w:r></w:p>"
        ),
        NOT,
        "dde",
    ),
    "xlsx, DDE": ("xlsx", lambda: xlsx("<row><c><f>cmd|' /C calc'!A0</f></c></row>"), NOT, "dde"),
    "xlsx, DDE between names in quotes": (
        "xlsx",
        lambda: xlsx("<row><c><f>'a\"b'!A1+cmd|' /C calc'!A0+'c\"d'!A1</f></c></row>"),
        NOT,
        "dde",
    ),
    "csv, DDE": ("csv", lambda: b"nama\n=cmd|' /C calc'!A0\n", NOT, "dde"),
    "xlsx, a link of DDE": (
        "xlsx",
        lambda: xlsx("<row/>", ("xl/externalLinks/e.xml", "<externalLink><ddeLink/></externalLink>")),
        NOT,
        "dde",
    ),
    "xlsx, macros of Excel 4": ("xlsx", lambda: xlsx("<row/>", ("xl/macrosheets/sheet1.xml", "<x/>")), NOT, "macros"),
    "docx, entities of its own": (
        "docx",
        lambda: docx("<w:p/>", ("word/a.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')),
        NOT,
        "unreadable",
    ),
    "docx, damaged where it is related": (
        "docx",
        lambda: with_wrong_sum(docx("<w:p/>", related("image", "https://a.example/a.png", "External"))),
        NOT,
        "unreadable",
    ),
    "docx, 3 MB out of 3 kB": ("docx", bomb, NOT, "bomb"),
    "docx that is xlsx": ("docx", xlsx, NOT, "mismatch"),
    "a picture with an archive behind": ("png", lambda: picture() + packed(("a.exe", b"MZ")), NOT, "prefixed"),
    "pdf with an archive behind": ("pdf", lambda: pdf() + packed(("a.exe", b"MZ")), NOT, "prefixed"),
    "text with an archive behind": ("txt", lambda: b"isi\n" * 600 + packed(("a.csv", NIK)), NOT, "prefixed"),
    "pdf, a script": (
        "pdf",
        lambda: acting(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")),
        NOT,
        "script",
    ),
    "pdf, a script after eight steps": ("pdf", lambda: altered_pdf(stepping), NOT, "script"),
    "pdf, a script in the 1001st note": ("pdf", lambda: altered_pdf(noted_often), NOT, "script"),
    "pdf, a program to start": (
        "pdf",
        lambda: acting(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")),
        NOT,
        "launch",
    ),
    "pdf, an address on opening": (
        "pdf",
        lambda: acting(S=pikepdf.Name.URI, URI=pikepdf.String("https://a.example")),
        NOT,
        "remote",
    ),
    "pdf, a form that sends": (
        "pdf",
        lambda: noted(
            Subtype=pikepdf.Name.Widget,
            A=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://a.example")),
        ),
        NOT,
        "remote",
    ),
    "pdf, a film": ("pdf", lambda: noted(Subtype=pikepdf.Name.RichMedia), NOT, "media"),
    "pdf, a program attached": ("pdf", lambda: attached("a.pdf", b"MZ" + bytes(90)), NOT, "program"),
    "pdf, macros attached": (
        "pdf",
        lambda: attached("a.docx", docx("<w:p/>", ("word/vbaProject.bin", OLE))),
        NOT,
        "macros object",
    ),
    "mail, a program": ("eml", lambda: mail(("a.exe", b"MZ" + bytes(90))), NOT, "program"),
    "mail, a page with a script": ("eml", lambda: mail(("a.html", b"<p>isi<script>x</script>")), NOT, "script"),
    "mail, RTF with an object": ("eml", lambda: mail(("a.rtf", rb"{\rtf1{\object{\objdata 01}}}")), NOT, "object"),
    "mail, a program by its name": ("eml", lambda: mail(("a.pdf.js", b"alert(1)")), NOT, "program"),
    "mail, pages with a script": (
        "eml",
        lambda: mail(("a.pdf", acting(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")))),
        NOT,
        "script",
    ),
    "mail, gzip of nothing": ("eml", lambda: mail(("a.gz", gzip.compress(bytes(20_000_000)))), NOT, "bomb unknown"),
    "mail, old Office with macros": (
        "eml",
        lambda: mail(("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"))),
        NOT,
        "macros unknown",
    ),
    "zip called docx": ("docx", lambda: zip_of_nothing(), NOT, "mismatch"),
}


def zip_of_nothing():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "isi")
    return out.getvalue()
