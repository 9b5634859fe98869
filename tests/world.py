"""The world of the tests: its people and agencies, and objects walked to a status through the real actions."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.conf import settings
from django.test import Client
from django.utils import timezone

from incidents.plain import spans
from tests.states import step

PASSWORD = "sebuah-kalimat-panjang"
QUESTIONS = [("Data", "Data apa yang terungkap?"), ("Waktu", "Kapan diketahui?")]


def build_world():
    """Rule, units, two agencies with a contact each, and the seven people."""
    from incidents import setup_data
    from incidents.actions import agencies, people
    from incidents.models import Unit, User
    from incidents.record import deeds
    from incidents.workflow import Role

    system = deeds.SYSTEM
    setup_data.load_rules(system)
    # Not the 25 categories of data: few tests ask for them.
    setup_data.load_regimes(system)
    setup_data.load_units(
        system, letter_code="UJI", classification="PDP.01", sanctions_for="Menteri", mandate="Mandat uji"
    )
    bodies = {}
    for code, name, zone in (("a", "Instansi A", "Asia/Jakarta"), ("b", "Instansi B", "Asia/Jayapura")):
        names = [
            {
                "name": name,
                "short_name": f"Ins {code.upper()}",
                "head_office": f"Kepala {name}",
                "valid_from": date(2020, 1, 1),
            }
        ]
        bodies[code] = agencies.register_agency(by=system, code=code, zone=zone, names=names)
        agencies.register_contact(
            bodies[code], by=system, office="Sekretariat", email=f"surat@{code}.example", valid_from=date(2020, 1, 1)
        )
    unit = Unit.objects.get(code="pdp", valid_to=None)
    posts = {
        "officer": (Role.OFFICER, {"unit": unit}),
        "supervisor": (Role.SUPERVISOR, {"unit": unit}),
        "other_supervisor": (Role.SUPERVISOR, {"unit": unit}),
        "liaison_a": (Role.LIAISON, {"agency": bodies["a"]}),
        "liaison_b": (Role.LIAISON, {"agency": bodies["b"]}),
        "auditor": (Role.AUDITOR, {}),
        "administrator": (Role.ADMINISTRATOR, {}),
    }
    world = SimpleNamespace(agency_a=bodies["a"], agency_b=bodies["b"], unit=unit)
    for who, (role, where) in posts.items():
        email = f"{who.replace('_', '.')}@uji.example"
        name = who.replace("_", " ").title()
        people.appoint(people.Post(role, **where), by=system, email=email, name=name, password=PASSWORD)
        setattr(world, who, User.objects.get(email=email))
    return world


def tell_kpu():
    """The demo's people and bodies, and the request to KPU of 28 November 2023. With DEMO=True."""
    from incidents import demo
    from incidents.models import ClarificationRequest, User

    demo.load_setup_data()
    demo.load_public_bodies()
    demo.load_people()
    officer, supervisor = (User.objects.get(email=email) for _, email, _, _ in demo.LOGINS[:2])
    return ClarificationRequest.objects.get(pk=demo.kpu_2023.tell(officer, supervisor).pk)


def session_of(user):
    """The key of a session in which this person is logged in."""
    browser = Client()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


@step
def make_incident(world, **facts):
    from incidents.actions import cases
    from incidents.models import Incident, Involvement

    facts = {"title": "Dugaan kebocoran", "seen_at": timezone.now() - timedelta(hours=1), **facts}
    incident = cases.record(by=world.officer, **facts)
    at = facts.get("at")
    for n, agency in enumerate((world.agency_a, world.agency_b)):
        cases.involve(
            incident,
            by=world.officer,
            agency=agency,
            role=Involvement.AgencyRole.CONTROLLER,
            at=at and at + timedelta(seconds=n + 1),
        )
    return Incident.objects.get(pk=incident.pk)


def draft_request(world, incident, *, agency=None, by=None, at=None, basis="Pasal 46 UU 27/2022"):
    from incidents.actions import clarifications

    return clarifications.draft(
        incident,
        by=by or world.officer,
        agency=agency or world.agency_a,
        questions=QUESTIONS,
        at=at,
        subject="Hal surat uji",
        opening="Sehubungan dengan informasi yang beredar.",
        basis=basis,
        security="B",
        urgency="segera",
    )


def issue_request(world, clarification, *, by=None, at=None):
    from incidents.actions import letter_content, letter_issuing

    by = by or world.supervisor
    digest = letter_content.digest(letter_content.draft_content(clarification, at or timezone.now(), by))
    return letter_issuing.issue(clarification, by=by, seen=clarification.version, approved_digest=digest, at=at)


def mail_left(clarification, *, recipient="surat@uji.example", at=None):
    """A relay took the letter's mail, as the post room writes it."""
    from incidents.record import deeds

    with deeds.record("send_message", on=clarification, by=deeds.SYSTEM, at=at) as deed:
        deed.details = {"kind": "letter", "recipient": recipient}


def answer_request(world, clarification, *, numbers=None, by=None, at=None):
    from incidents.actions import replies, reply_drafts

    by = by or world.liaison_a
    for question in clarification.questions.filter(status="open"):
        if numbers is None or question.number in numbers:
            value = "no" if question.kind == "yes_no" else None
            reply_drafts.save(question, by=by, text=f"Jawaban atas {question.heading}.", value=value)
    print_of = reply_drafts.fingerprint(reply_drafts.drafts_of(clarification))
    return replies.answer(
        clarification, by=by, seen=clarification.version, seen_drafts=print_of, name="Narahubung", office="PPDP", at=at
    )


@step
def make_request(world, status="open", *, agency=None, incident=None, issued_at=None, nudged=False):
    """A request walked to `status` through the real actions; of one that is `nudged` a reminder by hand was noted while it asked."""
    from incidents.actions import arrival, clarifications, dissolution, letter_decisions, next_letter
    from incidents.models import ClarificationRequest

    fresh = ClarificationRequest.objects.get
    start = issued_at - timedelta(hours=1) if issued_at else None

    def at(minutes):
        return start and start + timedelta(minutes=minutes)

    if status in ("not_answered", "insufficient") and issued_at is None:  # nobody is silent while the due runs
        issued_at = timezone.now() - timedelta(hours=100)
        start = issued_at - timedelta(hours=1)
    incident = incident or make_incident(world, **({"at": start, "seen_at": start} if start else {}))
    clarification = draft_request(world, incident, agency=agency, at=at(10))
    if status == "draft":
        return fresh(pk=clarification.pk)
    clarification = clarifications.submit(clarification, by=world.officer, seen=clarification.version, at=at(20))
    if status == "awaiting_approval":
        return fresh(pk=clarification.pk)
    if status == "awaiting_signature":
        return _approved(world, clarification)
    clarification = issue_request(world, clarification, at=issued_at)
    if nudged:
        at_once = issued_at and issued_at + timedelta(seconds=1)
        arrival.nudge(clarification, by=world.officer, seen=None, channel="WhatsApp", at=at_once)
    if status == "replaced":
        new = next_letter.reissue(clarification, by=world.officer)
        new = clarifications.submit(new, by=world.officer, seen=new.version)
        issue_request(world, new)
        return fresh(pk=clarification.pk)
    if status == "broken_off":
        dissolution.break_off(clarification, by=world.administrator, seen=None, reason="Instansinya tidak ada lagi")
    if status in ("open", "withdrawn", "broken_off"):
        if status == "withdrawn":
            letter_decisions.withdraw(
                clarification, by=world.supervisor, seen=clarification.version, reason="Keliru alamat"
            )
        return fresh(pk=clarification.pk)
    if status == "not_answered":
        return _stopped(world, clarification)
    liaison = world.liaison_b if agency == world.agency_b else world.liaison_a
    answer_request(world, clarification, by=liaison, numbers=[1] if status == "insufficient" else None)
    clarification = fresh(pk=clarification.pk)
    if status == "insufficient":
        return _stopped(world, clarification)
    if status == "closed":
        clarifications.accept(clarification, by=world.officer, seen=clarification.version)
    return fresh(pk=clarification.pk)


def _stopped(world, clarification):
    """Its answer, or that there is none, is waited for no longer."""
    from incidents.actions import stopped_waiting

    facts = {"by": world.supervisor, "seen": clarification.version, "reason": "Tidak memadai"}
    return stopped_waiting.stop_waiting(clarification, **facts)


def _approved(world, clarification):
    """Approved for a person's signature, the bytes laid out."""
    from incidents.actions import letter_content, letter_issuing
    from incidents.models import ClarificationRequest
    from incidents.record import deeds
    from tests.moves import choose_signing, lay_out

    choose_signing(world, "outside")
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    clarification = letter_issuing.approve(
        clarification, by=world.supervisor, seen=clarification.version, approved_digest=digest
    )
    with deeds.record("store_letter", on=clarification, by=deeds.SYSTEM) as deed:
        lay_out(clarification.letter, deed)
    return ClarificationRequest.objects.get(pk=clarification.pk)


# --- the case file --------------------------------------------------------------------------------------------------
SAID = spans.parse("27 November 2023")


def fresh(row):
    """The row as it stands in the database now."""
    return type(row).objects.get(pk=row.pk)


def report(world, text="Akun “Jimbo” menawarkan data Ins A, 2 BTC", **facts):
    from incidents.actions import cases

    return cases.report(by=world.officer, summary=text, seen_at=timezone.now(), **facts)


def says(world, case, topic="subjects", said_by="Penjual", **facts):
    """An assertion of somebody about the data of `case`."""
    from incidents.actions import assertions

    facts = {"statement": "Kata orang", "source": "forum", "said": SAID, **facts}
    return assertions.claim(case, assertions.Claim(topic, said_by=said_by, **facts), by=world.officer)


def proven(world, case):
    """The case once it says what a proven breach is: of what kind, of which data, how grave."""
    from incidents import setup_data
    from incidents.actions import cases, law
    from incidents.models import DataCategory
    from incidents.record import deeds

    setup_data.load_categories(deeds.SYSTEM)
    case = cases.amend(case, by=world.officer, seen=fresh(case).version, reason="x", failures=["disclosure"])
    impact = dict.fromkeys(("confidentiality", "integrity", "availability"), Decimal("0.5"))
    law.rate(
        case,
        by=world.officer,
        level_set="high",
        reason="x",
        context=1,
        identification=Decimal("0.25"),
        malicious=False,
        **impact,
    )
    law.categorize(case, by=world.officer, confirmed=[DataCategory.objects.on(timezone.localdate()).first()])
    return fresh(case)


def duty(world, hours_ago=80, case=None):
    """A controller that knows for so long, and has notified nobody."""
    from incidents.actions import law

    case = case or make_incident(world)
    body = case.involvements.get(agency=world.agency_a)
    started = timezone.now() - timedelta(hours=hours_ago)
    return law.track_duty(body, by=world.officer, started=started, start_source="Siaran pers")


def owed(world, due_in=timedelta(hours=3), case=None):
    """A commitment of an agency, in a case of its own unless said."""
    from incidents.actions import work

    case = case or make_incident(world)
    return work.commit(case, by=world.officer, who="Ins A", what="Serahkan log", due=timezone.now() + due_in)


# --- people ---------------------------------------------------------------------------------------------------------
def appoint(world, role, **facts):
    """Somebody new, or whoever has the address `email`, appointed where `role` serves unless `unit` says otherwise."""
    from incidents.actions import people
    from incidents.workflow import Role

    where = {"unit": world.unit} if role in (Role.OFFICER, Role.SUPERVISOR) else {}
    where |= {"agency": world.agency_a} if role == Role.LIAISON else {}
    where |= {name: facts.pop(name) for name in ("unit", "mode") if name in facts}
    facts = {"email": "orang@uji.example", "name": "Orang", **facts}
    return people.appoint(people.Post(role, **where), by=hand(world, role), **facts)


def hand(world, role):
    """Who appoints to `role` alone: the administrator, or what is set up where two administrators would."""
    from incidents.actions import people
    from incidents.record import deeds

    return deeds.SYSTEM if role in people.BY_TWO else world.administrator


def appoint_past_the_rule(person, role, **where):
    """An appointment from before the rule; the person as they are at their next click."""
    from incidents.models import Appointment
    from incidents.record import deeds

    row = Appointment(user=person, role=role, valid_from=timezone.now(), **where)
    with deeds.record("appoint", on=row, by=deeds.SYSTEM):
        row.save()
    return fresh(person)


def end_past_the_rule(post):
    """It ends, although it is the last of its role."""
    from incidents.record import deeds

    with deeds.record("end_appointment", on=post, by=deeds.SYSTEM, reason="Uji") as deed:
        deed.on.valid_to = deed.at
        deed.on.save()


def another_administrator(world):
    """Who proposes what the administrator of the world confirms, or the reverse."""
    return fresh(appoint(world, "administrator", email="admin.b@uji.example", name="Administrator B").user)


UNIT = {"ministry": "K", "address": "J", "letter_code": "L", "classification": "P", "number_template": "{n}"}


def another_unit(world):
    """A unit that sent none of the world's letters."""
    from incidents.actions import people

    return people.register_unit(
        reason="Uji",
        by=world.administrator,
        code="lain",
        name="Lain",
        signatory_office="D",
        valid_from=date(2020, 1, 1),
        **UNIT,
    )


def appointed_to_another_unit(world):
    """A supervisor of a unit that sent none of the world's letters."""
    from incidents.actions import people
    from incidents.models import User
    from incidents.workflow import Role

    other = another_unit(world)
    who = {"by": hand(world, Role.SUPERVISOR), "email": "lain@uji.example", "name": "Atasan Lain"}
    return User.objects.get(pk=people.appoint(people.Post(Role.SUPERVISOR, unit=other), **who).user_id)


# --- dated rules ----------------------------------------------------------------------------------------------------
def enact_clock(world, **fields):
    """A clock rule enacted by the administrator: for clarifications, of 72 hours from issue, from today on, unless said."""
    from incidents.actions import rules

    words = {"code": "clarification", "applies_to": "instansi", "legal_basis": "Aturan baru", "start_event": "issued"}
    words |= {"length": 72, "unit": "jam", "effective_from": timezone.localdate()} | fields
    return rules.enact_rule(reason="Uji", by=world.administrator, **words)


def the_same_address_and_person_on_both_sides(world):
    """Of A also at B; the address of B is returned."""
    from incidents.actions import agencies, people

    address = world.agency_a.contacts.get().email.upper()
    twice = agencies.register_contact(
        world.agency_b, by=world.administrator, office="X", email=address, valid_from=timezone.localdate()
    )
    person = world.liaison_a
    post = people.Post("liaison", agency=world.agency_b)
    people.appoint(post, by=world.administrator, email=person.email, name=person.name)
    return twice
