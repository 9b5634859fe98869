"""The request as data inside its own letter (PDF/A-3, ISO 19005-3): an agency's system reads questions and due without
reading prose. Its form is published as static/schema/permintaan-klarifikasi-1.json."""

from incidents.actions.letter_content import Content
from incidents.record.canonical import canonical_json

NAME = "permintaan.json"
SCHEMA = "tanggap/permintaan-klarifikasi/1"


def request_json(content: Content) -> str:
    """Made from the frozen content alone, so that the same letter carries the same bytes."""
    addressee = content["addressee"]
    data = {
        "schema": SCHEMA,
        "number": content["number"],
        "date": content["date"],
        "issued_at": content.get("started_at"),
        "reference": content["reference"],
        "subject": content["subject"],
        "addressee": {"office": addressee["office"], "agency": addressee["agency"]},
        "due_at": content["due_at"],
        "hours": content["hours"],
        "answer_at": content["portal"],
        "check_at": content["check_url"],
        "questions": content["questions"],
    }
    data |= {name: content[name] for name in ("days", "days_kind") if name in content}
    data |= {"drill": True} if content.get("drill") else {}
    return canonical_json(data | ({"meeting": content["meeting"]} if content.get("meeting") else {}))
