"""A proof bundle as one ZIP: what its verifier goes by (incidents.reports.proofs), a report for readers, the verifier itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from incidents.models import AccessEntry, ProofBundle, TreeHead
from incidents.plain import bundle_verifier as form
from incidents.plain import signed_notes
from incidents.record import declarations, heads_gone, log_keys, payloads_in_words, restores
from incidents.record.names import Names
from incidents.reports import proofs, reads

from . import pdf

VERIFIER, README = "periksa.py", "baca-dahulu.txt"
IN_ONE = 200  # events or looks of one report: a longer one takes more memory than a worker has


def make(bundle: ProofBundle, head: TreeHead, progress: Callable[[int, int], None]) -> tuple[bytes, proofs.Proved]:
    """The bytes of the bundle under `head`, always the same, and what it proves. `progress` is told how far it is, and of how
    much. Raises proofs.NotAsSealed, proofs.TooMuch, log_keys.NoKey, pdf.Unavailable."""
    found = proofs.prove(bundle, head, progress)
    files = found.files() | _reports(bundle, found, progress)
    files[VERIFIER] = verifier()
    files[README] = render_to_string("notifications/bundles/readme.txt").encode()
    listed = form.manifest(log_keys.origin(), head.size, files)
    files[form.MANIFEST] = signed_notes.sign(listed, log_keys.signers()).encode()
    return form.archive(files), found


def verifier() -> bytes:
    """The program by which a bundle is verified, as it is put into each."""
    return Path(form.__file__).read_bytes()


def kept(bundle: ProofBundle) -> Path:
    """Where the bytes of a bundle that is ready lie."""
    return settings.FILES_ROOT / bundle.path


def looks(found: proofs.Proved) -> list[tuple[Any, Any]]:
    """The looks as they were sealed, each with the words for what was done."""
    return [(look, reads.KINDS[AccessEntry.Kind(look.kind)]) for look in payloads_in_words.looks(found.payloads)]


def _of_the_log(found: proofs.Proved) -> dict[str, Any]:
    """What the first part of a report says of the log: its name, its keys, what is declared of it."""
    rows = declarations.rows(found.head.size)
    said = [each.in_language() for each in (*restores.listed(rows), *heads_gone.listed(rows))]
    return {"keys": log_keys.verifiers(), "origin": log_keys.origin(), "declared": said}


def _reports(bundle: ProofBundle, found: proofs.Proved, progress: Callable[[int, int], None]) -> dict[str, bytes]:
    """What the events or looks say, in the language of whoever asked: parts of at most IN_ONE, the first with what is proved."""
    of_one = bundle.kind == bundle.Kind.EVENT
    with translation.override(bundle.language):
        names = payloads_in_words.Directory(None) if of_one else Names(bundle.asked_by)
        told = looks(found) if bundle.of_looks else payloads_in_words.entries(found.payloads, names)
        entries = list(zip(found.places, told, strict=True))
        parts = [entries[n : n + IN_ONE] for n in range(0, len(entries), IN_ONE)] or [[]]
        made = {}
        for number, part in enumerate(parts, start=1):
            context = {"bundle": bundle, "found": found, "entries": part, "number": number, "parts": len(parts)}
            context |= _of_the_log(found) if number == 1 else {}
            made[f"laporan-{number:02}.pdf"] = pdf.render(
                render_to_string("notifications/bundles/report.html", context)
            )
            progress(min(number * IN_ONE, len(entries)), len(entries))
    return made
