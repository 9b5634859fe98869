"""What an empty database needs before the first case: clock rules, ladder, question sets, units, agencies. From CSV, through the real deeds.

Idempotent: a row that is there already stays as it is, so a second run adds only what is new. What an upgrade ships whose
first day has passed holds from that day all the same. The loaders say so, and say what they had to leave to an
administrator: each returns sentences, none when all went as it should.
"""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from .actions import agencies, people, rules
from .errors import DomainError
from .letters import glyphs
from .models import (
    Agency,
    CaseEvent,
    ClockRule,
    DataCategory,
    LadderRung,
    Question,
    QuestionSet,
    ReminderPolicy,
    SanctionRegime,
    Unit,
)
from .plain import clocks, mail_addresses, signs
from .plain.clocks import WIB

DATA = Path(__file__).parent / "data"
SHIPPED = "Bawaan aplikasi, dimuat saat penyiapan."  # the reason that history keeps of what nobody enacted
NUMBER_TEMPLATE = "{security}-{n}/{unit}/{classification}/{MM}/{YYYY}"


class BadRow(DomainError):
    """A row of a CSV that cannot be read; names file and line."""

    message = "%(where)s: %(what)s"


def rows(path):
    """The rows of a CSV with a header line, each with its file and line for messages."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield f"{path}:{reader.line_num}", {k: signs.clean(v or "").strip() for k, v in row.items() if k}


def load_law(by):
    """Everything that follows from law and practice and is the same for every ministry. Returns what is to be said."""
    loaders = (load_rules, load_categories, load_regimes, load_ladder, load_questions)
    said = [sentence for load in loaders for sentence in load(by)]
    load_reminders(by)
    return said


def _dated(where, row, *names):
    try:
        return {name: date.fromisoformat(row[name]) if row[name] else None for name in names}
    except (ValueError, KeyError) as fault:
        raise BadRow(where=where, what=f"a date is written like 2024-10-21 ({fault})") from fault


def _enact(where, verb, **facts):
    """The sentences to be said of this row. Raises BadRow: the verb's own refusal, with the file and line that ask for
    what it refuses."""
    try:
        rule = verb(**facts)
    except rules.HeldByHand as refusal:
        return [f"{where}: {refusal}"]
    except DomainError as refusal:
        raise BadRow(where=where, what=str(refusal)) from refusal
    event = CaseEvent.objects.of(rule).latest("recorded_at")
    if not event.details.get("entered_late"):
        return []
    return [
        f"{where}: {rule} is in force from {rule.effective_from.isoformat()} on, entered only now. What began since "
        "then ran by the rule before and keeps it; look through it under Rules."
    ]


def load_rules(by, path=DATA / "clock_rules.csv"):
    said = []
    for where, row in rows(path):
        dates = _dated(where, row, "effective_from", "effective_to")
        if ClockRule.objects.filter(code=row["code"], effective_from=dates["effective_from"]).exists():
            continue
        length = int(row["length"]) if row["length"] else None
        row |= dates | {"length": length} | {name: row[name] == "true" for name in ("needs_contact", "verified")}
        said += _enact(where, rules.enact_rule, by=by, reason=SHIPPED, **row)
    return said


def load_categories(by, path=DATA / "data_categories.csv"):
    """The categories of personal data of Art. 4 and the kinds below them."""
    said = []
    for where, row in rows(path):
        row |= _dated(where, row, "effective_from", "effective_to")
        if not DataCategory.objects.filter(code=row["code"], effective_from=row["effective_from"]).exists():
            said += _enact(where, rules.enact_category, by=by, reason=SHIPPED, **row)
    return said


def load_regimes(by, path=DATA / "sanction_regimes.csv"):
    """Sanction regimes; what they list is parted by semicolons."""
    said = []
    for where, row in rows(path):
        row |= _dated(where, row, "effective_from", "effective_to")
        if SanctionRegime.objects.filter(code=row["code"], effective_from=row["effective_from"]).exists():
            continue
        for name in ("measures", "fines", "reprimands", "reprimand_basis", "provisions"):
            row[name] = [part.strip() for part in row[name].split(";") if part.strip()]
        said += _enact(where, rules.enact_regime, by=by, reason=SHIPPED, **row)
    return said


def load_ladder(by, path=DATA / "ladder.csv"):
    """The steps after an unanswered letter."""
    said = []
    for where, row in rows(path):
        row |= _dated(where, row, "effective_from", "effective_to")
        if LadderRung.objects.filter(number=row["number"], effective_from=row["effective_from"]).exists():
            continue
        row |= {name: row[name] == "true" for name in ("meets", "verified")}
        row["notice"] = int(row["notice"]) if row["notice"] else None
        row["notice_unit"] = row["notice_unit"] or LadderRung._meta.get_field("notice_unit").default
        said += _enact(where, rules.enact_rung, by=by, reason=SHIPPED, **row)
    return said


def shipped_reminders(path: Path = DATA / "reminders.csv") -> list[dict[str, Any]]:
    """The reminders that hold until an administrator enacts others: [{"hours", "to"}, …]."""
    return [{"hours": int(row["hours"]), "to": row["to"].split(";")} for _where, row in rows(path)]


def load_reminders(by):
    """Enact what is shipped, from the day of the first clock rule on; a ministry that has a policy keeps it."""
    if not ReminderPolicy.objects.exists():
        since = datetime(2016, 12, 1, tzinfo=WIB)
        rules.enact_reminders(by=by, reason=SHIPPED, effective_from=since, reminders=shipped_reminders())


def load_questions(by, path=DATA / "question_sets.csv"):
    """Question sets: each line is one question; lines with the same code and first day are one set, in their order."""
    said = []
    sets: dict[tuple[str, date], dict[str, Any]] = {}
    for where, row in rows(path):
        question = {name: row.pop(name) for name in ("section", "kind", "heading", "text")}
        if question["kind"] not in Question.Kind.values:
            raise BadRow(where=where, what=f"kind is one of {', '.join(Question.Kind.values)}")
        row |= _dated(where, row, "effective_from", "effective_to")
        for name in ("failures", "roles"):
            row[name] = [part.strip() for part in row[name].split(";") if part.strip()]
        sets.setdefault((row["code"], row["effective_from"]), row | {"questions": []})["questions"].append(question)
    for (code, day), row in sets.items():
        if not QuestionSet.objects.filter(code=code, effective_from=day).exists():
            said += _enact(path, rules.enact_questions, by=by, reason=SHIPPED, **row)
    return said


def _check_signs(where: str, row: dict[str, Any]) -> None:
    """A letterhead and an addressee are printed: what no font of the letters shows is refused with its line."""
    if odd := glyphs.missing_in(row):
        raise BadRow(where=where, what=f"the letters' fonts do not have {glyphs.named(odd)}")


def load_units(by, *, letter_code, classification, path=DATA / "units.csv", **mandate):
    """`letter_code` and `classification` are the ministry's own and not verified here, so they have no default; nor is `mandate`:
    in whose name sanctions are imposed now (`sanctions_for`) and by which decision (`mandate`), without which none is. A unit
    that goes on under another name, letterhead or office is another row of its code."""
    on_file = set(Unit.objects.values_list("code", flat=True))
    said = []
    for where, row in rows(path):
        _check_signs(where, row)
        row |= _dated(where, row, "valid_from", "valid_to")
        if Unit.objects.filter(code=row["code"], valid_from=row["valid_from"]).exists():
            continue
        if row["code"] in on_file and row["valid_from"] < clocks.day(timezone.now()):
            said.append(
                f"{where}: the unit {row['code']} is {row['name']} from {row['valid_from'].isoformat()} on, entered only "
                "now. Letters issued since then keep the letterhead they went out with."
            )
        people.register_unit(
            by=by,
            reason=SHIPPED,
            letter_code=letter_code,
            classification=classification,
            number_template=NUMBER_TEMPLATE,
            **({} if row["valid_to"] else mandate),
            **row,
        )
    return said


def load_agencies(by, path=DATA / "agencies.csv"):
    """Each line is one name of an agency with its dates; lines with the same code are the same agency. A name that an
    agency on file lacks is an administrator's to enter: what the ministry keeps there is not touched."""
    said = []
    names: dict[str, list[dict[str, Any]]] = {}
    bodies: dict[str, Any] = {}
    for where, row in rows(path):
        try:
            code, zone, kind = row.pop("code"), row.pop("zone"), row.pop("kind", "")
            domains = [part.strip() for part in row.pop("mail_domains", "").split(";")]
        except KeyError as fault:
            raise BadRow(where=where, what=f"the column {fault} is missing") from fault
        if not code or not row.get("name"):
            raise BadRow(where=where, what="code and name may not be empty")
        _check_signs(where, row)
        if kind and kind not in Agency.Kind.values:
            raise BadRow(where=where, what=f"kind is one of {', '.join(Agency.Kind.values)}")
        bodies[code] = {
            "zone": zone or "Asia/Jakarta",
            "kind": kind or Agency.Kind.CENTRAL,
            "mail_domains": "\n".join(filter(None, domains)),
        }
        names.setdefault(code, []).append(row | _dated(where, row, "valid_from", "valid_to"))
    for code, dated in names.items():
        present = Agency.objects.filter(code=code).first()
        if present is None:
            agencies.register_agency(by=by, code=code, names=dated, **bodies[code])
            continue
        days = set(present.names.values_list("valid_from", flat=True))
        said += [
            f"{path}: {code} has another name from {name['valid_from'].isoformat()} on, {name['name']}, that is not on "
            "file. Enter it under Agencies if it is right."
            for name in dated
            if name["valid_from"] and name["valid_from"] > max(days)
        ]
    return said


def load_contacts(by, path):
    """Lines of code, office, name, email, ppdp and exercise (true or empty). An address on file stays as it is."""
    for where, row in rows(path):
        agency = Agency.objects.filter(code=row.get("code", "")).first()
        if agency is None:
            raise BadRow(where=where, what=f"no agency has the code {row.get('code')!r}")
        try:
            validate_email(row.get("email", ""))
            mail_addresses.of_somebody(row["email"])
        except (ValidationError, mail_addresses.Unsendable, mail_addresses.Doubtful) as fault:
            raise BadRow(where=where, what=f"{row.get('email')!r} is no e-mail address") from fault
        if agency.contacts.filter(email__iexact=row["email"], valid_to__isnull=True).exists():
            continue
        agencies.register_contact(
            agency,
            by=by,
            office=row.get("office") or "Sekretariat",
            name=row.get("name", ""),
            email=row["email"],
            is_ppdp=row.get("ppdp") == "true",
            exercise=row.get("exercise") == "true",
            valid_from=clocks.day(timezone.now()),
        )
