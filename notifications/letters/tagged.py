"""What WeasyPrint leaves undone for whoever hears a PDF read aloud (PDF/UA-1, ISO 14289-1) and whoever keeps it (PDF/A-3, ISO 19005-3).

Done to its objects just before they are written: what stands in the margin of the first page (how a copy is checked) comes to the end of
the document's tree, what repeats it or numbers a page is no content; headers of tables say of what; lists say how they are numbered;
the request inside is named once; what the file says of itself is readable to any tool.
"""

from collections.abc import Iterator
from typing import Any

# ISO 19005-3, 6.6.2.3.3: a property of another standard is described beside it.
UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher`: mends the objects of `pdf`, a pydyf.PDF."""
    tree = _Tree(pdf)
    tree.place_margins()
    tree.describe()
    if "AF" in pdf.catalog:  # WeasyPrint names each file twice
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    about = tree.of(pdf.catalog["Metadata"])
    about.compress = False  # ISO 19005-3 allows it compressed; a tool that is no reader of PDF would not find it
    about.stream = [part.replace(b"</rdf:RDF>", UA + b"</rdf:RDF>") for part in about.stream]


class _Tree:
    """The structure of a document: its elements by reference, and what is marked on each page by number."""

    def __init__(self, pdf: Any) -> None:
        self.objects = {each.reference: each for each in pdf.objects}
        root = self.of(pdf.catalog["StructTreeRoot"])
        self.document = self.of(root["K"][0])
        marked = self.of(root["ParentTree"])["Nums"][1::2]
        self.pages = list(zip(map(self.of, pdf.page_references), marked, strict=False))
        self.elements = list(self._below(self.document))

    def of(self, reference: bytes) -> Any:
        return self.objects[reference]

    def _below(self, element: Any) -> Iterator[Any]:
        for kid in element["K"]:
            if isinstance(kid, bytes) and self.of(kid).get("Type") == "/StructElem":
                yield self.of(kid)
                yield from self._below(self.of(kid))

    def place_margins(self) -> None:
        """WeasyPrint hangs what stands in a margin under the document, which does not know of it."""
        known = {each.reference for each in self.elements}
        for number, (page, marked) in enumerate(self.pages):
            lost = {
                mcid: self._top(reference, known) for mcid, reference in enumerate(marked) if reference not in known
            }
            foot = [] if number else [top for top in dict.fromkeys(lost.values()) if self._holds_block(top)]
            for top in foot:
                self.document["K"].append(top)
                self.elements += [self.of(top), *self._below(self.of(top))]
            for mcid, top in lost.items():
                if top not in foot:
                    marked[mcid] = "null"
                    self._make_artifact(self.of(page["Contents"]).stream, mcid)

    def _top(self, reference: bytes, known: set[bytes]) -> bytes:
        while (above := self.of(reference)["P"]) != self.document.reference and above not in known:
            reference = above
        return reference

    def _holds_block(self, top: bytes) -> bool:
        """The foot is a block; a number of a page is words alone."""
        return any(each["S"] == "/Div" for each in (self.of(top), *self._below(self.of(top))))

    @staticmethod
    def _make_artifact(stream: list[Any], mcid: int) -> None:
        at = next(n for n, part in enumerate(stream) if isinstance(part, dict) and part.get("MCID") == mcid)
        stream[at - 1] = "/Artifact"
        stream[at].clear()
        stream[at]["Type"] = "/Pagination"

    def describe(self) -> None:
        for each in self.elements:
            if each["S"] == "/TH":
                row = self.of(each["P"])
                each["A"]["Scope"] = "/Column" if self.of(row["P"])["S"] == "/THead" else "/Row"
            elif each["S"] == "/L" and any(below["S"] == "/Lbl" for below in self._below(each)):
                each["A"] = type(each)({"O": "/List", "ListNumbering": "/Decimal"})
