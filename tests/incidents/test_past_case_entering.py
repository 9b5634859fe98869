"""A past case by hand and the same one by a list: the record is one, whichever way somebody took."""

from django.utils import timezone

from incidents.models import Incident, PastLetter
from incidents.reports import past_letters
from tests.clerk import Clerk, Pick
from tests.lists_of_cases import HEADS, cells, take

CASE = {"title": "Kebocoran lama", "summary": "Dijual di forum", "happened": "akhir April 2020"}
ASKED = "Apa yang bocor?\nSejak kapan?"
LETTERS = {
    "first": {
        "kind": "clarification_request",
        "number": "S-1",
        "dated": "8-5-2020 10.15",
        "office": "Direktur Utama",
        "channel": "post",
    }
    | {"subject": "Klarifikasi", "asked": ASKED, "period": "3 x 24 jam", "due": "11-5-2020", "source": "Buku agenda"},
    "second": {"kind": "second_letter", "number": "S-2", "dated": "12-5-2020", "channel": "mail", "due": "15-5-2020"},
    "summons": {"kind": "summons", "dated": "pertengahan Mei 2020", "channel": "courier"},
    "referral": {"kind": "referral", "number": "S-9", "dated": "Maret 2022", "channel": "post"},
}
AFTER = {"second": "first", "summons": "second"}
TO = {"referral": "Ins B"}
REPLIES = (
    ("first", {"kind": "interim", "received": "9-5-2020", "channel": "mail", "text": "Menyusul"}),
    (
        "first",
        {"kind": "part", "received": "10-5-2020 pagi", "number": "R-1", "channel": "post", "answers": {1: "Surel"}}
        | {"signed_by": "Sri", "office": "Direktur Hukum", "source": "Map 7"},
    ),
    (
        "second",
        {"kind": "asked_back", "received": "12-5-2020", "channel": "mail", "text": "Data yang mana?"}
        | {"answer": "Data pelanggan", "settled": "13-5-2020", "effect": "stays"},
    ),
    (
        "second",
        {"kind": "denial", "received": "14-5-2020 09.00", "number": "R-2", "channel": "post", "text": "Not ours"}
        | {"language": "en", "translation": "Bukan dari kami"},
    ),
    ("summons", {"kind": "full", "received": "akhir Mei 2020", "channel": "other", "text": "Hadir"}),
    ("referral", {"kind": "receipt", "received": "April 2022", "number": "LP/B/12/2022", "channel": "post"}),
    ("referral", {"kind": "result", "received": "2023", "channel": "post", "text": "Dihentikan"}),
)
END = {"outcome": "no_reply", "ended": "2021"}


def by_list(world):
    """One row for the case and its first letter, one for each further letter, one for each reply, one for the other body."""
    letter = {
        name: {f"letter_{fact}" if fact != "due" else fact: value for fact, value in facts.items()}
        for name, facts in LETTERS.items()
    }
    said = {"file_number": "B-1/2020"}
    first = {
        "began": "Mei 2020",
        "source": "news",
        "agency": "Ins A",
        "role": "controller",
        "known": "2-5-2020",
        "tlp": "amber",
    }
    rows = [cells(**said, **CASE, **first, **letter["first"], **END, grounds="Nota")]
    for name, told in letter.items():
        if name != "first":
            before = {"letter_follows": LETTERS[AFTER[name]]["number"]} if name in AFTER else {}
            rows.append(cells(**said, agency=TO.get(name, "Ins A"), **told, **before))
    for name, reply in REPLIES:
        told = {f"reply_{fact}": value for fact, value in reply.items()}
        if answers := told.pop("reply_answers", None):
            told["reply_answers"] = "\n".join(f"{n}. {text}" for n, text in answers.items())
        named = {key: letter[name][key] for key in ("letter_number", "letter_dated") if key in letter[name]}
        rows.append(cells(**said, agency=TO.get(name, "Ins A"), **named, **told))
    rows.append(cells(**said, agency="Ins B", role="processor"))
    assert take(world, [HEADS, *rows]).counts["refused"] == 0
    return Incident.objects.get(file_number="B-1/2020")


def by_hand(world, browser):
    clerk, bodies = Clerk(browser), {"Ins A": world.agency_a.pk, "Ins B": world.agency_b.pk}
    page = clerk.follow("/insiden/", "Entri kasus lama")
    typed = {
        "file_number": "B-2/2020",
        "began": "Mei 2020",
        "source": "news",
        "agency": Pick("Ins A"),
        "known": "2-5-2020",
    }
    reference = clerk.fill(page, **CASE, **typed).rstrip("/").rpartition("/")[2]
    clerk.fill(f"/insiden/{reference}/libatkan/", agency=Pick("Ins B"), role="processor", since="Mei 2020")
    entered = {}
    for name, facts in LETTERS.items():
        before = {"follows": entered[AFTER[name]].pk} if name in AFTER else {}
        address = f"/insiden/{reference}/surat-arsip/"
        clerk.fill(address, **facts, **before, agency=str(bodies[TO.get(name, "Ins A")]))
        entered[name] = PastLetter.objects.latest("pk")
    for name, facts in REPLIES:
        answers = {f"q{n}": text for n, text in facts.get("answers", {}).items()}
        told = {fact: value for fact, value in facts.items() if fact != "answers"}
        clerk.fill(f"/surat-arsip/{entered[name].pk}/balasan/", **told, **answers)
    page = f"/insiden/{reference}/hasil-arsip/"
    typed = {"seen": Incident.objects.get(reference=reference).version, **END, "reason": "Nota"}
    asked = browser.post(page, typed)  # what came after the end is read back once
    browser.post(page, typed | {"read_back": asked.context["form"]["read_back"].value()})
    return Incident.objects.get(reference=reference)


OWN = {
    "id",
    "incident_id",
    "letter_id",
    "follows_id",
    "act_id",
    "version",
    "reference",
    "file_number",
    "owner_id",
    "unit_id",
}


def columns(row):
    """What a row says, without what is its own: keys, and the instants of its entering."""
    told = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in told.items() if name not in OWN and "closed_at" not in name}


def record_of(case, now):
    """All that stands of a past case, rows named by their place among their like."""
    letters = list(case.past_letters.order_by("dated_at", "kind"))
    stands = {each.letter.pk: each for each in past_letters.of_case(case, now)}
    return {
        "case": columns(case),
        "letters": [columns(each) for each in letters],
        "follows": [each.follows and letters.index(each.follows) for each in letters],
        "replies": [[columns(reply) for reply in each.replies.order_by("received_at")] for each in letters],
        "stands": [(stands[each.pk].words, stands[each.pk].judged and stands[each.pk].judged.days) for each in letters],
        "parts": [columns(each) for each in case.involvements.order_by("role")],
        "acts": sorted(case.events.values_list("action", flat=True)),
        "happened": sorted(case.events.exclude(action="involve").values_list("action", "happened_at")),  # that is now
    }


def test_by_hand_and_by_a_list_one_case_becomes_the_same_record(world, log_in):
    listed, typed = by_list(world), by_hand(world, log_in(world.officer))
    now = timezone.now()
    by_a_list, by_a_hand = record_of(listed, now), record_of(typed, now)
    for part, told in by_a_list.items():
        assert told == by_a_hand[part], part
    assert by_a_list["follows"] == [None, 2, 0, None] and [len(each) for each in by_a_list["replies"]] == [2, 1, 2, 2]
