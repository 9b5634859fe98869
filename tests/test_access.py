"""The URLconf walked: every route × role × own or foreign object, from one table. A new route without a row fails."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from django.template.defaultfilters import striptags
from django.urls import get_resolver
from django.utils import timezone

from incidents.actions import replies, reply_drafts
from incidents.models import AnswerFile, CaseEvent, ClarificationRequest, DraftFile, Evidence, Response, ResponseFile
from incidents.plain import letter_kinds
from notifications.models import Message
from tests.entries import past_case, past_letter
from tests.states import made_once
from tests.world import answer_request, make_incident, make_request

OFFICER, SUPERVISOR, LIAISON, AUDITOR, ADMIN, STRANGER = (
    "officer",
    "supervisor",
    "liaison_a",
    "auditor",
    "administrator",
    "stranger",
)
EVERYBODY = (OFFICER, SUPERVISOR, LIAISON, AUDITOR, ADMIN, STRANGER)
LOGIN = 302
OK, NO, HIDDEN = 200, 403, 404


def row(officer, supervisor, liaison, auditor, admin, stranger=LOGIN):
    return dict(zip(EVERYBODY, (officer, supervisor, liaison, auditor, admin, stranger), strict=True))


# What GET answers; `foreign` routes are asked again by the liaison for agency B's object and must say 404.
TABLE = {
    "incidents:home": row(302, 302, 302, 302, 302),
    "incidents:desk": row(OK, OK, NO, NO, NO),
    "incidents:approvals": row(NO, OK, NO, NO, NO),
    "incidents:issue_several": row(405, 405, 405, 405, 405),
    "incidents:portal": row(NO, NO, OK, NO, NO),
    "incidents:cases": row(OK, OK, NO, OK, NO),
    "incidents:record": row(OK, NO, NO, NO, NO),
    "incidents:incident": row(OK, OK, HIDDEN, OK, HIDDEN),
    "incidents:enter_case": row(OK, NO, NO, NO, NO),
    "incidents:import_cases": row(OK, NO, NO, NO, NO),
    "incidents:enter_letter": row(OK, NO, NO, NO, NO),
    "incidents:enter_reply": row(OK, NO, NO, NO, NO),
    "incidents:enter_outcome": row(OK, NO, NO, NO, NO),
    "incidents:record_register": row(OK, OK, NO, OK, NO),
    "incidents:record_register_sheet": row(OK, OK, NO, OK, NO),
    "incidents:amend": row(OK, NO, NO, NO, NO),
    "incidents:involve": row(OK, NO, NO, NO, NO),
    "incidents:affected": row(OK, OK, NO, OK, NO),
    "incidents:list_affected": row(OK, NO, NO, NO, NO),
    "incidents:amend_affected": row(OK, NO, NO, NO, NO),
    "incidents:involve_affected": row(405, 405, 405, 405, 405),
    "incidents:note": row(OK, OK, NO, NO, NO),
    "incidents:attach": row(OK, OK, NO, NO, NO),
    "incidents:history": row(OK, OK, NO, OK, NO),
    "incidents:draft": row(OK, NO, NO, NO, NO),
    "incidents:discard_intake_file": row(405, 405, 405, 405, 405),
    "incidents:promote": row(405, 405, 405, 405, 405),
    "incidents:dismiss": row(OK, NO, NO, NO, NO),
    "incidents:reconsider": row(OK, NO, NO, NO, NO),
    "incidents:merge": row(OK, NO, NO, NO, NO),
    "incidents:separate": row(OK, NO, NO, NO, NO),
    "incidents:tell_apart": row(405, 405, 405, 405, 405),
    "incidents:amend_involvement": row(OK, NO, NO, NO, NO),
    "incidents:assertions": row(OK, OK, NO, OK, NO),
    "incidents:topic": row(OK, OK, NO, OK, NO),
    "incidents:claim": row(OK, OK, NO, NO, NO),
    "incidents:assess": row(OK, NO, NO, NO, NO),
    "incidents:adopt": row(OK, NO, NO, NO, NO),
    "incidents:case_evidence": row(OK, OK, NO, OK, NO),
    "incidents:law": row(OK, OK, NO, OK, NO),
    "incidents:work": row(OK, OK, NO, OK, NO),
    "incidents:search": row(OK, OK, NO, OK, NO),
    "incidents:assign": row(OK, OK, NO, NO, NO),
    "incidents:workload": row(OK, OK, NO, OK, NO),
    "incidents:assign_all": row(OK, OK, NO, NO, NO),
    "incidents:deputize": row(OK, OK, NO, NO, NO),
    "incidents:return_early": row(OK, OK, NO, NO, NO),
    "incidents:revise": row(OK, OK, NO, NO, NO),
    "incidents:strike": row(OK, OK, NO, NO, NO),
    "incidents:piece": row(OK, OK, HIDDEN, OK, HIDDEN),
    "incidents:categorize": row(OK, NO, NO, NO, NO),
    "incidents:rate": row(OK, NO, NO, NO, NO),
    "incidents:sanction": row(OK, NO, NO, NO, NO),
    "incidents:relate": row(OK, NO, NO, NO, NO),
    "incidents:unrelate": row(OK, NO, NO, NO, NO),
    "incidents:reclassify": row(OK, NO, NO, NO, NO),
    "incidents:release": row(OK, NO, NO, NO, NO),
    "incidents:amend_duty": row(OK, NO, NO, NO, NO),
    "incidents:track_duty": row(OK, NO, NO, NO, NO),
    "incidents:find": row(OK, OK, NO, NO, NO),
    "incidents:commit": row(OK, OK, NO, NO, NO),
    "incidents:restrict": row(OK, OK, NO, NO, NO),
    "incidents:admit": row(OK, OK, NO, NO, NO),
    "incidents:exclude": row(OK, OK, NO, NO, NO),
    "incidents:share": row(OK, OK, NO, NO, NO),
    "incidents:unshare": row(OK, OK, NO, NO, NO),
    "incidents:hand_over": row(OK, OK, NO, NO, NO),
    "incidents:drop": row(OK, OK, NO, NO, NO),
    "incidents:destroy": row(NO, OK, NO, NO, NO),
    "incidents:close": row(NO, OK, NO, NO, NO),
    "incidents:reopen": row(NO, OK, NO, NO, NO),
    "incidents:unrestrict": row(NO, OK, NO, NO, NO),
    "incidents:join": row(OK, OK, NO, NO, NO),
    "incidents:leave": row(OK, OK, NO, NO, NO),
    "incidents:keep": row(405, 405, 405, 405, 405),
    "incidents:shared": row(OK, OK, OK, OK, NO),
    "incidents:shared_file": row(OK, OK, OK, OK, HIDDEN),
    "incidents:evidence_file": row(OK, OK, HIDDEN, OK, HIDDEN),
    "incidents:request": row(OK, OK, OK, OK, HIDDEN),
    "incidents:edit": row(OK, NO, NO, NO, NO),
    "incidents:uphold": row(OK, NO, NO, NO, NO),
    "incidents:submit": row(405, 405, 405, 405, 405),
    "incidents:send_back": row(NO, OK, NO, NO, NO),
    "incidents:issue": row(NO, 302, NO, NO, NO),
    "incidents:approve": row(NO, 302, NO, NO, NO),
    "incidents:withdraw": row(NO, OK, NO, NO, NO),
    "incidents:confirm_acceptance": row(NO, 302, NO, NO, NO),
    "incidents:correct": row(NO, OK, NO, NO, NO),
    "incidents:draft_letter": row(OK, NO, NO, NO, NO),
    "incidents:case_letter": row(OK, OK, OK, OK, HIDDEN),
    "incidents:take_back": row(OK, NO, NO, NO, NO),
    "incidents:edit_letter": row(302, NO, NO, NO, NO),
    "incidents:issue_letter": row(NO, 302, NO, NO, NO),
    "incidents:drop_letter": row(NO, OK, NO, NO, NO),
    "incidents:register": row(OK, OK, NO, OK, NO),
    "incidents:register_sheet": row(OK, OK, NO, OK, NO),
    "incidents:correspondence": row(OK, OK, NO, OK, NO),
    "notifications:signature": row(NO, HIDDEN, NO, NO, NO),
    "notifications:to_sign": row(NO, HIDDEN, NO, NO, NO),
    "notifications:templates": row(OK, OK, NO, OK, OK),
    "notifications:enact_template": row(NO, NO, NO, NO, OK),
    "notifications:enact_signing": row(NO, NO, NO, NO, OK),
    "incidents:accept": row(405, 405, 405, 405, 405),
    "incidents:acknowledge": row(405, 405, 405, 405, 405),
    "incidents:accept_question": row(405, 405, 405, 405, 405),
    "incidents:send_outside": row(OK, OK, NO, NO, NO),
    "incidents:hand_deliver": row(OK, OK, NO, NO, NO),
    "incidents:nudge": row(405, 405, 405, 405, 405),
    "incidents:delegate": row(NO, NO, OK, NO, NO),
    "incidents:reissue": row(OK, NO, NO, NO, NO),
    "incidents:next_letter": row(405, 405, 405, 405, 405),
    "incidents:question": row(NO, NO, OK, NO, NO),
    "incidents:answer": row(NO, NO, OK, NO, NO),
    "incidents:reply": row(NO, NO, OK, NO, NO),
    "incidents:redirect": row(NO, NO, OK, NO, NO),
    "incidents:ask_extension": row(NO, NO, OK, NO, NO),
    "incidents:extend": row(NO, OK, NO, NO, NO),
    "incidents:refuse_extension": row(NO, OK, NO, NO, NO),
    "incidents:return": row(OK, NO, NO, NO, NO),
    "incidents:record_reply": row(OK, NO, NO, NO, NO),
    "incidents:receipt": row(OK, OK, OK, OK, HIDDEN),
    "incidents:response_file": row(OK, OK, OK, OK, HIDDEN),
    "incidents:answer_file": row(OK, OK, OK, OK, HIDDEN),
    "incidents:remove_draft_file": row(405, 405, 405, 405, 405),
    "incidents:agencies": row(OK, OK, NO, OK, OK),
    "incidents:agency": row(OK, OK, NO, OK, OK),
    "incidents:propose_agency": row(OK, NO, NO, NO, NO),
    "incidents:register_agency": row(NO, NO, NO, NO, OK),
    "incidents:confirm_agency": row(NO, NO, NO, NO, OK),
    "incidents:amend_agency": row(NO, NO, NO, NO, OK),
    "incidents:merge_agency": row(NO, NO, NO, NO, OK),
    "incidents:end_agency": row(NO, NO, NO, NO, OK),
    "incidents:import_agencies": row(NO, NO, NO, NO, OK),
    "incidents:rename_agency": row(NO, NO, NO, NO, OK),
    "incidents:confirm_contact": row(405, 405, 405, 405, 405),
    "incidents:register_contact": row(NO, NO, NO, NO, OK),
    "incidents:end_contact": row(NO, NO, NO, NO, OK),
    "incidents:trail": row(NO, NO, NO, OK, NO),
    "incidents:rules": row(OK, OK, NO, OK, OK),
    "incidents:enact_rule": row(NO, NO, NO, NO, OK),
    "incidents:confirm_calendar": row(NO, NO, NO, NO, OK),
    "incidents:people": row(NO, NO, NO, NO, OK),
    "incidents:appoint": row(NO, NO, NO, NO, OK),
    "incidents:end_appointment": row(NO, NO, NO, NO, OK),
    "notifications:preview": row(HIDDEN, HIDDEN, NO, NO, NO),
    "notifications:preview_page": row(HIDDEN, HIDDEN, NO, NO, NO),
    "notifications:letter": row(503, 503, 503, 503, HIDDEN),
    "incidents:performance": row(OK, OK, NO, OK, NO),
    "incidents:performance_sheet": row(OK, OK, NO, OK, NO),
    "notifications:performance_pdf": row(OK, OK, NO, OK, NO),
    "notifications:receipt_pdf": row(503, 503, 503, 503, HIDDEN),
    "notifications:returned_mail": row(OK, OK, NO, NO, NO),
    "notifications:outbox": row(OK, OK, NO, OK, NO),
    "notifications:to_come": row(OK, OK, NO, OK, NO),
    "notifications:inbox": row(OK, OK, OK, OK, OK),
    "notifications:mark_read": row(405, 405, 405, 405, 405),
    "notifications:digest": row(405, 405, 405, 405, 405),
    "notifications:policies": row(OK, OK, NO, OK, OK),
    "notifications:enact_reminders": row(NO, NO, NO, NO, OK),
    "notifications:retry_message": row(405, 405, 405, 405, 405),
    "notifications:cancel_message": row(NO, OK, NO, NO, NO),
    "notifications:silences": row(OK, OK, NO, OK, NO),
    "notifications:healthz": row(503, 503, 503, 503, 503, 503),
    "notifications:check_form": row(OK, OK, OK, OK, OK, OK),
    "notifications:check": row(OK, OK, OK, OK, OK, OK),
    "notifications:match": row(405, 405, 405, 405, 405, 405),
    "account_login": row(302, 302, 302, 302, 302, OK),
    "account_logout": row(OK, OK, OK, OK, OK, 302),
    "account_change_password": row(OK, OK, OK, OK, OK, 302),
    "account_set_password": row(302, 302, 302, 302, 302, 302),
    "account_reset_password": row(OK, OK, OK, OK, OK, OK),
    "account_reset_password_done": row(OK, OK, OK, OK, OK, OK),
    "account_reset_password_from_key": row(OK, OK, OK, OK, OK, OK),
    "account_reset_password_from_key_done": row(OK, OK, OK, OK, OK, OK),
    "account_inactive": row(OK, OK, OK, OK, OK, OK),
    "account_signup": row(302, 302, 302, 302, 302, OK),
    "set_language": row(302, 302, 302, 302, 302, 302),
}
CHANGES = [
    name
    for name in TABLE
    if name.split(":")[-1]
    in (
        "record",
        "amend",
        "involve",
        "note",
        "attach",
        "promote",
        "dismiss",
        "reconsider",
        "merge",
        "separate",
        "tell_apart",
        "amend_involvement",
        "claim",
        "assess",
        "assign",
        "assign_all",
        "deputize",
        "return_early",
        "revise",
        "strike",
        "adopt",
        "discard_intake_file",
        "reply",
        "redirect",
        "uphold",
        "ask_extension",
        "extend",
        "refuse_extension",
        "return",
        "record_reply",
        "categorize",
        "rate",
        "enter_case",
        "import_cases",
        "enter_letter",
        "enter_reply",
        "enter_outcome",
        "find",
        "sanction",
        "relate",
        "unrelate",
        "restrict",
        "unrestrict",
        "admit",
        "exclude",
        "share",
        "unshare",
        "close",
        "reopen",
        "commit",
        "join",
        "leave",
        "keep",
        "drop",
        "hand_over",
        "reclassify",
        "release",
        "destroy",
        "track_duty",
        "amend_duty",
        "draft",
        "draft_letter",
        "take_back",
        "edit_letter",
        "issue_letter",
        "drop_letter",
        "edit",
        "submit",
        "send_back",
        "issue",
        "approve",
        "confirm_acceptance",
        "correct",
        "signature",
        "enact_template",
        "enact_signing",
        "withdraw",
        "accept",
        "acknowledge",
        "question",
        "answer",
        "issue_several",
        "accept_question",
        "send_outside",
        "hand_deliver",
        "nudge",
        "delegate",
        "reissue",
        "next_letter",
        "list_affected",
        "amend_affected",
        "involve_affected",
        "propose_agency",
        "register_agency",
        "confirm_agency",
        "merge_agency",
        "end_agency",
        "import_agencies",
        "amend_agency",
        "rename_agency",
        "confirm_contact",
        "returned_mail",
        "retry_message",
        "cancel_message",
        "enact_reminders",
        "enact_rule",
        "confirm_calendar",
        "mark_read",
        "digest",
        "remove_draft_file",
        "appoint",
        "end_appointment",
        "register_contact",
        "end_contact",
    )
]
BY_ADMINISTRATORS = (
    "appoint",
    "end_appointment",
    "register_contact",
    "end_contact",
    "confirm_contact",
    "register_agency",
    "confirm_agency",
    "merge_agency",
    "end_agency",
    "import_agencies",
    "amend_agency",
    "enact_reminders",
    "enact_rule",
    "confirm_calendar",
    "enact_template",
    "enact_signing",
    "rename_agency",
)
OF_A_CASE = (
    "incident",
    "enter_letter",
    "enter_outcome",
    "amend",
    "promote",
    "dismiss",
    "reconsider",
    "merge",
    "separate",
    "involve",
    "affected",
    "list_affected",
    "involve_affected",
    "note",
    "attach",
    "case_evidence",
    "law",
    "work",
    "categorize",
    "rate",
    "find",
    "sanction",
    "relate",
    "restrict",
    "unrestrict",
    "admit",
    "share",
    "close",
    "reopen",
    "assign",
    "commit",
    "assertions",
    "claim",
    "history",
    "draft",
    "correspondence",
)
OF_A_REQUEST = (
    "request",
    "submit",
    "send_back",
    "issue",
    "approve",
    "confirm_acceptance",
    "correct",
    "withdraw",
    "accept",
    "reply",
    "redirect",
    "ask_extension",
    "extend",
    "refuse_extension",
    "return",
    "record_reply",
    "acknowledge",
    "uphold",
    "edit",
    "answer",
    "send_outside",
    "hand_deliver",
    "nudge",
    "delegate",
    "reissue",
    "next_letter",
    "preview",
    "question",
    "preview_page",
)


def routes(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + pattern.name


def test_every_route_has_its_row():
    assert sorted(routes()) == sorted(TABLE)


def one_of_everything(world):
    """One of everything for agency A and for agency B: a request answered in part with a file, one more draft with one."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from incidents import setup_data
    from incidents.actions import assertions, cases, evidence, intake, law, work
    from incidents.plain.spans import parse
    from incidents.record import deeds

    setup_data.load_categories(deeds.SYSTEM)
    found, absence = {}, away(world)
    for key, agency, liaison in (
        ("own", world.agency_a, world.liaison_a),
        ("foreign", world.agency_b, world.liaison_b),
    ):
        incident = make_incident(world)
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
        relation = work.relate(incident, by=world.officer, other=make_incident(world), kind="related", why="Mirip")
        share = work.share(
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
        reply_drafts.save(second, by=liaison, text="Belum", uploads=[SimpleUploadedFile("draf.txt", b"isi")])
        found[key] = {
            "incident": incident,
            "absence": absence,
            "request": clarification,
            "evidence": piece,
            "assertion": assertion,
            "involvement": controller,
            "affected": affected_body(world, incident),
            "past_letter": past_letter(world, past_case(world)),
            "untracked": coordinator,
            "duty": law.track_duty(controller, by=world.officer),
            "activity": meeting,
            "participation": work.join(meeting, by=world.officer, agency=agency),
            "commitment": work.commit(incident, by=world.officer, who="Instansi", what="Laporan"),
            "relation": relation,
            "admission": incident.admissions.get(),
            "likeness": cases.report(
                by=world.officer, summary="Lagi", seen_at=timezone.now(), likely=[(incident, ["name"], 0)]
            ).likenesses.get(),
            "share": share,
            "shared_piece": share.pieces.get(),
            "intake_file": pasted.files.first(),
            "response": response,
            "response_file": ResponseFile.objects.get(response__request=clarification),
            "answer_file": AnswerFile.objects.get(answer__response=response),
            "draft_file": DraftFile.objects.get(draft__question=second),
            "letter": clarification.letter,
            "case_letter": invited(world, incident, agency),
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
    return found


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


def affected_body(world, incident):
    from incidents.actions import affected

    affected.list_affected(incident, by=world.officer, bodies=[affected.Named("Dinas Contoh")])
    return incident.affected.get()


def invited(world, incident, agency):
    """An issued invitation to `agency`."""
    from incidents.actions import case_letters, letter_content
    from incidents.models import CaseLetter

    meeting = case_letters.meeting_facts(timezone.now() + timedelta(days=1), None, "Ruang rapat")
    [row] = case_letters.draft(
        incident,
        by=world.officer,
        kind=letter_kinds.INVITATION,
        agencies=[agency],
        facts={"meeting": meeting, "acara": "Kronologi", "peserta": "Kepala unit"},
        subject="Undangan",
    )
    digest = letter_content.digest(case_letters.content(row, timezone.now(), world.supervisor))
    case_letters.issue({row: (row.version, digest)}, by=world.supervisor)
    return CaseLetter.objects.get(pk=row.pk)


objects = made_once("objects", one_of_everything, upon="world")


def address(name, things, world):
    from django.urls import reverse

    short = name.split(":")[-1]
    if short in OF_A_CASE:
        return reverse(name, args=[things["incident"].reference])
    if short in ("assign_all", "deputize"):
        return reverse(name, args=[world.officer.pk])
    if short in ("revise", "strike"):
        return reverse(name, args=["pernyataan", things["assertion"].pk])
    if short == "draft_letter":
        return reverse(name, args=[things["incident"].reference, "invitation"])
    if short in ("topic", "adopt"):
        return reverse(name, args=[things["incident"].reference, "subjects"])
    if short in ("question", "accept_question"):
        return reverse(name, args=[things["request"].pk, 2])
    if short in ("agency", "confirm_agency", "merge_agency", "end_agency", "amend_agency", "rename_agency"):
        return reverse(name, args=[things["request"].agency_id])
    if short == "preview_page":
        return reverse(name, args=[things["request"].pk, 1])
    if short in OF_A_REQUEST:
        return reverse(name, args=[things["request"].pk])
    if short in ("retry_message", "cancel_message"):
        return reverse(name, args=[things["message"].pk])
    pk = {
        "evidence_file": "evidence",
        "piece": "evidence",
        "hand_over": "evidence",
        "reclassify": "evidence",
        "release": "evidence",
        "destroy": "evidence",
        "track_duty": "untracked",
        "amend_duty": "duty",
        "join": "activity",
        "leave": "participation",
        "keep": "commitment",
        "drop": "commitment",
        "unrelate": "relation",
        "exclude": "admission",
        "tell_apart": "likeness",
        "unshare": "share",
        "shared": "share",
        "shared_file": "shared_piece",
        "assess": "assertion",
        "return_early": "absence",
        "amend_involvement": "involvement",
        "amend_affected": "affected",
        "enter_reply": "past_letter",
        "discard_intake_file": "intake_file",
        "receipt": "response",
        "receipt_pdf": "response",
        "answer_file": "answer_file",
        "response_file": "response_file",
        "remove_draft_file": "draft_file",
        "letter": "letter",
        "signature": "letter",
        "case_letter": "case_letter",
        "take_back": "case_letter",
        "edit_letter": "case_letter",
        "issue_letter": "case_letter",
        "drop_letter": "case_letter",
        "to_sign": "letter",
    }.get(short)
    if pk:
        return reverse(name, args=[things[pk].pk])
    if short == "end_appointment":
        return reverse(name, args=[world.liaison_b.appointments.get().pk])
    if short in ("end_contact", "confirm_contact"):
        return reverse(name, args=[world.agency_b.contacts.get().pk])
    if short == "enact_template":
        return reverse(name, args=["extension"])
    if short == "confirm_calendar":
        return reverse(name, args=[2027])
    if short in ("check", "match"):
        return reverse(name, args=[things["letter"].check_code])
    if short == "account_reset_password_from_key":
        return reverse(name, args=["1", "set-password"])
    return reverse(name)


class Page(NamedTuple):
    status: int
    html: str  # "" for what no person reads: files, redirects


class Walk(NamedTuple):
    pages: dict  # name of the route → Page
    written: int  # events that reading them all left behind


def page_of(answer):
    read = answer.headers.get("Content-Type", "").startswith("text/html") and answer.status_code not in (302, 405)
    return Page(answer.status_code, answer.content.decode() if read else "")


_walks = {}  # (who, language) → Walk; each test finds the same objects, so everything is read once


@pytest.fixture
def walk(world, objects, client, log_in):
    """walk(who, language) reads every page of every route."""

    def through(who, language="id"):
        if (who, language) not in _walks:
            events = CaseEvent.objects.count()
            browser = client if who == STRANGER else log_in(getattr(world, who))
            browser.cookies["bahasa"] = language
            pages = {name: page_of(browser.get(address(name, objects["own"], world))) for name in TABLE}
            _walks[who, language] = Walk(pages, CaseEvent.objects.count() - events)
        return _walks[who, language]

    return through


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_route_answers_every_role_as_the_table_says(walk, who):
    found = {name: page.status for name, page in walk(who).pages.items()}
    assert found == {name: expected[who] for name, expected in TABLE.items()}


def without_tokens(answer):
    """A page without what differs by chance or by its own address: form tokens, the way back, the instant."""
    return re.sub(r'(name="(csrfmiddlewaretoken|next)" value|data-server-now)="[^"]*"', "", answer.content.decode())


def test_for_a_liaison_nothing_of_another_agency_exists(world, objects, log_in):
    """404, never 403, and the very page of what was never there: whether it exists is not said. Pages and files alike."""
    liaison = log_in(world.liaison_a)
    missing = liaison.get(f"/permintaan/{10**6}/")
    for name in (
        "request",
        "receipt",
        "answer_file",
        "response_file",
        "question",
        "answer",
        "reply",
        "redirect",
        "ask_extension",
        "delegate",
        "case_letter",
    ):
        foreign = liaison.get(address(f"incidents:{name}", objects["foreign"], world))
        assert (name, foreign.status_code) == (name, 404)
        assert without_tokens(foreign) == without_tokens(missing)
    for name in ("notifications:letter", "notifications:receipt_pdf"):
        assert liaison.get(address(name, objects["foreign"], world)).status_code == 404
    assert liaison.post(address("incidents:confirm_contact", objects["foreign"], world)).status_code == 404
    for name in ("acknowledge", "answer", "question", "remove_draft_file", "reply", "redirect", "delegate"):
        answer = liaison.post(address(f"incidents:{name}", objects["foreign"], world), {"seen": 1, "text": "x"})
        assert (name, answer.status_code) == (name, 404)


def test_a_liaison_sees_no_word_of_another_agency_anywhere(world, objects, log_in):
    liaison = log_in(world.liaison_a)
    own = objects["own"]
    for name in ("portal", "request", "question", "answer", "receipt", "case_letter"):
        page = liaison.get(address(f"incidents:{name}", own, world), {"semua": 1}, follow=True).content.decode()
        for hidden in ("Instansi B", "Ins B", objects["foreign"]["request"].reference, own["incident"].title):
            assert hidden not in page, (name, hidden)


def test_a_liaison_never_sees_a_draft_or_unissued_letter(world, log_in):
    liaison = log_in(world.liaison_a)
    for status in ("draft", "awaiting_approval", "awaiting_signature"):
        clarification = make_request(world, status)
        assert liaison.get(f"/permintaan/{clarification.pk}/").status_code == 404
        assert clarification.reference not in liaison.get("/untuk-kami/?semua=1").content.decode()


@pytest.mark.parametrize("who", [AUDITOR, ADMIN, STRANGER])
def test_who_only_reads_changes_nothing_by_any_post(world, objects, client, log_in, who):
    browser = client if who == STRANGER else log_in(getattr(world, who))
    events = CaseEvent.objects.count()
    for name in CHANGES:
        if who == ADMIN and name.split(":")[1] in BY_ADMINISTRATORS:
            continue
        browser.post(address(name, objects["own"], world), {"seen": 1, "reason": "x", "text": "x", "digest": "x"})
    assert CaseEvent.objects.count() == events


def test_reading_every_page_as_every_role_changes_no_row_of_the_record(walk):
    assert not any(walk(who).written for who in EVERYBODY)


def test_refusals_and_downloads_are_in_the_access_log(world, objects, log_in):
    from incidents.models import AccessEntry

    log_in(world.auditor).get("/meja/")
    log_in(world.liaison_a).get(address("incidents:answer_file", objects["own"], world))
    kinds = set(AccessEntry.objects.values_list("kind", "actor__email"))
    assert ("refused", world.auditor.email) in kinds and ("download", world.liaison_a.email) in kinds


def test_downloads_leave_as_attachments_that_nothing_runs(world, objects, log_in):
    answer = log_in(world.officer).get(address("incidents:evidence_file", objects["own"], world))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_account_without_appointment_reaches_nothing(world, log_in):
    from incidents.models import User

    nobody = User.objects.create_user("siapa@uji.example", "Siapa", "sebuah-kalimat-panjang")
    browser = log_in(nobody)
    assert browser.get("/").status_code == 403
    assert browser.get("/insiden/").status_code == 403


# What a letter or the law says is Indonesian for every reader, and marked so.
INDONESIAN = re.compile(r'<(p|div|span) [^>]*lang="id"[^>]*>.*?</\1>', re.DOTALL)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks_one_language(walk, language):
    """No text of the other language on any page of any role: texts of 15 signs and more from the catalogue."""
    catalogue = polib.pofile(str(Path(__file__).resolve().parent.parent / "locale/id/LC_MESSAGES/django.po"))
    other = {e.msgid if language == "id" else e.msgstr for e in catalogue if e.msgid != e.msgstr and not e.msgid_plural}
    other = {text for text in other if len(text) >= 15 and "%(" not in text}
    strange = []
    for who in EVERYBODY:
        for name, page in walk(who, language).pages.items():
            if page.html:
                assert f'<html lang="{language}">' in page.html
                text = unescape(striptags(INDONESIAN.sub("", page.html)))
                strange += [(name, who, found) for found in other if found in text]
    assert not strange
