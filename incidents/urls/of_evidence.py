"""Addresses of evidence: in its case, and of one piece."""

from django.urls import path

from ..views import evidence

OF_EVIDENCE = [
    path("insiden/<str:reference>/bukti/", evidence.case_evidence, name="case_evidence"),
    path("insiden/<str:reference>/bukti/tambah/", evidence.attach, name="attach"),
    path("bukti/<int:pk>/", evidence.piece, name="piece"),
    path("bukti/<int:pk>/berkas/", evidence.evidence_file, name="evidence_file"),
    path("bukti/<int:pk>/serahkan/", evidence.hand_over, name="hand_over"),
    path("bukti/<int:pk>/tlp/", evidence.reclassify, name="reclassify"),
    path("bukti/<int:pk>/penyerahan/perbaiki/", evidence.correct_custody, name="correct_custody"),
    path("bukti/<int:pk>/penyerahan/coret/", evidence.strike_custody, name="strike_custody"),
    path("bukti/<int:pk>/lepaskan/", evidence.release, name="release"),
    path("bukti/<int:pk>/musnahkan/", evidence.destroy, name="destroy"),
]
