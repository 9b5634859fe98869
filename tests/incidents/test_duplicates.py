"""Likely duplicates: what two reports both name."""

from datetime import timedelta

from django.utils import timezone

from incidents.actions import duplicates
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
    far = now + timedelta(days=400)
    assert duplicates.likely_duplicates(world.officer, "Ins A diberitakan", at=far) == []
    assert duplicates.likely_duplicates(world.liaison_a, "“Jimbo”", at=now) == []
