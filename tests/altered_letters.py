"""Letters that somebody changes between giving them out and signing them, or by the visible signature itself; and what honest programs
make of one. Each is a function of the bytes given out and the signer's certificate."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from pyhanko import stamp
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from tests import certificates, gateway

SAYS = "Tenggat diperpanjang 30 hari"


def rewritten(data, change=lambda document: None, **how):
    """`data` changed by a program that writes the file anew."""
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, **how)
    return out.getvalue()


def action(document):
    document.Root.OpenAction = document.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def name(document):
    document.Root["/Tanggap"] = pikepdf.String("x")


def layer(document):
    document.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())


def _draw(document, drawn, page=0):
    """As programs draw on a page that is there: in its own measure, whatever the page's drawing left set."""
    document.pages[page].contents_add(b"q", prepend=True)
    document.pages[page].contents_add(b"Q q " + drawn + b" Q")


def black_bar(document):
    _draw(document, b"0 g 90 300 400 40 re f")


def strokes(document):
    """What reads like a stamp, of no letters."""
    drawn = " ".join(f"{100 + 4 * n} 250 2 9 re f" for n in range(60))
    _draw(document, f"0 g {drawn}".encode())


def _draw_with(document, kind, thing, drawn):
    """As _draw, with a thing of the page's resources that is called /Xx there."""
    own = document.pages[0].Resources
    own[kind] = Dictionary({**dict(own.get(kind, Dictionary()).items()), "/Xx": document.make_indirect(thing)})
    _draw(document, drawn)


def _draw_in_state(document, drawn, **state):
    _draw_with(document, "/ExtGState", Dictionary(Type=Name.ExtGState, **state), b"/Xx gs " + drawn)


def veil(document):
    _draw_in_state(document, b"1 g 60 250 480 200 re f", ca=0.6)


WHITE_SPOT = b"5 5 20 20 re f"  # on a screen, where paper shows something else


def overprint(document):
    _draw_in_state(document, b"0 0 0 0 k " + WHITE_SPOT, op=True, OPM=1)


def screened(document):
    found = Dictionary(HalftoneType=1, Frequency=1, Angle=0, SpotFunction=Name.Round)
    _draw_in_state(document, b"1 g " + WHITE_SPOT, HT=found)


def other_black(document):
    whitens = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    _draw_in_state(document, b"1 1 1 rg " + WHITE_SPOT, BG2=whitens)


def ink(document):
    """Black ink, for which a screen shows white."""
    white = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[1], N=1)
    found = Array([Name.Separation, Name.Black, Name.DeviceGray, white])
    _draw_with(document, "/ColorSpace", found, b"/Xx cs 1 scn " + WHITE_SPOT)


def for_printers(document):
    found = Stream(document, b"newpath", Type=Name.XObject, Subtype=Name.PS)
    _draw_with(document, "/XObject", found, b"/Xx Do")


def other_grey(document):
    document.pages[0].Resources.ColorSpace = Dictionary(DefaultGray=Array([Name.CalGray, Dictionary(Gamma=9)]))


def field_without_place(document):
    """A signature that a program lists, though nobody gave it and no page bears it."""
    found = document.make_indirect(
        Dictionary(FT=Name.Sig, T="x", V=Dictionary(Type=Name.Sig, Name="Direktur Jenderal"))
    )
    document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([found])))


def _layer(document):
    """Which pdfium leaves out by what it says of its use, though the catalogue does not know of it; others show it."""
    use = Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.ON))
    return document.make_indirect(Dictionary(Type=Name.OCG, Name="x", Usage=use))


def unseen_layer(document):
    document.pages[0].Resources.Properties = Dictionary({"/Lx": _layer(document)})
    _draw(document, b"/OC /Lx BDC 0 g 90 300 400 40 re f EMC")


def unseen_picture(document):
    about = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 595, 842], "OC": _layer(document)}
    document.pages[0].Resources.XObject["/Px"] = Stream(document, b"0 g 90 300 400 40 re f", **about)
    _draw(document, b"/Px Do")


def words(document, at=(90, 250), says=SAYS, mode=0, page=0):
    """`says` in a line of print; unseen with `mode` 3."""
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    document.pages[page].Resources.Font["/Hx"] = font
    _draw(document, f"BT {mode} Tr /Hx 8 Tf {at[0]} {at[1]} Td ({says}) Tj ET".encode(), page)


def unseen_words(document):
    words(document, mode=3)


def _widget(document, rect, drawn, **more):
    box = [0, 0, rect[2] - rect[0], rect[3] - rect[1]]
    look = Stream(document, drawn, Type=Name.XObject, Subtype=Name.Form, BBox=box)
    found = Dictionary(Type=Name.Annot, Subtype=Name.Widget, T="x", Rect=rect, F=4, AP=Dictionary(N=look), **more)
    found = document.make_indirect(found)
    document.pages[0].Annots = Array([found])
    document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array([found])))
    return found


def button(document):
    _widget(document, [60, 250, 540, 450], b"1 g 0 0 480 200 re f", FT=Name.Btn, Ff=65536)


def unsigned_field(document):
    _widget(document, [330, 20, 380, 40], b"", FT=Name.Sig)


def acting_field(document):
    _widget(document, [0, 0, 0, 0], b"", FT=Name.Sig, V=Dictionary(Type=Name.Sig), A=Dictionary(S=Name.Print))


def made_up_signature(document):
    """What says that it is a signature, and is drawn as one beside the real one, which is unseen."""
    made_up = document.make_indirect(Dictionary(Type=Name.Sig))
    _widget(document, [70, 252, 270, 270], b"0 g 4 2 190 9 re f", FT=Name.Sig, V=made_up)


def two_places(document):
    """A field that is drawn in two places: what is signed once is drawn once."""
    found = _widget(document, [70, 252, 270, 270], b"", FT=Name.Sig)
    about = {"/Rect": Array([70, 272, 270, 290]), "/Parent": found}
    other = Dictionary({key: found[key] for key in ("/Type", "/Subtype", "/F", "/AP")} | about)
    document.pages[0].Annots.append(document.make_indirect(other))


def link(document):
    where = Dictionary(S=Name.URI, URI="https://lain.example/")
    found = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[60, 60, 500, 700], Border=[0, 0, 0], A=where)
    page = document.pages[0].obj
    page.Annots = Array([*page.get("/Annots", []), document.make_indirect(found)])


def page_action(document):
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def cropped(document):
    document.pages[0].CropBox = [0, 100, 595, 842]


def turned(document):
    document.pages[0].Rotate = 180


def another_page(document):
    document.pages.append(document.pages[0])


def pages_changed_round(document):
    document.pages.insert(0, document.pages[-1])
    del document.pages[-1]


def other_title(document):
    with document.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:title"] = SAYS


def title_beside(document):
    document.docinfo["/Title"] = SAYS


def other_bookmark(document):
    document.Root.Outlines.First.Title = SAYS


def read_aloud(document):
    """What a screen reader says in place of the first thing that is tagged."""
    tag = document.Root.StructTreeRoot.K
    (tag[0] if isinstance(tag, Array) else tag).ActualText = SAYS


def other_font(document):
    """Its letters look alike and are copied as others."""
    font = next(iter(document.pages[0].Resources.Font.values()))
    font.ToUnicode = Stream(document, font.ToUnicode.read_bytes() + b"\n")


def another_file(document):
    attached = next(iter(document.attachments))
    document.attachments[attached] = pikepdf.AttachedFileSpec(document, b'{"due_at": "2030-01-01"}', filename=attached)


def blank():
    """A page that shows nothing."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = Stream(document, b"n")
        document.save(out)
    return out.getvalue()


def before(change):
    return lambda given, p12: gateway.sign(rewritten(given, change), p12)


def picture(says=SAYS, white=False):
    ground = RawContent(b"1 g 0 0 1000 1000 re f", box=layout.BoxConstraints(1000, 1000)) if white else None
    return stamp.TextStampStyle(stamp_text=says, background=ground, background_opacity=1.0, border_width=0)


def seen(rect, style=None, page=0):
    """Signed with a picture in `rect`, in points."""
    return lambda given, p12: gateway.sign(given, p12, page=page, rect=rect, look=style or picture())


# what is done: (how, the word of the refusal)
OF = {
    "another_part": (action, name, layer, page_action, cropped, other_bookmark, read_aloud, other_font)
    + (unseen_layer, unseen_picture),
    "drawn": (black_bar, strokes, veil),
    "another_text": (words, unseen_words, turned, another_page, pages_changed_round),
    "annotated": (button, unsigned_field, acting_field, made_up_signature, link),
    "another_file": (another_file,),
}
ALTERED = {each.__name__: (before(each), why) for why, changes in OF.items() for each in changes}
ALTERED |= {
    "signature_over_the_due": (seen((60, 420, 300, 520), picture(white=True)), "covered"),
    "signature_in_two_places": (lambda given, p12: gateway.sign(rewritten(given, two_places), p12, "x"), "annotated"),
    "signature_as_wide_as_the_page": (seen((60, 420, 550, 520), picture(white=True)), "misplaced"),
}
# What no page shows on a screen, and by which part it is refused.
UNSEEN = {overprint: "op", screened: "HT", other_black: "BG2", ink: "Separation", for_printers: "PS"}
UNSEEN |= {other_grey: "DefaultGray", field_without_place: "AcroForm", other_title: "title", title_beside: "Title"}
# Once taken, each of them.
GRAVE = ("action", "name", "layer", "black_bar", "strokes", "veil", "words", "button", "signature_over_the_due")


# --- what honest programs do beside signing --------------------------------------------------------------------------


def renamed(document):
    """Another program's name in the metadata, as each writes its own."""
    document.docinfo["/Producer"] = "Program lain 5.5.10"
    with document.open_metadata() as metadata:
        metadata["pdf:Producer"] = "Program lain 5.5.10"


HONEST = {
    "written anew": rewritten,
    "written anew, plain": lambda data: rewritten(data, object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "packed anew": lambda data: rewritten(data, recompress_flate=True, linearize=True),
    "another producer": lambda data: rewritten(data, renamed),
}


def tagged(given, p12, rect, page):
    """Signed by a program that tags the field, as PDF/UA asks of it."""
    signer = signers.SimpleSigner.load_pkcs12(str(p12), passphrase=certificates.PASSWORD.encode())
    writer = IncrementalPdfFileWriter(io.BytesIO(given))
    fields.append_signature_field(writer, fields.SigFieldSpec("TTE", on_page=page, box=rect))
    top = writer.root["/StructTreeRoot"]["/K"]
    top = top[0] if isinstance(top, generic.ArrayObject) else top
    entry, name = generic.DictionaryObject, generic.pdf_name
    mark = entry({name("/Type"): name("/OBJR"), name("/Obj"): writer.root["/AcroForm"]["/Fields"].raw_get(0)})
    tag = entry({name("/Type"): name("/StructElem"), name("/S"): name("/Form"), name("/K"): mark})
    kids = top["/K"] if isinstance(top["/K"], generic.ArrayObject) else generic.ArrayObject([top.raw_get("/K")])
    top[name("/K")] = generic.ArrayObject([*kids.iterate(), writer.add_object(tag)])
    writer.update_container(top)
    about = signers.PdfSignatureMetadata(field_name="TTE", subfilter=fields.SigSeedSubFilter.PADES)
    return signers.PdfSigner(about, signer=signer, stamp_style=picture("Berpenanda")).sign_pdf(writer).getvalue()
