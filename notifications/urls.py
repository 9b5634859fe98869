"""Addresses of what leaves the house."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("permintaan/<int:pk>/pratinjau.pdf", views.preview, name="preview"),
    path("permintaan/<int:pk>/pratinjau-<int:page>.png", views.preview_page, name="preview_page"),
    path("surat/<int:pk>/", views.letter, name="letter"),
    path("tanda-terima/<int:pk>/tanda-terima.pdf", views.receipt_pdf, name="receipt_pdf"),
    path("kinerja/lembar.pdf", views.performance_pdf, name="performance_pdf"),
    path("kotak-keluar/kembali/", views.returned_mail, name="returned_mail"),
    path("kotak-keluar/<uuid:pk>/kirim-lagi/", views.retry_message, name="retry_message"),
    path("kotak-keluar/<uuid:pk>/batal/", views.cancel_message, name="cancel_message"),
    path("kotak-keluar/keheningan/", views.silences, name="silences"),
    path("healthz", views.healthz, name="healthz"),
    path("kotak-keluar/", views.outbox, name="outbox"),
    path("v/", views.check, name="check_form"),
    path("v/<str:code>/", views.check, name="check"),
]
