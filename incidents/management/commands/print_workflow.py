"""Prints the table of moves as docs/workflow.md."""

from django.core.management.base import BaseCommand

from incidents import workflow
from incidents.workflow import TRANSITIONS, Action, Place, RequestStatus, Subject, Weight

HEAD = """# Workflow

Printed from `incidents/workflow/` by `python manage.py print_workflow > docs/workflow.md`; `make check` says when it is stale.

"""
RULES = {
    "not_by_drafter": "not by its drafter",
    "of_unit": "for the letter's unit",
    "needs_reason": "reason required",
    "also_past": "also in a closed case that was entered from the record",
}
OWN = {
    "is_of_another": "only another one's",
    "theirs_to_correct": "only their own, on which no end of its case rests",
    "theirs_to_amend": "any in a case that is worked on, then only their own, on which no end of it rests",
    "theirs_to_judge": "in a case that is worked on, then only in a past case of their own",
}


def states(values):
    return ", ".join(sorted("–" if v is None else str(v) for v in values)) or "stays"


def outcome(row):
    """Where it ends; each source by itself, where each leads somewhere of its own."""
    if not row.pairs:
        return states(row.targets)
    return ", ".join(sorted(f"{before or '–'} → {after}" for before, after in row.pairs))


def offered(row):
    """Where people find a move: the place of each button, what it weighs, whether one press does it."""
    return "; ".join(dict.fromkeys(_words(offer, row) for offer in row.offers)) or "by the product itself"


def _words(offer, row):
    if offer.place == Place.ELSEWHERE:
        return f"on `{offer.page}`"
    where = f"beside {offer.on}" if offer.place == Place.BESIDE else f"{offer.place} of {offer.on}"
    marks = [offer.weight] if offer.weight != Weight.ORDINARY else []
    marks += [] if row.asks else ["one press"]
    marks += [f"leads to `{offer.page}`"] if offer.page else []
    return f"{where} ({', '.join(marks)})" if marks else where


def document():
    out = [HEAD, "```mermaid\nstateDiagram-v2\n"]
    for action, row in TRANSITIONS.items():
        if row.subject != Subject.REQUEST or row.by == {workflow.Role.SYSTEM}:
            continue
        for source in sorted(row.sources, key=str):
            for target in sorted(row.ends(source), key=str):
                out.append(f"    {source or '[*]'} --> {target}: {action}\n")
    ends = (RequestStatus.CLOSED, *sorted(workflow.ENDED_EARLY), *sorted(workflow.STOPPED))
    out.append("".join(f"    {status} --> [*]\n" for status in ends) + "```\n")
    for subject in Subject:
        rows = [(a, r) for a, r in TRANSITIONS.items() if r.subject == subject]
        out.append(f"\n## {subject}\n\n| action | from | to | by | rule | offered |\n|---|---|---|---|---|---|\n")
        for action, row in rows:
            every = row.sources >= frozenset(RequestStatus)
            own = [f"{states(row.own_only)}: {OWN.get(row.own_as, 'only their own')}"] if row.own_only else []
            rules = own + [words for flag, words in RULES.items() if getattr(row, flag)]
            out.append(
                f"| {Action(action)} | {'any' if every else states(row.sources)} | {outcome(row)} "
                f"| {states(row.by)} | {', '.join(rules)} | {offered(row)} |\n"
            )
    return "".join(out)


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(document(), ending="")
