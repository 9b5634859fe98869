"""One of each kind of row that a person types into a case, and what is done to it when it was typed wrong."""

from decimal import Decimal

from django.utils import timezone

from tests.samples import pdf
from tests.states import step

# What is typed anew, and how it reads afterwards.
CHANGED = {
    "temuan": ("text", "Susunan sama persis"),
    "sanksi": ("decided_by", "Menteri"),
    "perkembangan": ("document", "Putusan 2/2024"),
    "kegiatan": ("place", "Depok"),
    "keikutsertaan": ("capacity", "Ketua"),
    "komitmen": ("what", "Log server dan firewall"),
    "bukti": ("description", "Surat kedua"),
    "pernyataan": ("amount", "25.200"),
    "surat-arsip": ("office", "Direktur Hukum"),
    "balasan-arsip": ("signed_by", "Direktur Utama"),
    "tindak-lanjut": ("number", "B-8"),
    "pengiriman": ("source", "Resi PD-2"),
    "balasan": ("declared_office", "Kepala Biro"),
    "pertanyaan": ("who", "Kepala Bagian"),
    "kabar": ("who", "Kepala Bagian"),
    "kontak-pelaku": ("who", "Redaksi Tempo"),
    "peran-pelaku": ("basis", "Tangkapan layar forum"),
}


def a_finding(case, by, at=None, found="2023"):
    """A finding of the ministry, on which a sanction may rest."""
    from incidents.actions import law
    from incidents.plain import spans

    return law.find(case, by=by, text="Cadangan tanpa sandi", confidence="high", found=spans.parse(found), at=at)


def grounds(case, by):
    """What a reprimand in this case says that it rests on."""
    listed = "Pasal 14 ayat (1) Peraturan Pemerintah Nomor 71 Tahun 2019"
    return {"rezim": "PP 71/2019", "ketentuan": listed, "temuan": a_finding(case, by).label}


def listed(case, by):
    """A body that the case affects, as a list named it."""
    from incidents.actions import affected

    affected.list_affected(case, by=by, bodies=[affected.Named("Dinas Perikanan Contoh", "Basis data")])
    return case.affected.get()


@step
def one_of_each(world, case):
    """{kind in the addresses: a row of it}, all typed in by the officer."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from incidents.actions import actor_contacts, actor_parts, cases, developments, evidence, law, sanctions, work
    from incidents.models import SanctionRegime
    from incidents.plain.spans import parse
    from tests.world import says

    by = world.officer
    piece = evidence.attach(
        case, by=by, upload=SimpleUploadedFile("surat.pdf", pdf("surat")), description="Surat", origin="Surel"
    )
    regime = SanctionRegime.objects.on(timezone.localdate()).first()
    imposed = {"agency": world.agency_a, "regime": regime, "measure": regime.measures[0], "decided_by": "Lembaga"}
    meeting = cases.note(case, by=by, kind="task_force", text="Gugus tugas dibentuk", happened=parse("2023"))
    actor = actor_parts.link_actor(case, by=by, role="offered", name="Loki", kind="seller", basis="Forum").actor
    tried = {"side": "journalist", "who": "Wartawan", "channel": "messenger", "tried": parse("awal 2023")}
    objected = {"kind": "objected", "befell": parse("2024"), "decided_by": "Instansi A", "document": "Surat 7/2024"}
    other = sanctions.sanction(case, by=by, decided=parse("2023"), **imposed)
    return {
        "perkembangan": developments.record_development(other, by=by, **objected),
        "kontak-pelaku": actor_contacts.record_contact(case, by=by, actor=actor, outcome="silent", **tried),
        "temuan": law.find(case, by=by, text="Susunan mirip", confidence="low", found=parse("2023")),
        "sanksi": sanctions.sanction(case, by=by, decided=parse("2023"), **imposed),
        "kegiatan": cases.note(case, by=by, text="Rapat di Bogor", happened=parse("1 Maret 2024")),
        "keikutsertaan": work.join(meeting, by=by, agency=world.agency_b, capacity="Anggota"),
        "komitmen": work.commit(case, by=by, who="Instansi A", what="Log server", due=timezone.now()),
        "bukti": piece,
        "pernyataan": says(world, case, amount=252, unit="orang", said_by="Penjual"),
        "keterlibatan": cases.involve(case, by=by, agency=world.agency_b, role="origin", why="Salah pilih"),
        "bukan-pelaku": not_them(world, case),
        "terdampak": listed(case, by),
        "peran-pelaku": actor_parts.link_actor(case, by=by, role="offered", name="Jimbo", basis="Katanya sendiri"),
        **from_the_record(world),
        "tindak-lanjut": paper_on_a_result(world),
        "pengiriman": posted(world, case),
        "balasan": replied(world, case),
        "pertanyaan": asked_on_paper(world, case),
        "kabar": said_outside(world, case),
        "terjemahan": translated(world, case),
        "penilaian": rated(world, case),
        "penilaian-pernyataan": assessed(world, case),
        "angka": chosen(world, case),
    }


def assessed(world, case):
    """How far somebody's word is borne out."""
    from incidents.actions import assertions
    from tests.world import says

    word = says(world, case, said_by="Forum", statement="Data dijual")
    assertions.assess(word, by=world.officer, seen=None, status="denied", reason="Bukan", document="BA 1")
    return word.assessments.get()


def chosen(world, case):
    """That a figure was not known yet, chosen before the one that is in use."""
    from incidents.actions import assertions
    from tests.world import says

    how = {"by": world.officer, "topic": "bodies"}
    first = assertions.adopt(case, reason="Belum ada dasar", **how)
    word = says(world, case, topic="bodies", amount=7, unit="instansi", said_by="Media")
    assertions.adopt(case, assertion=word, reason="Dihitung", **how)
    return first


def translated(world, case):
    """The ministry's translation of a reply."""
    from incidents.actions import translations
    from tests.world import fresh

    reply = replied(world, case)
    how = {"by": world.officer, "seen": None, "response": reply}
    return translations.translate(fresh(reply.request), language="en", text="Sedang diperiksa", **how)


def rated(world, case):
    """How grave the case is."""
    from incidents.actions import law
    from tests.world import fresh

    inputs = {"context": 2, "identification": "0.5", "confidentiality": "0.5", "integrity": "0", "availability": "0"}
    inputs = {name: Decimal(value) for name, value in inputs.items()} | {"context": 2}
    return law.rate(fresh(case), by=world.officer, reason="Menurut sampel", malicious=True, **inputs)


def not_them(world, case):
    """That a name which the case has in an assertion is not that of an actor on the register."""
    from incidents.actions import actor_parts, actors
    from tests.world import fresh, says

    says(world, case, said_by="Sandi", statement="Data dijual")
    sandi = actors.register_actor(by=world.officer, name="Sandi", kind="seller")
    actor_parts.not_this_actor(fresh(case), by=world.officer, actor=sandi, reason="Nama orang lain")
    return case.actor_dismissals.get()


def posted(world, case):
    """That the letter of a request went out by post."""
    from incidents.actions import arrival
    from tests.world import make_request

    request = make_request(world, "open", incident=case)
    how = {"channel": "post", "recipient": "Sekretariat", "said_by": "Kurir", "source": "Resi PD-1"}
    return arrival.send_outside(request, by=world.officer, seen=None, **how)


def replied(world, case=None, kind="interim", hours=0, evidence=None, answers=(), **facts):
    """What came on paper on a request, so many hours after its issue: in a case of its own, three hours ago, unless one is given."""
    from datetime import timedelta

    from incidents.actions import replies
    from tests.world import make_request

    when = {"incident": case} if case else {"issued_at": timezone.now() - timedelta(hours=3)}
    request = make_request(world, "open", **when)
    came = request.issued_at + timedelta(hours=hours)
    facts = {"text": "Sedang diperiksa", "channel": "letter", "document": "B-9 tanggal 1"} | facts
    said = replies.Reply(
        "Sri",
        "Sekretaris",
        kind=kind,
        received_at=came,
        evidence=evidence,
        answers=[*map(said_to(request), answers)],
        **facts,
    )
    return replies.record_reply(request, said, by=world.officer, seen=None)


def asked_on_paper(world, case=None, evidence=None):
    """What an officer recorded that agency A asked about a letter, by a letter of its own."""
    from incidents.actions import counter_questions
    from incidents.actions.from_outside import FromOutside
    from tests.world import make_request

    request = make_request(world, "open", **({"incident": case} if case else {}))
    paper = FromOutside("Kepala Biro", timezone.now(), "letter", "B-9 tanggal 1", evidence)
    return counter_questions.record_question(request, by=world.officer, seen=None, text="Data yang mana?", paper=paper)


def said_outside(world, case=None, evidence=None):
    """That agency A has a letter, as it said on the telephone and an officer recorded."""
    from incidents.actions import outside_words
    from incidents.actions.from_outside import FromOutside
    from tests.world import make_request

    request = make_request(world, "open", **({"incident": case} if case else {}))
    paper = FromOutside("Sri, sekretaris", timezone.now(), "phone", "", evidence)
    return outside_words.record_receipt(request, by=world.officer, seen=None, paper=paper)


def said_to(request):
    """{number of a question} → what a reply says to it."""
    from incidents.actions.replies import Said

    return lambda number: Said(request.questions.get(number=number), "Jawaban di kertas")


def paper_on_a_result(world, **facts):
    """What came back on paper on a recommendation to agency A, in a case of its own."""
    from incidents.actions import follow_ups
    from tests.one_of_everything import recommended
    from tests.world import make_incident

    letter = recommended(world, make_incident(world), world.agency_a, world.liaison_a)["result"]
    facts = {"kind": "report", "channel": "letter", "number": "B-7", "text": "Kunci sudah diganti"} | facts
    return follow_ups.record_follow_up(letter, by=world.officer, seen=None, **{"came_at": timezone.now()} | facts)


def past_case(world, began="7 Mei 2020", **facts):
    """A case entered from the record, with agency A as its controller."""
    from incidents.actions import cases, past_cases
    from incidents.plain.spans import parse

    facts = {"title": "Kebocoran lama"} | facts
    case = past_cases.enter_case(by=world.officer, began=parse(began), **facts)
    cases.involve(case, by=world.officer, agency=world.agency_a, role="controller")
    return case


def past_letter(world, case, dated="8 Mei 2020", **facts):
    """A letter that went out of it to agency A."""
    from incidents.actions import past_cases
    from incidents.plain.spans import parse

    facts = {
        "kind": "clarification_request",
        "channel": "post",
        "agency": world.agency_a,
        "number": "S-77/2020",
    } | facts
    facts["due"] = parse(facts["due"]) if facts.get("due") else None
    return past_cases.enter_letter(case, by=world.officer, dated=parse(dated), **facts)


def past_reply(world, letter, received, kind="full", **facts):
    from incidents.actions import past_cases
    from incidents.plain.spans import parse

    facts = {"channel": "mail"} | facts
    return past_cases.enter_reply(letter, by=world.officer, kind=kind, received=parse(received), **facts)


def ended_with(world, rows):
    """Every case of `rows` closed, and in each what would stand against that let go of."""
    from incidents.actions import letter_decisions, past_cases, work
    from incidents.models import still_open
    from incidents.plain.spans import parse
    from tests.world import fresh

    for case in {row.incident for row in rows}:
        for request in still_open.unfinished()["requests"].filter(incident=case):
            letter_decisions.withdraw(request, by=world.supervisor, seen=request.version, reason="Tidak perlu lagi")
        for owed in still_open.against_closing()["commitments"].filter(incident=case):
            work.drop(owed, by=world.supervisor, seen=owed.version, reason="Tidak perlu lagi")
        facts = {"by": world.supervisor, "seen": fresh(case).version, "outcome": "too_little", "reason": "Selesai"}
        if case.past:
            past_cases.enter_outcome(fresh(case), ended=parse("2021"), **facts | {"by": world.officer})
        else:
            work.close(fresh(case), **facts)
    return rows


def from_the_record(world):
    """A letter and a reply of a past case: in a case that is worked on there are none."""
    case = past_case(world)
    answered = past_letter(world, case, number="S-78/2020")
    return {
        "surat-arsip": past_letter(world, case, office="Direktur Utama"),
        "balasan-arsip": past_reply(world, answered, "10 Mei 2020", signed_by="Direktur Hukum", text="Terlampir"),
    }


def struck(row, *, by, reason="Salah kasus"):
    """The row after it was struck out."""
    from incidents.actions import corrections

    fresh = type(row).everything.get(pk=row.pk)
    return corrections.strike(fresh, by=by, seen=fresh.version, reason=reason)
