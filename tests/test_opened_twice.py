"""Two people open the same page and change the same thing: the second is told, and overwrites nothing. Every form that
changes what stands, whether it saves a row anew or enacts what follows it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, agency_corrections, assertions, law, rules, work_calendar
from incidents.models import (
    Agency,
    DataCategory,
    ExposedCategory,
    Figure,
    LetterTemplate,
    Proposal,
    ReminderPolicy,
    SeverityRating,
    WorkCalendar,
)
from incidents.record import deeds
from incidents.setup_data import load_categories, shipped_reminders
from tests.sent_form import Form
from tests.world import another_administrator, fresh, make_incident, says

YEAR = 2027
NAME = {"name": "Nama Lain", "short_name": "NL", "head_office": "Kepala", "place": "Jakarta"}
INPUTS = {"context": 1, "identification": "0.25", "confidentiality": "0", "integrity": "0", "availability": "0"}


class Page:
    """One page: its address, who opens it, what somebody else does meanwhile, what is typed, and the rows it writes."""

    def __init__(self, who, address, meanwhile, typed, rows):
        self.who, self.address, self.meanwhile, self.typed, self.rows = who, address, meanwhile, typed, rows


def renamed(admin, agency):
    return agencies.rename_agency(fresh(agency), by=admin, valid_from=timezone.localdate(), **NAME)


def pages(world):
    load_categories(deeds.SYSTEM)
    case, admin = make_incident(world), world.administrator
    another_administrator(world)  # who could confirm a proposal
    word = says(world, case, amount=10, unit="orang")
    other = says(world, case, amount=20, unit="orang", said_by="Peneliti")
    today, agency = timezone.localdate(), world.agency_a
    tomorrow = today + timedelta(days=1)
    named = list(DataCategory.objects.on(today)[:2])

    in_nine_days = (timezone.localtime() + timedelta(days=9)).strftime("%d-%m-%Y %H.%M")
    told = {f"baris-{n}-to": each["to"] for n, each in enumerate(shipped_reminders())}

    def rate():
        from decimal import Decimal

        inputs = {name: Decimal(value) if isinstance(value, str) else value for name, value in INPUTS.items()}
        law.rate(fresh(case), by=world.officer, malicious=False, **inputs)

    return {
        "amend_agency": Page(
            admin,
            reverse("incidents:amend_agency", args=[agency.pk]),
            lambda: agencies.amend_agency(agency, by=admin, mail_domains="b.example"),
            {"mail_domains": "a.example", "reason": "Salah ketik"},
            Agency.objects.values("mail_domains", "version"),
        ),
        "rename_agency": Page(
            admin,
            reverse("incidents:rename_agency", args=[agency.pk]),
            lambda: agencies.rename_agency(agency, by=admin, valid_from=today, **NAME),
            {"name": "Nama Ketiga", "valid_from": tomorrow.isoformat()},
            agency.names.values("name", "valid_to"),
        ),
        "amend_agency after a new name": Page(
            admin,
            reverse("incidents:amend_agency", args=[agency.pk]),
            lambda: agencies.rename_agency(agency, by=admin, valid_from=today, **NAME),
            {"mail_domains": "a.example", "reason": "Salah ketik"},
            Agency.objects.values("mail_domains", "version"),
        ),
        "correct_name": Page(
            admin,
            reverse("incidents:correct_name", args=[agency.pk]),
            lambda: agencies.amend_agency(fresh(agency), by=admin, place="Bogor"),
            {"place": "Depok", "reason": "Salah ketik"},
            agency.names.values("place"),
        ),
        "withdraw_name": Page(
            admin,
            reverse("incidents:withdraw_name", args=[renamed(admin, world.agency_b).pk]),
            lambda: agencies.amend_agency(fresh(world.agency_b), by=admin, place="Bogor"),
            {"reason": "Salah badan"},
            world.agency_b.names.values("place"),
        ),
        "amend_contact": Page(
            admin,
            reverse("incidents:amend_contact", args=[agency.contacts.get().pk]),
            lambda: agency_corrections.amend_contact(agency.contacts.get(), by=admin, reason="x", phone="021-1"),
            {"phone": "021-2", "reason": "Salah ketik"},
            agency.contacts.values("phone"),
        ),
        "wording": Page(
            admin,
            reverse("notifications:enact_template", args=["warning"]),
            lambda: rules.enact_template(
                by=admin, kind="warning", effective_from=today, reason="x", body="{tenggat} {acuan}", closing="x"
            ),
            {"closing": "Penutup lain.", "reason": "y"},
            LetterTemplate.objects.values("closing"),
        ),
        "signing": Page(
            admin,
            reverse("notifications:enact_signing"),
            lambda: rules.enact_signing(by=deeds.SYSTEM, mode="bsre", reason="x"),
            {"mode": "outside", "reason": "y"},
            Proposal.objects.values("facts", "status"),
        ),
        "reminders": Page(
            admin,
            reverse("notifications:enact_reminders"),
            lambda: rules.enact_reminders(
                reason="Uji",
                by=admin,
                effective_from=timezone.now() + timedelta(minutes=1),
                reminders=shipped_reminders()[:3],
            ),
            {"effective_from": in_nine_days, "reason": "y"} | told,
            ReminderPolicy.objects.values("effective_from"),
        ),
        "calendar": Page(
            admin,
            reverse("incidents:confirm_calendar", args=[YEAR]),
            lambda: work_calendar.confirm_calendar(
                YEAR, reason="Uji", by=admin, holidays="1 Januari 2027: Tahun Baru", basis="SKB 1"
            ),
            {"basis": "SKB 2", "reason": "y"},
            WorkCalendar.objects.values("basis"),
        ),
        "categories": Page(
            world.officer,
            reverse("incidents:categorize", args=[case.reference]),
            lambda: law.categorize(case, by=world.officer, claimed=named[:1]),
            {f"c{named[1].pk}": "confirmed"},
            ExposedCategory.objects.values("category", "state"),
        ),
        "figure in use": Page(
            world.officer,
            reverse("incidents:adopt", args=[case.reference, "subjects"]),
            lambda: assertions.adopt(case, by=world.officer, topic="subjects", assertion=word, reason="x"),
            {"assertion": other.pk, "reason": "y"},
            Figure.objects.values("assertion"),
        ),
        "rating": Page(
            world.officer,
            reverse("incidents:rate", args=[case.reference]),
            rate,
            INPUTS | {"identification": "0.75", "reason": "y"},
            SeverityRating.objects.values("level_set"),
        ),
    }


NAMES = (
    "amend_agency",
    "rename_agency",
    "amend_agency after a new name",
    "correct_name",
    "withdraw_name",
    "amend_contact",
    "wording",
    "signing",
    "reminders",
    "calendar",
    "categories",
    "figure in use",
    "rating",
)


@pytest.mark.parametrize("name", NAMES)
def test_whoever_saves_second_is_told_and_overwrites_nothing(world, log_in, name):
    found = pages(world)
    assert set(found) == set(NAMES)
    page = found[name]
    browser = log_in(page.who)
    sent = Form(browser.get(page.address).content.decode()).sent | page.typed
    page.meanwhile()
    before = list(page.rows.all())
    answer = browser.post(page.address, sent)
    if answer.status_code == 200:  # shown once more before it counts
        answer = browser.post(page.address, Form(answer.content.decode()).sent | page.typed)
    assert answer.status_code == 409, answer.status_code
    assert list(page.rows.all()) == before
    assert "berubah" in answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_whoever_saves_alone_is_heard(world, log_in, name):
    page = pages(world)[name]
    browser = log_in(page.who)
    sent = Form(browser.get(page.address).content.decode()).sent | page.typed
    before = list(page.rows.all())
    answer = browser.post(page.address, sent)
    if answer.status_code == 200:
        answer = browser.post(page.address, Form(answer.content.decode()).sent | page.typed)
    assert answer.status_code == 302 and list(page.rows.all()) != before
