"""Likely duplicates: what two reports both name."""

from datetime import timedelta

from django.utils import timezone

from incidents.actions import duplicates
from incidents.models import Likeness
from tests.world import report


def test_likely_duplicates_are_found_by_what_both_name(world):
    first = report(world, "Akun “Jimbo” menjual data Ins A di https://forum.example/t/1 seharga 2 BTC")
    now = timezone.now()

    def likely(text, **how):
        return [
            (c.reference, kinds) for c, kinds, _ in duplicates.likely_duplicates(world.officer, text, at=now, **how)
        ]

    assert likely("Ada di forum.example/t/1 lagi") == [(first.reference, ["address"])]
    assert likely("Ins A, katanya 2 BTC") == [(first.reference, ["agency", "price"])]
    assert likely("Ins A diberitakan lagi") == [(first.reference, ["agency"])]
    assert likely("si jimbo muncul lagi") == [(first.reference, ["name"])]
    assert likely("Ins B diberitakan") == [] == likely("")
    assert likely("ada yang menjual seharga 2 BTC") == [], "many ask a round price"
    assert likely("Ins A, katanya 2 dolar") == [(first.reference, ["agency"])], "the same number of another currency"
    far = now + timedelta(days=400)
    assert duplicates.likely_duplicates(world.officer, "Ins A diberitakan", at=far) == []
    assert duplicates.likely_duplicates(world.liaison_a, "“Jimbo”", at=now) == []


def test_an_exact_price_is_recognised_in_any_spelling(world):
    first = report(world, "Dijual Rp571.559.477")
    [(case, kinds, _days)] = duplicates.likely_duplicates(world.officer, "571 559 477 rupiah", at=timezone.now())
    assert (case.reference, kinds) == (first.reference, ["price"])


def test_days_apart_are_counted_from_the_day_typed(world, log_in):
    first = report(world, "Akun “Jimbo” menjual data Ins A")
    day = timezone.localtime(first.seen_at).date() - timedelta(days=9)
    data = {"summary": "“Jimbo” lagi", "seen_at": f"{day:%d-%m-%Y} 23.50", "report": ""}
    assert log_in(world.officer).post("/insiden/baru/", data).status_code == 302
    asked = Likeness.objects.get()
    assert (asked.other, asked.days) == (first, 9)
