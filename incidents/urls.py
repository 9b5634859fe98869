"""Addresses of the case record. A page's name is its view's name."""

from django.urls import path

from .views import answers, audit, cases, clarifications, desk, people

app_name = "incidents"
urlpatterns = [
    path("", desk.home, name="home"),
    path("meja/", desk.desk, name="desk"),
    path("persetujuan/", desk.approvals, name="approvals"),
    path("untuk-kami/", desk.portal, name="portal"),
    path("insiden/", cases.case_list, name="cases"),
    path("insiden/baru/", cases.record, name="record"),
    path("insiden/<str:reference>/", cases.incident, name="incident"),
    path("insiden/<str:reference>/ubah/", cases.amend, name="amend"),
    path("insiden/<str:reference>/libatkan/", cases.involve, name="involve"),
    path("insiden/<str:reference>/catat/", cases.note, name="note"),
    path("insiden/<str:reference>/lampirkan/", cases.attach, name="attach"),
    path("insiden/<str:reference>/riwayat/", audit.history, name="history"),
    path("insiden/<str:reference>/permintaan/", clarifications.draft, name="draft"),
    path("lampiran/<int:pk>/", cases.attachment, name="attachment"),
    path("permintaan/<int:pk>/", clarifications.request, name="request"),
    path("permintaan/<int:pk>/sunting/", clarifications.edit, name="edit"),
    path("permintaan/<int:pk>/ajukan/", clarifications.submit, name="submit"),
    path("permintaan/<int:pk>/kembalikan/", clarifications.send_back, name="send_back"),
    path("permintaan/<int:pk>/terbitkan/", clarifications.issue, name="issue"),
    path("permintaan/<int:pk>/tarik/", clarifications.withdraw, name="withdraw"),
    path("permintaan/<int:pk>/terima/", clarifications.accept, name="accept"),
    path("permintaan/<int:pk>/konfirmasi/", clarifications.acknowledge, name="acknowledge"),
    path("permintaan/<int:pk>/pertanyaan/<int:number>/", answers.question, name="question"),
    path("permintaan/<int:pk>/kirim/", answers.answer, name="answer"),
    path("tanda-terima/<int:pk>/", answers.receipt, name="receipt"),
    path("berkas-jawaban/<int:pk>/", answers.answer_file, name="answer_file"),
    path("berkas-draf/<int:pk>/hapus/", answers.remove_draft_file, name="remove_draft_file"),
    path("instansi/", people.agencies, name="agencies"),
    path("instansi/narahubung/", people.register_contact, name="register_contact"),
    path("instansi/narahubung/<int:pk>/akhiri/", people.end_contact, name="end_contact"),
    path("jejak/", audit.trail, name="trail"),
    path("orang/", people.people, name="people"),
    path("orang/angkat/", people.appoint, name="appoint"),
    path("orang/<int:pk>/akhiri/", people.end_appointment, name="end_appointment"),
]
