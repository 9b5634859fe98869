"""One of everything that has an address of its own, made by the real acts."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from incidents import files
from incidents.actions import actors, anomalies, mistaken_actors, replies, reply_drafts
from incidents.models import (
    AnswerFile,
    ClarificationRequest,
    DraftFile,
    Evidence,
    Incident,
    Response,
    ResponseFile,
    SavedQuestion,
)
from incidents.plain import clocks, letter_kinds
from notifications.models import Message
from tests.incoming_kinds import came_by_mail
from tests.states import made_once
from tests.typed_rows import past_case, past_letter
from tests.world import answer_request, make_incident, make_request


def imposed(world, incident, agency):
    """A measure of another authority."""
    from incidents.actions import sanctions
    from incidents.plain.spans import parse

    by_law = {"regime": None, "basis": "PDPA 2012", "measure": "Denda", "decided_by": "PDPC Singapura"}
    return sanctions.sanction(incident, by=world.officer, agency=agency, decided=parse("2023"), **by_law)


def contested(world, sanction):
    """The measure, to which its body objected."""
    from incidents.actions import developments
    from incidents.plain.spans import parse

    told = {"kind": "objected", "decided_by": "Instansi", "document": "Surat 7/2024"}
    developments.record_development(sanction, by=world.officer, befell=parse("2024"), **told)
    return sanction


def one_of_everything(world, **facts):
    """One of everything for agency A and for agency B: a request answered in part with a file, one more draft with one.
    `facts` are those of its cases."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from incidents import setup_data
    from incidents.actions import (
        agencies,
        assertions,
        bodies_told_apart,
        cases,
        evidence,
        intake,
        law,
        merging,
        shares,
        work,
    )
    from incidents.plain.spans import parse
    from incidents.record import deeds

    setup_data.load_categories(deeds.SYSTEM)
    setup_data.load_reminders(deeds.SYSTEM)
    found, absence, proposal = {}, away(world), proposed(world)
    for key, agency, liaison in (
        ("own", world.agency_a, world.liaison_a),
        ("foreign", world.agency_b, world.liaison_b),
    ):
        incident = make_incident(world, **facts)
        piece = evidence.attach(incident, by=world.officer, upload=SimpleUploadedFile("a.txt", b"isi"))
        assertion = assertions.claim(
            incident,
            assertions.Claim(
                topic="subjects",
                statement="Dua ratus lima puluh dua orang",
                amount=252,
                unit="orang",
                said_by="Penjual",
                source="forum",
                said=parse("2023"),
            ),
            by=world.officer,
        )
        controller, coordinator = incident.involvements.order_by("pk")
        work.admit(incident, by=world.officer, user=world.supervisor, why="Menangani")
        cases.involve(incident, by=world.officer, agency=agency, role="coordination")
        meeting = cases.note(incident, by=world.officer, kind="task_force", text="Gugus tugas")
        relation = work.relate(
            incident, by=world.officer, other=make_incident(world, **facts), kind="related", why="Mirip"
        )
        share = shares.share(
            incident, by=world.officer, agency=agency, text="Yang boleh diketahui", tlp="green", evidence=[piece]
        )
        pasted = intake.keep(world.officer, text="Draf", uploads=[SimpleUploadedFile("t.txt", b"isi")])
        clarification = make_request(world, "open", agency=agency, incident=incident)
        first, second = clarification.questions.all()
        reply_drafts.save(first, by=liaison, text="Jawab", uploads=[SimpleUploadedFile("bukti.txt", b"isi")])
        response = answer_request(world, clarification, numbers=(), by=liaison)
        upload = SimpleUploadedFile("log.txt", b"isi")
        replies.reply(
            ClarificationRequest.objects.get(pk=clarification.pk),
            by=liaison,
            seen=response.request.version,
            kind="interim",
            text="Sementara",
            name="N",
            office="J",
            uploads=[upload],
        )
        asked_back = asked_about(world, agency, liaison, **facts)
        reply_drafts.save(second, by=liaison, text="Belum", uploads=[SimpleUploadedFile("draf.txt", b"isi")])
        found[key] = {
            "incident": incident,
            "absence": absence,
            "proposal": proposal,
            "request": clarification,
            "evidence": piece,
            "assertion": assertion,
            "involvement": controller,
            **known_actor(world, incident.drill),
            "affected": affected_body(world, incident),
            "past_letter": past_letter(world, past_case(world)),
            "untracked": coordinator,
            "duty": law.track_duty(controller, by=world.officer),
            "activity": meeting,
            "participation": work.join(meeting, by=world.officer, agency=agency),
            "commitment": work.commit(incident, by=world.officer, who="Instansi", what="Laporan"),
            "sanction": contested(world, imposed(world, incident, agency)),
            "relation": relation,
            "admission": incident.admissions.get(),
            "likeness": like(world, incident, **facts),
            "unlike": merging.tell_apart(like(world, incident, **facts), by=world.officer, seen=None, reason="Lain"),
            "share": share,
            "shared_piece": share.pieces.get(),
            "intake_file": pasted.files.first(),
            "response": response,
            "response_file": ResponseFile.objects.get(response__request=clarification),
            "translation": translated(world, clarification),
            "asked_request": asked_back.request,
            "counter_question_file": asked_back.files.get(),
            "answer_file": AnswerFile.objects.get(answer__response=response),
            "draft_file": DraftFile.objects.get(draft__question=second),
            "letter": clarification.letter,
            "case_letter": invited(world, incident, agency),
            **recommended(world, incident, agency, getattr(world, f"liaison_{agency.code}")),
            **complained(world, incident),
            "incoming_mail": came_by_mail(f"x@{key}.example", clarification),
            "message": Message.objects.create(
                event=clarification.incident.events.first(),
                request=clarification,
                kind="letter",
                audience="agency",
                recipient=f"x@{key}.example",
                recipient_name="x",
                planned_for=clarification.issued_at,
                next_try_at=clarification.issued_at,
            ),
        }
    assert Evidence.objects.count() == Response.objects.filter(kind="partial").count() == 2
    head = sealed_and_verified()
    asked = SavedQuestion.objects.create(user=world.auditor, page="/jejak/", name="Surat terbit", query="action=issue")
    of_the_auditor = {"head": head, "bundle": bundle(world, head), "saved_question": asked}
    of_the_auditor["letterhead"] = with_emblem(world)
    of_the_auditor["removal"] = proposed_removal(world, **facts)
    of_the_auditor["parliament_sheet"] = sheet_for_parliament(world)
    of_the_auditor["export"] = export(world)
    of_the_auditor["anomaly_rule"] = anomalies.enact_anomaly(
        by=world.auditor,
        code="late",
        limits={"days": 1},
        effective_from=clocks.day(timezone.now()),
        reason="Pemeriksaan",
    )
    pair = {"by": world.administrator, "other": world.agency_b, "reason": "Dua badan"}
    of_the_auditor["person"] = agencies.propose_agency(by=world.officer, name="Orang Pribadi", kind="person")
    of_the_auditor["told_apart"] = bodies_told_apart.tell_bodies_apart(world.agency_a, **pair)
    return {
        key: things
        | of_the_auditor
        | {"event": things["incident"].events.first(), "told_late": things["incident"].events.get(action="claim")}
        for key, things in found.items()
    }


def translated(world, clarification):
    """The ministry's translation of the last part that came, as a file."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from incidents.actions import translations

    facts = {"response": clarification.responses.last(), "language": "en"}
    upload = SimpleUploadedFile("terjemahan.txt", b"isi")
    return translations.translate(clarification, by=world.officer, seen=None, upload=upload, **facts)


def asked_about(world, agency, liaison, **facts):
    """A question of the agency about a letter, with a file, that waits for its answer."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from incidents.actions import counter_questions

    row = make_request(world, "open", agency=agency, incident=make_incident(world, **facts))
    upload = SimpleUploadedFile("contoh.txt", b"isi")
    return counter_questions.ask_back(row, by=liaison, seen=row.version, text="Data yang mana?", uploads=[upload])


def proposed_removal(world, **facts):
    """A removal under law that waits for a decision, of a note in a closed case."""
    from incidents.actions import cases
    from tests.removed import closed, proposed

    case = make_incident(world, **facts)
    cases.note(case, by=world.officer, text="Menelepon pemilik data")
    return proposed(world, closed(world, case), "text", "activity")


def bundle(world, head):
    """A proof bundle that is ready, of the auditor."""
    from incidents.models import ProofBundle

    case = Incident.objects.earliest("pk")
    now, of = timezone.now(), {"kind": "case", "key": str(case.pk), "label": case.reference, "drill": case.drill}
    made = ProofBundle(
        asked_by=world.auditor, reason="Pemeriksaan", asked_at=now, language="id", state="ready", head=head, **of
    )
    made.path, made.expires_at, made.sha256 = (
        f"bukti/{made.pk}.zip",
        now + timedelta(days=7),
        hashlib.sha256(b"isi").hexdigest(),
    )
    made.save()
    with files.writing(made.path) as out:
        out.write(b"isi")
    return made


def export(world):
    """A chronology that the officer took out, as far as its manifest."""
    from incidents.models import Export
    from incidents.record import exports

    case = Incident.objects.earliest("pk")
    of = {"kind": "chronology", "label": case.reference, "drill": case.drill, "reason": "Pemeriksaan"}
    made = Export(asked_by=world.officer, asked_at=timezone.now(), **of)
    exports.keep(made, [exports.Part.of("kronologi.xlsx", b"isi", 3)])
    return made


def sheet_for_parliament(world, at=None, **taking):
    """A sheet of this year, issued as of `at` or now, with files that only look like what they are."""
    from incidents.actions.parliament import issue_sheet
    from incidents.models import ParliamentSheet
    from incidents.reports.parliament import sheet

    today = clocks.day(timezone.now())
    content = sheet.content(sheet.Period(today.replace(month=1, day=1), today, at or timezone.now()))
    made = {extension: (f"lembar.{extension}", b"isi") for extension in ParliamentSheet.FILES}
    return issue_sheet(by=world.supervisor, content=content, purpose="Rapat kerja", made=made, **taking)


def sealed_and_verified():
    """Everything sealed under one head that bears a time stamp, and a verification that found something."""
    from incidents.models import HeadStamp, Verification
    from incidents.record import discrepancies, transparency, verification
    from tests.restored import declare_restore

    now = timezone.now()
    transparency.seal_all(now)
    head = transparency.newest()
    HeadStamp.objects.create(head=head, token="MAA=", stamped_at=now, authority="Otoritas Waktu")
    report = discrepancies.Report(size=head.size, leaves=head.size, rows=head.size, files=2)
    report.find("its bytes are missing", discrepancies.of_head(head.size))
    verification.keep(report, now, now)
    assert Verification.objects.count() == 1
    declare_restore([])
    return head


def with_emblem(world):
    """A letterhead to come, of a unit of its own, that bears an emblem."""
    from incidents import files
    from incidents.actions import people
    from tests.samples import picture
    from tests.world import UNIT

    facts = {"code": "berlambang", "name": "Berlambang", "signatory_office": "D"} | UNIT
    day = clocks.day(timezone.now()) + timedelta(days=30)
    drawn = files.redrawn(picture(size=(100, 100)))
    return people.register_unit(reason="Uji", by=world.administrator, picture=drawn, valid_from=day, **facts)


def proposed(world):
    """What a second administrator proposed, for the first one to confirm: that somebody be an auditor."""
    from incidents.actions import people, proposals
    from tests.world import another_administrator

    second = another_administrator(world)
    return proposals.propose_appointment(people.Post("auditor"), by=second, email="usulan@uji.example", name="Usulan")


def away(world):
    """An absence of the officer, in which a colleague stands in."""
    from incidents.actions import handover, people

    post = people.Post("officer", unit=world.unit)
    colleague = people.appoint(post, by=world.administrator, email="rekan@uji.example", name="Rekan").user
    begins = timezone.now() + timedelta(days=30)
    return handover.deputize(
        world.officer,
        by=world.officer,
        deputy=colleague,
        valid_from=begins,
        valid_to=begins + timedelta(days=5),
        why="Cuti",
    )


def complained(world, incident):
    """A complaint behind the case, or alone where that is a drill, and an answer that waits on another one."""
    from django.core.files.base import ContentFile

    from incidents.actions import complaints
    from incidents.plain.complainants import Person

    behind = None if incident.drill else incident
    person = Person(name="Pengadu Uji", email="pengadu@uji.example", phone="081200001111")
    said = {"person": person, "incident": behind, "way": "phone", "text": "Data dipakai orang"}
    # named and written as `tests/canary.py` looks for it: what the first one sent stands on no page but its own
    sent_of_them = ContentFile(b"Saya, Zebediah Kwanimbuka, mengadu.", "surat zebediah.txt")
    first = complaints.enter(by=world.officer, uploads=[sent_of_them], **said)
    second = complaints.enter(by=world.officer, **said)
    answer = complaints.draft_answer(second, by=world.officer, text="Laporan Saudara kami tindak lanjuti.")
    [sent] = first.sheet.files.all()
    double = complaints.enter(by=world.officer, person=person, incident=behind, way="phone", text="Sama")
    complaints.merge(double, by=world.officer, seen=1, into=second, reason="Orang yang sama")
    return {"complaint": first, "complaint_answer": answer, "merged_complaint": double, "sheet_file": sent}


def like(world, incident, **facts):
    """That a report is perhaps the same as a case."""
    from incidents.actions import cases

    told = {"summary": "Lagi", "seen_at": timezone.now(), "likely": [(incident, ["name"], 0)]}
    return cases.report(by=world.officer, **told, **facts).likenesses.get()


def known_actor(world, drill):
    """An actor with an alias, and one that turned out to be the same."""
    facts = {"by": world.officer, "kind": "seller", "drill": drill}
    actor = actors.register_actor(name="Penjual Uji", **facts)
    double = actors.register_actor(name="Penjual Lain", **facts)
    alias = actors.add_alias(actor, by=world.officer, name="@penjual_uji", place="Telegram")
    actors.merge_actor(double, by=world.officer, into=actor, reason="Satu dompet")
    judged = actors.judge_actor(actor, by=world.officer, reliability="c", reason="Sampel cocok")
    mistaken = actors.register_actor(name="Percobaan", **facts)
    mistaken_actors.annul_actor(mistaken, by=world.officer, seen=None, reason="Hanya percobaan")
    others = {"merged_actor": double, "alias": alias, "actor_judgement": judged, "mistaken_actor": mistaken}
    return {"actor": actor, **others}


def affected_body(world, incident):
    from incidents.actions import affected

    affected.list_affected(incident, by=world.officer, bodies=[affected.Named("Dinas Contoh")])
    return incident.affected.get()


def invited(world, incident, agency):
    """An issued invitation to `agency`."""
    from incidents.actions import case_letter_content, case_letter_issuing, case_letters, letter_content
    from incidents.models import CaseLetter

    meeting = case_letter_content.meeting_facts(timezone.now() + timedelta(days=1), None, "Ruang rapat")
    [row] = case_letters.draft(
        incident,
        by=world.officer,
        kind=letter_kinds.INVITATION,
        agencies=[agency],
        facts={"meeting": meeting, "acara": "Kronologi", "peserta": "Kepala unit"},
        subject="Undangan",
    )
    digest = letter_content.digest(case_letter_content.content(row, timezone.now(), world.supervisor))
    case_letter_issuing.issue({row: (row.version, digest)}, by=world.supervisor)
    return CaseLetter.objects.get(pk=row.pk)


def recommended(world, incident, agency, liaison):
    """An issued recommendation to `agency`, and a file of what it reported on that."""
    from incidents.actions import case_letter_content, case_letter_issuing, case_letters, follow_ups, letter_content
    from incidents.models import CaseLetter
    from tests.every_value import upload

    done_by = case_letter_content.done_by_facts(timezone.now() + timedelta(days=30))
    [row] = case_letters.draft(
        incident,
        by=world.officer,
        kind=letter_kinds.RECOMMENDATION,
        agencies=[agency],
        facts={"pertimbangan": "Kunci lama berlaku", "butir": "Ganti kunci", "done_by": done_by},
        subject="Rekomendasi",
    )
    digest = letter_content.digest(case_letter_content.content(row, timezone.now(), world.supervisor))
    case_letter_issuing.issue({row: (row.version, digest)}, by=world.supervisor)
    row = CaseLetter.objects.get(pk=row.pk)
    said = {"text": "Selesai", "name": "Wati", "office": "PPDP", "uploads": [upload(f"bukti-{agency.code}.pdf")]}
    report = follow_ups.report_back(row, by=liaison, seen=row.version, **said)
    return {"result": row, "follow_up_file": report.files.get()}


objects = made_once("objects", one_of_everything, upon="world")
