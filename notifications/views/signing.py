"""A person's signature: the letter goes out for it and comes back, by hand or through BSrE. With it the letter is issued."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from incidents.actions import (
    case_letter_conditions,
    case_letter_issuing,
    complaints,
    letter_decisions,
    letter_issuing,
    same_questions,
    signatures,
)
from incidents.models import Letter
from incidents.plain.not_none import not_none
from incidents.record import access_log, authority, locked_files
from incidents.views import complainant_sheets as sheets_pages
from incidents.views import kept_form
from incidents.views.base import SignedIn, bytes_of, done, require, told
from incidents.workflow import Action

from ..forms import PassphraseForm, SignedFileForm
from ..letters import bsre, signed
from ..letters.mismatch import Mismatch

MISMATCH = {
    "not_a_pdf": gettext_noop("This file is not a PDF that can be read."),
    "unjudged": gettext_noop(
        "This file could not be compared with the letter given out: it is damaged, or there is a fault in Tanggap. Nothing was issued. Have the "
        "file signed again as it was given out; if it is refused like this again, the operator finds the reason in the log."
    ),
    "no_signature": gettext_noop("This PDF carries no electronic signature."),
    "broken": gettext_noop(
        "The signature of this PDF does not hold: the file was changed after signing, or it is damaged."
    ),
    "another_number": gettext_noop("The number %(where)s does not stand in this PDF: it is another letter."),
    "another_text": gettext_noop(
        "The text of this PDF differs from the letter given out, near “%(where)s”. Have the file signed as it was given out."
    ),
    "changed_after": gettext_noop(
        "This PDF was changed after it was signed. The signature does not cover what it shows."
    ),
    "another_file": gettext_noop("The file inside this PDF is not the one that was given out."),
    "undated": gettext_noop("The signature of this PDF states no time, by which the letter would be dated."),
    "annotated": gettext_noop(
        "Page %(where)s of this PDF carries notes or fields that the letter given out did not have. Have the file signed as it was given "
        "out; only the signature may be added."
    ),
    "another_part": gettext_noop(
        "This PDF carries something that the letter given out did not, or not so: %(where)s. Have the file signed as it was given out; "
        "no program may add anything but the signature."
    ),
    "misplaced": gettext_noop(
        "The visible signature on page %(where)s stands on another page than the box for it, or is larger than 90 × 50 mm. Have the file signed "
        "again, with the signature in the box under the office."
    ),
    "covered": gettext_noop(
        "The visible signature on page %(where)s covers what is printed there. Have the file signed again, with the signature in the box "
        "under the office."
    ),
    "drawn": gettext_noop(
        "Page %(where)s of this PDF shows something else than the letter given out, outside the box for the signature. Have the file signed as "
        "it was given out."
    ),
}
REFUSED = {
    "passphrase": gettext_noop(
        "BSrE says that the passphrase is wrong. It was tried once; several wrong ones lock the signer out."
    ),
    "not_registered": gettext_noop("BSrE does not know %(email)s. Ask the registration desk."),
    "not_ready": gettext_noop("The certificate of %(email)s cannot sign now: %(words)s."),
    "other": gettext_noop("BSrE refused: %(words)s (%(code)s)."),
}


def waiting(request: SignedIn, pk: int) -> Letter:
    """A letter that waits for a signature, its bytes drawn; another one does not exist here. One whose signature the door
    would not take from this person is not theirs to open either."""
    require(request, Action.FILE_SIGNED)
    rows = Letter.objects.visible_to(request.user).filter(file__isnull=True, voided_at__isnull=True)
    letter = get_object_or_404(
        rows.select_related(
            "request", "case_letter", "complaint_answer__complaint", "incident", "agency", "unsigned", "cause"
        ),
        pk=pk,
    )
    if letter.signing not in Letter.BY_HAND:
        raise Http404("no person signs this letter")
    if why := authority.refusal(letter.filed_by, letter.matter, request.user, letter.matter.incident):
        raise why
    if letter.complaint_answer:  # the paper names who complained
        sheets_pages.check_opens(request, letter.complaint_answer.complaint)
    return letter


@sensitive_variables("form")
@sensitive_post_parameters("passphrase", "totp")
def signature(request: SignedIn, pk: int) -> HttpResponse:
    """What is to be signed, the way out and the way back. The import, or BSrE's answer, is the issue."""
    letter = waiting(request, pk)
    own, cause = letter.signing == Letter.Signing.BSRE, not_none(letter.cause)
    # The letter names who approved it; nobody else's certificate may stand under that name.
    if own and request.method == "POST" and cause.actor_id != request.user.pk:
        raise authority.AnotherApproved(f"{letter} is {cause.actor_name}'s to sign")
    form_class = PassphraseForm if own else SignedFileForm
    form = form_class(kept_form.sent(request), request.FILES or None, initial={"seen": letter.matter.version})
    if request.method == "POST" and letter.unsigned and form.is_valid():
        with bytes_of(letter.unsigned) as file:
            given = file.read()
        signatures.foresee(letter, by=request.user, seen=form.cleaned_data["seen"], at=timezone.now())
        try:
            if own:
                signatures.check_not_over(letter, timezone.now())
            data = _by_bsre(request, letter, given, form.cleaned_data) if own else form.cleaned_data["file"].read()
            found = signed.compare(given, data, str(letter))
            signatures.check_time(letter, found.signed_at, timezone.now())
        except Mismatch as fault:
            form.add_error(None, ValidationError(_(MISMATCH[fault.why]) % {"where": fault.where}))
        except signatures.AtAnotherTime as fault:
            form.add_error(None, ValidationError(told(fault)))
        except _Said as fault:
            form.add_error(None, ValidationError(str(fault)))
        else:
            _file(request, letter, data, found.facts(), form.cleaned_data["seen"])
            done(request, letter.filed_by)
            return redirect(letter.matter)
    access_log.look(request, letter)
    context = {
        "letter": letter,
        "matter": letter.matter,
        "form": form,
        "own": own,
        "signer": cause.actor_name if own and cause.actor_id != request.user.pk else "",
        "date_over": signatures.date_is_over(letter, timezone.now()),
        "objection": letter.case_letter and case_letter_conditions.objection(letter.case_letter, timezone.now()),
        "calls_too_late": letter.is_asking and same_questions.calls_too_late(not_none(letter.request), timezone.now()),
        "answered_meanwhile": letter.is_asking and same_questions.answered_meanwhile(not_none(letter.request)),
    }
    return render(request, "notifications/signature/show.html", context)


class _Said(Exception):
    """Why there is no signature, in the reader's words."""


@sensitive_variables("data")
def _by_bsre(request: SignedIn, letter: Letter, given: bytes, data: Mapping[str, str]) -> bytes:
    email = request.user.email
    about = {"reason": f"Surat Nomor {letter}", "location": letter.content["place"]}
    try:
        return bsre.sign(given, email=email, passphrase=data["passphrase"], totp=data["totp"], **about)
    except bsre.Refused as refusal:
        words = {"email": email, "words": str(refusal), "code": refusal.code or "–"}
        raise _Said(_(REFUSED[refusal.why]) % words) from None
    except bsre.Uncertain:
        raise _Said(
            _("BSrE did not answer in time. Whether it signed is not known; nothing was issued here.")
        ) from None
    except bsre.Unreachable as fault:
        raise _Said(_("BSrE cannot be reached: %(words)s. Nothing was signed.") % {"words": fault}) from None


def _file(request: SignedIn, letter: Letter, data: bytes, facts: dict[str, Any], seen: int) -> None:
    """Keep the bytes; of a refused filing none stays."""
    name = not_none(letter.unsigned).name.removesuffix(".pdf") + "-bertanda-tangan.pdf"
    with locked_files.keeping(data, name, lock=letter.to_person) as kept:
        if letter.is_asking:
            clarification = not_none(letter.request)
            letter_issuing.issue_signed(clarification, by=request.user, seen=seen, file=kept, details=facts)
        elif letter.complaint_answer:
            complaints.send_signed_answer(letter.complaint_answer, by=request.user, seen=seen, file=kept, details=facts)
        elif letter.kind_row.alone:
            case_letter = not_none(letter.case_letter)
            case_letter_issuing.issue_signed(case_letter, by=request.user, seen=seen, file=kept, details=facts)
        else:
            letter_decisions.file_signed(letter, by=request.user, file=kept, details=facts)


def to_sign(request: SignedIn, pk: int) -> HttpResponse:
    """The letter as it goes out for signature, with what another system wants to know about it, as one ZIP."""
    letter = waiting(request, pk)
    if letter.unsigned is None:
        return render(request, "notifications/not_yet.html", {"letter": letter}, status=503)
    with bytes_of(letter.unsigned) as file:
        data = file.read()
    sheets_pages.note_opening(request, letter)
    content, out = letter.content, io.BytesIO()
    about = {
        "nomor": content["number"],
        "tanggal": content["date"],  # the signature is of this day, by Jakarta
        "hal": content["subject"],
        "sifat": {"keamanan": content["security"], "kecepatan": content["urgency"]},
        "tujuan": content["addressee"],
        "tembusan": content["copies"],
        "penanda_tangan": {
            "jabatan": content["signatory_office"],
            "cara": content["signatory_mode"] or "langsung",
            "jabatan_sendiri": content["signatory_own"],
            "nama": content["signatory_name"],
        },
        "acuan": content["reference"],
        "kode_pemeriksaan": letter.check_code,
        "berkas": {"nama": letter.unsigned.name, "sha256": locked_files.digest_of(data), "bita": len(data)},
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr(letter.unsigned.name, data)
        parcel.writestr("surat.json", json.dumps(about, ensure_ascii=False, indent=2))
    response = HttpResponse(out.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{letter.unsigned.name.removesuffix(".pdf")}.zip"'
    return response
