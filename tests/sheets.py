"""The sheet for Parliament as the tests draw it up and issue it."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from incidents.actions import assertions
from incidents.actions import parliament as verbs
from incidents.plain import clocks
from incidents.reports.parliament import files, sheet
from incidents.reports.parliament.sheet import Period
from tests.world import says


def period(at=None):
    today = clocks.day(timezone.now())
    return Period(today - timedelta(days=30), today, at or timezone.now())


def drawn(at=None):
    return sheet.content(period(at))


def counted(content, prefix):
    return {key.partition(":")[2]: n for key, n in content["figures"].items() if key.startswith(f"{prefix}:")}


def in_use(world, case, amount, unit="orang", bound="exactly", **facts):
    word = says(world, case, amount=Decimal(amount), unit=unit, **facts)
    assertions.adopt(case, by=world.officer, topic="subjects", reason="Dipakai", assertion=word, bound=bound)
    return word


def issue(world, content, purpose="Rapat kerja Komisi I", **taking):
    made = {
        each: (files.name(content, each), b"%PDF-1.7" if each == "pdf" else files.as_csv(content))
        for each in ("pdf", "csv")
    }
    made["xlsx"] = (files.name(content, "xlsx"), files.as_xlsx(content))
    return verbs.issue_sheet(by=world.supervisor, content=content, purpose=purpose, made=made, **taking)
