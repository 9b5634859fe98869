"""Addresses of complaints: of whoever works on them, and of the public form; and of removals under law."""

from django.urls import path

from ..views import (
    complainant_sheets,
    complaint_answers,
    complaint_confirmations,
    complaint_merge_reversal,
    complaints,
    mistaken_complaints,
    public_complaints,
    removals,
    sheet_files,
)

OF_COMPLAINTS = [
    path("pengaduan/", complaints.complaints, name="complaints"),
    path("pengaduan/catat/", complaints.enter_complaint, name="enter_complaint"),
    path("pengaduan/formulir/", complaints.switch_complaint_form, name="switch_complaint_form"),
    path("pengaduan/<int:pk>/", complaints.complaint, name="complaint"),
    path("pengaduan/<int:pk>/ambil/", complaints.take_up_complaint, name="take_up_complaint"),
    path("pengaduan/<int:pk>/tanda-terima/", complaints.acknowledge_complaint, name="acknowledge_complaint"),
    path("pengaduan/<int:pk>/dikonfirmasi/", complaint_confirmations.note_confirmation, name="note_confirmation"),
    path(
        "pengaduan/<int:pk>/coret-konfirmasi/",
        complaint_confirmations.strike_confirmation,
        name="strike_confirmation",
    ),
    path("pengaduan/<int:pk>/kasus/", complaints.link_complaint, name="link_complaint"),
    path("pengaduan/<int:pk>/limpahkan/", complaints.report_complaint, name="report_complaint"),
    path("pengaduan/<int:pk>/lepas/", complaints.unlink_complaint, name="unlink_complaint"),
    path("pengaduan/<int:pk>/ubah/", complaints.amend_complaint, name="amend_complaint"),
    path("pengaduan/<int:pk>/serahkan/", complaints.assign_complaint, name="assign_complaint"),
    path("pengaduan/<int:pk>/gabung/", complaints.merge_complaint, name="merge_complaint"),
    path("pengaduan/<int:pk>/pisah/", complaint_merge_reversal.unmerge_complaint, name="unmerge_complaint"),
    path("pengaduan/<int:pk>/selesai/", complaints.conclude_complaint, name="conclude_complaint"),
    path("pengaduan/<int:pk>/buka-lagi/", complaints.reopen_complaint, name="reopen_complaint"),
    path("pengaduan/<int:pk>/keliru/", mistaken_complaints.annul_complaint, name="annul_complaint"),
    path("pengaduan/<int:pk>/bukan-keliru/", mistaken_complaints.reinstate_complaint, name="reinstate_complaint"),
    path("pengaduan/<int:pk>/jawab/", complaint_answers.draft_answer, name="draft_answer"),
    path("pengaduan/<int:pk>/dijawab/", complaint_answers.tell_answer, name="tell_answer"),
    path("pengaduan/jawaban/<int:pk>/kirim/", complaint_answers.send_answer, name="send_answer"),
    path("pengaduan/jawaban/<int:pk>/serah/", complaint_answers.hand_over_answer, name="hand_over_answer"),
    path(
        "pengaduan/jawaban/<int:pk>/coret-serah/",
        complaint_answers.strike_handing_over,
        name="strike_handing_over",
    ),
    path("pengaduan/jawaban/<int:pk>/batal/", complaint_answers.drop_answer, name="drop_answer"),
    path("pengaduan/<int:pk>/lembar/", complainant_sheets.sheet, name="sheet"),
    path("pengaduan/<int:pk>/lembar/pembaca/", complainant_sheets.sheet_readers, name="sheet_readers"),
    path("pengaduan/<int:pk>/lembar/ubah/", complainant_sheets.amend_sheet, name="amend_sheet"),
    path("pengaduan/<int:pk>/lembar/berkas/", sheet_files.add_sheet_file, name="add_sheet_file"),
    path("pengaduan/berkas/<int:pk>/", sheet_files.sheet_file, name="sheet_file"),
    path("pengaduan/berkas/<int:pk>/ubah/", sheet_files.amend_sheet_file, name="amend_sheet_file"),
    path("pengaduan/berkas/<int:pk>/coret/", sheet_files.strike_sheet_file, name="strike_sheet_file"),
    path("adukan/", public_complaints.complain, name="complain"),
    path("adukan/kode/", public_complaints.complaint_status, name="complaint_status"),
]

OF_REMOVALS = [
    path(
        "pengaduan/<int:pk>/usulkan-penghapusan/",
        removals.propose_removal_of_complaint,
        name="propose_removal_of_complaint",
    ),
    path("insiden/<str:reference>/usulkan-penghapusan/", removals.propose_removal, name="propose_removal"),
    path("penghapusan/", removals.removals, name="removals"),
    path("penghapusan/<int:pk>/", removals.removal, name="removal"),
    path("penghapusan/<int:pk>/laksanakan/", removals.remove, name="remove"),
    path("penghapusan/<int:pk>/tolak/", removals.decline_removal, name="decline_removal"),
    path(
        "instansi/<int:pk>/usulkan-penghapusan/", removals.propose_removal_of_person, name="propose_removal_of_person"
    ),
    path("pelaku/<int:pk>/usulkan-penghapusan/", removals.propose_removal_of_actor, name="propose_removal_of_actor"),
]
