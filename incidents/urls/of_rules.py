"""Addresses of the rules in force: each as dated versions, enacted, withdrawn and ended; and the calendar."""

from django.urls import path

from ..views import enacting, rule_ends, rules

OF_RULES = [
    path("aturan/", rules.all_rules, name="rules"),
    path("aturan/tetapkan/", rules.enact_rule, name="enact_rule"),
    path("aturan/tangga/tetapkan/", enacting.enact_rung, name="enact_rung"),
    path("aturan/pertanyaan/tetapkan/", enacting.enact_questions, name="enact_questions"),
    path("aturan/jenis-data/tetapkan/", enacting.enact_category, name="enact_category"),
    path("aturan/retensi/tetapkan/", enacting.enact_retention, name="enact_retention"),
    path("aturan/sanksi/tetapkan/", enacting.enact_regime, name="enact_regime"),
    path("aturan/<slug:kind>/<int:pk>/batalkan/", rules.withdraw_rule, name="withdraw_rule"),
    path("aturan/<slug:kind>/<int:pk>/akhiri/", rule_ends.end_rule, name="end_rule"),
    path("aturan/hari-libur/<int:year>/", rules.confirm_calendar, name="confirm_calendar"),
]
