"""Mails about access: to which mailbox an invitation goes, what its link opens, and who is told of what somebody was given."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from incidents.actions import agencies, appointment_corrections, people, proposals
from incidents.models import User
from incidents.workflow import Role
from notifications import postroom
from notifications.models import AccountMail
from notifications.postroom.account_mails import GIVEN_UP_AFTER
from tests.world import another_administrator, another_unit, appoint, fresh

CHOSEN = "belalang-tempur-kuda-lumping"
BOTH = ("salah@uji.example", "baru@uji.example")  # as it was typed first, and as it is


def sent(mailoutbox):
    """{address: text} of what leaves now."""
    postroom.write_receipts(timezone.now())
    postroom.send_account_mails(timezone.now())
    found = {mail.to[0]: f"{mail.subject}\n{mail.body}" for mail in mailoutbox}
    mailoutbox.clear()
    return found


def link_in(text):
    return re.search(r"https?://[^/\s]+(/sandi/atur/\S+)", text)[1]


def opened(browser, link):
    """Where the form for a password stands behind this link; "" where none does."""
    page = browser.get(link, follow=True)
    return page.redirect_chain[-1][0] if 'name="password1"' in page.content.decode() else ""


@pytest.mark.asvs(38, 40)
def test_an_invitation_goes_to_its_mailbox_opens_once_and_dies_with_the_next(world, client, mailoutbox):
    known = {"email": BOTH[1], "name": "Baru"}
    person = appoint(world, Role.OFFICER, **known | {"email": BOTH[0]}).user
    postroom.write_receipts(timezone.now())
    AccountMail.write(AccountMail.Kind.RESET, person)
    why = {"by": world.administrator, "reason": "Salah ketik"}
    appointment_corrections.amend_person(person.appointments.get(), email=BOTH[1], **why)
    postroom.write_receipts(timezone.now())
    postroom.send_account_mails(timezone.now())
    leaves = {address: "".join(mail.body for mail in mailoutbox if mail.to == [address]) for address in BOTH}
    mailoutbox.clear()
    assert leaves[BOTH[0]] and "/sandi/atur/" not in leaves[BOTH[0]], "what waited brings no link to the wrong address"
    first = link_in(leaves[BOTH[1]])
    assert opened(Client(), first)
    people.appoint(people.Post(Role.OFFICER, unit=another_unit(world)), by=world.administrator, **known)
    second = link_in(sent(mailoutbox)[BOTH[1]])
    assert not opened(Client(), first) and opened(Client(), second), "whatever looks at it first burns nothing"
    form = opened(client, second)
    client.post(form, {"password1": CHOSEN, "password2": CHOSEN})
    assert User.objects.get(pk=person.pk).check_password(CHOSEN) and not opened(Client(), second)


def test_auditors_and_other_administrators_are_told_of_each_appointment_address_and_way_of_signing(world, mailoutbox):
    other, today = another_administrator(world), timezone.localdate()
    facts = {"office": "Humas", "email": "humas@b.example", "valid_from": today}
    contact = agencies.register_contact(world.agency_b, by=world.administrator, **facts)
    told = sent(mailoutbox)
    assert told.keys() == {world.auditor.email, other.email}
    assert all("Kontak surat didaftarkan" in text and "humas@b.example" in text for text in told.values())
    assert "/jejak/" in told[world.auditor.email] and "/instansi/" in told[other.email]
    agencies.confirm_contact(contact, by=world.officer)
    assert sent(mailoutbox) == {}
    row = proposals.propose_signing(by=other, mode="outside", reason="Nota dinas")
    assert sent(mailoutbox).keys() == {world.auditor.email, world.administrator.email}
    proposals.confirm_change(row, by=world.administrator, seen=row.version)
    told = sent(mailoutbox)
    assert told.keys() == {world.auditor.email, other.email}
    assert "Cara penandatanganan ditetapkan" in told[other.email] and "Nota dinas" not in told[other.email]
    people.end_appointment(world.officer.appointments.get(), by=other, reason="Diduga membocorkan")
    told = sent(mailoutbox)
    assert "Officer" in told[world.administrator.email] and "membocorkan" not in told[world.administrator.email]


def test_a_mail_that_cannot_be_made_holds_up_no_other_and_is_given_up(world, monkeypatch):
    for person in (world.officer, world.auditor):
        AccountMail.write(AccountMail.Kind.PASSWORD, person)
    first, second = AccountMail.objects.order_by("pk")
    monkeypatch.setattr("notifications.mails.accounts.send", lambda mail: 1 / (mail.pk - first.pk))
    for at in (first.written_at, first.written_at + GIVEN_UP_AFTER):
        postroom.send_account_mails(at)
    assert fresh(second).sent_at and fresh(first).given_up_at and not fresh(first).sent_at


def test_whoever_runs_the_server_appoints_a_second_administrator_and_no_third(world, mailoutbox):
    call_command("appoint_administrator", "kedua@uji.example", name="Kedua", stdout=StringIO())
    told = sent(mailoutbox)
    assert told.keys() == {world.auditor.email, world.administrator.email, "kedua@uji.example"}
    assert opened(Client(), link_in(told["kedua@uji.example"]))
    with pytest.raises(CommandError):
        call_command("appoint_administrator", "ketiga@uji.example", name="Ketiga", stdout=StringIO())
    assert not User.objects.filter(email="ketiga@uji.example").exists()
