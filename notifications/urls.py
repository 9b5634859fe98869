"""Addresses of what leaves the house."""

from django.urls import path

from .views import bundles, check, exports, inbox, letterheads, letters, mails, parliament, reminders, signing, wordings

app_name = "notifications"
urlpatterns = [
    path("permintaan/<int:pk>/pratinjau.pdf", letters.preview, name="preview"),
    path("permintaan/<int:pk>/pratinjau-<int:page>.png", letters.preview_page, name="preview_page"),
    path("surat/<int:pk>/", letters.letter, name="letter"),
    path("surat/<int:pk>/tanda-tangan/", signing.signature, name="signature"),
    path("surat/<int:pk>/untuk-ditandatangani.zip", signing.to_sign, name="to_sign"),
    path("surat/susunan/", wordings.templates, name="templates"),
    path("surat/susunan/tanda-tangan/", wordings.enact_signing, name="enact_signing"),
    path("surat/susunan/kop/", letterheads.register_unit, name="register_unit"),
    path("surat/susunan/kop/<int:pk>/lambang.png", letterheads.emblem, name="emblem"),
    path("surat/susunan/<slug:kind>/", wordings.enact_template, name="enact_template"),
    path("tanda-terima/<int:pk>/tanda-terima.pdf", letters.receipt_pdf, name="receipt_pdf"),
    path("kinerja/lembar.pdf", letters.performance_pdf, name="performance_pdf"),
    path("lembar-dpr/lembar.pdf", parliament.parliament_pdf, name="parliament_pdf"),
    path("lembar-dpr/terbitkan/", parliament.issue_sheet, name="issue_sheet"),
    path("kotak-keluar/kembali/", mails.returned_mail, name="returned_mail"),
    path("kotak-keluar/<uuid:pk>/kirim-lagi/", mails.retry_message, name="retry_message"),
    path("kotak-keluar/<uuid:pk>/batal/", mails.cancel_message, name="cancel_message"),
    path("kotak-keluar/keheningan/", mails.silences, name="silences"),
    path("healthz", mails.healthz, name="healthz"),
    path("kotak-keluar/", mails.outbox, name="outbox"),
    path("kotak-keluar/akan-datang/", mails.to_come, name="to_come"),
    path("pemberitahuan/", inbox.inbox, name="inbox"),
    path("pemberitahuan/terbaca/", inbox.mark_read, name="mark_read"),
    path("pemberitahuan/rangkuman/", inbox.digest, name="digest"),
    path("jejak/bukti/", bundles.bundles, name="bundles"),
    path("jejak/bukti/<uuid:pk>.zip", bundles.bundle_file, name="bundle_file"),
    path("jejak/ekspor/minta/<slug:kind>/", exports.ask_export, name="ask_export"),
    path("jejak/ekspor/<uuid:pk>.zip", exports.export_parcel, name="export_parcel"),
    path("jejak/bukti/periksa.py", bundles.verifier, name="verifier"),
    path("pengingat/", reminders.policies, name="policies"),
    path("pengingat/tetapkan/", reminders.enact_reminders, name="enact_reminders"),
    path("pengingat/<int:pk>/batalkan/", reminders.withdraw_reminders, name="withdraw_reminders"),
    path("v/", check.check, name="check_form"),
    path("v/<str:code>/", check.check, name="check"),
    path("v/<str:code>/cocokkan/", check.match, name="match"),
]
